/** What the machine words of a pack's JSON files are called where people read what an import changes. */
import { levelWords } from '../regions/levels.ts'
import { committeeWords, functionWords } from '../people/functions.ts'

/**
 * `fields`: a key of the JSON file, wherever in it it stands, and its Chinese word. `values`: of such a key the codes
 * it may hold. `names`: words of keys that are themselves data, rule codes.
 */
export type PackWords = {
  fields: Readonly<Record<string, string>>
  values?: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>
  names?: (key: string) => string | undefined
  /** Of a key that is data, the words of what it may be. */
  choices?: (key: string) => Readonly<Partial<Record<string, string>>> | undefined
}

const firstOf = (words: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(words).map(([code, [word]]) => [code, word]))

const units = {
  calendarDay: '天',
  workDay: '个工作日',
  hour: '小时',
  minute: '分钟',
  second: '秒',
  month: '个月',
  year: '年',
  day: '天',
  count: '个数',
  percent: '百分比',
  dayOfMonth: '每月几日',
  monthDay: '几月几日',
  clock: '几点几分',
  choice: '选一个',
  flag: '是或否',
}
const levels = firstOf(levelWords)

/** What several parts say in the same words. */
const shared: PackWords = {
  fields: {
    title: '标题',
    honesty: '说明',
    code: '编码',
    key: '键',
    name: '名称',
    label: '名称',
    also: '又叫',
    value: '数值',
    unit: '单位',
    min: '最小',
    max: '最大',
    least: '最少',
    most: '最多',
    leastDays: '最少几天',
    decimals: '小数位数',
    maxLength: '最多几个字',
    required: '必填',
    kind: '种类',
    type: '类型',
    options: '选项',
    help: '填写说明',
    citation: '依据',
    article: '条款',
    basis: '依据',
    source: '出处',
    assumed: '本平台拟定的',
    note: '备注',
    notes: '备注',
    limit: '时限',
    steps: '步骤',
    level: '层级',
    levels: '层级',
    dept: '责任部门',
    item: '公开事项',
    columns: '列',
    checks: '核对',
    when: '什么时候要填',
    field: '哪一栏',
    is: '等于',
    from: '取自',
    day: '日',
    days: '天数',
    month: '月',
    stage: '阶段',
    stages: '阶段',
    text: '文字',
    names: '写不写姓名',
  },
  values: {
    unit: units,
    level: levels,
    levels,
    kind: { law: '法律规定', promise: '承诺', reference: '参照', assumed: '暂定' },
    function: firstOf(functionWords),
    committee: firstOf(committeeWords),
  },
}

/** `field`: a path as in `Difference` (`footer/operator`); keys that have no word are codes and stay. */
export class Words {
  private readonly own: readonly PackWords[]

  constructor(own: PackWords | undefined) {
    this.own = own ? [own, shared] : [shared]
  }

  field(path: string): string {
    return path
      .split('/')
      .map((key) => this.known(key) ?? key)
      .join('／')
  }

  /** The Chinese word of a key, or `undefined` where it has none. */
  known(key: string): string | undefined {
    for (const { fields, names } of this.own) {
      const word = fields[key] ?? names?.(key)
      if (word !== undefined) return word
    }
    return undefined
  }

  /** A value of the field in words, where it is a code. */
  value(path: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.value(path, one))
    if (typeof value !== 'string') return value
    // Of "表头／层级／2" the last key that is a word says what kind of code it is.
    const keys = path.split('/').toReversed()
    for (const key of keys)
      for (const { values, choices } of this.own) {
        const word = values?.[key]?.[value] ?? choices?.(key)?.[value]
        if (word !== undefined) return word
      }
    return value
  }
}
