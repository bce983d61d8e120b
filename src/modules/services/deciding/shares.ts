/** Showing an office that is consulted what was handed in: by whoever has the application in hand, with a reason that is kept (会商). */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { by, noteBy, type Context } from '../../../kernel/cases/act.ts'
import { handling } from '../../../kernel/cases/may.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { fold } from '../../../kernel/guard/fold.ts'
import { refusePersonal } from '../../../kernel/guard/index.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { applicantOf, membersOf, wholeForm } from '../applying/wholeForm.ts'
import type { ApplicationRow } from './application.ts'
import { reading } from './applicationReaders.ts'
import { opened } from './people.ts'

export type Share = { request_id: string; reason: string; person_name: string; post_name: string; at: Date }

/** 404 for a request of another case, or of the joint review, which reads it anyway; 409 where they read it already. */
export async function share(
  tx: Tx,
  actor: Actor,
  { caseId, requestId, reason }: { caseId: string; requestId: string; reason: string },
  ctx: Context,
): Promise<void> {
  const { c, how } = await reading(tx, actor, caseId)
  const post = handling(actor, c)
  if (how !== 'hand' || !post) throw forbidden('这件事现在不在您手里。')
  refusePersonal(reason, 'reason')
  const asked = await first(
    tx,
    sql`SELECT 1 FROM case_requests WHERE id = ${requestId} AND case_id = ${c.id} AND kind = 'consult'`,
  )
  if (!asked) throw notFound('没有请过这个单位会商。')
  const made = await first(
    tx,
    sql`
      INSERT INTO application_shares (request_id, case_id, reason, person_id, person_name, post_name, at)
      VALUES (
        ${requestId}, ${c.id}, ${reason}, ${actor.personId}, ${actor.name}, ${post.post}, ${ctx.now}
      )
      ON CONFLICT (request_id) DO NOTHING
      RETURNING request_id`,
  )
  if (!made) throw conflict('已经给他们看过了。')
  await noteBy(tx, c, by(actor, post), 'share', { comment: reason, detail: { request: requestId } }, ctx.now)
}

export const sharesOf = (db: Db, caseId: string): Promise<Share[]> =>
  rows(
    db,
    sql<Share>`
      SELECT request_id, reason, person_name, post_name, at
      FROM application_shares
      WHERE case_id = ${caseId}`,
  )

/** 422 where a question to others tells who applied, or anybody's private number: they are to be shown it on the record. */
export function refuseNaming(secret: string, a: ApplicationRow, text: string): void {
  refusePersonal(text, 'ask')
  const form = wholeForm(a.service)
  const answers = opened<Answers>(secret, 'answers', a.id, a.answers)
  const names = [applicantOf(form, answers).name, ...membersOf(form, answers).map((m) => m.name)].map(bare)
  if (names.some((name) => [...name].length >= 2 && bare(text).includes(name)))
    throw invalid(
      '这里写了申请人或者家里人的姓名。请删去；确实要让他们知道的，发出以后按“给他们看材料”，写明为什么。',
      {
        field: 'ask',
      },
    )
}

const bare = (text: string) => fold(text).text.replaceAll(/[\s\p{P}\p{S}]/gu, '')
