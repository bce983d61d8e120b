/** What must come with a step: its particulars in the right form, its papers. */
import { invalid } from '../../../platform/errors.ts'
import type { PowerFact, PowerStep } from '../list/powers.schema.ts'
import type { Facts, PaperRow } from './runs.rows.ts'

/** The particulars of a step, cleaned; 422 beside the field for what is missing or wrong. What the step does not ask falls away. */
export function checkFacts(step: PowerStep, typed: Readonly<Record<string, string>>): Facts {
  return Object.fromEntries(
    step.facts.flatMap((f) => {
      const value = (typed[f.key] ?? '').trim()
      if (value === '' && !f.required) return []
      const wrong = value === '' ? `请填写“${f.label}”。` : wrongIn(f, value)
      if (wrong) throw invalid(wrong, { field: `facts.${f.key}` })
      return [[f.key, f.kind === 'money' ? Number(value.replaceAll(/[,，]/g, '')).toFixed(2) : value] as const]
    }),
  )
}

function wrongIn(f: PowerFact, value: string): string | undefined {
  switch (f.kind) {
    case 'money':
      return /^\d{1,10}(\.\d{1,2})?$/.test(value.replaceAll(/[,，]/g, ''))
        ? undefined
        : `“${f.label}”只写数字，最多两位小数，例如 59800。`
    case 'int':
      return /^\d{1,9}$/.test(value) ? undefined : `“${f.label}”只写整数。`
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : `“${f.label}”请选日期。`
    case 'dates':
      return isSpan(value) ? undefined : `“${f.label}”请选开始和结束的日期，开始在前。`
    case 'choice':
      return f.options!.includes(value) ? undefined : `“${f.label}”请从列出的里面选。`
    case 'text':
      return value.length <= 100 ? undefined : `“${f.label}”最多 100 字。`
    case 'longtext':
      return undefined
  }
}

/** "2026-10-31 至 2026-11-14" */
function isSpan(value: string): boolean {
  const [, from, to] = /^(\d{4}-\d{2}-\d{2}) 至 (\d{4}-\d{2}-\d{2})$/.exec(value) ?? []
  return (
    from !== undefined &&
    to !== undefined &&
    from <= to &&
    !Number.isNaN(Date.parse(from)) &&
    !Number.isNaN(Date.parse(to))
  )
}

/** The papers sent with a step, all its own; 422 for one that must be there, or that this person did not upload. */
export function checkPapers(
  step: PowerStep,
  waiting: readonly PaperRow[],
  ids: readonly string[],
  personId: string,
): PaperRow[] {
  const mine = ids.map((id) => waiting.find((p) => p.id === id && p.step_id === null && p.person_id === personId))
  if (mine.some((p) => p === undefined)) throw invalid('有一份材料不在了，请重新上传。', { field: 'papers' })
  const missing = step.papers.find((p) => p.required && !mine.some((m) => m!.paper === p.key))
  if (missing) throw invalid(`还缺材料：${missing.name}。请上传照片或者扫描件。`, { field: `papers.${missing.key}` })
  return mine as PaperRow[]
}
