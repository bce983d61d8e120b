/** "Me too" (附议): a collective case with its count; each supporter holds a receipt of their own. */
import { createHash } from 'node:crypto'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { digitsHash, digitsOf } from '../../../kernel/receipts/receipt.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'

/**
 * Adds a supporter to an open, released report, once per form (`key`); returns the supporter's id. 404 where it is not
 * released or closed.
 */
export async function support(
  tx: Tx,
  secret: string,
  code: string,
  who: { name: string; phone: string; key: string },
  ctx: Context,
): Promise<string> {
  const report = await first(
    tx,
    sql<{
      id: string
      slug: string
    }>`
      SELECT p.id, r.slug
      FROM reports p
      JOIN regions r ON r.id = p.region_id
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE p.code = ${code}
        AND p.kind <> 'person'
        AND c.closed_at IS NULL
        AND (SELECT f.shown FROM report_faces f WHERE f.report_id = p.id ORDER BY f.seq DESC LIMIT 1)
      FOR UPDATE OF p`,
  )
  if (!report) throw notFound('这件事没有公开，或者已经办结。可以重新反映一件。')
  const visitor = createHash('sha256').update(`supporter ${who.key}`).digest('base64url')
  const before = await first(
    tx,
    sql<{ id: string }>`SELECT id FROM report_supporters WHERE report_id = ${report.id} AND visitor = ${visitor}`,
  )
  if (before) return before.id
  const id = newId(ctx.now.getTime())
  const contact =
    who.name === '' && who.phone === ''
      ? null
      : vaultOf(secret).seal('contact', id, { name: who.name, phone: who.phone })
  await sql`
    INSERT INTO report_supporters (id, report_id, secret_hash, contact, visitor, at)
    VALUES (
      ${id}, ${report.id}, ${digitsHash(secret, code, digitsOf(secret, `${code} ${id}`))}, ${contact},
      ${visitor}, ${ctx.now}
    )`.execute(tx)
  await sql`UPDATE reports SET supporters = supporters + 1 WHERE id = ${report.id}`.execute(tx)
  await bump(tx, [report.slug])
  return id
}
