/**
 * What an asked form holds, as every surface needs it: its fields in order, the columns of its lists, and what kind of
 * answer a field takes.
 */
import {
  type Answers,
  fileKinds,
  sealedKinds,
  type Answer,
  type AskedColumn,
  type AskedField,
  type AskedForm,
  type AskedSection,
  type FieldKind,
} from './asked.schema.ts'

export interface Placed {
  section: AskedSection
  field: AskedField
}

/** Every field with its section, in the order in which it is asked. */
export const placedFields = (form: AskedForm): Placed[] =>
  form.sections.flatMap((section) => section.fields.map((field) => ({ section, field })))

/** All words of an answered form, whatever they are asked for: long and short texts, and those of its lists. */
export const wordsOf = (form: AskedForm, answers: Answers): string[] => wordsWhere(form, answers, () => true)

/** What somebody wrote freely: all words but where a number is what is asked for ("证件号码", "卡号"). */
export const freeTexts = (form: AskedForm, answers: Answers): string[] =>
  wordsWhere(form, answers, ({ kind, label }) => kind === 'longText' || !/号|证|卡/.test(label))

function wordsWhere(
  form: AskedForm,
  answers: Answers,
  wanted: (of: Pick<AskedField, 'kind' | 'label'>) => boolean,
): string[] {
  return placedFields(form).flatMap(({ field }) => {
    const answer = answers[field.key]
    if (typeof answer === 'string') return isWords(field.kind) && wanted(field) ? [answer] : []
    if (!answer || !isRows(field.kind)) return []
    const columns = columnsOf(field).filter((c) => isWords(c.kind) && wanted(c))
    return answer.flatMap((row) => (typeof row === 'string' ? [] : columns.map((c) => row[c.key] ?? '')))
  })
}
const isWords = (kind: FieldKind): boolean => kind === 'text' || kind === 'longText'

export const fieldNamed = (form: AskedForm, key: string): AskedField | undefined =>
  placedFields(form).find((p) => p.field.key === key)?.field

export const isSealed = (kind: FieldKind): boolean => (sealedKinds as readonly FieldKind[]).includes(kind)
export const isFile = (kind: FieldKind): boolean => (fileKinds as readonly FieldKind[]).includes(kind)
export const isRows = (kind: FieldKind): kind is 'household' | 'table' => kind === 'household' || kind === 'table'
export const isNumeric = (kind: FieldKind): boolean => kind === 'number' || kind === 'money' || kind === 'landArea'
/** Answered by a list of texts: several choices, or files of which there may be several. */
export const isList = (kind: FieldKind): boolean => kind === 'choices' || kind === 'file' || kind === 'scan'

/** Fields whose answers a condition may look at: only a few answers are possible. */
export const steersOthers = (kind: FieldKind): boolean => kind === 'choice' || kind === 'choices' || kind === 'yesNo'

/** The members of a household where the form names no columns of its own. */
const householdColumns: AskedColumn[] = [
  { key: 'name', label: '姓名', kind: 'person', required: true },
  {
    key: 'relation',
    label: '与申请人的关系',
    kind: 'choice',
    required: true,
    options: ['本人', '配偶', '子女', '父母', '祖父母', '孙子女', '兄弟姐妹', '其他'],
  },
  { key: 'idNumber', label: '身份证号', kind: 'idNumber', required: true },
]

export const columnsOf = (field: AskedField): AskedColumn[] =>
  field.columns ?? (field.kind === 'household' ? householdColumns : [])

/** How many rows, pages or files an answer may have. */
export function mostOf(field: AskedField): number {
  if (field.kind === 'choices') return field.max ?? field.options?.length ?? 1
  if (field.kind === 'portrait' || field.kind === 'signature') return 1
  return field.rowsMost ?? (isRows(field.kind) ? 30 : 10)
}

/** Digits after the point: yuan two, mu two, numbers none unless the form says so. */
export const decimalsFor = (field: AskedColumn | AskedField): number =>
  field.decimals ?? (field.kind === 'number' ? 0 : 2)

/** Which days a date may be: a birth date has been, others as the form says. */
export const daysOf = (field: AskedColumn | AskedField): AskedColumn['days'] =>
  'from' in field && field.from === 'birth' ? 'past' : field.days

export const options = (field: AskedColumn | AskedField): readonly string[] =>
  field.kind === 'yesNo' ? ['yes', 'no'] : (field.options ?? [])

export const isBlank = (answer: Answer | undefined): boolean =>
  answer === undefined ||
  (typeof answer === 'string'
    ? answer.trim() === ''
    : answer.every((part) => (typeof part === 'string' ? part.trim() === '' : isBlankRow(part))))

export const isBlankRow = (row: Record<string, string>): boolean =>
  Object.values(row).every((cell) => cell.trim() === '')

export const kindNames: Record<FieldKind, string> = {
  text: '文字',
  longText: '长文字',
  number: '数字',
  money: '金额（元）',
  date: '日期',
  choice: '选一个',
  choices: '选几个',
  yesNo: '是或否',
  person: '姓名',
  region: '地方',
  landArea: '土地面积（亩）',
  location: '位置',
  household: '家庭成员',
  table: '表格',
  idNumber: '身份证号',
  phone: '电话',
  bankAccount: '银行账号',
  file: '文件',
  portrait: '本人照片',
  scan: '证件或材料照片',
  signature: '签名',
}
