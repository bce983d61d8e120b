/** A bad rating that is followed up: somebody has called, and tells what was put right. */
import { sql, type Tx } from '../../../platform/db.ts'
import { act, type Context, type Moved } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

/** Answers the applicant; `followId`: of the row in application_follows. Errors as `act`. */
export async function answerFollow(tx: Tx, actor: Actor, followId: string, text: string, ctx: Context): Promise<Moved> {
  const moved = await act(
    tx,
    actor,
    { subjectKind: 'follow', subjectId: followId, action: 'answer', comment: text },
    ctx,
  )
  await sql`
    UPDATE application_follows
    SET answer = ${text}, answered_by = ${postAt(moved.post.region, moved.post.post)},
      answered_at = ${ctx.now}
    WHERE id = ${followId}`.execute(tx)
  return moved
}
