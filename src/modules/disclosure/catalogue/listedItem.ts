/** A county's own catalogue: new items, and new versions of known ones, from next month. */
import { first, rows, sql, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { differences } from '../../../kernel/sheets/lists/differences.ts'
import { deadlinesFor, itemSchema, type Deadline, type Frequency, type Item } from './catalogue.schema.ts'
import { oneAtATime } from '../../../kernel/versions/versions.ts'
import { catalogueItems } from './inVersions.ts'
import { nextPeriodStart, putItem, type LatestItem } from './importCatalogue.ts'

const words: Record<Frequency, readonly string[]> = {
  standing: ['长期', '长期公开', '常年', '固定'],
  monthly: ['每月', '月', '按月', '月公开'],
  quarterly: ['每季度', '季度', '每季', '按季', '季'],
  halfYearly: ['每半年', '半年'],
  yearly: ['每年', '年', '年度', '按年'],
  onEvent: ['及时', '即时', '随时', '适时', '发生时'],
  perStage: [],
}

export type Cells = Readonly<Record<string, string>>
type Desk = { tx: Tx; actor: Actor; ctx: Context }
/**
 * `version`: the item's newest now. `before`: the newest before, if it was known. `say`: what changes from what to
 * what, in words.
 */
export type ListedItem = {
  code: string
  name: string
  effect: 'new' | 'change' | 'same'
  version: number
  before: { version: number; in_force_to: string | null } | null
  say: string
}

/**
 * Takes one row of such a list in. A row that says the same as the catalogue changes nothing; 422 where a cell cannot
 * be understood.
 */
export async function takeListedItem(desk: Desk, cells: Cells): Promise<ListedItem> {
  const { tx, ctx, actor } = desk
  await oneAtATime(tx, catalogueItems)
  const before = await first(
    tx,
    sql<LatestItem>`
      SELECT code, name, version, definition, template_version, in_force_to
      FROM catalogue_items
      WHERE code = ${cells['code']!}
      ORDER BY version DESC
      LIMIT 1`,
  )
  const item = await itemFrom(desk, cells, before?.definition as Item | undefined)
  await freeName(desk, item)
  const position = (await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT coalesce(
        (SELECT position FROM catalogue_items WHERE code = ${item.code} ORDER BY version DESC LIMIT 1),
        (SELECT max(position) + 1 FROM catalogue_items), 1
      ) AS n`,
  ))!.n
  const known = {
    code: item.code,
    name: item.name,
    before: before ? { version: before.version, in_force_to: before.in_force_to } : null,
  }
  if (!(await putItem(tx, item, position, before, nextPeriodStart(ctx.now), ctx.now, actor.personId)))
    return { ...known, effect: 'same', version: before!.version, say: '' }
  const version = (before?.version ?? 0) + 1
  const say = before
    ? `${differences(plainOf(before.definition as Item), plainOf(item), itemWords, sayItem)}；从下个月起按第 ${version} 版`
    : ''
  return { ...known, effect: before ? 'change' : 'new', version, say }
}

/**
 * Takes back a version that a list made; why not, in words, where something else came of it meanwhile. Versions are
 * never deleted: one that nothing was made with ends on the day it begins, and the one before it comes again.
 */
export async function takeBackItem(
  tx: Tx,
  { code, version, before }: Pick<ListedItem, 'code' | 'version' | 'before'>,
  at: Date,
): Promise<string | undefined> {
  const now = await first(
    tx,
    sql<{
      in_force_from: string
      in_force_to: string | null
      used: boolean
    }>`
      SELECT in_force_from, in_force_to,
        EXISTS (SELECT 1 FROM obligations o WHERE o.item_code = i.code AND o.item_version = i.version) AS used
      FROM catalogue_items i
      WHERE code = ${code} AND version = ${version}`,
  )
  if (!now || now.in_force_to !== null) return '后来又改过'
  if (now.used) return '已经有人用到它了'
  await sql`UPDATE catalogue_items SET in_force_to = in_force_from WHERE code = ${code}
    AND version = ${version}`.execute(tx)
  // What had ended before the import stays ended.
  if (!before || before.in_force_to !== null) return undefined
  await sql`
    INSERT INTO catalogue_items (
      code, version, name, category_code, position, definition, template_code, template_version,
      in_force_from, made_at, made_by
    )
    SELECT code, ${version + 1}, name, category_code, position, definition, template_code, template_version,
      ${now.in_force_from}, ${at}, made_by
    FROM catalogue_items
    WHERE code = ${code} AND version = ${before.version}`.execute(tx)
  return undefined
}

const itemWords = {
  name: '名称',
  category: '类别',
  frequency: '公开频次',
  deadline: '时限',
  dept: '责任部门',
  template: '公开表格',
  minDisplayDays: '公布天数',
  note: '说明',
}
const plainOf = (item: Item) => ({
  ...item,
  deadline: [
    item.deadline.month && `${item.deadline.month} 月`,
    item.deadline.day && `${item.deadline.day} 日前`,
    item.deadline.days && `${item.deadline.days} 天内`,
  ]
    .filter(Boolean)
    .join(' '),
})
const sayItem = (column: string, value: string) =>
  column === 'frequency' ? (words[value as Frequency]?.[0] ?? value) : value

/** Two items with one name cannot be told apart on a village's page. */
async function freeName({ tx }: Desk, item: Item): Promise<void> {
  const other = await first(
    tx,
    sql<{
      code: string
    }>`
      SELECT code
      FROM catalogue_items
      WHERE name = ${item.name} AND code <> ${item.code} AND in_force_to IS NULL
      LIMIT 1`,
  )
  if (other) throw invalid(`“${item.name}”这个名称已经是 ${other.code} 的。请改名，或者核对编码。`, { field: 'name' })
}

/** A known item keeps whatever the list does not speak of. */
async function itemFrom(desk: Desk, cells: Cells, known: Item | undefined): Promise<Item> {
  const frequency = frequencyOf(cells['frequency']!)
  const template = await templateOf(desk, cells['template'] || known?.template)
  const given = {
    ...known,
    code: cells['code'],
    name: cells['name'],
    category: await categoryOf(desk, cells['category']!),
    dept: await deptOf(desk, cells['dept']!),
    frequency,
    deadline: await deadlineOf(desk, cells, frequency, known),
    ...(template
      ? { displayMode: 'form', template, fields: [] }
      : {
          displayMode: 'document',
          fields: known?.fields.length
            ? known.fields
            : [{ key: 'text', label: '内容', type: 'longtext', visibility: 'public', required: true, maxLength: 5000 }],
        }),
    minDisplayDays: cells['displayDays']
      ? wholeNumber(cells['displayDays'], 'displayDays')
      : (known?.minDisplayDays ?? (frequency === 'standing' ? null : 15)),
    note: cells['note'] || (known?.note ?? null),
    publisher: known?.publisher ?? '村民委员会',
    privacyLevel: known?.privacyLevel ?? 'public',
    group: known?.group ?? '村务',
    chain: known?.chain ?? 'jiedong',
    retention: known?.retention ?? { years: 30, basis: '本县目录，请核对' },
    source: known?.source ?? '本县目录',
    stages: frequency === 'perStage' ? (known?.stages ?? []) : [],
  }
  const parsed = itemSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  throw invalid(
    `${fieldWords[String(issue.path[0])] ?? '这一行'}不对：${/[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '请照其他行的写法'}。`,
    { field: { minDisplayDays: 'displayDays', code: 'code', name: 'name' }[String(issue.path[0])] },
  )
}

const fieldWords: Record<string, string> = {
  code: '编码（字母开头，只含字母、数字和 -）',
  name: '名称',
  minDisplayDays: '公布天数',
  deadline: '时限',
}

function frequencyOf(cell: string): Frequency {
  const bare = cell.replaceAll(/\s|公开一次|一次|公开$/g, '')
  const found = (Object.keys(words) as Frequency[]).find((f) => f === bare || words[f].includes(bare))
  if (!found)
    throw invalid(`“${cell}”不是公开频次。请改成：长期、每月、每季度、每半年、每年、及时。`, { field: 'frequency' })
  return found
}

/** The figures of the list, else those that the item had, else the usual ones of this catalogue. */
async function deadlineOf(desk: Desk, cells: Cells, frequency: Frequency, known: Item | undefined): Promise<Deadline> {
  const kept = known?.frequency === frequency ? known.deadline : undefined
  const counted = deadlinesFor[frequency][0].startsWith('days')
  const stray = counted ? 'day' : 'days'
  if (cells[stray])
    throw invalid(
      counted
        ? `${words[frequency][0]}公开的按“几天内”算，“几日前”写了“${cells[stray]}”。请只留一个。`
        : `${words[frequency][0]}公开的按“几日前”算，“几天内”写了“${cells[stray]}”。请只留一个。`,
      { field: stray },
    )
  if (kept && !cells['day'] && !cells['days']) return kept
  const basis = '本县目录'
  if (frequency === 'standing' || frequency === 'onEvent' || frequency === 'perStage') {
    const days = cells['days'] ? wholeNumber(cells['days'], 'days') : 10
    return {
      ...kept,
      rule: kept?.rule ?? deadlinesFor[frequency][0],
      days,
      unit: kept?.unit ?? 'calendarDay',
      ...(frequency === 'standing' ? { firstDays: kept?.firstDays ?? 30 } : {}),
      basis,
    }
  }
  const day = cells['day'] ? wholeNumber(cells['day'], 'day') : frequency === 'monthly' ? 8 : 15
  if (day < 1 || day > 31) throw invalid(`“${cells['day']}”不是一个月里的日子。`, { field: 'day' })
  const archive = desk.ctx.rules.number('archive.monthDay')
  if (frequency === 'monthly' && day >= archive)
    throw invalid(`每月 ${day} 日到期，赶不上 ${archive} 日归档。请改成 ${archive - 1} 日或者更早。`, { field: 'day' })
  const rule = (
    {
      monthly: 'dayOfNextMonth',
      quarterly: 'dayOfFirstMonthAfterQuarter',
      halfYearly: 'dayOfFirstMonthAfterHalfYear',
      yearly: 'dateOfNextYear',
    } as const
  )[frequency]
  return {
    rule: kept?.rule ?? rule,
    day,
    ...(frequency === 'yearly' ? { month: kept?.month ?? 1 } : {}),
    unit: 'calendarDay',
    basis,
  }
}

function wholeNumber(cell: string, field: string): number {
  const found = /^\D{0,6}(\d{1,4})\D{0,6}$/.exec(cell)
  if (!found) throw invalid(`“${cell}”里看不出数目。请只写数字。`, { field })
  return Number(found[1])
}

async function categoryOf({ tx }: Desk, text: string): Promise<string> {
  const found = await first(
    tx,
    sql<{ code: string }>`SELECT code FROM catalogue_categories WHERE code = ${text} OR name = ${text}`,
  )
  if (found) return found.code
  const all = await rows(tx, sql<{ name: string }>`SELECT name FROM catalogue_categories ORDER BY position`)
  throw invalid(
    `没有“${text}”这个类别。现有：${all.map((c) => c.name).join('、')}。要加新的，请先用“公开类别”的名单导入，或者在“公开目录”里点“类别”。`,
    { field: 'category' },
  )
}

async function deptOf({ tx }: Desk, text: string): Promise<string> {
  const found = await first(
    tx,
    sql<{
      code: string
    }>`
      SELECT code
      FROM regions
      WHERE level = 'bureau'
        AND valid_to IS NULL
        AND (code = ${`B-${text}`} OR name = ${text} OR (length(${text}) >= 3 AND name LIKE '%' || ${text}))
      ORDER BY name = ${text} DESC
      LIMIT 1`,
  )
  if (!found) throw invalid(`没有“${text}”这个部门。请写部门的全名，或者先加上这个部门。`, { field: 'dept' })
  return found.code.replace(/^B-/, '')
}

async function templateOf({ tx }: Desk, code: string | undefined): Promise<string | undefined> {
  if (!code) return undefined
  if (!(await first(tx, sql`SELECT 1 FROM form_templates WHERE code = ${code} LIMIT 1`)))
    throw invalid(`没有表格 ${code}。请写表格编码，例如 F34；文字材料请空着。`, { field: 'template' })
  return code
}
