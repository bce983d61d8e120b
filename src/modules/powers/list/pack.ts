/** The list of powers in a county's pack (`powers.json`). */
import { powerWords } from './pack.words.ts'
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
import { owedNowhere, packedCatalogue } from '../../disclosure/index.ts'
import { packedServices } from '../../services/index.ts'
import { keptPowerFrame, powerFrames, powers } from './editing.ts'
import { powerFaults, type PowerFault } from './faults.ts'
import { knownFaults, type Known } from './known.ts'
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
  words: powerWords,
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
  const known = knownIn(packed, pack)
  return [
    ...doubles(packed.list, file, '权力编码', (p) => p.code),
    ...packed.list.flatMap((power) =>
      [...powerFaults(power.value, known.refused), ...knownFaults(power.value, known)].map((f) => at(power, f)),
    ),
  ]
}

/** What the powers of a pack may name. */
function knownIn({ frame, list }: PackedPowers, pack: Pack): Known {
  const services = pack.of(packedServices)
  return {
    aspects: frame?.aspects.map((a) => a.code) ?? valuesOf(list).map((p) => p.aspect),
    services: services.frame && services.list.map((s) => s.value.code),
    powers: valuesOf(list),
    items: valuesOf(pack.of(packedCatalogue).items)
      .filter((i) => i.levels.includes('village'))
      .map((i) => ({ ...i, stages: i.frequency === 'perStage' ? i.stages : [], columns: [] })),
    refused: services.frame?.refused ?? [],
  }
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

const at = ({ line, value }: Placed<Power>, { field, say, remedy }: PowerFault): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})

/** The list of powers in force, each in its latest version; nothing where the county has none. */
async function powerFile(db: Db): Promise<Map<string, string>> {
  const frame = await keptPowerFrame(db)
  if (!frame) return new Map()
  const all = await definitionsOf(db, powers)
  return new Map([[file, jsonText(powersSchema.parse({ ...frame.definition, powers: all }))]])
}
