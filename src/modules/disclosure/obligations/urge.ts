/** Urging: one word to each place that owes something. */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { forbidden } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { auditAct } from '../drafting/acts.ts'

/** How many places were told what they owe of these obligations. 403 where one of them is not one's own to urge: then nobody is told. */
export async function urge(
  tx: Tx,
  actor: Actor,
  input: { obligations: readonly string[]; text: string },
  ctx: Context,
): Promise<number> {
  const due = await rows(
    tx,
    sql<{
      region_id: string
      path: string
      n: number
      first: string
      due: string
    }>`
      SELECT o.region_id, o.path, count(*) AS n, min(i.name) AS first, min(o.due_on)::text AS due
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      WHERE o.id = ANY(${input.obligations}) AND o.published_at IS NULL
      GROUP BY o.region_id, o.path`,
  )
  for (const d of due) {
    const post = postFor(actor, 'urge', d.path)
    if (!post) throw forbidden('只能催办自己管的地方。')
    await tell(tx, {
      regionId: d.region_id,
      function: 'drafter',
      kind: 'urge',
      say: `${post.region}催办：还有 ${d.n} 项没有公开，最早的应在 ${d.due} 前公开（${d.first}）。${input.text}`,
      link: '/',
      caseId: null,
      by: actor.personId,
      now: ctx.now,
    })
  }
  await auditAct(tx, actor, 'urge', `${due.length} places`, ctx.now)
  return due.length
}
