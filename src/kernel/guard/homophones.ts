/**
 * Digits written as characters that sound like them ("衣三八零零医三八…", "伊散巴林林…"): read as digits where a whole number comes
 * of it.
 */
import { isNumber, rewritten } from './disguise.ts'
import type { Folded } from './fold.ts'

/**
 * The common characters (GB 2312, first level) of each digit's sound, whatever the tone; "yao" for one as on the
 * telephone.
 */
const sounding: Record<string, string> = Object.fromEntries(
  [
    '棱玲菱龄铃伶羚凌灵陵岭领另令林淋琳邻',
    '医揖铱依伊衣颐夷遗移仪胰疑沂宜姨彝椅蚁倚已乙矣以艺抑易邑屹亿役臆逸肄疫亦裔意毅忆义益溢诣议谊译异翼翌绎邀妖瑶摇尧遥窑谣姚咬舀药要耀',
    '而儿耳尔饵洱俩粮凉梁粱良量晾亮谅',
    '伞散仨',
    '斯撕嘶思私司丝死寺嗣似饲巳',
    '巫呜钨乌污诬屋无芜梧吾吴毋武捂午舞侮坞雾晤物勿务悟误',
    '溜琉榴硫馏留刘瘤流柳碌',
    '期欺栖戚妻凄沏其棋奇歧畦崎脐齐旗祈祁骑起岂乞企启契砌器气迄弃汽泣',
    '芭扒叭吧笆疤巴拔跋靶把耙坝霸罢爸',
    '揪究纠玖韭久灸酒厩救旧臼舅咎就疚',
  ].flatMap((chars, value) => [...chars].map((c) => [c, String(value)])),
)
const places = `〇零洞一壹幺二贰两三叁四肆五伍六陆七柒拐八捌九勾${Object.keys(sounding).join('')}`
const word = `[\\d${places}]`
const run = new RegExp(`${word}(?:[^\\p{L}\\p{N}]{0,3}${word})+`, 'gu')

/**
 * One character that sounds like a digit counts where nothing stands between the eleven places; with signs between
 * them, as in a list of figures, three of them do. `digit`: what a spelt digit stands for.
 */
export function soundingAlike(from: Folded, digit: (char: string) => string | undefined): Folded | undefined {
  if (!hasSounds(from.text)) return undefined
  return rewritten(from, run, ([all]) => {
    const found = [...all!].filter((c) => /[\p{L}\p{N}]/u.test(c))
    const read = found.map((c) => (/\d/.test(c) ? c : (digit(c) ?? sounding[c]!))).join('')
    const sounds = (from: number, to: number) => found.slice(from, to).filter((c) => c in sounding).length
    if (found.length === all!.length && isNumber(read)) return sounds(0, found.length) > 0 ? read : undefined
    for (const length of [18, 11])
      for (let i = 0; i + length <= read.length; i++)
        if (sounds(i, i + length) >= 3 && isNumber(read.slice(i, i + length))) return read.slice(i, i + length)
    return undefined
  })
}

/** What a character is to `hasSounds`, by its code: looked up for every character of every text. */
const [other, place, alike] = [0, 1, 2] as const
const kinds = new Uint8Array(0x1_0000).fill(other)
for (const char of `0123456789${places}`) kinds[char.charCodeAt(0)] = char in sounding ? alike : place

/** Whether so many places stand in a row that a number may come of it, one of which sounds like a digit. */
export function hasSounds(text: string): boolean {
  let [length, sounds, gap] = [0, 0, 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const kind = kinds[code]
    if (kind !== other) {
      gap = 0
      length++
      if (kind === alike) sounds++
      if (length >= 11 && sounds > 0) return true
    } else if (++gap > mostBetween || isWordCode(code)) [length, sounds, gap] = [0, 0, 0]
  }
  return false
}

/** Signs that may stand between two places. */
const mostBetween = 3
/** Latin letters and Chinese characters, which break a row; of what else does, only time is lost. */
const isWordCode = (code: number) =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x3400 && code <= 0x9fff)
