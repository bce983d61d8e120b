/** Every kind of question, answered right and wrong; conditions, lists, checks; what a form itself may get wrong. */
import { describe, expect, test } from 'vitest'
import { askedFormSchema, type Answers, type AskedField, type AskedForm, type FieldKind } from './asked.schema.ts'
import { faultsOf } from './faults.ts'
import { judge } from './judge.ts'
import { exampleForm } from './try/example.ts'

const formOf = (...fields: unknown[]): AskedForm =>
  askedFormSchema.parse({ sections: [{ key: 'all', title: '全部', fields }] })
const one = (field: Partial<AskedField> & { kind: FieldKind }): AskedForm =>
  formOf({ key: 'x', label: '这一项', ...field })
const read = (field: Partial<AskedField> & { kind: FieldKind }, answer: Answers[string]) => {
  const { answers, problems } = judge(
    one(field),
    { x: answer },
    { regions: [{ value: 'r1', text: '柳湾村' }], today: '2026-10-12' },
  )
  return { value: answers['x'], say: problems.map((p) => p.say).join() }
}

const right: [Partial<AskedField> & { kind: FieldKind }, Answers[string], Answers[string]][] = [
  [{ kind: 'text' }, ' 两间瓦房 ', '两间瓦房'],
  [{ kind: 'longText' }, '一行\n两行', '一行\n两行'],
  [{ kind: 'number' }, '３', '3'],
  [{ kind: 'number', decimals: 1 }, '36.5', '36.5'],
  [{ kind: 'number', unit: '人' }, '4 人', '4'],
  [{ kind: 'money' }, '￥1,260.5', '1260.50'],
  [{ kind: 'money' }, '3万元', '30000.00'],
  [{ kind: 'date' }, '1958年3月2日', '1958-03-02'],
  [{ kind: 'date' }, '19580302', '1958-03-02'],
  [{ kind: 'date', from: 'birth' }, '2026-10-12', '2026-10-12'],
  [{ kind: 'date', days: 'past' }, '2026-10-12', '2026-10-12'],
  [{ kind: 'date', days: 'future' }, '2026-10-12', '2026-10-12'],
  [{ kind: 'date' }, '2046-10-12', '2046-10-12'],
  [{ kind: 'choice', options: ['打到 银行账户', '代领'] }, '打到银行账户', '打到 银行账户'],
  [{ kind: 'choices', options: ['甲', '乙', '丙'] }, ['丙', '甲'], ['甲', '丙']],
  [{ kind: 'yesNo' }, '是', 'yes'],
  [{ kind: 'yesNo' }, 'no', 'no'],
  [{ kind: 'person' }, '王 小 明', '王小明'],
  [{ kind: 'region' }, '柳湾村', 'r1'],
  [{ kind: 'landArea' }, '2.5亩', '2.50'],
  [{ kind: 'location' }, '117.2234567, 38.0581 村东', '117.22346,38.05810 村东'],
  [{ kind: 'location' }, '村东水塘边', '村东水塘边'],
  [{ kind: 'idNumber' }, '11010519491231002x', '11010519491231002X'],
  [{ kind: 'phone' }, '０３１７－６２２００００', '0317-6220000'],
  [{ kind: 'bankAccount' }, '6228 4804 0256 4890 018', '6228480402564890018'],
  [{ kind: 'bankAccount' }, '1234567890123', '1234567890123'],
  [{ kind: 'file' }, ['f1', 'f2'], ['f1', 'f2']],
  [{ kind: 'portrait' }, 'f1', 'f1'],
  [{ kind: 'scan', rowsMost: 2 }, ['f1'], ['f1']],
  [{ kind: 'signature' }, 'f1', 'f1'],
  [
    { kind: 'household' },
    [
      { name: '王一', relation: '本人', idNumber: '11010519491231002X' },
      { name: ' ', relation: '', idNumber: '' },
    ],
    [{ name: '王一', relation: '本人', idNumber: '11010519491231002X' }],
  ],
  [
    { kind: 'table', columns: [{ key: 'paid', label: '花了', kind: 'money', required: true }] },
    [{ paid: '12' }],
    [{ paid: '12.00' }],
  ],
]
test.each(right)('%o 写成 %o 读作 %o', (field, typed, stored) =>
  expect(read(field, typed)).toEqual({ value: stored, say: '' }),
)

