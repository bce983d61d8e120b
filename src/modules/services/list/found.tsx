/** Services that the site's search finds, for its page. */
import type { VNode } from 'preact'
import type { SearchKind } from '../../../kernel/room.ts'
import { Row, Rows } from '../../../web/list.tsx'
import { handlings } from './services.schema.ts'
import { serviceHref } from './addresses.ts'
import { findServices } from './find.ts'
import { listServices, type Listed } from './services.queries.ts'

/** Up to six services that are called so. */
export const searchServices: SearchKind['find'] = async (visit, topic, { village }) =>
  foundServices(findServices(await listServices(visit.db, visit.today), topic).slice(0, 6), village)

/** `village`: the slug of the village in which was searched. */
function foundServices(services: readonly Listed[], village: string | undefined): VNode | undefined {
  if (services.length === 0) return undefined
  return (
    <>
      <h2>办事</h2>
      <Rows label="找到的服务事项">
        {services.map((s) => (
          <Row key={s.code} href={serviceHref(village, s.code)} what={s.name} when={handlings[s.handling]} />
        ))}
      </Rows>
    </>
  )
}
