/** Landlines, door-level addresses, names in other services and licence plates in folded text. */
import type { Hints, Hit } from './hits.ts'

const withArea = /(?<![\d.])\(?0(?:10|2\d|[3-9]\d{2})\)?[- ]{0,2}[2-9]\d{2,3}[- ]?\d{4}(?:-\d{1,5})?(?!\d|\.\d)/g
const said = /(?:电话|座机|传真|tel)[^\d\n]{0,4}([2-9]\d{6,7})(?!\d)/gi

/**
 * Landlines are asked about, unless office numbers are allowed here. 400/800 numbers and five-digit hotlines belong to
 * nobody's home.
 */
export function findLandlines(text: string, hints: Hints): Hit[] {
  if (hints.officePhone || hints.landline || hints.numbers) return []
  const whole = [...text.matchAll(withArea)].map(
    (m): Hit => ({ kind: 'landline', severity: 'ask', start: m.index, end: m.index + m[0].length }),
  )
  const short = [...text.matchAll(said)].map(
    (m): Hit => ({
      kind: 'landline',
      severity: 'ask',
      start: m.index + m[0].length - (m[1]?.length ?? 0),
      end: m.index + m[0].length,
    }),
  )
  return [...whole, ...short]
}

const number = '(?:\\d{1,5}|[一二三四五六七八九十百]{1,5})'
const notADoor = '(?!线|文|令|公告|公路|国道|省道|机|井|地|田|塘|棚|大棚|桥|坝|渠|泵|变压器|鱼|库|仓|票|人|选)'
const doors = new RegExp(
  [
    `(?:路|街|巷|弄|胡同|大道|小区|花园|[村组屯庄寨坊])(?:东|西|南|北|中)?${number}(?:-\\d{1,4})?号${notADoor}(?:院|楼)?`,
    `${number}(?:栋|幢|号楼)(?:${number}单元(?:\\d{1,4}(?:室|号|户)?)?|\\d{3,4}(?:室|号))`,
    `${number}单元\\d{3,4}(?:室|号)?(?!户)`,
    `门牌号?[::]?${number}号?`,
  ].join('|'),
  'g',
)
const homeWord = /(?:家庭住址|家庭地址|现住址|住址|户籍地|家住|现住|居住在|住在)[^，。；\n]{0,30}$/

/** An address down to the door: refused where it is said to be a home, asked about elsewhere. */
export function findAddresses(text: string, hints: Hints): Hit[] {
  if (hints.site) return []
  return [...text.matchAll(doors)].map((found) => {
    const home = homeWord.test(text.slice(Math.max(0, found.index - 40), found.index))
    return {
      kind: 'address',
      severity: home ? 'refuse' : 'ask',
      start: found.index,
      end: found.index + found[0].length,
    }
  })
}

const called = '[:=为是 ]{0,3}'
const account = `(?:账?号码?|帐号|ID)?(?:就?是|为)?${called}`
const own = '([A-Za-z][\\w-]{5,19})(?![\\w-])'
/** Written for 信, which sounds like a heart. */
const heart = '[\\u2661\\u2665\\u2763\\u2764\\u{1f493}-\\u{1f49f}\\u{1f9e1}\\u{1f90d}\\u{1f90e}\\u{1f5a4}]\\ufe0f?'
const handles = new RegExp(
  [
    // 微信 as it is written around a search, too: the sounds and looks of both characters, letters for the first.
    `(?:[微威薇徽徵]\\W{0,2}[信芯]|[Vv]\\W{0,2}[信芯]|[微威薇徽徵Vv]\\ufe0f?${heart}|weixin|wechat|(?<![A-Za-z])(?:vx|wx))${account}${own}`,
    `(?:加|添加)(?:我|个|下)?的?[Vv]${called}${own}`,
    `(?<![A-Za-z])[Vv]:${called}${own}`,
    `(?:(?<![A-Za-z])qq|扣扣|抠抠|企鹅|蔻蔻)(?:群|账?号|号码)*(?:就?是|为)?${called}([1-9]\\d{4,10})(?!\\d)`,
    `(?:抖音|快手|小红书|支付宝|钉钉|陌陌|微博|telegram|whatsapp|skype)${account}([A-Za-z][\\w.-]{4,29}|[1-9]\\d{5,11})(?![\\w-])`,
    '(?<![\\w.-])([\\w.+-]{2,40}@[A-Za-z0-9-]{1,40}(?:\\.[A-Za-z]{2,10}){1,3})(?![A-Za-z0-9])',
  ].join('|'),
  'giu',
)

/** WeChat and QQ accounts and mail addresses: asked about, unless the contact of an office belongs here. */
export function findHandles(text: string, hints: Hints): Hit[] {
  if (hints.officePhone) return []
  return [...text.matchAll(handles)].map((m): Hit => {
    const told = m.slice(1).find((one) => one !== undefined)!
    return { kind: 'handle', severity: 'ask', start: m.index + m[0].length - told.length, end: m.index + m[0].length }
  })
}

const plates =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•\- ]?(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警]|[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF])(?![A-Za-z0-9])/gu

/** A vehicle leads to who owns it: told, and masked in what villagers write; most in accounts are a body's. */
export function findPlates(text: string): Hit[] {
  return [...text.matchAll(plates)]
    .filter(([found]) => /\d{2}/.test(found))
    .map((m): Hit => ({ kind: 'plate', severity: 'warn', start: m.index, end: m.index + m[0].length }))
}
