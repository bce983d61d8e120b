/** A paper with two sides (正反面): each side is a field of its own, and one picture does not stand for both. */
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { AnswerProblem } from '../../../kernel/asked/judge.ts'
import { samePicture } from '../../../kernel/files/samePicture.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Service } from '../list/services.schema.ts'
import type { Paper } from './papers.ts'
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
  const named = (field: string) => [answers[field] ?? []].flat().flatMap((id) => papers.find((p) => p.id === id) ?? [])
  const problems: AnswerProblem[] = []
  for (const m of service.materials.filter((x) => x.twoSides)) {
    const [front, back] = paperFields(m)
    for (const one of named(front!)) {
      for (const other of named(back!))
        if (await isSame(files, one, other))
          problems.push({
            field: back!,
            say: `「${m.name}」正面和反面是同一张照片。请去掉这一张，翻过来拍反面；两面印在一张纸上的，一次只拍一面。`,
          })
    }
  }
  return problems.filter((p, i) => problems.findIndex((q) => q.field === p.field) === i)
}

async function isSame(files: Pick<FileStore, 'get'>, a: Pick<Paper, 'sha256' | 'type'>, b: typeof a): Promise<boolean> {
  if (a.sha256 === b.sha256) return true
  if (!a.type.startsWith('image/') || !b.type.startsWith('image/')) return false
  const [one, other] = await Promise.all([files.get('original', a.sha256), files.get('original', b.sha256)])
  return one !== undefined && other !== undefined && (await samePicture(one, other))
}
