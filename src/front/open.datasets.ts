/** What is published as open data: what each set holds, its columns, and how it is read, a thousand rows at a time. */
import { dueFormulas } from '../modules/disclosure/index.ts'
import { reportFormulas } from '../modules/reports/index.ts'
import { statement, type Reader } from '../kernel/site/statement.ts'

export type OpenRow = Record<string, string | number | boolean | null | object>
export type Dataset = {
  name: string
  title: string
  about: string
  columns: { key: string; about: string }[]
  /** One file per month where the set grows. */
  monthly: boolean
  /** The next rows after the last one given; an empty list ends the file. */
  next(db: Reader, month: string, last: OpenRow | undefined): Promise<OpenRow[]>
}

const size = 1000

const placesQ = statement<OpenRow>(
  'openPlaces',
  `SELECT r.slug, r.level, r.name, r.full_name, r.stat_code, p.slug AS parent, r.households, r.population, r.lng, r.lat,
    r.valid_from, r.valid_to, r.path FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE r.path > $1 ORDER BY r.path LIMIT ${size}`,
)
const itemsQ = statement<OpenRow>(
  'openItems',
  `SELECT code, version, name, category_code, definition ->> 'frequency' AS frequency,
    definition -> 'deadline' ->> 'basis' AS basis, definition ->> 'audience' AS audience, in_force_from, in_force_to
    FROM public_items
  WHERE (code, version) > ($1, $2::int) ORDER BY code, version LIMIT ${size}`,
)
const obligationsQ = statement<OpenRow>(
  'openObligations',
  `SELECT o.id, o.path, r.slug AS place, o.item_code AS item, o.period, o.stage, o.due_on, o.published_on, o.nothing
    FROM public_obligations o JOIN public_regions r ON r.id = o.region_id
  WHERE o.due_month = $1 AND (o.path, o.id) > ($2, $3) ORDER BY o.path, o.id LIMIT ${size}`,
)
const noticesQ = statement<OpenRow>(
  'openNotices',
  `SELECT n.id, n.code, r.slug AS place, n.item_code AS item, n.period, n.stage, n.version, n.title, n.audience,
    n.nothing, n.withdrawn, n.published_at, n.published_at::text AS cursor, n.display_until, n.commitment,
    CASE WHEN NOT n.names_people THEN n.content END AS content
  FROM public_notices n JOIN public_regions r ON r.id = n.region_id WHERE n.published_at >= $1::timestamptz
    AND n.published_at < $2::timestamptz AND (n.published_at, n.id) > ($3::timestamptz, $4) ORDER BY n.published_at,
    n.id LIMIT ${size}`,
)
const questionsQ = statement<OpenRow>(
  'openQuestions',
  `SELECT q.id, q.code, q.kind, r.slug AS place, q.asked_at, q.due_on, q.text, q.answer, q.conclusion, q.answered_place,
    q.answered_at FROM public_questions q JOIN public_regions r ON r.id = q.region_id
  WHERE q.asked_at >= $1::timestamptz AND q.asked_at < $2::timestamptz AND q.id > $3 ORDER BY q.id LIMIT ${size}`,
)
const rulesQ = statement<OpenRow>(
  'openRules',
  'SELECT code, name, value, unit, citation, article, jurisdiction, kind, effective_from, effective_to FROM public_rules WHERE (code, effective_from) > ($1, $2::date) ORDER BY code, effective_from LIMIT 1000',
)

const progressQ = statement<OpenRow>(
  'openProgress',
  `SELECT r.slug AS place, m.path, m.month, m.due, m.published, m.late
  FROM public_place_months m JOIN public_regions r ON r.id = m.region_id
  WHERE m.month = $1 AND m.path > $2 ORDER BY m.path LIMIT ${size}`,
)
const reportsQ = statement<OpenRow>(
  'openReports',
  `SELECT r.slug AS place, m.path, m.month, m.kind, m.received, m.answered, m.in_time, m.satisfied, m.basic,
    m.unsatisfied
  FROM public_report_months m JOIN public_regions r ON r.id = m.region_id
  WHERE m.month = $1 AND (m.path, m.kind) > ($2, $3) ORDER BY m.path, m.kind LIMIT ${size}`,
)

