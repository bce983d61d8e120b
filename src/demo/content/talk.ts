/** What invented visitors ask, what the village answers, and the reasons people give. */
import type { Item } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import { addDays, dayOf } from '../../platform/clock.ts'
import { officeTime } from './hands.ts'
import { personName } from './names.ts'
import type { Random } from './random.ts'

export type DemoQuestion = {
  kind: 'question' | 'objection'
  at: string
  text: string
  /** Empty: nameless, reaches the handlers only (CAUTIONS 4). */
  name: string
  showName: boolean
  /** Empty while it is unanswered. */
  answeredAt: string
  answer: string
}

/** By item: a question fits what it is asked about. */
const aboutItems: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'C07-03': [['承包款和租金是不是都进了村里的账？', '都进了基本户，合同和到账的日子可以到村部对着看。']],
  'C07-04': [['保洁费是怎么定的？', '按保洁合同，清运几次算几次，签收单贴在公开栏上，可以来看。']],
  'C07-08': [['误工补贴是谁去的，去了几天？', '表里写了每个人的天数，签到表在村部，欢迎查看。']],
  'C08-03': [['门面租金收齐了没有？', '收齐了，钱到账的日子写在收入明细里。']],
}
const aboutMoney = [
  ['票据能不能看？', '能，每月八日以后到村部找村务监督委员会主任，原始票据都在。'],
  ['这张表和贴在墙上的是不是一样？', '一样，墙上的就是从这里打印的，对不上请马上告诉我们。'],
] as const
const aboutLists = [
  [
    '这户条件好像比我家好，怎么也在名单里？',
    '已入户核对，按家庭收入和人口计算，符合条件；不同意可以再提，我们会再核一次。',
  ],
  ['我家去年有，今年怎么没有了？', '家里有人找到工作，收入超过标准。可以带材料到村部重新申请。'],
] as const
const general = [
  ['字太小看不清，能不能贴一张大的？', '已在渡口换了大号纸张，也可以点本页的“大字版”。'],
  ['不会用手机的老人怎么知道？', '公开栏上也贴了，网格员上门时会念一遍。'],
] as const

/**
 * A question or objection asked while the notice is on display, answered mostly within five days. `publishedAt` and
 * `now` are moments: none is asked before the notice was there, and none later than now.
 */
export function questionsOf(item: Item, publishedAt: string, now: string, random: Random): DemoQuestion[] {
  const texts =
    aboutItems[item.code] ??
    (item.group === '财务' ? aboutMoney : item.privacyLevel === 'namedPersons' ? aboutLists : general)
  const [text, answer] = random.pick<readonly [string, string]>(texts)
  const asked = earlier(addDays(publishedAt.slice(0, 10), random.int(0, 12)), chineseDay(now))
  const answered = addDays(asked, random.chance(0.88) ? random.int(1, 5) : random.int(6, 11))
  // Some wait still, none for weeks.
  const isAnswered = (random.chance(0.9) || asked < addDays(chineseDay(now), -12)) && answered < chineseDay(now)
  const named = random.chance(0.6)
  const question: DemoQuestion = {
    kind: random.chance(0.3) ? 'objection' : 'question',
    at: officeTime(asked, random),
    text,
    name: named ? personName(random) : '',
    showName: named && random.chance(0.5),
    answeredAt: isAnswered ? officeTime(answered, random) : '',
    answer: isAnswered ? answer : '',
  }
  const at = Date.parse(question.at)
  return at > Date.parse(publishedAt) && at <= Date.parse(now) ? [question] : []
}

const chineseDay = (moment: string) => dayOf(new Date(moment))

export const nothingReasons = [
  '本期没有发生这方面的事项，上期情况没有变化。',
  '本期没有新的申请和变动，原有名单照旧。',
  '本期没有收到这项资金，也没有支出。',
] as const
export const returnReasons = [
  '第 1 行的用途写得不清楚，请补上具体做了什么。',
  '签字的会议记录没有附上，请补齐再报。',
  '日期和凭证对不上，请核对。',
] as const
export const withdrawalReason = '误把另一个村的通知发到了本村页面，已联系对方，正确的内容由对方公布。'

function earlier(a: string, b: string): string {
  return a < b ? a : b
}
