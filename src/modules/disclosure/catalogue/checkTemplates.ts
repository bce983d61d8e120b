/** Form templates: columns that can be filled, masked and added up. */
import { parseCheck } from '../../../kernel/forms/checks.ts'
import { isNumber } from '../../../kernel/forms/form.ts'
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'
import { doubles } from '../../../kernel/pack/doubles.ts'
import type { Fault } from '../../../kernel/pack/fault.ts'
import type { PackedCatalogue } from './pack.ts'

const file = 'templates.json'

export function checkTemplates({ items, templates }: PackedCatalogue): Fault[] {
  const byCode = new Map(templates.map((t) => [t.value.code, t.value]))
  const documents = items.flatMap(({ line, value }) =>
    columnFaults(value.fields, (field, say, remedy) => ({
      file: 'catalogue.json',
      line,
      field: `${value.code}.${field}`,
      say: `${value.name}：${say}`,
      remedy,
    })),
  )
  return [
    ...doubles(templates, file, '表格编码', (t) => t.code),
    ...templates.flatMap(({ line, value }) => {
      const tell: Tell = (field, say, remedy) => ({
        file,
        line,
        field: `${value.code}.${field}`,
        say: `${value.name}：${say}`,
        remedy,
      })
      return [...columnFaults(value.columns, tell), ...sumFaults(value, byCode, tell)]
    }),
    ...documents,
  ]
}

type Tell = (field: string, say: string, remedy: string) => Fault

function columnFaults(columns: readonly Column[], tell: Tell): Fault[] {
  const keys = columns.map((c) => c.key)
  const labels = columns.map((c) => c.label)
  return columns.flatMap((c, i) => {
    const faults: Fault[] = []
    const add = (say: string, remedy: string) => faults.push(tell(c.key, `列“${c.label}”${say}`, remedy))
    if (keys.indexOf(c.key) < i) add(`的键 ${c.key} 重复了。`, '请换一个键。')
    if (labels.indexOf(c.label) < i) add('的名称重复了。', '请换一个名称，否则 Excel 表里分不清。')
    if (c.type === 'enum' && !c.options) add('是选择列，但没有选项。', '请加上 options。')
    if (c.visibility === 'masked' && !c.mask)
      add('要屏蔽后公开，但没有写怎样屏蔽。', '请加上 mask，例如 nameUnlessOrganisation。')
    if ((c.type === 'idcard' || c.type === 'bankcard') && c.visibility !== 'internal')
      add('是证件号或者账号，不能公开。', '请把 visibility 改成 internal。')
    if (c.once && c.type !== 'text' && c.type !== 'idcard')
      add('的号码不能重复，但不是文字列。', '请把 type 改成 text，或者删去 once。')
    if (c.hidesRow && c.type !== 'bool') add('要隐藏整行，但不是“是否”列。', '请把 type 改成 bool。')
    if (c.min !== undefined && c.max !== undefined && c.min > c.max) add('的最小值大于最大值。', '请改正 min 和 max。')
    if (c.pattern && !isPattern(c.pattern)) add('的 pattern 写法不对。', '请改正，或者删去 pattern。')
    return faults
  })
}

function sumFaults(template: Template, byCode: ReadonlyMap<string, Template>, tell: Tell): Fault[] {
  const { totals, checks, chart } = template
  return [
    ...totals.flatMap((key) => numberFault(template, key, 'totals', tell)),
    ...checks.rowChecks.flatMap((text) => expressionFaults(text, template, byCode, 'checks.rowChecks', tell)),
    ...checks.across.flatMap((text) => expressionFaults(text, template, byCode, 'checks.across', tell)),
    ...Object.entries(checks.carry).flatMap(([now, before]) => [
      ...numberFault(template, now, 'checks.carry', tell),
      ...numberFault(template, before, 'checks.carry', tell),
    ]),
    ...Object.entries(checks.cumulative).flatMap(([sum, part]) => [
      ...numberFault(template, sum, 'checks.cumulative', tell),
      ...numberFault(template, part, 'checks.cumulative', tell),
    ]),
    ...(chart ? numberFault(template, chart.value, 'chart', tell) : []),
    ...(chart?.label && !template.columns.some((c) => c.key === chart.label)
      ? [tell('chart', `没有列 ${chart.label}。`, '请改成本表有的列。')]
      : []),
  ]
}

function expressionFaults(
  text: string,
  template: Template,
  byCode: ReadonlyMap<string, Template>,
  field: string,
  tell: Tell,
): Fault[] {
  try {
    const { target, terms } = parseCheck(text)
    return [
      ...numberFault(template, target, field, tell),
      ...terms.flatMap((term) => {
        const other = term.template === undefined ? template : byCode.get(term.template)
        return other
          ? numberFault(other, term.column, field, tell)
          : [tell(field, `核对式“${text}”里的表格 ${term.template} 不存在。`, '请改成 templates.json 里有的编码。')]
      }),
    ]
  } catch (error) {
    return [
      tell(field, error instanceof Error ? `${error.message}。` : '核对式写法不对。', '请改正核对式，列名用英文键。'),
    ]
  }
}

function numberFault(template: Template, key: string, field: string, tell: Tell): Fault[] {
  const column = template.columns.find((c) => c.key === key)
  if (!column) return [tell(field, `表格 ${template.code} 没有列 ${key}。`, '请改成这张表有的列。')]
  return isNumber(column)
    ? []
    : [tell(field, `列“${column.label}”不是数字，不能合计或者核对。`, '请去掉它，或者把列的 type 改成数字类。')]
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== ''
  } catch {
    return false
  }
}
