/** What differs between two versions of an item of the catalogue and its table, in words. */
import type { Column, Template } from '../../../kernel/forms/forms.schema.ts'
import { levelWords } from '../../../kernel/regions/levels.ts'
import { units } from '../../../kernel/versions/limits.ts'
import { isSame, sayChanged, sayKeyed, sayListed, sayRenamed } from '../../../kernel/versions/words.ts'
import type { Deadline, Item, WholeItem } from './catalogue.schema.ts'
import {
  audienceNames,
  chainNames,
  deadlineNames,
  frequencyNames,
  privacyNames,
  reviewNames,
  signNames,
  typeNames,
  visibilityNames,
} from './names.ts'

/** Nothing where both say the same. */
export function itemChanges(before: WholeItem, after: WholeItem): string[] {
  /** Told by a word of the item. */
  const said = (what: string, word: (item: WholeItem) => string) => sayChanged(what, word(before), word(after))
  /** Told only that it differs. */
  const differs = (what: string, part: keyof Item) => (isSame(before[part], after[part]) ? [] : [what])
  return [
    ...sayRenamed(before.name, after.name),
    ...differs('换了类别', 'category'),
    ...said('多久公开一次', (i) => frequencyNames[i.frequency]),
    ...said('期限', (i) => deadlineInWords(i.deadline)),
    ...sayListed('谁要公开', before.levels.map(levelName), after.levels.map(levelName)),
    ...differs('哪些地方不用公开变了', 'exceptKinds'),
    ...said('经谁的手', (i) => chainNames[i.chain]),
    ...said('谁审查', (i) => reviewNames[i.reviewBy]),
    ...said('谁签字', (i) => signNames[i.signBy]),
    ...differs('换了指导责任单位', 'dept'),
    ...said('发布主体', (i) => i.publisher),
    ...said('分组', (i) => i.group),
    ...said('给谁看', (i) => audienceNames[i.audience]),
    ...said('涉及个人', (i) => privacyNames[i.privacyLevel]),
    ...said('公布期限', (i) => daysInWords(i.minDisplayDays)),
    ...said('公示期', (i) => daysInWords(i.noticeWindowDays)),
    ...said('享受期间姓名一直公布', (i) => (i.whileBenefitLasts ? '是' : '否')),
    ...said(
      '保存',
      ({ retention }) => `${retention.years === null ? '永久' : `${retention.years} 年`}（${retention.basis}）`,
    ),
    ...sayKeyed(['阶段'], before.stages, after.stages, (s) => s.name, stageChanges),
    ...said('形式', (i) => (i.displayMode === 'form' ? '表格' : '文字')),
    ...differs('换了一张表', 'template'),
    ...differs('自动生成的方式变了', 'derived'),
    ...differs('法律要求的最少频次变了', 'lawFloor'),
    ...said('说明', (i) => i.note ?? '没有'),
    ...differs('来源变了', 'source'),
    ...differs('没有核定的内容变了', 'assumed'),
    ...sayKeyed(['列'], columnsOf(before), columnsOf(after), (c) => c.label, columnChanges),
    ...tableChanges(before.table, after.table),
  ]
}

const levelName = (level: Item['levels'][number]): string => levelWords[level][0]!
const columnsOf = (item: WholeItem): readonly Column[] => item.table?.columns ?? item.fields
const daysInWords = (days: number | null): string => (days === null ? '没有规定' : `${days} 天`)

/** "次年几月几日前：1 月 31 日，参照…". */
function deadlineInWords({ rule, month, day, days, firstDays, unit, basis }: Deadline): string {
  const when = [
    month === undefined ? '' : `${month} 月`,
    day === undefined ? '' : `${day} 日`,
    days === undefined ? '' : `${days} ${units[unit]}`,
    firstDays === undefined ? '' : `头一次 ${firstDays} 天`,
  ].filter(Boolean)
  return `${deadlineNames[rule]}：${when.join(' ')}，${basis}`
}

type Stage = Item['stages'][number]
const stageChanges = (before: Stage, after: Stage): string[] => [
  ...sayRenamed(before.name, after.name),
  ...sayChanged(
    `“${after.name}”的公示期`,
    daysInWords(before.noticeWindowDays ?? null),
    daysInWords(after.noticeWindowDays ?? null),
  ),
]

function columnChanges(before: Column, after: Column): string[] {
  const { label, type, visibility, required, options } = after
  const told = [
    ...(before.label === label ? [] : [`“${before.label}”改叫“${label}”`]),
    ...sayChanged(`“${label}”填什么`, typeNames[before.type], typeNames[type]),
    ...sayChanged(`“${label}”给谁看`, visibilityNames[before.visibility], visibilityNames[visibility]),
    ...(before.required === required ? [] : [`“${label}”${required ? '改为必填' : '改为可以不填'}`]),
    ...sayListed(`“${label}”的选项`, before.options ?? [], options ?? []),
  ]
  return told.length > 0 || isSame(before, after) ? told : [`“${label}”的填法变了`]
}

/** What the table says besides its columns. */
function tableChanges(before: Template | null, after: Template | null): string[] {
  if (!before || !after || before.code !== after.code) return []
  const rest = (table: Template) => ({ ...table, columns: [], name: '' })
  return [
    ...(before.name === after.name ? [] : [`表名由“${before.name}”改为“${after.name}”`]),
    ...(isSame(rest(before), rest(after)) ? [] : ['表的合计、核对或样式变了']),
  ]
}