const wrong: [Partial<AskedField> & { kind: FieldKind }, Answers[string], RegExp][] = [
  [{ kind: 'text', maxLength: 3 }, '四个字啊', /最多 3 个字/],
  [{ kind: 'longText', maxLength: 2 }, '三个字', /最多 2 个字/],
  [{ kind: 'number' }, '三口', /不是数字/],
  [{ kind: 'number' }, '1.5', /整数/],
  [{ kind: 'number', max: 20 }, '21', /不能大于 20/],
  [{ kind: 'number' }, '-1', /不能小于 0/],
  [{ kind: 'number' }, '3万', /不写“万”/],
  [{ kind: 'money' }, '1.234', /最多 2 位小数/],
  [{ kind: 'date' }, '2026-02-29', /不是有效日期/],
  [{ kind: 'date' }, '2062-10-12', /核对年份/],
  [{ kind: 'date' }, '1899-12-31', /不是有效日期/],
  [{ kind: 'date' }, '1901-01-01', /核对年份/],
  [{ kind: 'date' }, '10月12日', /不是有效日期/],
  [{ kind: 'date', from: 'birth' }, '2026-10-13', /不能晚于今天/],
  [{ kind: 'date', days: 'past' }, '2026年10月13日', /不能晚于今天/],
  [{ kind: 'date', days: 'future' }, '20261011', /不能早于今天/],
  [
    { kind: 'table', columns: [{ key: 'born', label: '出生日期', kind: 'date', days: 'past', required: false }] },
    [{ born: '2026-10-13' }],
    /不能晚于今天/,
  ],
  [{ kind: 'choice', options: ['甲'] }, '乙', /不在可选范围/],
  [{ kind: 'choices', options: ['甲', '乙'], max: 1 }, ['甲', '乙'], /最多 1 项/],
  [{ kind: 'choices', options: ['甲', '乙'], min: 2 }, ['甲'], /至少 2 项/],
  [{ kind: 'yesNo' }, '也许', /“是”或“否”/],
  [{ kind: 'person' }, '12345', /只填姓名/],
  [{ kind: 'region' }, '别处', /列出的地方/],
  [{ kind: 'landArea' }, '很多', /不是数字/],
  [{ kind: 'location' }, '2.35,48.85', /不在国内/],
  [{ kind: 'location' }, '东', /写清楚在哪里/],
  [{ kind: 'idNumber' }, '110105194912310021', /最后一位校验不对/],
  [{ kind: 'idNumber' }, '110105491231002', /15 位的老号码/],
  [{ kind: 'idNumber' }, '123', /应为 18 位/],
  [{ kind: 'phone' }, '没有', /不像电话/],
  [{ kind: 'bankAccount' }, '6228480402564890019', /抄错了一位/],
  [{ kind: 'bankAccount' }, '12', /8 到 30 位/],
  [{ kind: 'scan', rowsMost: 1 }, ['a', 'b'], /最多 1 页/],
  [{ kind: 'portrait' }, ['a', 'b'], /只能有一个/],
  [
    { kind: 'household', rowsMost: 1 },
    [
      { name: '甲一', relation: '本人', idNumber: '11010519491231002X' },
      { name: '乙二', relation: '配偶', idNumber: '11010519491231002X' },
    ],
    /最多 1 行，现在有 2 行/,
  ],
  [{ kind: 'household' }, [{ name: '甲一' }], /第 1 人「与申请人的关系」没有填/],
  [
    { kind: 'table', columns: [{ key: 'paid', label: '花了', kind: 'money', required: true }] },
    [{ paid: '很多' }],
    /第 1 行「花了」/,
  ],
  [
    { kind: 'table', min: 2, columns: [{ key: 'paid', label: '花了', kind: 'money', required: true }] },
    [{ paid: '1' }],
    /至少 2 行/,
  ],
]
test.each(wrong)('%o 写成 %o 是错的', (field, typed, say) => {
  const told = read(field, typed)
  expect(told.say).toMatch(say)
  if (typeof typed === 'string') expect(told.value).toBe(typed) // nothing typed is lost
})

test('every kind is told to be missing where it is required, and may be left open where it is not', () => {
  const kinds: FieldKind[] = [
    'text',
    'longText',
    'number',
    'money',
    'date',
    'yesNo',
    'person',
    'region',
    'landArea',
    'location',
    'household',
    'idNumber',
    'phone',
    'bankAccount',
    'file',
    'portrait',
    'scan',
    'signature',
  ]
  for (const kind of kinds) {
    expect(judge(one({ kind, required: true }), {}).problems, kind).toHaveLength(1)
    expect(judge(one({ kind, required: false }), {}).problems, kind).toEqual([])
  }
  expect(judge(one({ kind: 'household', required: true }), { x: [{ name: '' }] }).problems[0]!.say).toMatch(
    /至少要有一个人/,
  )
})

describe('conditions', () => {
  const asked = formOf(
    { key: 'ill', label: '有人生病吗', kind: 'yesNo', required: true },
    { key: 'hospital', label: '住院吗', kind: 'yesNo', required: true, when: { field: 'ill', is: ['yes'] } },
    { key: 'days', label: '住了几天', kind: 'number', required: true, when: { field: 'hospital', is: ['yes'] } },
  )
  test('a hidden question is neither demanded nor kept, nor are those behind it', () => {
    const { answers, problems, shown } = judge(asked, { ill: 'no', hospital: 'yes', days: '很多' })
    expect([answers, problems, [...shown.fields]]).toEqual([{ ill: 'no' }, [], ['ill']])
  })
  test('what is asked is demanded', () =>
    expect(judge(asked, { ill: 'yes', hospital: 'yes' }).problems).toEqual([
      { field: 'days', say: '「住了几天」没有填，这一项必填。' },
    ]))
  test('a section is asked by one of several choices', () => {
    expect(judge(exampleForm, { hardship: ['孩子上学'] }).shown.sections.has('illness')).toBe(false)
    expect(judge(exampleForm, { hardship: ['孩子上学', '有人生大病'] }).shown.sections.has('illness')).toBe(true)
  })
})

