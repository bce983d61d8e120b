/** A CSV file of a pack → rows that fit their schema, and a fault for everything that does not. */
import { personalIn } from '../guard/index.ts'
import { parseCsv, type CsvLine } from './csv.ts'
import type { Fault, Placed } from './fault.ts'
import { likely } from './likely.ts'
import type { PackTexts } from './part.ts'
import { everybodyReads, sentenceOf } from './sentences.ts'
import { choicesOf, codeOf, fieldOf, headingOf, type TableShape } from './tableShape.ts'

export type Table<T> = {
  rows: Placed<T>[]
  /** First column's values of all rows, faulty ones too, so that one wrong row does not make others wrong. */
  codes: ReadonlySet<string>
}

/**
 * Headings may be the English keys or Chinese words, in any order; empty cells count as absent. A file that is not
 * there has no rows.
 */
export function readTable<T>(table: TableShape<T>, texts: PackTexts, faults: Fault[]): Table<T> {
  const text = texts.get(table.file)
  if (text === undefined) return { rows: [], codes: new Set() }
  const { lines, unclosedQuoteAt } = parseCsv(text)
  const fault = (line: number, field: string, say: string, remedy: string) =>
    faults.push({ file: table.file, line, field, say, remedy })
  const causes = (...told: Parameters<typeof fault>) => {
    fault(...told)
    faults.at(-1)!.cause = true
  }
  if (unclosedQuoteAt !== undefined)
    causes(unclosedQuoteAt, '', '从这一行开始有一个引号没有成对。', '请补上或者删去那个英文双引号。')
  const [header, ...body] = lines
  if (!header) {
    causes(0, '', '文件是空的。', '第一行写表头，从第二行开始填写。')
    return { rows: [], codes: new Set() }
  }
  const keys = header.cells.map((cell) => fieldOf(table, cell))
  header.cells.forEach((cell, i) => {
    if (cell !== '' && keys[i] === undefined)
      fault(header.line, cell, `不认识的列“${cell}”。`, strangeColumn(table, cell, keys))
    if (keys[i] !== undefined && keys.indexOf(keys[i]) < i)
      fault(header.line, cell, `列“${cell}”重复了。`, '请只留一列。')
  })
  for (const key of table.needed)
    if (!keys.includes(key))
      causes(header.line, headingOf(table, key), `缺少“${headingOf(table, key)}”一列。`, '请在表头加上这一列并填写。')
  const rows = body.flatMap((line) => readRow(table, line, keys, faults))
  const codeAt = Math.max(0, keys.indexOf(Object.keys(table.headings)[0]))
  return { rows, codes: new Set(body.map((line) => line.cells[codeAt] ?? '')) }
}

/** The heading that is nearest among those that are not there yet, else all of them. */
function strangeColumn(table: TableShape<unknown>, cell: string, keys: readonly (string | undefined)[]): string {
  const open = Object.entries(table.headings).filter(([key]) => !keys.includes(key))
  const near = likely(
    cell,
    open.flatMap(([, words]) => words),
  )
  if (near !== undefined) return `是不是想写“${near}”？是的请改正；多余的列请删去。`
  const all = Object.keys(table.headings).map((key) => headingOf(table, key))
  return `可用的列：${all.join('、')}。多余的列请删去。`
}

function readRow<T>(
  table: TableShape<T>,
  { line, cells }: CsvLine,
  keys: readonly (string | undefined)[],
  faults: Fault[],
): Placed<T>[] {
  if (cells.slice(keys.length).some((cell) => cell !== '')) {
    faults.push({
      file: table.file,
      line,
      field: '',
      say: '这一行的格子比表头多。',
      remedy: '内容里有逗号的，请给整个格子加上英文双引号；多余的请删去。',
    })
    return []
  }
  const filled = keys.flatMap((key, i): [string, string][] =>
    key === undefined || !cells[i] ? [] : [[key, codeOf(table, key, cells[i])]],
  )
  for (const [key, cell] of filled) {
    const say = personalIn(cell)
    if (say !== undefined)
      faults.push({ file: table.file, line, field: headingOf(table, key), say, remedy: everybodyReads })
  }
  const read = (cells: readonly [string, string][]) =>
    table.row.safeParse(Object.fromEntries(cells), { reportInput: true })
  const parsed = read(filled)
  if (parsed.success) return [{ line, value: parsed.data }]
  for (const issue of parsed.error.issues) {
    const key = String(issue.path[0] ?? '')
    // A column that is not there is told once, at the heading, not again in each row.
    if (table.needed.includes(key) && !keys.includes(key)) continue
    faults.push({
      file: table.file,
      line,
      field: headingOf(table, key),
      ...sentenceOf(issue, headingOf(table, key), choicesOf(table, key)),
    })
  }
  // What is right in the row still takes part in the checks that compare rows, so that all faults are told at once.
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))
  const rest = read(filled.filter(([key]) => !wrong.has(key)))
  return rest.success ? [{ line, value: rest.data }] : []
}