const start = (month: string) => `${month}-01T00:00:00+08:00`
const end = (month: string) => start(month === '' ? '' : nextMonth(month))
const nextMonth = (month: string) =>
  month.endsWith('-12')
    ? `${Number(month.slice(0, 4)) + 1}-01`
    : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`

const columns = (...pairs: [string, string][]) => pairs.map(([key, about]) => ({ key, about }))

export const datasets: readonly Dataset[] = [
  {
    name: 'places',
    title: '地方和单位',
    about: '县、乡镇、村（社区）、村民小组和部门。',
    monthly: false,
    columns: columns(
      ['slug', '网址名，永不改变'],
      ['level', '层级'],
      ['name', '名称'],
      ['full_name', '全称'],
      ['stat_code', '统计用区划代码'],
      ['parent', '上级的网址名'],
      ['households', '户数'],
      ['population', '人口'],
      ['lng', '经度'],
      ['lat', '纬度'],
      ['valid_from', '从哪天起'],
      ['valid_to', '到哪天止'],
    ),
    next: (db, _month, last) => placesQ(db, last?.path ?? ''),
  },
  {
    name: 'items',
    title: '公开目录',
    about: '应当公开的事项，每一版都在。',
    monthly: false,
    columns: columns(
      ['code', '事项编码'],
      ['version', '版本'],
      ['name', '名称'],
      ['category_code', '分类'],
      ['frequency', '频次'],
      ['basis', '时限依据'],
      ['audience', '谁可以看内容'],
      ['in_force_from', '从哪天起'],
      ['in_force_to', '到哪天止'],
    ),
    next: (db, _month, last) => itemsQ(db, last?.code ?? '', last?.version ?? 0),
  },
  {
    name: 'obligations',
    title: '应公开的事项',
    about: '每个单位每一期应公开什么、最晚哪天、哪天公开的；没有公开的 published_on 是空的。按到期的月份分文件。',
    monthly: true,
    columns: columns(
      ['place', '单位的网址名'],
      ['item', '事项编码'],
      ['period', '哪一期'],
      ['stage', '阶段'],
      ['due_on', '最晚哪天'],
      ['published_on', '哪天公开'],
      ['nothing', '本期无内容'],
    ),
    next: (db, month, last) => obligationsQ(db, month, last?.path ?? '', last?.id ?? ''),
  },
  {
    name: 'progress',
    title: '公开进度',
    about: '每个单位每个月应公开多少项、公开了多少项、晚了多少项，和网页上的数字一样算。',
    monthly: true,
    columns: columns(
      ['place', '单位的网址名'],
      ['month', '哪个月'],
      ['due', dueFormulas.due],
      ['published', dueFormulas.published],
      ['late', dueFormulas.late],
    ),
    next: (db, month, last) => progressQ(db, month, last?.path ?? ''),
  },
  {
    name: 'notices',
    title: '公开的内容',
    about:
      '每一项公开的每一版；有人名的、只给部分人看的，只有标题和存证，没有内容。JSON 里带内容。按公开的月份分文件。',
    monthly: true,
    columns: columns(
      ['code', '编号'],
      ['version', '版本'],
      ['place', '单位的网址名'],
      ['item', '事项编码'],
      ['period', '哪一期'],
      ['stage', '阶段'],
      ['title', '标题'],
      ['audience', '谁可以看内容'],
      ['nothing', '本期无内容'],
      ['withdrawn', '是否撤回'],
      ['published_at', '公开时间'],
      ['display_until', '公布到哪天'],
      ['commitment', '存证指纹'],
    ),
    next: (db, month, last) => noticesQ(db, start(month), end(month), last?.cursor ?? start(month), last?.id ?? ''),
  },
  {
    name: 'questions',
    title: '提问和答复',
    about: '村民的提问、异议和反映；文字只有审核后公开显示的才有。按提出的月份分文件。',
    monthly: true,
    columns: columns(
      ['code', '编号'],
      ['kind', '种类'],
      ['place', '单位的网址名'],
      ['asked_at', '提出时间'],
      ['due_on', '最晚哪天答复'],
      ['text', '内容'],
      ['answer', '答复'],
      ['conclusion', '结论'],
      ['answered_place', '谁答复'],
      ['answered_at', '答复时间'],
    ),
    next: (db, month, last) => questionsQ(db, start(month), end(month), last?.id ?? ''),
  },
  {
    name: 'reports',
    title: '民情反映办理',
    about:
      '每个单位每个月收到多少件村民反映、答复了多少、多少没有逾期、怎么评价。没有内容，没有人名。每十分钟统计一次。',
    monthly: true,
    columns: columns(
      ['place', '单位的网址名'],
      ['month', '哪个月收到的'],
      ['kind', '种类'],
      ['received', reportFormulas.received],
      ['answered', reportFormulas.answered],
      ['in_time', `${reportFormulas.inTime}。${reportFormulas.onTime}`],
      ['satisfied', `评“满意”的件数。${reportFormulas.content}`],
      ['basic', '评“基本满意”的件数'],
      ['unsatisfied', '评“不满意”的件数'],
    ),
    next: (db, month, last) => reportsQ(db, month, last?.path ?? '', last?.kind ?? ''),
  },
  {
    name: 'rules',
    title: '执行的规定',
    about: '期限等数字和它们的依据。',
    monthly: false,
    columns: columns(
      ['code', '编码'],
      ['name', '名称'],
      ['value', '数值'],
      ['unit', '单位'],
      ['citation', '依据'],
      ['article', '条款'],
      ['jurisdiction', '适用范围'],
      ['kind', '性质'],
      ['effective_from', '从哪天起'],
      ['effective_to', '到哪天止'],
    ),
    next: (db, _month, last) => rulesQ(db, last?.code ?? '', last?.effective_from ?? '0001-01-01'),
  },
]
