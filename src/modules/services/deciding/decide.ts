/**
 * A decision about an application: moved, published where that is due, kept in the audit trail; one, or several signed
 * together.
 */
import type { Tx } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import type { Context, Moved, SignatureInput } from '../../../kernel/cases/act.ts'
import { inContext } from '../../../kernel/cases/office.ts'
import type { ActionOf } from '../../../kernel/cases/procedure.ts'
import type { Office } from '../../../kernel/office.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { audit } from '../services.audit.ts'
import type { application } from './applications.procedure.ts'
import { handle, type Decision } from './handle.ts'
import { publishDue } from './publish.ts'

type Action = ActionOf<typeof application>

/** Takes an action; `holder`: the slug of the place that it goes to. Errors as `handle`. */
export async function decide(
  tx: Tx,
  secret: string,
  actor: Actor,
  { holder, action, ...d }: Omit<Decision, 'action' | 'holderId'> & { action: Action; holder?: string | undefined },
  ctx: Context,
): Promise<Moved> {
  const to = holder === undefined ? {} : { holderId: await placeNamed(tx, holder) }
  const moved = await handle(tx, secret, actor, { ...d, action, ...to }, ctx)
  await publishDue(tx, secret, moved.case.subject_id, moved.case, ctx)
  await audit(tx, {
    at: ctx.now,
    personId: actor.personId,
    post: moved.post.post,
    regionId: moved.post.regionId,
    action: `application.${action}`,
    subject: d.caseId,
    ...(moved.handedTo === '' ? {} : { detail: { unit: moved.handedTo } }),
  })
  return moved
}

type Read = { id: string; contentHash: string; seenEvents: number; amount?: string | undefined }

/**
 * Approves several with one signature. Each is signed for itself, bound to its own content; one that was overtaken
 * stops no other.
 */
export async function approveTogether(
  office: Pick<Office, 'db' | 'secret' | 'now'>,
  actor: Actor,
  items: readonly Read[],
  signature: SignatureInput,
): Promise<{ signed: number; refused: { id: string; say: string }[] }> {
  const refused: { id: string; say: string }[] = []
  for (const { id: caseId, amount, ...read } of items) {
    const grant = amount === undefined ? undefined : { text: '', amount }
    await inContext(office, (tx, ctx) =>
      decide(tx, office.secret, actor, { ...read, caseId, action: 'approve', signature, grant, together: true }, ctx),
    ).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error
      refused.push({ id: caseId, say: error.message })
    })
  }
  return { signed: items.length - refused.length, refused }
}

/** The id of a place by its slug, '' for one that is not there: no step takes that as a holder. */
async function placeNamed(tx: Tx, slug: string): Promise<string> {
  return (await placeAt(tx, slug))?.id ?? ''
}
