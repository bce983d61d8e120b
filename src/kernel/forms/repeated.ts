/**
 * Numbers that stand once in a table (票据号, 合同编号: `once` of a column): the same one in two rows is asked about. Pure.
 */
import { hasRowNumbers, isEmpty, shortLabel } from './form.ts'
import type { Column, Row, Template } from './forms.schema.ts'
import { fingerprint, type Problem } from './problem.ts'

const sign = 'repeated|'

/** Whether a problem is one of these, and not what another notice says differently. */
export const isRepeated = ({ asks }: Pick<Problem, 'asks'>): boolean => asks?.startsWith(sign) ?? false

/** Beside each of the cells; one reason answers for all with one number, as long as no row more has it. */
export function checkRepeated(rows: readonly Row[], template: Template): Problem[] {
  if (!hasRowNumbers(template)) return []
  return template.columns
    .filter((c) => c.once)
    .flatMap((column) => {
      const written = rows.flatMap((row, i) => (isEmpty(row[column.key]) ? [] : [i]))
      const groups = new Map<string, number[]>()
      for (const i of written) {
        const number = plain(String(rows[i]![column.key]))
        groups.set(number, [...(groups.get(number) ?? []), i])
      }
      return [...groups].flatMap(([number, at]): Problem[] =>
        at.length < 2
          ? []
          : at.map((row) => ({
              row,
              column: column.key,
              severity: 'warn',
              say: `第 ${at.map((i) => i + 1).join('、')} 行的${shortLabel(column.label)}${same(column, rows[row]!)}，请核对。`,
              asks: `${sign}${column.key}|${fingerprint([number, at.length])}`,
            })),
      )
    })
}

/** What is not public does not get into the record by this sentence. */
const same = (column: Column, row: Row) =>
  column.visibility === 'public' ? `都是“${String(row[column.key])}”` : '是同一个'

/** Full-width figures, blanks and small letters make no other number. */
const plain = (typed: string) => typed.normalize('NFKC').replace(/\s/g, '').toUpperCase()
