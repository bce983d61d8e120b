/** Services: each whole in itself, none that villages must not offer, and every menu, bureau and item it names is there. */
import { serviceFaults, knownFaults, type Service } from '../../services/index.ts'
import { doubles } from '../../../kernel/pack/doubles.ts'
import type { Fault, Placed } from '../../../kernel/pack/fault.ts'
import type { Pack } from './read.ts'

const file = 'services.json'

export function checkServices(pack: Pack): Fault[] {
  const frame = pack.serviceFrame
  const refused = frame?.refused ?? []
  return [
    ...doubles(pack.services, file, '服务编码', (s) => s.code),
    ...doubles(pack.services, file, '服务名称', (s) => s.name),
    ...pack.services.flatMap((service) => {
      const { menu, events } = service.value
      const known = {
        menus: frame?.menus.map((m) => m.code) ?? [menu],
        events: frame?.events.map((e) => e.code) ?? events,
        bureaux: pack.departments.codes,
        items: new Set(pack.items.map((i) => i.value.code)),
      }
      return [...serviceFaults(service.value, refused), ...knownFaults(service.value, known)].map((f) =>
        at(service, f.field, f.say, f.remedy),
      )
    }),
  ]
}

const at = ({ line, value }: Placed<Service>, field: string, say: string, remedy: string): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})
