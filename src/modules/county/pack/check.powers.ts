/** Powers: each whole in itself, and every aspect, item of the catalogue, service and neighbouring power it names is there. */
import { powerFaults, type Power } from '../../powers/index.ts'
import { doubles } from '../../../kernel/pack/doubles.ts'
import type { Fault, Placed } from '../../../kernel/pack/fault.ts'
import type { Pack } from './read.ts'

const file = 'powers.json'

export function checkPowers(pack: Pack): Fault[] {
  return [
    ...doubles(pack.powers, file, '权力编码', (p) => p.code),
    ...doubles(pack.powers, file, '权力名称', (p) => p.name),
    ...pack.powers.flatMap((power) => [
      ...powerFaults(power.value, pack.serviceFrame?.refused ?? []).map((f) => at(power, f.field, f.say, f.remedy)),
      ...belongs(power, pack),
      ...follows(power, pack),
    ]),
  ]
}

const at = ({ line, value }: Placed<Power>, field: string, say: string, remedy: string): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})

function belongs(power: Placed<Power>, pack: Pack): Fault[] {
  const { aspect, service, amount } = power.value
  const aspects = pack.powerFrame?.aspects.map((a) => a.code) ?? [aspect]
  const names = new Set(pack.powers.map((p) => p.value.name))
  const others = [amount?.under, amount?.beyond].filter((n) => n !== undefined && !names.has(n))
  return [
    ...(aspects.includes(aspect) ? [] : [at(power, 'aspect', `没有方面 ${aspect}。`, '请改成 aspects 里有的编码。')]),
    ...(service !== undefined && pack.serviceFrame && !pack.services.some((s) => s.value.code === service)
      ? [at(power, 'service', `没有服务事项 ${service}。`, '请改成 services.json 里有的编码，或者删去。')]
      : []),
    ...others.map((n) => at(power, 'amount', `没有名叫“${n}”的权力。`, '请写 powers.json 里有的名称。')),
  ]
}

/** Every notice that is to follow stands in the catalogue, for villages, with that stage. */
function follows(power: Placed<Power>, pack: Pack): Fault[] {
  return power.value.steps.flatMap((s) =>
    s.notices.flatMap(({ item, stage }) => {
      const found = pack.items.find((i) => i.value.code === item)?.value
      if (!found)
        return [
          at(
            power,
            `steps.${s.key}.notices`,
            `公开目录里没有 ${item}。`,
            '请改成 catalogue.json 里有的编码，或者删去。',
          ),
        ]
      if (!found.levels.includes('village'))
        return [at(power, `steps.${s.key}.notices`, `${item} ${found.name}不是村里公开的。`, '请改成村一级的事项。')]
      const stages = found.frequency === 'perStage' ? found.stages.map((x): string | undefined => x.key) : [undefined]
      return stages.includes(stage)
        ? []
        : [
            at(
              power,
              `steps.${s.key}.notices`,
              `${item} ${found.name}${stage === undefined ? '要写明阶段' : `没有阶段 ${stage}`}。`,
              found.frequency === 'perStage' ? `请写其中一个：${stages.join('、')}。` : '请删去 stage。',
            ),
          ]
    }),
  )
}
