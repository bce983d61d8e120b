/** Powers that the site's search finds, for its page. */
import type { Reader } from '../../../kernel/site/statement.ts'
import { Row, Rows } from '../../../web/rows.tsx'
import type { Power } from './powers.schema.ts'
import { powerHref } from '../addresses.ts'
import { findPowers } from './list.pages.tsx'
import { listPowers } from './powers.queries.ts'

/** Up to four powers that are called so. */
export const searchPowers = async (db: Reader, text: string, today: string): Promise<Power[]> =>
  findPowers(await listPowers(db, today), text).slice(0, 4)

/** `village`: the slug of the village in which was searched. */
export function FoundPowers({ powers, village }: { powers: readonly Power[]; village: string | undefined }) {
  if (powers.length === 0) return null
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
