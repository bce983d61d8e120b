/**
 * Numbers of which a part is written as one counts ("1380013八千", "138零零13八千"): read place by place where a mobile comes
 * of it.
 */
import { isMobile, rewritten } from './disguise.ts'
import type { Folded } from './fold.ts'

const one = '[1-9一壹二贰两三叁四肆五伍六陆七柒八捌九玖]'
const zero = '[0〇零]'
/** As one counts below ten thousand, with at least one word of magnitude: 八千, 三百零二, 一千三百八十, 十三. */
const counted = new RegExp(
  [
    `${one}[千仟](?:${zero}?${one}[百佰])?(?:${zero}?${one}?[十拾])?(?:${zero}?${one})?`,
    `${one}[百佰](?:${zero}?${one}?[十拾])?(?:${zero}?${one})?`,
    `${one}?[十拾]${one}?`,
  ].join('|'),
  'gu',
)
const place = '[0-9〇零洞一壹幺二贰两三叁四肆五伍六陆七柒拐八捌九玖勾千仟百佰十拾]'
/** Groups stand a blank or a dash apart. */
const run = new RegExp(`${place}(?:[ -]?${place}){4,}`, 'gu')
const magnitude = /[千仟百佰十拾]/u
/** What is counted so is no number of somebody. */
const unit = /^[ ]?(?:元|块|万|亿|亩|斤|吨|户|人|平|米|公|立|棵|株|只|头|度|份|次|年|个)/u

export function countedPlaces(from: Folded, digit: (char: string) => string | undefined): Folded | undefined {
  if (!magnitude.test(from.text)) return undefined
  return rewritten(from, run, (found) => {
    const [written] = found
    if (!magnitude.test(written) || written.length > 40) return undefined
    if (unit.test(from.text.slice(found.index! + written.length, found.index! + written.length + 2))) return undefined
    const read = [...written.replace(/[ -]/g, '').replace(counted, (words) => valueOf(words, digit))]
      .map((c) => (/\d/.test(c) ? c : (digit(c) ?? '?')))
      .join('')
    return isMobile(read) ? read : undefined
  })
}

/** 三百零二 → "302". */
function valueOf(words: string, digit: (char: string) => string | undefined): string {
  let [sum, last] = [0, 0]
  for (const c of words) {
    const times = '千仟'.includes(c) ? 1_000 : '百佰'.includes(c) ? 100 : '十拾'.includes(c) ? 10 : 0
    if (times === 0) last = Number(digit(c) ?? c)
    else [sum, last] = [sum + Math.max(last, 1) * times, 0]
  }
  return String(sum + last)
}
