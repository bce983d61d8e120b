/**
 * What a service names outside itself: menus, life events, bureaux, items of the catalogue. The pack's check and the
 * console ask the same.
 */
import type { ServiceFault } from './faults.ts'
import { levelsOf, villageItself, type Service } from './services.schema.ts'

export type Known = {
  menus: readonly string[]
  events: readonly string[]
  bureaux: ReadonlySet<string>
  items: ReadonlySet<string>
}

export function knownFaults(
  { menu, events, competent, joint, notice, publish, steps }: Service,
  known: Known,
): ServiceFault[] {
  const depts = [competent.dept === villageItself ? undefined : competent.dept, ...(joint?.bureaux ?? [])].filter(
    (d) => d !== undefined,
  )
  const item = (field: string, code: string | undefined): ServiceFault[] =>
    code === undefined || known.items.has(code)
      ? []
      : [{ field, say: `公开目录里没有 ${code}。`, remedy: '请改成 catalogue.json 里有的编码，或者删去。' }]
  return [
    ...(known.menus.includes(menu)
      ? []
      : [{ field: 'menu', say: `没有菜单 ${menu}。`, remedy: '请改成 menus 里有的编码。' }]),
    ...events
      .filter((e) => !known.events.includes(e))
      .map((e) => ({ field: 'events', say: `没有人生事件 ${e}。`, remedy: '请改成 events 里有的编码。' })),
    ...depts
      .filter((d) => !known.bureaux.has(d))
      .map((d) => ({
        field: 'competent',
        say: `没有部门 ${d}。`,
        remedy: '请改成 departments.csv 里有的编码；名册里没有的部门只写名称。',
      })),
    ...item('notice.item', notice?.item),
    ...item('publish.item', publish?.item),
    ...(competent.dept === villageItself && levelsOf({ steps }).includes('county')
      ? [{ field: 'competent', say: '由村委会自己负责的事项，步骤里却有县级。', remedy: '请写上主管部门。' }]
      : []),
  ]
}
