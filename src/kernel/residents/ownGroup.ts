/** Which group of villagers a household's own words mean: registers say 三组, 第三村民小组, 3组, the place is called 柳湾三组. */
import { shortName } from '../regions/shortName.ts'

const digits = '〇一二三四五六七八九'

/** "第3村民小组" → "三组", "柳湾村三组" (of 柳湾村) → "三组". */
function key(name: string, village: string): string {
  const bare = name.normalize('NFKC').replaceAll(/\s/g, '')
  const own = [village, shortName(village)].find((v) => bare.length > v.length && bare.startsWith(v))
  return bare
    .slice(own?.length ?? 0)
    .replace(/^第/, '')
    .replace(/(村民小组|村民组|小组|屯|组)$/, '组')
    .replaceAll(/\d+/g, (n) => inWords(Number(n)))
}

/** 1 to 99 as people write them: 三, 十, 十二, 二十一. */
function inWords(n: number): string {
  if (n < 1 || n > 99) return String(n)
  const tens = n < 10 ? '' : `${n < 20 ? '' : digits[Math.floor(n / 10)]}十`
  return tens + (n % 10 === 0 ? '' : digits[n % 10])
}

/** The group of a village that a household's words name; `undefined` where none or more than one bears the name. */
export function groupNamed<G extends { name: string }>(
  groups: readonly G[],
  village: string,
  name: string,
): G | undefined {
  if (name.trim() === '') return undefined
  const same = groups.filter((g) => key(g.name, village) === key(name, village))
  return same.length === 1 ? same[0] : undefined
}
