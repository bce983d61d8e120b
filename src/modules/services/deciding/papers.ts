/**
 * Papers of an application before the eyes of staff: whoever reads one is named on it, and the applicant reads that it
 * was opened.
 */
import { dayOf, sayDay, sayTime } from '../../../platform/clock.ts'
import type { Db, Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { paperOf as sheetOf } from '../../../kernel/asked/paper.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { thumbnail } from '../../../kernel/files/thumbnail.ts'
import { paperOf as storedPaper } from '../../../kernel/intake/papers.ts'
import { viewed } from '../../../kernel/intake/viewed.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { paperBytes, papersOfApplication } from '../applying/papers.ts'
import { wholeForm } from '../applying/wholeForm.ts'
import { opened } from './people.ts'
import { look, reading, type Seen } from './applicationReaders.ts'

type Papers = Pick<Office, 'db' | 'files' | 'now'>
type Paper = Awaited<ReturnType<typeof papersOfApplication>>[number]

/** A paper of the application by its id; 404. */
export async function paperIn(db: Db, s: Seen, paperId: string): Promise<Paper> {
  const paper = (await papersOfApplication(db, s.a.id)).find((p) => p.id === paperId)
  if (!paper) throw notFound('没有这份材料。')
  return paper
}

/**
 * A thumbnail (JPEG). It shows what kind of paper it is, and a face: it carries the mark like the large one. It is no
 * look of its own, for it is part of the opened application, and that look is told; one line for each of twenty papers
 * would bury those who read them.
 */
export async function glanceAtPaper(office: Papers, actor: Actor, s: Seen, paper: Paper) {
  const small = await thumbnail(await paperBytes(office.files, paper))
  return new Uint8Array(await viewed(small, 'image/jpeg', `${s.post}${actor.name} ${sayDay(dayOf(office.now()))}`))
}

/** The whole paper with the reader's mark; the look is written down first. */
export async function lookAtPaper(office: Papers, actor: Actor, s: Seen, paper: Paper) {
  const bytes = await paperBytes(office.files, paper)
  await look(office.db, actor, s, `材料“${paper.name}”`, '', office.now())
  const mark = `${s.post}${actor.name} ${sayTime(office.now(), true)} 仅供办理${s.a.service.name}`
  return new Uint8Array(await viewed(bytes, paper.type, mark))
}

/** How the villager agreed that an agent applies; the look is written down first. 404 where nobody applied for them. */
export async function consentPaper(office: Papers, actor: Actor, caseId: string) {
  const s = await reading(office.db, actor, caseId)
  if (!s.a.consent) throw notFound('这件没有同意凭据。')
  await look(office.db, actor, s, '同意凭据', '', office.now())
  return storedPaper(office.files, s.a.consent.sha256, s.a.consent.name)
}

/** All answers with their full numbers; the applicant reads who looked and why. */
export async function revealed(tx: Tx, secret: string, actor: Actor, caseId: string, why: string, ctx: Context) {
  const s = await reading(tx, actor, caseId)
  await look(tx, actor, s, '完整的证件号、电话和账号', why, ctx.now)
  return sheetOf(wholeForm(s.a.service), opened<Answers>(secret, 'answers', s.a.id, s.a.answers))
}
