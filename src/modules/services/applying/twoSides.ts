/** A paper with two sides (正反面): each side is a field of its own, and one picture does not stand for both. */
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { AnswerProblem } from '../../../kernel/asked/judge.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Service } from '../list/services.schema.ts'
import type { Paper } from './papers.ts'
import { isSamePaper, papersIn } from './samePaper.ts'
import { paperFields } from './wholeForm.ts'

/**
 * What is wrong with the backs: those that show what a front shows, the same file or the same picture saved again.
 * `papers`: those that the answers name.
 */
export async function sameTwice(
  files: Pick<FileStore, 'get'>,
  service: Pick<Service, 'materials'>,
  answers: Answers,
  papers: readonly Pick<Paper, 'id' | 'sha256' | 'type'>[],
): Promise<AnswerProblem[]> {
  const named = (field: string) => papersIn(papers, answers[field])
  const problems: AnswerProblem[] = []
  for (const m of service.materials.filter((x) => x.twoSides)) {
    const [front, back] = paperFields(m)
    for (const one of named(front!)) {
      for (const other of named(back!))
        if (await isSamePaper(files, one, other))
          problems.push({
            field: back!,
            say: `「${m.name}」正面和反面是同一张照片。请去掉这一张，翻过来拍反面；两面印在一张纸上的，一次只拍一面。`,
          })
    }
  }
  return problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i)
}
