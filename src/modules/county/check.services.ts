/** Services: each whole in itself, none that villages must not offer, and every menu, bureau and item it names is there. */
import { serviceFaults } from '../services/faults.ts'
import { levelsOf, villageItself, type Service } from '../services/services.schema.ts'
import { doubles } from './doubles.ts'
import type { Fault, Placed } from './fault.ts'
import type { Pack } from './read.ts'

const file = 'services.json'

export function checkServices(pack: Pack): Fault[] {
  const refused = pack.serviceFrame?.refused ?? []
  return [
    ...doubles(pack.services, file, '服务编码', (s) => s.code), ...doubles(pack.services, file, '服务名称', (s) => s.name),
    ...pack.services.flatMap((service) => [...serviceFaults(service.value, refused).map((f) => at(service, f.field, f.say, f.remedy)), ...belongs(service, pack)]),
  ]
}

const at = ({ line, value }: Placed<Service>, field: string, say: string, remedy: string): Fault => ({ file, line, field: `${value.code}.${field}`, say: `${value.name}：${say}`, remedy })

function belongs(service: Placed<Service>, pack: Pack): Fault[] {
  const { menu, events, competent, joint, notice } = service.value
  const menus = pack.serviceFrame?.menus.map((m) => m.code) ?? [menu]
  const known = pack.serviceFrame?.events.map((e) => e.code) ?? events
  const depts = [competent.dept === villageItself ? undefined : competent.dept, ...joint?.bureaux ?? []].filter((d) => d !== undefined)
  return [
    ...(menus.includes(menu) ? [] : [at(service, 'menu', `没有菜单 ${menu}。`, '请改成 menus 里有的编码。')]),
    ...events.filter((e) => !known.includes(e)).map((e) => at(service, 'events', `没有人生事件 ${e}。`, '请改成 events 里有的编码。')),
    ...depts.filter((d) => !pack.departments.codes.has(d)).map((d) => at(service, 'competent', `没有部门 ${d}。`, '请改成 departments.csv 里有的编码；名册里没有的部门只写名称。')),
    ...(notice?.item !== undefined && !pack.items.some((i) => i.value.code === notice.item) ? [at(service, 'notice.item', `公开目录里没有 ${notice.item}。`, '请改成 catalogue.json 里有的编码，或者删去。')] : []),
    ...(competent.dept === villageItself && levelsOf(service.value).includes('county') ? [at(service, 'competent', '由村委会自己负责的事项，步骤里却有县级。', '请写上主管部门。')] : []),
  ]
}
