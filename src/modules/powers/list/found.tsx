/** Powers that the site's search finds, for its page. */
import type { VNode } from 'preact'
import type { SearchKind } from '../../../kernel/room.ts'
import { Row, Rows } from '../../../web/list.tsx'
import type { Power } from './powers.schema.ts'
import { powerHref } from '../addresses.ts'
import { findPowers } from './list.pages.tsx'
import { listPowers } from './powers.queries.ts'

/** Up to four powers that are called so. */
export const searchPowers: SearchKind['find'] = async (visit, topic, { village }) =>
  foundPowers(findPowers(await listPowers(visit.db, visit.today), topic).slice(0, 4), village)

/** `village`: the slug of the village in which was searched. */
function foundPowers(powers: readonly Power[], village: string | undefined): VNode | undefined {
  if (powers.length === 0) return undefined
  return (
    <>
      <h2>权力清单</h2>
      <Rows label="找到的权力">
        {powers.map((p) => (
          <Row key={p.code} href={powerHref(village, p.code)} what={p.name} when={p.responsible.words} />
        ))}
      </Rows>
    </>
  )
}
