/** The disclosure catalogue: every item has a home, a deadline that fits its frequency, and columns to fill. */
import { doubles } from '../../../kernel/pack/doubles.ts'
import type { Fault, Placed } from '../../../kernel/pack/fault.ts'
import { kindWords } from '../../../kernel/regions/levels.ts'
import { deadlinesFor, type Frequency, type Item } from './catalogue.schema.ts'
import { frequencyNames } from './names.ts'
import type { PackedCatalogue } from './pack.ts'

const file = 'catalogue.json'
/** From often to seldom; events and stages are published at once. */
const rank: Record<Frequency, number> = {
  onEvent: 0,
  perStage: 0,
  standing: 0,
  monthly: 1,
  quarterly: 2,
  halfYearly: 3,
  yearly: 4,
}
const floorRank = { atOnce: 0, monthly: 1, quarterly: 2 }

/** A rule's figure that an item must keep to, with its citation; nothing where no pack gives the rule. */
export type Demand = (code: string) => { value: number | string | boolean; cite: string } | undefined

/**
 * What items may rest on outside the catalogue. `archiveDay`: the day of the month on which the month before is
 * archived; `demand`: what nation, province and county demand.
 */
export type Surroundings = { bureaux: ReadonlySet<string>; archiveDay: number | undefined; demand: Demand }

export function checkCatalogue(catalogue: PackedCatalogue, { bureaux, archiveDay, demand }: Surroundings): Fault[] {
  return [
    ...doubles(catalogue.categories, file, '类别编码', (c) => c.code),
    ...doubles(catalogue.categories, file, '类别名称', (c) => c.name),
    ...doubles(catalogue.items, file, '事项编码', (i) => i.code),
    ...doubles(catalogue.items, file, '事项名称', (i) => i.name),
    ...catalogue.items.flatMap((item) => [
      ...belongs(item, catalogue, bureaux),
      ...timing(item, archiveDay),
      ...demanded(item, demand),
      ...stages(item, catalogue),
      ...form(item, catalogue),
    ]),
  ]
}

const at = ({ line, value }: Placed<Item>, field: string, say: string, remedy: string): Fault => ({
  file,
  line,
  field: `${value.code}.${field}`,
  say: `${value.name}：${say}`,
  remedy,
})

function belongs(item: Placed<Item>, { categories }: PackedCatalogue, bureaux: ReadonlySet<string>): Fault[] {
  const { category, dept, exceptKinds } = item.value
  return [
    ...(categories.some((c) => c.value.code === category)
      ? []
      : [at(item, 'category', `没有类别 ${category}。`, '请改成 categories 里有的编码。')]),
    ...(bureaux.has(dept)
      ? []
      : [at(item, 'dept', `没有部门 ${dept}。`, '请改成 departments.csv 里有的编码，或者先加上这个部门。')]),
    ...exceptKinds
      .filter((kind) => !(kind in kindWords))
      .map((kind) =>
        at(item, 'exceptKinds', `不认识的单位类别 ${kind}。`, `可用的有：${Object.keys(kindWords).join('、')}。`),
      ),
  ]
}

function timing(item: Placed<Item>, archiveDay: number | undefined): Fault[] {
  const { frequency, deadline, lawFloor, minDisplayDays } = item.value
  const faults: Fault[] = []
  if (!deadlinesFor[frequency].includes(deadline.rule))
    faults.push(
      at(
        item,
        'deadline.rule',
        `公开频次 ${frequency} 和时限规则 ${deadline.rule} 对不上。`,
        `请改成：${deadlinesFor[frequency].join('、')}。`,
      ),
    )
  if (frequency === 'standing' && deadline.firstDays === undefined)
    faults.push(
      at(item, 'deadline.firstDays', '长期公开的事项没有写上线后几天内首次公开。', '请加上 firstDays，例如 30。'),
    )
  if (frequency !== 'standing' && minDisplayDays === null)
    faults.push(
      at(
        item,
        'minDisplayDays',
        '没有写公布期限。',
        '请写 15 或者更多（村民委员会组织法第三十五条）；只有长期公开的事项可以写 null。',
      ),
    )
  if (lawFloor && rank[frequency] > floorRank[lawFloor.atLeast])
    faults.push(
      at(item, 'frequency', `公开得比法律要求的少（${lawFloor.basis}）。`, `请至少改成 ${lawFloor.atLeast}。`),
    )
  if (
    frequency === 'monthly' &&
    deadline.rule === 'dayOfNextMonth' &&
    archiveDay !== undefined &&
    (deadline.day ?? 0) >= archiveDay
  ) {
    faults.push(
      at(
        item,
        'deadline.day',
        `每月 ${deadline.day} 日到期，赶不上 ${archiveDay} 日归档。`,
        `请改成 ${archiveDay - 1} 日或者更早。`,
      ),
    )
  }
  return faults
}

