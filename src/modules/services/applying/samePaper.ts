/** Whether papers show the same: the same file, or the same picture saved or photographed from the screen again. */
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { AnswerProblem } from '../../../kernel/asked/judge.ts'
import { samePicture } from '../../../kernel/files/samePicture.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Paper } from './papers.ts'

type Files = Pick<FileStore, 'get'>
type Shown = Pick<Paper, 'id' | 'sha256' | 'type'>

/** The papers that an answer names, of those that are there. */
export const papersIn = <P extends Pick<Paper, 'id'>>(papers: readonly P[], answer: Answers[string] | undefined): P[] =>
  [answer ?? []].flat().flatMap((id) => papers.find((p) => p.id === id) ?? [])

export async function isSamePaper(files: Files, a: Omit<Shown, 'id'>, b: Omit<Shown, 'id'>): Promise<boolean> {
  if (a.sha256 === b.sha256) return true
  if (!a.type.startsWith('image/') || !b.type.startsWith('image/')) return false
  const [one, other] = await Promise.all([files.get('original', a.sha256), files.get('original', b.sha256)])
  return one !== undefined && other !== undefined && (await samePicture(one, other))
}

/**
 * What was asked for anew and shows what it showed: each of its papers is one of those before, and none of those before
 * is left out or replaced. `papers`: those of the form and of the application; `asked`: what the office named as
 * missing.
 */
export async function sentAgain(
  files: Files,
  asked: readonly { key: string; say: string }[],
  before: Answers,
  now: Answers,
  papers: readonly Shown[],
): Promise<AnswerProblem[]> {
  const problems: AnswerProblem[] = []
  for (const { key, say } of asked) {
    const [old, fresh] = [papersIn(papers, before[key]), papersIn(papers, now[key])]
    // Untouched answers are told where they are taken in (following/party.ts).
    if (old.length === 0 || fresh.every((p) => old.includes(p))) continue
    if ((await eachIn(files, fresh, old)) && (await eachIn(files, old, fresh)))
      problems.push({ field: key, say: `这一项还是原来那${old.length > 1 ? '几' : ''}张照片，没有换：${say}` })
  }
  return problems
}

async function eachIn(files: Files, some: readonly Shown[], others: readonly Shown[]): Promise<boolean> {
  for (const one of some) {
    let found = false
    for (const other of others) found ||= await isSamePaper(files, one, other)
    if (!found) return false
  }
  return true
}
