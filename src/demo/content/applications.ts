/**
 * What the fictional county's villagers apply for, and how far each application has come: one of every state, and
 * enough ended ones to measure.
 */
import type { Random } from './random.ts'

export type DemoApplication = {
  service: string
  /** Working days before now on which it was handed in. */
  days: number
  /** Through the agent in the village office, or on one's own telephone. */
  by: 'phone' | 'agent'
  /** Where it stands: a step of the procedure, or an end. Whatever would lie in the future has not happened. */
  until: string
  /** What is particular: a paper is missing, one bureau of several has answered, somebody objects to the notice. */
  special?: 'missing' | 'oneAnswer' | 'objection'
  /** In Liuwan, where the demo's accounts are at home; else in one village after the other. */
  home?: boolean
  /** Of the register's people of Liuwan, by number. */
  resident?: number
  rating?: { stars: 1 | 2 | 3 | 4 | 5; text: string; answer?: string }
}

const open: readonly DemoApplication[] = [
  { service: 'SV001', days: 0.2, by: 'agent', until: 'village_accept', home: true },
  { service: 'SV013', days: 0.3, by: 'phone', until: 'village_accept', home: true },
  { service: 'SV013', days: 4, by: 'phone', until: 'village_accept' },
  { service: 'SV033', days: 0.1, by: 'phone', until: 'village_accept', home: true },
  { service: 'SV003', days: 2, by: 'agent', until: 'village_visit', home: true },
  { service: 'SV001', days: 5, by: 'phone', until: 'township_review', special: 'missing', home: true, resident: 0 },
  { service: 'SV051', days: 3, by: 'phone', until: 'township_review', home: true },
  { service: 'SV003', days: 12, by: 'phone', until: 'township_review', home: true },
  { service: 'SV054', days: 3, by: 'agent', until: 'township_handle', home: true },
  { service: 'SV016', days: 5, by: 'agent', until: 'village_notice', special: 'objection', home: true },
  { service: 'SV001', days: 5, by: 'phone', until: 'village_notice' },
  { service: 'SV062', days: 7, by: 'phone', until: 'village_notice' },
  { service: 'SV001', days: 13, by: 'agent', until: 'county_joint', special: 'oneAnswer', home: true },
  { service: 'SV009', days: 13, by: 'phone', until: 'county_joint' },
  { service: 'SV049', days: 10, by: 'phone', until: 'township_joint', special: 'oneAnswer', home: true },
  { service: 'SV017', days: 11, by: 'agent', until: 'county_propose' },
  { service: 'SV013', days: 12, by: 'agent', until: 'county_approve', home: true, resident: 8 },
  { service: 'SV013', days: 11, by: 'phone', until: 'county_approve' },
  { service: 'SV013', days: 12, by: 'agent', until: 'county_approve' },
  { service: 'SV001', days: 18, by: 'agent', until: 'county_approve', home: true },
  { service: 'SV003', days: 20, by: 'phone', until: 'county_approve' },
  { service: 'SV010', days: 10, by: 'agent', until: 'township_approve', home: true },
  { service: 'SV066', days: 0.1, by: 'agent', until: 'village_issue', home: true },
  {
    service: 'SV001',
    days: 30,
    by: 'phone',
    until: 'refused',
    home: true,
    rating: { stars: 3, text: '说清楚了为什么，能理解。' },
  },
  { service: 'SV051', days: 20, by: 'phone', until: 'refused' },
  { service: 'SV016', days: 9, by: 'phone', until: 'withdrawn', home: true },
  {
    service: 'SV026',
    days: 12,
    by: 'phone',
    until: 'done',
    home: true,
    resident: 2,
    rating: { stars: 2, text: '跑了两趟，第一次没有人告诉我要带户口簿。' },
  },
  {
    service: 'SV035',
    days: 18,
    by: 'agent',
    until: 'done',
    home: true,
    rating: {
      stars: 1,
      text: '等了很久，打电话也没有人接。',
      answer: '已经上门道歉，大厅的电话换成两个人轮流值守，参保当天就办好了。',
    },
  },
]

