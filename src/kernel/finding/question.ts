/**
 * What somebody wants who types a question: "低保怎么申请" is 低保 and a wish to apply, "村支书电话是多少" is 村支书 and a wish to
 * call. Nothing is understood here: words at the edges of a question are taken off, and some of them say which kind is
 * meant.
 */
import { addMonths } from '../../platform/clock.ts'
import { plainOf } from '../../platform/search.ts'

/** To apply for something, to see where money went, to reach somebody, to know who decides. */
export type Want = 'apply' | 'money' | 'who' | 'decide'

/**
 * `core`: without the question around it. `ways`: what to look for, the best first: as typed, the core, and as the
 * lists say it.
 */
export type Asked = { typed: string; core: string; ways: readonly string[]; wants: Want | undefined }

const wants: readonly (readonly [Want, RegExp])[] = [
  ['who', /电话|联系|号码|找谁|谁管|归谁|哪个部门|哪里管|是谁|谁是|叫什么|值班|上班/],
  ['decide', /谁批|审批权|谁说了算|谁决定|谁定|能不能|可以.*吗|要不要开会|权力|流程/],
  [
    'apply',
    /申请|办理|怎么办|怎么领|怎么弄|补办|代办|报名|材料|手续|条件|要什么|需要什么|哪里办|怎么交|怎么报|开证明|能领|去哪/,
  ],
  [
    'money',
    /多少钱|的钱|谁出|花了?|花到哪|去哪了|账|明细|收支|公示|公布|名单|发了|有谁|谁家|哪家|给谁|哪些人|结果|进度/,
  ],
]

/** A time in a question: it says which notices, not what they are about. */
const times = [
  '20\\d\\d年?度?的?|(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?的?|上个?月份?的?|这个?月份?的?|本月份?的?|今年的?',
  '去年的?|最近的?',
].join('|')
const asking = [
  '谁家的?|哪家的?|我们村里?的?|[俺咱]们?村里?的?|本村的?|我家的?|俺家的?|我们|我的?|俺们?|咱们?|你们|请问一?下?|想要|想|要|怎么样?|怎样|如何|能不能|可不可以|可以|能|会不会|有多少|有什么',
  '有啥|是不是|有没有|发了多少|领了多少|有几个|咋样|咋|应该|该|去哪里?|去哪儿|在哪里?|在哪儿|哪里|哪儿|什么时候|啥时候|几时|为什么|为啥|谁|查询?一?下?|查看|看看|看一?下?|看|找一?下?',
  '问一?下?|申请|办理|办|领取?|申领|打|村里面?的?|村上的?|村的|村委会?的?',
].join('|')
const ending = [
  '(?:怎么|为啥|为什么|咋)?(?:还没有?|没有?|被)(?:到账|收到|领到|发|批|批下来|拿到|到|取消|停|停发)了?|不发了|没了|停了',
  '要?交多少钱?|是?干啥的|是?干什么的|怎么办|咋办|咋个办|谁修的|谁建的|谁弄的|叫啥名?字?|是哪个',
  '批给谁了?|给谁家?了?|了没有|怎么样?办理?|怎么样?申请|怎么领取?|怎么弄|怎么报|怎么交|怎么查|怎么算|怎么回事|怎么走|如何办理?|如何申请|去哪里?办理?|去哪儿办?|在哪里?办?|哪里办理?|哪里领',
  '找谁办?|找谁|归谁管|谁管|谁批|谁说了算|谁决定|谁来定|哪个部门管|要什么材料|要什么手续|要什么|需要什么材料|需要什么手续|需要什么|要哪些材料|需要哪些材料|什么条件',
  '有什么条件|多少钱一?个?月?|有多少钱|多少|花了多少钱?|花了|花到哪里?去?了?|多少钱一[亩斤天次个户]|去哪里?了|的?电话号码|的?电话是?多?少?|的?号码',
  '的?联系方式|怎么联系|是谁|叫什么名?字?|是什么|有哪些|有谁|哪些人|什么时候发|什么时候|几月|能领吗|可以吗|行吗|发了吗|发了没有?|发没发|发了|吗|呢|吧|啊|呀|了',
  '的?钱谁出的?|谁出的?钱?|的钱|的|流程|手续|条件|标准|材料|办法|明细|情况|公示|公布|名单|结果|进度|申请|办理|补办|代办|查询|在哪',
].join('|')
/** Asking in the middle of a question: 户口怎么迁. */
const inside = /怎么样?|怎样|如何|咋|能不能|要不要|是不是/gu
const atStart = new RegExp(`^(?:${times}|${asking})`, 'u')
const atEnd = new RegExp(`(?:${ending})$`, 'u')

/** What is left of a question when the asking is taken off; the text itself where nothing would be left. */
export function coreOf(text: string): string {
  let core = text.replace(/[?？!！。]/gu, '').trim()
  for (let before = ''; before !== core; ) {
    before = core
    for (const edge of [atStart, atEnd]) {
      const shorter = core.replace(edge, '').trim()
      if ([...shorter].length >= 2) core = shorter
    }
  }
  const parted = core.replace(inside, ' ').replaceAll(/ +/g, ' ').trim()
  return [...parted].length < 2 ? core : parted
}

/** `also`: other ways to say a text, from the county's and the platform's words. */
export function askedOf(typed: string, also: (text: string) => readonly string[]): Asked {
  const text = plainOf(typed)
  const core = coreOf(text)
  return {
    typed: text,
    core,
    ways: [...new Set([text, core, ...also(text), ...also(core)])].filter((w) => w !== '').slice(0, 12),
    wants: wants.find(([, words]) => words.test(text))?.[0],
  }
}

const chinese = '一二三四五六七八九'
/** "九" → 9, "十一" → 11, "07" → 7. */
function monthOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written)
  const [tens, ones] = written.startsWith('十') ? [10, written.slice(1)] : [0, written]
  return tens + (ones === '' ? 0 : chinese.indexOf(ones) + 1)
}

/**
 * The beginning of the period that a question names ("2026-09" for 9 月的账, "2025" for 去年), or empty. A month to come is
 * last year's.
 */
export function periodIn(text: string, today: string): string {
  const thisMonth = today.slice(0, 7)
  if (/上个?月/.test(text)) return addMonths(thisMonth, -1)
  if (/这个?月|本月/.test(text)) return thisMonth
  const [, withMonth, month = ''] = /(20\d\d)?年?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月/.exec(text) ?? []
  const year = withMonth ?? /20\d\d/.exec(text)?.[0] ?? ''
  const thisYear = Number(today.slice(0, 4))
  const named = year || (/去年/.test(text) ? String(thisYear - 1) : /今年/.test(text) ? String(thisYear) : '')
  if (month === '') return named
  const twoDigits = String(monthOf(month)).padStart(2, '0')
  const latest = `${thisYear}-${twoDigits}` <= thisMonth ? thisYear : thisYear - 1
  return `${named === '' ? latest : named}-${twoDigits}`
}
