/** The list of powers in a county's pack (`powers.json`). */
import type { Db } from '../../../platform/db.ts'
import { doubles } from '../../../kernel/pack/doubles.ts'
import { valuesOf, type Fault, type Placed } from '../../../kernel/pack/fault.ts'
import { reasonsFor } from '../../../kernel/pack/offer.ts'
import { jsonText } from '../../../kernel/pack/jsonText.ts'
import { packedPeople } from '../../../kernel/pack/county/people.part.ts'
import { packedPlaces } from '../../../kernel/pack/county/places.part.ts'
import type { Pack, PackPart } from '../../../kernel/pack/part.ts'
import { entriesOf, frameOf, readJson } from '../../../kernel/pack/readJson.ts'
import { importFrame } from '../../../kernel/versions/frames.ts'
import { importVersions } from '../../../kernel/versions/importVersions.ts'
import { definitionsOf } from '../../../kernel/versions/versions.ts'
import { owedNowhere, packedCatalogue, type Item } from '../../disclosure/index.ts'
import { packedServices, type PackedServices } from '../../services/index.ts'
import { keptPowerFrame, powerFrames, powers } from './editing.ts'
import { powerFaults } from './faults.ts'
import {
  handNames,
  powerFrameSchema,
  powerSchema,
  powersSchema,
  townshipHands,
  type Power,
  type PowerFrame,
  type StepHand,
} from './powers.schema.ts'

const file = 'powers.json'

/** `frame` only where there is a powers.json: without it the county's list of powers stays as it is. */
export type PackedPowers = { frame?: PowerFrame | undefined; list: Placed<Power>[] }

export const packedPowers: PackPart<PackedPowers> = {
  title: '权力清单',
  order: 70,
  files: { [file]: 'optional' },
  read(texts, faults) {
    const json = readJson(file, texts, powersSchema, faults)
    return { frame: frameOf(json, 'powers', powerFrameSchema), list: entriesOf(json, 'powers', powerSchema) }
  },
  check: checkPowers,
  async import(tx, { frame, list }, ctx) {
    if (!frame) return []
    return [
      await importFrame(tx, { table: powerFrames, what: '权力清单的方面' }, frame, ctx),
      await importVersions(tx, powers, valuesOf(list), ctx),
    ]
  },
  export: powerFile,
  offer: { file, list: 'powers', unfit: ({ list }, pack) => reasonsFor(list, (entry) => unfit(entry, pack)) },
  counts: ({ list }) => (list.length > 0 ? [`${list.length} 项村级权力`] : []),
}

/** Each whole in itself, and every aspect, item of the catalogue, service and neighbouring power it names is there. */
function checkPowers(packed: PackedPowers, pack: Pack): Fault[] {
  const services = pack.of(packedServices)
  const items = valuesOf(pack.of(packedCatalogue).items)
  return [
    ...doubles(packed.list, file, '权力编码', (p) => p.code),
    ...doubles(packed.list, file, '权力名称', (p) => p.name),
    ...packed.list.flatMap((power) => [
      ...powerFaults(power.value, services.frame?.refused ?? []).map((f) => at(power, f.field, f.say, f.remedy)),
      ...belongs(power, packed, services),
      ...follows(power, items),
    ]),
  ]
}

/** A step that nobody of the county could record; a notice that no village publishes. */
function unfit(power: Power, pack: Pack): string | undefined {
  const functions = new Set(valuesOf(pack.of(packedPeople).posts.rows).map((p) => p.function))
  const regions = valuesOf(pack.of(packedPlaces).regions.rows)
  const townships = regions.some((r) => r.level === 'township')
  const able = (hand: StepHand) =>
    functions.has(hand) && (townships || !(townshipHands as readonly string[]).includes(hand))
  const idle = power.steps.find((s) => !s.hands.some(able))
  if (idle) return `“${idle.name}”一步要${idle.hands.map((h) => handNames[h]).join('或')}办，县里没有。`
  const nowhere = power.steps.flatMap((s) => s.notices).flatMap((n) => owedNowhere(pack, n.item) ?? [])[0]
  return nowhere === undefined ? undefined : `办完要公开“${nowhere}”，县里没有哪个村公开这一项。`
}

const at = ({ line, value }: Placed<Power>, field: string, say: string, remedy: string): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})

function belongs(power: Placed<Power>, { frame, list }: PackedPowers, services: PackedServices): Fault[] {
  const { aspect, service, amount } = power.value
  const aspects = frame?.aspects.map((a) => a.code) ?? [aspect]
  const names = new Set(list.map((p) => p.value.name))
  const others = [amount?.under, amount?.beyond].filter((n) => n !== undefined && !names.has(n))
  return [
    ...(aspects.includes(aspect) ? [] : [at(power, 'aspect', `没有方面 ${aspect}。`, '请改成 aspects 里有的编码。')]),
    ...(service !== undefined && services.frame && !services.list.some((s) => s.value.code === service)
      ? [at(power, 'service', `没有服务事项 ${service}。`, '请改成 services.json 里有的编码，或者删去。')]
      : []),
    ...others.map((n) => at(power, 'amount', `没有名叫“${n}”的权力。`, '请写 powers.json 里有的名称。')),
  ]
}

/** Every notice that is to follow stands in the catalogue, for villages, with that stage. */
function follows(power: Placed<Power>, items: readonly Item[]): Fault[] {
  return power.value.steps.flatMap((s) =>
    s.notices.flatMap(({ item, stage }) => {
      const found = items.find((i) => i.code === item)
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

/** The list of powers in force, each in its latest version; nothing where the county has none. */
async function powerFile(db: Db): Promise<Map<string, string>> {
  const frame = await keptPowerFrame(db)
  if (!frame) return new Map()
  const all = await definitionsOf(db, powers)
  return new Map([[file, jsonText(powersSchema.parse({ ...frame.definition, powers: all }))]])
}