/**
 * What the law names a general matter is published as often as nation and province demand, what is due at
 * once as soon. How long it stays is the longest of item and rules at its publication (publish.ts). */
function demanded(item: Placed<Item>, demand: Demand): Fault[] {
  const { frequency, deadline, group, lawFloor } = item.value
  const faults: Fault[] = []
  const often =
    lawFloor?.atLeast === 'quarterly' ? demand(group === '财务' ? 'publish.finance' : 'publish.general') : undefined
  const seldomest = rank[String(often?.value) as Frequency]
  if (often && seldomest !== undefined && seldomest < floorRank.quarterly && rank[frequency] > seldomest)
    faults.push(
      at(
        item,
        'frequency',
        `公开得比规定的少（${often.cite}）。`,
        `请改成${frequencyNames[String(often.value) as Frequency]}。`,
      ),
    )
  if (lawFloor?.atLeast === 'atOnce' && deadline.days !== undefined && frequency !== 'standing') {
    const days = deadline.unit === 'workDay' ? (deadline.days * 7) / 5 : deadline.days
    const soon = demand('publish.eventDays')
    if (soon && days > Number(soon.value))
      faults.push(at(item, 'deadline.days', `时限比规定的长（${soon.cite}）。`, `请改成 ${soon.value} 天或者更短。`))
  }
  return faults
}

function stages(item: Placed<Item>, { templates }: PackedCatalogue): Fault[] {
  const { frequency, stages: list, template } = item.value
  const faults: Fault[] = []
  if (frequency === 'perStage' && list.length === 0)
    faults.push(at(item, 'stages', '分阶段公开的事项没有写阶段。', '请加上 stages，每个阶段写 key 和 name。'))
  if (frequency !== 'perStage' && list.length > 0)
    faults.push(at(item, 'stages', '写了阶段，频次却不是分阶段（perStage）。', '请改成 perStage，或者删去 stages。'))
  if (new Set(list.map((s) => s.key)).size < list.length)
    faults.push(at(item, 'stages', '有两个阶段的 key 相同。', '请改成不同的 key。'))
  const columns = templates.find((t) => t.value.code === template)?.value.columns ?? []
  const options = columns.find((c) => c.key === 'stage')?.options
  if (list.length > 0 && options && options.join() !== list.map((s) => s.name).join())
    faults.push(
      at(item, 'stages', `阶段名称和表格 ${template} 的“阶段”选项不一样。`, '请把两处改成一样，次序也要一样。'),
    )
  const unknown = [...columns, ...item.value.fields].filter(
    (c) => c.requiredFromStage !== undefined && !list.some((s) => s.key === c.requiredFromStage),
  )
  for (const column of unknown)
    faults.push(
      at(
        item,
        'stages',
        `列“${column.label}”要从阶段 ${column.requiredFromStage} 起填写，但没有这个阶段。`,
        '请改正表格的 requiredFromStage 或者事项的 stages。',
      ),
    )
  return faults
}

function form(item: Placed<Item>, { templates, templateCodes }: PackedCatalogue): Fault[] {
  const { displayMode, template, fields, privacyLevel } = item.value
  if (displayMode === 'document') {
    return [
      ...(fields.length === 0 ? [at(item, 'fields', '文字类事项没有写要填的内容。', '请加上 fields。')] : []),
      ...(template
        ? [at(item, 'template', '文字类事项不用表格。', '请删去 template，或者把 displayMode 改成 form。')]
        : []),
    ]
  }
  if (!template) return [at(item, 'template', '表格类事项没有写用哪张表。', '请加上 template，例如 F34。')]
  if (!templateCodes.has(template))
    return [at(item, 'template', `没有表格 ${template}。`, '请改成 templates.json 里有的编码，或者先加上这张表。')]
  const named = templates
    .find((t) => t.value.code === template)
    ?.value.columns.find((c) => c.type === 'person' && c.visibility !== 'internal')
  return privacyLevel === 'aggregateOnly' && named
    ? [
        at(
          item,
          'privacyLevel',
          `只公布人数和金额，表格 ${template} 的“${named.label}”却会公开姓名。`,
          '请把这一列改成 internal。',
        ),
      ]
    : []
}
