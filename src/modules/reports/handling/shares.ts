/** Telling somebody who is asked about a report who the reporter is: by whoever has it in hand, with a reason that is kept. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { noteBy, by, type Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { concealed, reportersOf } from './conceal.ts'
import { inHand } from './work.ts'

export type Share = { request_id: string; reason: string; person_name: string; post_name: string; at: Date }

/** 404 for a request of another case or an order; 409 where they have been told. */
export async function share(
  tx: Tx,
  actor: Actor,
  { caseId, requestId, reason }: { caseId: string; requestId: string; reason: string },
  ctx: Context,
): Promise<void> {
  const { c, post } = await inHand(tx, actor, caseId)
  if (reason.trim().length < 2) throw invalid('请写明为什么要告诉（会记下来）。', { field: 'reason' })
  refusePersonal(reason, 'reason')
  const asked = await first(
    tx,
    sql`SELECT 1 FROM case_requests WHERE id = ${requestId} AND case_id = ${c.id} AND kind <> 'order'`,
  )
  if (!asked) throw notFound('没有请过这个单位或这个人。')
  const made = await first(
    tx,
    sql`
      INSERT INTO report_shares (request_id, case_id, reason, person_id, person_name, post_name, at)
      VALUES (
        ${requestId}, ${c.id}, ${reason.trim()}, ${actor.personId}, ${actor.name}, ${post.post}, ${ctx.now}
      )
      ON CONFLICT (request_id) DO NOTHING
      RETURNING request_id`,
  )
  if (!made) throw conflict('已经告诉过他们了。')
  await noteBy(tx, c, by(actor, post), 'share', { comment: reason.trim(), detail: { request: requestId } }, ctx.now)
}

export const sharesOf = (db: Db, caseId: string): Promise<Share[]> =>
  rows(
    db,
    sql<Share>`SELECT request_id, reason, person_name, post_name, at FROM report_shares WHERE case_id = ${caseId}`,
  )

/** 422 where a question to others tells who the reporter is, or anybody's private number. */
export async function refuseNaming(tx: Tx, secret: string, reportId: string, text: string, field: string) {
  refusePersonal(text, field)
  if (concealed(text, await reportersOf(tx, secret, reportId)) !== text)
    throw invalid('这里写了反映人是谁。请删去；确实要让他们知道的，发出以后按“告诉反映人是谁”，写明为什么。', {
      field,
    })
}

/** The reporter as an invited outsider was told; nothing where they were not. */
export async function toldToGuest(
  db: Db,
  secret: string,
  requestId: string,
): Promise<{ name: string; phone: string } | undefined> {
  const found = await first(
    db,
    sql<{ id: string; contact: Uint8Array | null }>`
      SELECT p.id, p.contact
      FROM report_shares s
      JOIN cases c ON c.id = s.case_id AND c.subject_kind = 'report'
      JOIN reports p ON p.id = c.subject_id
      WHERE s.request_id = ${requestId}`,
  )
  return found?.contact ? vaultOf(secret).open('contact', found.id, found.contact) : undefined
}
