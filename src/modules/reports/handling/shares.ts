/**
 * Telling somebody who is asked about a report who the reporter is: by whoever has it in hand, with a reason that is
 * kept.
 */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { keepShare, sharesIn, type Sharing } from '../../../kernel/cases/shares.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { concealed, reportersOf } from './conceal.ts'
import { inHand } from './work.ts'

const sharing: Sharing = {
  table: sql.table('report_shares'),
  kinds: ['consult', 'guest', 'joint'],
  none: '没有请过这个单位或这个人。',
  twice: '已经告诉过他们了。',
}

/** Errors as `keepShare`; 422 without a reason. */
export async function share(
  tx: Tx,
  actor: Actor,
  { caseId, requestId, reason: given }: { caseId: string; requestId: string; reason: string },
  ctx: Context,
): Promise<void> {
  const { c, post } = await inHand(tx, actor, caseId)
  const reason = given.trim()
  if (reason.length < 2) throw invalid('请写明为什么要告诉（会记下来）。', { field: 'reason' })
  refusePersonal(reason, 'reason')
  await keepShare(tx, sharing, { c, actor, post }, { requestId, reason }, ctx)
}

export const sharesOf = (db: Db, caseId: string) => sharesIn(db, sharing.table, caseId)

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
