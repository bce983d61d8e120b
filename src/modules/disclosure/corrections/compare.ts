/** What a correction changed, in words a villager understands. Shown values go through the same masks as the page. */
import { hasRowNumbers, isEmpty, isTemplate, shortLabel, type Form } from '../../../kernel/forms/form.ts'
import type { Cell, Column, Content, Row, Template } from '../../../kernel/forms/forms.schema.ts'
import { publicCell, publicContent, shownColumns, shownRows, type Audience } from '../../../kernel/guard/mask.ts'
import { compareParagraphs } from '../../../kernel/forms/paragraphs.ts'
import { showCell } from '../../../kernel/forms/show.ts'
import { movedRows, pairRows } from './similarRows.ts'

/** `row` is the row after (for removed rows: before), from 0. */
export interface Change {
  kind:
    | 'cell'
    | 'rowAdded'
    | 'rowRemoved'
    | 'rowMoved'
    | 'total'
    | 'field'
    | 'note'
    | 'nothing'
    | 'attachmentAdded'
    | 'attachmentRemoved'
  row?: number
  column?: string
  say: string
}

/**
 * Changes from one version to the next, in reading order. Internal columns and hidden rows stay out unless the audience
 * are handlers.
 */
export function compareVersions(
  before: Content,
  after: Content,
  form: Form,
  options: { audience: Audience } = { audience: 'everyone' },
): Change[] {
  return [
    ...nothingChanges(before, after),
    ...(isTemplate(form) ? tableChanges(before, after, form, options) : fieldChanges(before, after, form, options)),
    ...(before.note === after.note
      ? []
      : [{ kind: 'note', say: `说明由${quote(before.note)}改为${quote(after.note)}。` } as const]),
    ...attachmentChanges(
      publicContent(before, form, options).attachments,
      publicContent(after, form, options).attachments,
    ),
  ]
}

type Options = { audience: Audience }

function tableChanges(before: Content, after: Content, template: Template, options: Options): Change[] {
  const columns = shownColumns(template, options)
  const [old, now] = [shownRows(before, template, options), shownRows(after, template, options)]
  const pairs = pairRows(old, now, template, columns)
  const moved = movedRows(pairs)
  const taken = new Set(pairs.values())
  const view: View = { template, columns, open: options.audience === 'handlers' }
  return [
    ...now.flatMap((row, i): Change[] => {
      const place = pairs.get(i)
      if (place === undefined)
        return [{ kind: 'rowAdded', row: i, say: `增加第 ${i + 1} 行${rowTitle(row, view)}${figures(row, view)}。` }]
      const changes = cellChanges(old[place] ?? {}, row, i, view)
      return moved.has(i)
        ? [
            {
              kind: 'rowMoved',
              row: i,
              say: `${rowTitle(row, view) || '一行'}由第 ${place + 1} 行移到第 ${i + 1} 行。`,
            },
            ...changes,
          ]
        : changes
    }),
    ...old.flatMap((row, i): Change[] =>
      taken.has(i)
        ? []
        : [{ kind: 'rowRemoved', row: i, say: `删去原第 ${i + 1} 行${rowTitle(row, view)}${figures(row, view)}。` }],
    ),
    ...totalChanges(before, after, template, options),
  ]
}

interface View {
  template: Template
  columns: readonly Column[]
  open: boolean
}

const shown = (cell: Cell | undefined, column: Column, view: View): string =>
  showCell(view.open ? cell : publicCell(cell, column), column)

function cellChanges(old: Row, now: Row, index: number, view: View): Change[] {
  return view.columns.flatMap((column): Change[] => {
    const [from, to] = [old[column.key], now[column.key]]
    if (from === to || (isEmpty(from) && isEmpty(to))) return []
    const where = hasRowNumbers(view.template) ? `第 ${index + 1} 行${rowTitle(now, view)}的` : ''
    const [a, b] = [shown(from, column, view), shown(to, column, view)]
    const say =
      a === b
        ? `${where}${shortLabel(column.label)}有改动（内容已屏蔽）。`
        : `${where}${shortLabel(column.label)}由${value(a, column)}改为${value(b, column)}。`
    return [{ kind: 'cell', row: index, column: column.key, say }]
  })
}

function value(text: string, column: Column): string {
  if (text === '') return '空白'
  const unit = column.type === 'money' ? '元' : (column.unit ?? '')
  return column.type === 'money' || unit !== '' ? ` ${text} ${unit}`.replace(/ +$/, ' ') : quote(text)
}

