/** Services in a county's pack (`services.json`). */
import { serviceWords } from './pack.words.ts'
import { packedPlaces } from '../../../kernel/pack/county/places.part.ts'
import type { Db } from '../../../platform/db.ts'
import { doubles } from '../../../kernel/pack/doubles.ts'
import { valuesOf, type Fault, type Placed } from '../../../kernel/pack/fault.ts'
import { reasonsFor } from '../../../kernel/pack/offer.ts'
import { jsonText } from '../../../kernel/pack/jsonText.ts'
import type { Pack, PackPart } from '../../../kernel/pack/part.ts'
import { entriesOf, frameOf, readJson } from '../../../kernel/pack/readJson.ts'
import { importFrame } from '../../../kernel/versions/frames.ts'
import { importVersions } from '../../../kernel/versions/importVersions.ts'
import { definitionsOf } from '../../../kernel/versions/versions.ts'
import { owedNowhere, packedCatalogue } from '../../disclosure/index.ts'
import { keptServiceFrame, serviceFrames, services } from './editing.ts'
import { serviceFaults } from './faults.ts'
import { knownFaults } from './known.ts'
import {
  levelsOf,
  serviceFrameSchema,
  serviceLevels,
  serviceSchema,
  servicesSchema,
  type Service,
  type ServiceFrame,
} from './services.schema.ts'

const file = 'services.json'

/** `frame` only where there is a services.json: without it the county's services stay as they are. */
export type PackedServices = { frame?: ServiceFrame | undefined; list: Placed<Service>[] }

export const packedServices: PackPart<PackedServices> = {
  title: '服务事项',
  order: 60,
  files: { [file]: 'optional' },
  words: serviceWords,
  read(texts, faults) {
    const json = readJson(file, texts, servicesSchema, faults)
    return {
      frame: frameOf(json, 'services', serviceFrameSchema),
      list: entriesOf(json, 'services', serviceSchema),
    }
  },
  check: checkServices,
  async import(tx, { frame, list }, ctx) {
    if (!frame) return []
    return [
      await importFrame(tx, { table: serviceFrames, what: '服务菜单和大厅' }, frame, ctx),
      await importVersions(tx, services, valuesOf(list), ctx),
    ]
  },
  export: serviceFile,
  offer: { file, list: 'services', unfit: ({ list }, pack) => reasonsFor(list, (entry) => unfit(entry, pack)) },
  counts: ({ list }) => (list.length > 0 ? [`${list.length} 件便民服务`] : []),
}

/** Each whole in itself, none that villages must not offer, and every menu, bureau and item it names is there. */
function checkServices({ frame, list }: PackedServices, pack: Pack): Fault[] {
  const refused = frame?.refused ?? []
  const bureaux = pack.of(packedPlaces).departments.codes
  const items = new Set(pack.of(packedCatalogue).items.map((i) => i.value.code))
  return [
    ...doubles(list, file, '服务编码', (s) => s.code),
    ...doubles(list, file, '服务名称', (s) => s.name),
    ...list.flatMap((service) => {
      const { menu, events } = service.value
      const known = {
        menus: frame?.menus.map((m) => m.code) ?? [menu],
        events: frame?.events.map((e) => e.code) ?? events,
        bureaux,
        items,
      }
      return [...serviceFaults(service.value, refused), ...knownFaults(service.value, known)].map((f) =>
        at(service, f.field, f.say, f.remedy),
      )
    }),
  ]
}

/** Levels that the county does not have; land where there are communities only; a result that no village publishes. */
function unfit(service: Service, pack: Pack): string | undefined {
  const regions = valuesOf(pack.of(packedPlaces).regions.rows)
  const missing = levelsOf(service).find((level) => !regions.some((r) => r.level === level))
  if (missing) return `要${serviceLevels[missing]}办，县里没有这一级。`
  const villages = regions.filter((r) => r.level === 'village')
  if (service.domain === 'land' && villages.every((v) => v.kind === 'residentCommittee'))
    return '是农林土地的事，县里只有社区。'
  const nowhere = owedNowhere(pack, service.notice?.item) ?? owedNowhere(pack, service.publish?.item)
  return nowhere === undefined ? undefined : `结果要公开在“${nowhere}”，县里没有哪个村公开这一项。`
}

const at = ({ line, value }: Placed<Service>, field: string, say: string, remedy: string): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})

/** The services that are offered, each in its latest version; nothing where the county has none. */
async function serviceFile(db: Db): Promise<Map<string, string>> {
  const frame = await keptServiceFrame(db)
  if (!frame) return new Map()
  const all = await definitionsOf(db, services)
  return new Map([[file, jsonText(servicesSchema.parse({ ...frame.definition, services: all }))]])
}
