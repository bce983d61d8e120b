/** What a power names outside itself: aspects, services, other powers, items of the catalogue with their stages. */
import type { Refused } from '../../../kernel/rules/certificates.ts'
import type { PowerFault } from './faults.ts'
import type { Power } from './powers.schema.ts'

/** Items that villages publish: their stages where they have any, and the columns that a run may fill. */
export type KnownItem = {
  code: string
  name: string
  stages: { key: string; name: string }[]
  columns: { key: string; label: string }[]
}
/** `services`: nothing where the county keeps no services that a power could be held against. */
export type Known = {
  aspects: readonly string[]
  services: readonly string[] | undefined
  powers: readonly { code: string; name: string }[]
  items: readonly KnownItem[]
  refused: readonly Refused[]
}

/** One rule for what the console saves and what a pack brings. */
export function knownFaults(power: Power, known: Known): PowerFault[] {
  const { aspect, service, amount } = power
  const twin = known.powers.some((p) => p.name === power.name && p.code !== power.code)
  const others = [amount?.under, amount?.beyond].filter((n) => n !== undefined)
  const strangers = others.filter((n) => !known.powers.some((p) => p.name === n))
  const served = service === undefined || known.services === undefined || known.services.includes(service)
  return [
    ...(twin ? [fault('name', `已经有叫“${power.name}”的权力。`, '请换一个名称。')] : []),
    ...(known.aspects.includes(aspect)
      ? []
      : [fault('aspect', aspect === '' ? '请选属于哪一方面。' : `没有方面 ${aspect}。`, among(known.aspects))]),
    ...(served ? [] : [fault('service', `没有服务事项 ${service}。`, '请改成有的服务事项，或者不填。')]),
    ...strangers.map((n) => fault('amount', `没有名叫“${n}”的权力。`, '请写清单里有的名称。')),
    ...power.steps.flatMap((s) =>
      s.notices.flatMap((n) =>
        noticeFaults(s.name, n, known.items).map((say) => fault(`steps.${s.key}.notices`, ...say)),
      ),
    ),
  ]
}

const fault = (field: string, say: string, remedy: string): PowerFault => ({ field, say, remedy })
const among = (codes: readonly string[]) => `请写其中一个：${codes.join('、')}。`

/** Every notice that is to follow stands in the catalogue, for villages, with that stage. */
function noticeFaults(
  step: string,
  { item, stage }: { item: string; stage?: string | undefined },
  items: readonly KnownItem[],
): [say: string, remedy: string][] {
  const found = items.find((i) => i.code === item)
  if (!found) return [[`“${step}”要公开的 ${item} 不在村里的公开目录里。`, '请改成目录里村一级的事项，或者删去。']]
  if (found.stages.length === 0)
    return stage === undefined ? [] : [[`“${step}”要公开的“${found.name}”不分阶段。`, '请把阶段去掉。']]
  return found.stages.some((x) => x.key === stage)
    ? []
    : [
        [
          `“${step}”要公开的“${found.name}”${stage === undefined ? '要选是哪个阶段' : `没有阶段 ${stage}`}。`,
          among(found.stages.map((x) => x.key)),
        ],
      ]
}
