/** What the public might read of a report: a proposal with everything masked that the guard finds. */
import { redact } from '../../../kernel/guard/index.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import type { Tx } from '../../../platform/db.ts'
import { checkReply, type Reply } from '../handling/handle.ts'
import { type ReportRow } from '../handling/reportOfCase.ts'
import { waiting, type ReplyFile } from '../replies/replyFiles.ts'
import { replyForms } from '../reports.schema.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

export type FaceRow = {
  shown: boolean
  title: string
  text: string
  name: string
  file_ids: string[]
  reason: string
  by_name: string
  by_post: string
  at: Date
}

/** In a village the last digits already say whose number it is: nothing of it stays. */
const hidden = (hit: { kind: string }) => (hit.kind === 'address' ? '（住址已隐去）' : '（号码已隐去）')

/**
 * The reporter's words with numbers, telephones and addresses taken out; a person then reads it for names and decides.
 */
export function proposedFace(r: Pick<ReportRow, 'text' | 'show'>): { text: string; masked: boolean; mayShow: boolean } {
  const text = redact(r.text, hidden)
  return { text, masked: text !== r.text, mayShow: r.show !== 'handlers' }
}

export type ReplyPreview = { text: string; form: string; by: string; name: string; at: Date; files: ReplyFile[] }

/** The answer exactly as the villager will see it; 422 with the guard's sentence for what must not be shown. */
export async function previewReply(
  tx: Tx,
  actor: Actor,
  at: { post: Post; report: ReportRow },
  reply: Reply,
  ctx: Context,
): Promise<ReplyPreview> {
  checkReply(reply)
  const named = ctx.rules.text('report.showHandler') === 'name'
  return {
    text: reply.text.trim(),
    form: replyForms[reply.form],
    by: postAt(at.post.region, at.post.post),
    name: named ? actor.name : '',
    at: ctx.now,
    files: (await waiting(tx, at.report.id, actor.personId)).filter((f) => reply.fileIds?.includes(f.id)),
  }
}
