/**
 * What stays true of an invented village in every notice: its groups and their heads, how many deputies and members of
 * the Party it has, what it has let and to whom. A notice takes such a thing from here and never draws it anew.
 */
import { firmName, personName } from './names.ts'
import { randomOf } from './random.ts'
import type { DemoPlace } from './scene.ts'

const numerals = '一二三四五六七八九十'

/** The village's groups: those that the county has as places, else as many as its households make. */
export function groupsOf(households: number, named: readonly string[]): string[] {
  if (named.length > 0) return [...named]
  return Array.from({ length: Math.min(9, Math.max(3, Math.round(households / 60))) }, (_, i) => `${numerals[i]}组`)
}

/** 柳湾一组 of 柳湾村 is called 一组 there; 上吕组 of 吕村 keeps its name. */
export function shortGroup(group: string, village: string): string {
  const base = village.replace(/(村|社区)$/, '')
  return group.startsWith(base) && group.length > base.length + 1 ? group.slice(base.length) : group
}

/** The words with groups that the village has: what is told of 五组 happens in a village of three in another one. */
export function inGroups(text: string, groups: readonly string[]): string {
  if (groups.length === 0) return text
  return text.replace(/(?<![第每一二三四五六七八九十])([一二三四五六七八九十]|十[一二])组/g, (all, numeral: string) => {
    const n = numeral.length === 2 ? 10 + numerals.indexOf(numeral[1]!) : numerals.indexOf(numeral)
    return groups.includes(all) ? all : groups[n % groups.length]!
  })
}

/** Deputies of the villagers: one for some eleven households (OL Art. 29: five to fifteen elect one). */
export const deputiesOf = (place: Pick<DemoPlace, 'households'>) => Math.max(15, Math.round(place.households / 11))

/** Members of the village's Party branch. */
export const partySizeOf = (place: DemoPlace, seed: string) => randomOf(seed, place.code, 'partySize').int(18, 32)

/** The head of each group, in the groups' order. */
export const groupHeads = (place: DemoPlace, seed: string): string[] =>
  place.groups.map((group, i) => place.groupHeads[i] ?? personName(randomOf(seed, place.code, 'head', group)))

export type Contract = {
  no: string
  subject: string
  subjectType: string
  usage: string
  area: string
  location: string
  contractor: string
  mode: string
  /** First year; for ten years. */
  start: number
  /** Due each quarter, in fen. */
  due: number
}

const lettings = [
  ['东塘', '坑塘水面', '养鱼', '26.00', '村东', '承包款', '发包及上交收入'],
  ['老果园', '果园', '种植柑橘', '54.00', '后山脚', '承包款', '发包及上交收入'],
  ['门面房', '店面', '商店', '86.00', '公路边', '租金', '租赁收入'],
  ['旧粮库', '厂房', '农产品仓储', '310.00', '村部旁', '租金', '租赁收入'],
] as const

/** What the village has let: the same in every quarter. */
export function contractsOf(place: DemoPlace, seed: string): Contract[] {
  return lettings.slice(0, place.level === 'group' ? 2 : 4).map(([subject, subjectType, usage, area, location], i) => {
    const random = randomOf(seed, place.code, 'contract', subject)
    const start = random.int(2021, 2024)
    return {
      no: `${place.code}-HT${start}${String(i + 1).padStart(2, '0')}`,
      subject,
      subjectType,
      usage,
      area,
      location,
      contractor: random.chance(0.4) ? firmName(random) : personName(random),
      mode: random.pick(['公开协商', '招标', '拍卖']),
      start,
      due: random.fen(900, 6_500, 50),
    }
  })
}

/** What of it is paid in a month (`2026-09`): each contract once in a quarter, always in the same month of it. */
export function rentsIn(
  place: DemoPlace,
  month: string,
  seed: string,
): { text: string; kind: string; who: string; fen: number }[] {
  const inQuarter = (Number(month.slice(5)) - 1) % 3
  return contractsOf(place, seed).flatMap((c, i) => {
    const [, , , , , word, kind] = lettings[i]!
    return i % 3 === inQuarter ? [{ text: `${c.subject}${word}`, kind, who: c.contractor, fen: c.due }] : []
  })
}
