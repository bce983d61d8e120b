/**
 * Everything that keeps a draft from being saved, in words and by the part where it stands, told while it is written.
 */
import type { z } from 'zod'
import { sayFault, type FieldFault } from '../../kernel/versions/faults.ts'

export type DraftFault<P extends string> = { part: P; say: string }

/**
 * What the schema refuses, or, where it refuses nothing, what `faultsOf` finds; each once.
 * `partOf`: where a field of the definition is edited. `placeInWords`: "第 2 步“方案”的期限".
 */
export function draftFaults<D, P extends string>(
  schema: z.ZodType<D>,
  draft: D,
  {
    partOf,
    placeInWords,
    faultsOf,
  }: {
    partOf: (field: string) => P
    placeInWords: (path: readonly PropertyKey[]) => string
    faultsOf: (definition: D) => readonly FieldFault[]
  },
): DraftFault<P>[] {
  const parsed = schema.safeParse(draft)
  return eachOnce(
    parsed.success
      ? faultsOf(parsed.data).map((f) => ({ part: partOf(f.field.split('.')[0]!), say: sayFault(f) }))
      : parsed.error.issues.map((i) => ({
          part: partOf(String(i.path[0])),
          say: `${placeInWords(i.path)}${whatIsWrong(i)}。`,
        })),
  )
}

export const eachOnce = <P extends string>(faults: readonly DraftFault<P>[]): DraftFault<P>[] =>
  faults.filter((f, i) => faults.findIndex((o) => o.say === f.say) === i)

function whatIsWrong(issue: z.core.$ZodIssue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return `不对：${issue.message}`
  const isNumber = 'origin' in issue && (issue.origin === 'number' || issue.origin === 'int')
  if (issue.code === 'too_big') {
    const most = String(issue.maximum)
    return isNumber ? `最多是 ${most}` : `最多 ${most} 个${issue.origin === 'array' ? '' : '字'}`
  }
  if (issue.code === 'too_small' && isNumber) return `至少是 ${String(issue.minimum)}`
  return ['too_small', 'invalid_type', 'invalid_value'].includes(issue.code) ? '还没有写' : '写得不对'
}
