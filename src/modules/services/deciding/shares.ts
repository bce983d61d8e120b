/**
 * Showing an office that is consulted what was handed in: by whoever has the application in hand, with a reason that is
 * kept (会商).
 */
import { sql, type Db, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { keepShare, sharesIn, type Sharing } from '../../../kernel/cases/shares.ts'
import { handling } from '../../../kernel/cases/may.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { fold } from '../../../kernel/guard/fold.ts'
import { refusePersonal } from '../../../kernel/guard/index.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { applicantOf, membersOf, wholeForm } from '../applying/wholeForm.ts'
import type { ApplicationRow } from './application.ts'
import { reading } from './applicationReaders.ts'
import { opened } from './people.ts'

const sharing: Sharing = {
  table: sql.table('application_shares'),
  // The joint review reads it anyway.
  kinds: ['consult'],
  none: '没有请过这个单位会商。',
  twice: '已经给他们看过了。',
}

/** Errors as `keepShare`; 403 where it is not in this person's hands. */
export async function share(
  tx: Tx,
  actor: Actor,
  { caseId, ...given }: { caseId: string; requestId: string; reason: string },
  ctx: Context,
): Promise<void> {
  const { c, how } = await reading(tx, actor, caseId)
  const post = handling(actor, c)
  if (how !== 'hand' || !post) throw forbidden('这件事现在不在您手里。')
  refusePersonal(given.reason, 'reason')
  await keepShare(tx, sharing, { c, actor, post }, given, ctx)
}

export const sharesOf = (db: Db, caseId: string) => sharesIn(db, sharing.table, caseId)

/**
 * 422 where a question to others tells who applied, or anybody's private number: they are to be shown it on the record.
 */
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
