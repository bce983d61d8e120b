/** Supervision orders (督办): from above to whoever has a case, with a clock of their own; answered by the holder. */
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { lock, note, type Context } from '../../../kernel/cases/act.ts'
import { insertRequest } from '../../../kernel/cases/asked.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { limitOfRule } from '../../../kernel/cases/times.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { reportersOf } from './conceal.ts'
import { seenReport } from './reportReaders.ts'

/** Orders the holder to act and to answer within `report.orderDays`. 409 while an earlier order waits. */
export async function order(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  text: string,
  ctx: Context,
): Promise<void> {
  const { report } = await seenReport(tx, actor, caseId, true)
  const { c } = await lock(tx, { subjectKind: 'report', subjectId: report.id })
  const post = postFor(actor, 'report.order', c.holder_path ?? c.path)
  if (!post || post.regionId === c.holder_id) throw forbidden('督办由上级单位发出。')
  if (c.closed_at !== null || c.holder_id === null) throw conflict('这件事已经办结，不用督办。')
  if (text.trim().length < 4) throw invalid('请写明督办要求（至少 4 个字）。', { field: 'text' })
  await askBeforePublic(tx, report.region_id, { text }, { known: (await reportersOf(tx, secret, report.id)).names })
  if (
    await first(
      tx,
      sql`
        SELECT 1
        FROM case_requests
        WHERE case_id = ${c.id} AND kind = 'order' AND answered_at IS NULL AND withdrawn_at IS NULL`,
    )
  )
    throw conflict('上一次督办还没有回复，请等回复或到期后再发。')
  const functions = [
    ...new Set([
      ...procedureOf(c.procedure).steps[c.step]!.by,
      'director',
      'township_leader',
      'bureau_leader',
    ] as const),
  ]
  const event = await note(tx, c, post, actor, 'order', text.trim(), ctx.now)
  await insertRequest(
    tx,
    c,
    event.seq,
    { kind: 'order', regionId: c.holder_id, functions, ask: text, limit: limitOfRule('report.orderDays', ctx.rules) },
    ctx,
  )
  await bump(tx, [report.slug])
}
