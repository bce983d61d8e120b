/**
 * Everything that keeps a form from being used: what the schema refuses, told by place, and then what the form itself
 * gets wrong.
 */
import { askedFormSchema, type AskedForm } from '../../../../../kernel/asked/asked.schema.ts'
import { faultsOf } from '../../../../../kernel/asked/faults.ts'

/** `field`: the key of the field it concerns, to open it there. */
export interface BuilderFault {
  say: string
  field?: string
}

export function faultsInWords(form: AskedForm): BuilderFault[] {
  const parsed = askedFormSchema.safeParse(form)
  if (parsed.success) return faultsOf(parsed.data).map(({ at, say }) => ({ say, field: fieldAt(form, at) }))
  return parsed.error.issues.map(({ path, message }) => ({
    say: `${placeInWords(form, path)}${refused(path, message)}`,
    field: fieldAt(form, path),
  }))
}

const fieldAt = (form: AskedForm, at: readonly PropertyKey[]): string | undefined =>
  at[0] === 'sections' && at[2] === 'fields' ? form.sections[Number(at[1])]?.fields[Number(at[3])]?.key : undefined

/** "第 2 部分第 3 项". */
function placeInWords(form: AskedForm, at: readonly PropertyKey[]): string {
  if (at[0] === 'checks') return at.length > 1 ? `第 ${Number(at[1]) + 1} 条核对` : '核对'
  if (at[0] !== 'sections' || at.length < 2) return '表单'
  const field =
    at[2] === 'fields' && at.length > 3
      ? `第 ${Number(at[3]) + 1} 项${form.sections[Number(at[1])]?.fields[Number(at[3])]?.label ? `“${form.sections[Number(at[1])]!.fields[Number(at[3])]!.label}”` : ''}`
      : ''
  const column = at[4] === 'columns' && at.length > 5 ? `第 ${Number(at[5]) + 1} 列` : ''
  return `第 ${Number(at[1]) + 1} 部分${field}${column}`
}

const parts: Record<string, string> = {
  title: '的标题要写，最多 60 个字',
  label: '的名称要写，最多 60 个字',
  help: '的说明太长，最多 300 个字',
  options: '的选项要写，每个最多 60 个字，最多 60 个',
  is: '的条件还没有选是哪个回答',
  field: '的条件还没有选看哪一项',
  when: '的条件还没有选好',
  rowsMost: '的最多几行应在 1 到 200 之间',
  maxLength: '的最多几个字应在 1 到 5000 之间',
  decimals: '的小数位数应在 0 到 4 之间',
  fields: '至少要有一项，最多 60 项',
  columns: '要有 1 到 20 列',
  rule: '的规则没有写完',
  say: '的提示要写，至少 4 个字',
  sections: '要有 1 到 20 个部分',
}

function refused(path: readonly PropertyKey[], message: string): string {
  const last = [...path].reverse().find((part) => typeof part === 'string' && part in parts)
  return last === undefined ? `写得不对（${message}）` : parts[String(last)]!
}
