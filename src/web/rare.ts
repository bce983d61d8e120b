/**
 * Rare characters in names of places and people (㟃溪村): telephones without a font for them show a box. A page that holds
 * any names a style sheet which brings just these (`/rare/….css`, front/rare.ts); a browser that has the character asks
 * for no more.
 */

/** The 20,902 Chinese characters that every telephone's font holds (GBK); what lies outside, many lack. */
const usual = /[\u4e00-\u9fa5]/u
const chinese = /\p{Unified_Ideograph}|[\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u

export const isRare = (char: string): boolean => chinese.test(char) && !usual.test(char)

/** So many at most in one sheet: a list of names holds a handful. */
export const mostRare = 120

/** The rare characters of a text, each once, in the order of their codes. */
export function rareIn(text: string): string[] {
  const found = text.match(/[\u3400-\u4dbf\u9fa6-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu) ?? []
  return [...new Set(found.filter(isRare))].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
}

export const codeOf = (char: string): string => char.codePointAt(0)!.toString(16)

/**
 * The style sheet for the rare characters of a rendered document, at its end, where it holds nothing up; empty where
 * there are none.
 */
export function rareSheet(html: string): string {
  const rare = rareIn(html).slice(0, mostRare)
  return rare.length === 0 ? '' : `<link rel="stylesheet" href="/rare/${rare.map(codeOf).join('-')}.css">`
}

/**
 * What a page says of characters that no font here draws (`isDrawn`): a telephone without them shows a box, and the
 * code is what an office can look them up by; empty where there are none.
 */
export function lackingNote(html: string, isDrawn: (char: string) => boolean): string {
  const lacking = rareIn(html).filter((char) => !isDrawn(char))
  if (lacking.length === 0) return ''
  const named = lacking.slice(0, mostRare).map((char) => `${char}（U+${codeOf(char).toUpperCase()}）`)
  return `<p class="wrap quiet small">这一页有 ${lacking.length} 个生僻字，有的手机上会显示成方框：${named.join('、')}。</p>`
}
