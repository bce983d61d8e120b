/** Services that the site's search finds, for its page. */
import type { Reader } from '../../../kernel/site/statement.ts'
import { Row, Rows } from '../../../web/rows.tsx'
import { handlings } from './services.schema.ts'
import { serviceHref } from './addresses.ts'
import { findServices } from './find.ts'
import { listServices, type Listed } from './services.queries.ts'

/** Up to six services that are called so. */
export const searchServices = async (db: Reader, text: string, today: string): Promise<Listed[]> =>
  findServices(await listServices(db, today), text).slice(0, 6)

/** `village`: the slug of the village in which was searched. */
export function FoundServices({ services, village }: { services: readonly Listed[]; village: string | undefined }) {
  if (services.length === 0) return null
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