/** What ended, with how many of each: five are needed before a measured time is shown. */
const ended: readonly { service: string; times: number; days: readonly [number, number] }[] = [
  { service: 'SV033', times: 5, days: [5, 42] },
  { service: 'SV026', times: 5, days: [5, 42] },
  { service: 'SV066', times: 5, days: [4, 36] },
  { service: 'SV035', times: 5, days: [5, 36] },
  { service: 'SV070', times: 2, days: [4, 36] },
  { service: 'SV013', times: 2, days: [22, 50] },
  { service: 'SV001', times: 1, days: [30, 52] },
  { service: 'SV039', times: 1, days: [28, 45] },
]

const praise = ['办得很快，谢谢。', '代办员帮着填的，一次就办好了。', '', '', '手机上就能看到办到哪一步。'] as const

/** All of them, the same on every machine. `rounds`: how often what ended happens. */
export function demoApplications(random: Random, rounds: number): DemoApplication[] {
  const done = Array.from({ length: rounds }).flatMap(() =>
    ended.flatMap(({ service, times, days }) =>
      Array.from(
        { length: times },
        (_, i): DemoApplication => ({
          service,
          days: random.int(...days),
          by: random.chance(0.5) ? 'agent' : 'phone',
          until: 'done',
          home: i === 0,
          ...(random.chance(0.7)
            ? { rating: { stars: random.pick([5, 5, 5, 4, 4, 3]), text: random.pick(praise) } }
            : {}),
        }),
      ),
    ),
  )
  return [...open, ...done]
}

/** What is written where the form asks for words; anything else is filled in by its kind. */
export const demoWords: Readonly<Record<string, string | readonly string[]>> = {
  behalf: 'no',
  reason: [
    '老伴去世，自己年纪大，种不动地了。',
    '家里人生病住院，借了钱，一时周转不开。',
    '孩子上学，家里只有一个人打零工。',
  ],
  yearIncome: ['3600', '5200', '4800'],
  housing: '自己的房',
  vehicle: 'no',
  single: 'no',
  hasDisability: 'no',
  bankName: '晴川县农村信用社',
  cause: '生病',
  urgent: 'no',
  spent: ['8600', '12400'],
  category: '其他',
  built: ['1983', '1991'],
  area: ['96', '120'],
  damageKind: '屋顶',
  only: 'yes',
  how: '修理加固',
  age: '80 到 89 岁',
  pension: '城乡居民养老金',
  alive: '请工作人员上门',
  what: '第一次领卡',
  tier: '中间档',
  employee: 'no',
  poor: 'no',
  for: ['办理水电过户', '孩子入学登记'],
  unit: ['县供电公司', '县第二小学'],
  pay: '请村里帮着缴',
  post: '保洁',
  difficulty: '年龄大',
  health: 'yes',
  why: '分户',
  kind: '村里的空地',
  floors: '2',
  neighbour: '同意',
  where: '村西自留山坡',
  species: '杨树',
  volume: '6',
  replant: '人工造林',
  disabilityLevel: '三级',
  disabilityKind: '肢体',
  lowIncome: 'yes',
  other: 'no',
  rented: 'no',
  idle: 'no',
  bank: '晴川县农村信用社',
}

/** Words that a service asks under a key that others use for something else. */
export const demoServiceWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  SV066: { what: '本人在本村居住，房屋由本人使用，情况属实。' },
  SV010: { reason: '老人一个人住，过年想添一床被子和一些米面。' },
  SV049: { area: '0.25' },
  SV051: { area: '1.2' },
}

export const demoVisit = '房屋干净，种三亩地，没有别的收入，和申请写的一样。'
export const demoObjection = '他家在县里有门面房出租，请再核一核。'
export const demoRefusal: Readonly<Record<string, { reason: string; basis: string }>> = {
  SV001: { reason: '核对发现家庭人均月收入高于本县的标准。', basis: '《社会救助暂行办法》第九条' },
  SV051: {
    reason: '要砍的树在防护林带里，是公益林，只能抚育和更新，不能按自留山的树来砍。',
    basis: '《中华人民共和国森林法》第五十五条',
  },
}
