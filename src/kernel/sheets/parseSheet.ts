/** A filled sheet → rows of the template, or every fault with sheet, cell and remedy. Runs in the parse worker. */
import type { Row, Template } from '../forms/forms.schema.ts'
import { readBook, type Book, type Grid } from './grid.ts'
import { findHeader } from './header.ts'
import { readRecord } from './record.ts'
import { readRows } from './dataRows.ts'
import type { SheetContext, SheetProblem, SheetResult } from './sheetResult.ts'
import { readStamp, stampSheet, versionOf } from './stamp.ts'
import { isNamedFor, otherPeriod } from './whichPeriod.ts'

/** @throws FileRefused where the file itself cannot be taken (too large, macros, damaged). */
export function parseSheet(bytes: Uint8Array, template: Template, ctx: SheetContext): SheetResult {
  const book = readBook(bytes)
  const wrong = stampProblems(book, template, ctx)
  if (wrong.some((p) => p.severity === 'error')) return { problems: wrong }
  const { rows, problems } =
    template.layout === 'record' ? readRecordBook(book, template, ctx) : readTableBook(book, template, ctx)
  const all = [...wrong, ...problems, ...unread(book)]
  return all.some((p) => p.severity === 'error') ? { problems: all } : { rows, problems: all }
}

/** Hidden sheets are not read; our own with the mark is nobody's concern. */
const unread = (book: Book): SheetProblem[] =>
  book.hidden
    .filter((grid) => grid.name !== stampSheet && grid.cells.length > 0)
    .map((grid) => ({
      severity: 'warn',
      sheet: grid.name,
      say: `工作表“${grid.name}”是隐藏的，没有读。要读入请取消隐藏后重传。`,
    }))

interface Read {
  rows: Row[]
  problems: SheetProblem[]
}

function readTableBook(book: Book, template: Template, ctx: SheetContext): Read {
  const found = book.grids.map((grid) => ({ grid, header: findHeader(grid, template.columns) }))
  const best = found
    .filter((f) => f.header)
    .toSorted(
      (a, b) =>
        (b.header?.columns.size ?? 0) - (a.header?.columns.size ?? 0) ||
        Number(isNamedFor(b.grid.name, ctx.period)) - Number(isNamedFor(a.grid.name, ctx.period)),
    )[0]
  if (!best?.header) return { rows: [], problems: [noHeader(book, template)] }
  const others = found.filter((f) => f.header && f.grid !== best.grid && f.grid.cells.length > f.header.bottom + 1)
  const result = readRows(best.grid, best.header, template, ctx, book.date1904)
  const notRead = others.map((o) => o.grid.name)
  return {
    rows: result.rows,
    problems: [
      ...result.problems,
      ...(notRead.length > 0 ? [ignored(notRead, best.grid)] : []),
      ...otherPeriod(best.grid, best.header.bottom, ctx.period),
    ],
  }
}

const ignored = (others: readonly string[], used: Grid, what = '要一起上传请合并到一张表里。'): SheetProblem => ({
  severity: 'warn',
  sheet: others[0]!,
  say: `只读了工作表“${used.name}”，${others.map((name) => `“${name}”`).join('、')}没有读。${what}`,
})

/** A record has its titles in the first lines. */
const titleLines = 3

function readRecordBook(book: Book, template: Template, ctx: SheetContext): Read {
  const found = book.grids
    .toSorted((a, b) => Number(isNamedFor(b.name, ctx.period)) - Number(isNamedFor(a.name, ctx.period)))
    .flatMap((grid) => {
      const read = readRecord(grid, template, ctx, book.date1904)
      return read ? [{ grid, ...read }] : []
    })
  const [best, ...others] = found
  if (!best) return readTableBook(book, template, ctx)
  const notRead = others.map((o) => o.grid.name)
  return {
    rows: best.rows,
    problems: [
      ...best.problems,
      ...(notRead.length > 0 ? [ignored(notRead, best.grid, '一期传一张表。')] : []),
      ...otherPeriod(best.grid, titleLines, ctx.period),
    ],
  }
}

function noHeader(book: Book, template: Template): SheetProblem {
  const wanted = template.columns
    .slice(0, 4)
    .map((c) => c.label)
    .join('、')
  const sheets = book.grids.map((g) => `“${g.name}”`).join('、') || '（没有可见的工作表）'
  return {
    severity: 'error',
    say: `在工作表${sheets}里没有找到「${template.name}」的表头。表头一行应有：${wanted} 等。请下载模板，把内容贴到模板里再上传。`,
  }
}

function stampProblems(book: Book, template: Template, ctx: SheetContext): SheetProblem[] {
  const stamp = readStamp(book.hidden)
  if (!stamp) return []
  if (stamp.template !== template.code)
    return [
      {
        severity: 'error',
        say: `这份文件是表 ${stamp.template} 的模板，不是「${template.name}」（${template.code}）。请换成这个事项的模板。`,
      },
    ]
  const problems: SheetProblem[] = []
  if (ctx.place !== undefined && stamp.place !== '' && stamp.place !== ctx.place)
    problems.push({ severity: 'error', say: '这份模板是为别的村（社区）下载的，请用本村的模板，以免传错。' })
  if (stamp.period !== '' && stamp.period !== ctx.period)
    problems.push({
      severity: 'error',
      say: `这份模板是 ${stamp.period} 期的，现在要填的是 ${ctx.period} 期。请下载本期模板，或到 ${stamp.period} 期上传。`,
    })
  if (stamp.version !== versionOf(template))
    problems.push({ severity: 'warn', say: '模板在下载之后改过，请核对各列是否都读对了。' })
  return problems
}