describe('checks', () => {
  const list = {
    key: 'members',
    label: '成员',
    kind: 'table',
    columns: [{ key: 'income', label: '收入', kind: 'money' }],
  }
  const checked = (rule: string, answers: Answers) =>
    judge(
      {
        ...formOf(
          { key: 'size', label: '几口人', kind: 'number' },
          { key: 'total', label: '合计', kind: 'money' },
          list,
          { key: 'from', label: '从', kind: 'date' },
          { key: 'to', label: '到', kind: 'date' },
        ),
        checks: [{ rule, say: '对不上，请核对。' }],
      },
      answers,
    ).problems.length
  test.each([
    ['members.count = size', { size: '2', members: [{ income: '1' }, { income: '2' }] }, 0],
    ['members.count = size', { size: '3', members: [{ income: '1' }] }, 1],
    ['members.sum(income) <= total', { total: '0.30', members: [{ income: '0.1' }, { income: '0.2' }] }, 0],
    ['members.sum(income) / 3 < total', { total: '0.1', members: [{ income: '0.3' }] }, 1],
    ['size + 2 * 3 = 7', { size: '1' }, 0],
    ['(size + 2) * 3 = 9', { size: '1' }, 0],
    ['to - from >= 7', { from: '2026-02-25', to: '2026-03-04' }, 0],
    ['to - from > 7', { from: '2026-02-25', to: '2026-03-04' }, 1],
    ['total / size > 1', { total: '5', size: '0' }, 0],
    ['size != 2', {}, 0],
    ['10 / (size - 3) < 0', { size: '1' }, 0],
  ] as [string, Answers, number][])('%s with %o tells %i', (rule, answers, told) =>
    expect(checked(rule, answers)).toBe(told),
  )
  test('what is not in the language is refused in words', () => {
    const form = (rule: string): AskedForm => ({ ...exampleForm, checks: [{ rule, say: '不对，请核对。' }] })
    for (const rule of [
      'income',
      'income = = 2',
      'income < 1 < 2',
      'process.exit(1) = 1',
      'members.sum = 1',
      '(income = 2',
      'income & 1 = 1',
      `${'('.repeat(40)}1${')'.repeat(40)} = 1`,
    ])
      expect(
        faultsOf(form(rule))
          .map((f) => f.say)
          .join(),
        rule,
      ).toMatch(/核对“/)
    expect(faultsOf(form('nothing = 1'))[0]!.say).toMatch(/不在表里/)
    expect(faultsOf(form('phone = 1'))[0]!.say).toMatch(/不能计算/)
    expect(faultsOf(form('members.sum(name) = 1'))[0]!.say).toMatch(/没有数字列/)
  })
})

test('a form’s own faults are told where they are', () => {
  expect(faultsOf(exampleForm)).toEqual([])
  const told = (...fields: unknown[]) =>
    faultsOf(formOf(...fields))
      .map((f) => f.say)
      .join()
  const yes = { key: 'a', label: '甲', kind: 'yesNo' }
  expect(told({ key: 'b', label: '乙', kind: 'text', when: { field: 'a', is: ['yes'] } }, yes)).toMatch(
    /条件只能看前面问过的/,
  )
  expect(told(yes, { key: 'b', label: '乙', kind: 'text', when: { field: 'a', is: ['也许'] } })).toMatch(/没有这个选项/)
  expect(
    told(
      { key: 'a', label: '甲', kind: 'text' },
      { key: 'b', label: '乙', kind: 'text', when: { field: 'a', is: ['x'] } },
    ),
  ).toMatch(/条件只能看“选一个”/)
  expect(told(yes, yes)).toMatch(/重复/)
  expect(told({ key: 'a', label: '甲', kind: 'choice' })).toMatch(/还没有选项/)
  expect(told({ key: 'a', label: '甲', kind: 'choice', options: ['一', ' 一'] })).toMatch(/两个一样/)
  expect(told({ key: 'a', label: '甲', kind: 'table' })).toMatch(/还没有列/)
  expect(told({ key: 'a', label: '甲', kind: 'number', min: 3, max: 2 })).toMatch(/最小值比最大值/)
  expect(told({ key: 'a', label: '甲', kind: 'idNumber', shown: 'as' })).toMatch(/不能原样公开/)
  expect(told({ key: 'a', label: '甲', kind: 'text', options: ['一'] })).toMatch(/不能有选项/)
  expect(told({ key: 'a', label: '甲', kind: 'text', days: 'past' })).toMatch(/不分以前和以后/)
  expect(told({ key: 'constructor', label: '甲', kind: 'text' })).toMatch(/键不能叫 constructor/)
})