const longest = 40
const quote = (text: string): string =>
  text === ''
    ? '空白'
    : `“${Array.from(text).length > longest ? `${Array.from(text).slice(0, longest).join('')}…` : text}”`

const titleWords = /姓名|户主|名称|项目|摘要|事项|标的|申请人|对象|农户|党员|议题|主题|欠款|债权|补贴|类别/

/** "「路灯维修材料」": the cell that tells a reader which row is meant. */
function rowTitle(row: Row, view: View): string {
  const words = view.columns.filter(
    (c) =>
      ['text', 'person', 'enum', 'longtext'].includes(c.type) &&
      !isEmpty(row[c.key]) &&
      !/编号|凭证|票据/.test(c.label),
  )
  const column =
    words.find((c) => titleWords.test(c.label) && c.type !== 'enum') ??
    words.find((c) => c.type === 'person') ??
    words[0]
  const text = column ? Array.from(shown(row[column.key], column, view)) : []
  return text.length === 0 ? '' : `「${text.slice(0, 20).join('')}${text.length > 20 ? '…' : ''}」`
}

/** Money of an added or removed row: "（金额 1,260.00 元）". */
function figures(row: Row, view: View): string {
  const money = view.columns.filter((c) => c.type === 'money' && !isEmpty(row[c.key])).slice(0, 2)
  return money.length === 0
    ? ''
    : `（${money.map((c) => `${shortLabel(c.label)} ${shown(row[c.key], c, view)} 元`).join('，')}）`
}

function totalChanges(before: Content, after: Content, template: Template, options: Options): Change[] {
  const [old, now] = [publicContent(before, template, options).totals, publicContent(after, template, options).totals]
  return template.columns.flatMap((column): Change[] => {
    const [from, to] = [old[column.key], now[column.key]]
    if (from === undefined || to === undefined || from === to) return []
    return [
      {
        kind: 'total',
        column: column.key,
        say: `合计${shortLabel(column.label)}由${value(showCell(from, column), column)}改为${value(showCell(to, column), column)}。`,
      },
    ]
  })
}

function fieldChanges(before: Content, after: Content, fields: readonly Column[], options: Options): Change[] {
  return shownColumns(fields, options).flatMap((column): Change[] => {
    const text = (content: Content): string =>
      options.audience === 'handlers'
        ? (content.fields[column.key] ?? '')
        : String(publicCell(content.fields[column.key] ?? '', column) ?? '')
    const [from, to] = [text(before), text(after)]
    if (from === to)
      return (before.fields[column.key] ?? '') === (after.fields[column.key] ?? '')
        ? []
        : [{ kind: 'field', column: column.key, say: `「${shortLabel(column.label)}」有改动（内容已屏蔽）。` }]
    const label = `「${shortLabel(column.label)}」`
    if (column.type !== 'longtext')
      return [{ kind: 'field', column: column.key, say: `${label}由${quote(from)}改为${quote(to)}。` }]
    return compareParagraphs(from, to).map((c) => ({
      kind: 'field',
      column: column.key,
      say: label + paragraphWords(c.kind, c.number, c.before ?? '', c.after ?? ''),
    }))
  })
}

function paragraphWords(kind: 'added' | 'removed' | 'changed', number: number, before: string, after: string): string {
  if (kind === 'added') return `增加第 ${number} 段：${quote(after)}。`
  return kind === 'removed'
    ? `删去原第 ${number} 段：${quote(before)}。`
    : `第 ${number} 段由${quote(before)}改为${quote(after)}。`
}

function nothingChanges(before: Content, after: Content): Change[] {
  if (!before.nothing && after.nothing) return [{ kind: 'nothing', say: `改为“本期无内容”：${after.nothing.reason}。` }]
  if (before.nothing && !after.nothing) return [{ kind: 'nothing', say: '原为“本期无内容”，现补上内容。' }]
  return before.nothing?.reason === after.nothing?.reason
    ? []
    : [
        {
          kind: 'nothing',
          say: `“本期无内容”的原因由${quote(before.nothing?.reason ?? '')}改为${quote(after.nothing?.reason ?? '')}。`,
        },
      ]
}

function attachmentChanges(before: Content['attachments'], after: Content['attachments']): Change[] {
  const has = (list: Content['attachments'], file: string): boolean => list.some((a) => a.file === file)
  return [
    ...after
      .filter((a) => !has(before, a.file))
      .map((a): Change => ({ kind: 'attachmentAdded', say: `增加附件${quote(a.name)}。` })),
    ...before
      .filter((a) => !has(after, a.file))
      .map((a): Change => ({ kind: 'attachmentRemoved', say: `删去附件${quote(a.name)}。` })),
  ]
}
