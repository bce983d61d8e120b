/** What every maker of demo content works from: a place, a period, and random figures that hang on both. */
import type { Cell, Row } from '../../kernel/forms/forms.schema.ts'
import type { Level } from '../../kernel/regions/levels.ts'
import { addDays, lastDayOfMonth } from '../../platform/clock.ts'
import { daysBetweenStages, monthsOf } from './days.ts'
import { personName } from './names.ts'
import { partySizeOf } from './facts.ts'
import { randomOf, type Random } from './random.ts'

/** A place with the people who hold its posts, as far as demo content names them. */
export type DemoPlace = {
  code: string
  name: string
  fullName: string
  level: Level
  kind: string
  /** Name of the township above, empty for townships, bureaux and the county. */
  township: string
  households: number
  population: number
  /** Of a village, as it calls them; of a group those of its village. Empty elsewhere. */
  groups: readonly string[]
  /** Their heads in the same order, as far as they are known. */
  groupHeads: readonly (string | undefined)[]
  holders: {
    secretary: string
    director: string
    officer: string
    chair: string
    members: readonly string[]
    agent: string
    gridWorkers: readonly string[]
    phone: string
    /** The township's cadre for the village, empty where there is none. */
    liaison: string
    liaisonPhone: string
  }
}

export type Scene = {
  place: DemoPlace
  period: string
  /** Months of the period; for standing and event periods the month of `on`. */
  months: readonly string[]
  /** First and last day of the period, or `on` twice. */
  firstDay: string
  lastDay: string
  /** The day on which the thing happened. */
  on: string
  /** Day of publication, as far as it is known: windows for objections begin after it. */
  out: string
  /** Stage key of a `perStage` item. */
  stage: string
  seed: string
  /** Hangs on place, item and period (a project's stages share it). */
  random: Random
  /** Hangs on place and topic only: the same persons, contracts and debts in every period. */
  steady(topic: string): Random
}

export type FormMaker = (scene: Scene) => Row[]
export type DocumentMaker = (scene: Scene) => Record<string, string>

/** `on` is needed for standing and event periods only; others happen by the end of the period. */
export function sceneOf(
  place: DemoPlace,
  itemCode: string,
  period: string,
  seed: string,
  on = '',
  out?: string,
): Scene {
  const months = monthsOf(period)
  const firstMonth = months[0] ?? on.slice(0, 7)
  const lastMonth = months.at(-1) ?? on.slice(0, 7)
  const lastDay = months.length > 0 ? lastDayOfMonth(lastMonth) : on
  const [event = period, stage = ''] = period.split('/')
  return {
    place,
    period,
    stage,
    seed,
    lastDay,
    months: months.length > 0 ? months : [firstMonth],
    firstDay: months.length > 0 ? `${firstMonth}-01` : on,
    on: months.length > 0 ? lastDay : on || lastDay,
    out: out ?? (months.length > 0 ? lastDay : on || lastDay),
    random: randomOf(seed, place.code, itemCode, event),
    steady: (topic) => randomOf(seed, place.code, topic),
  }
}

/** Fen as yuan with two decimals: 126000 → "1260.00". Money is text everywhere (forms.schema). */
export function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : ''
  const whole = Math.abs(fen)
  return `${sign}${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** "3.50": areas, ratios and quantities. `hundredths` is a whole number of hundredths. */
export const decimal = yuan

/** 柳湾村一组: somebody's group, as lists write it; the same in every list. */
export function villageGroup(scene: Scene, who: string): string {
  return `${scene.place.name}${groupOf(scene, who)}`
}

export function groupOf(scene: Scene, who: string): string {
  return scene.steady(`group/${who}`).pick(scene.place.groups.length > 0 ? scene.place.groups : ['一组'])
}

/**
 * One of the list, another one for each month, quarter or event of the item, so that titles differ; `topic` keeps two
 * items from going through it in step.
 */
export function inTurn<T>(scene: Scene, topic: string, list: readonly T[]): T {
  const [event = ''] = scene.period.split('/')
  const n = Number(/-(\d+)$/.exec(event)?.[1] ?? /Q(\d)$/.exec(event)?.[1] ?? '1') - 1
  const from = scene.steady(`turn/${topic}`).int(0, list.length - 1)
  return list[(from + n) % list.length]!
}

/** The day on which a stage of a thing was reached, seen from the stage that is told; `order` are the stages' keys. */
export function stageDay(scene: Scene, order: readonly string[], stage: string): string {
  return addDays(scene.on, daysBetweenStages * (order.indexOf(stage) - Math.max(0, order.indexOf(scene.stage))))
}

/** Members of the Party branch: those who hold its posts, and villagers. */
export function partyMembers(scene: Scene): string[] {
  const { secretary, officer, chair } = scene.place.holders
  const size = partySizeOf(scene.place, scene.seed)
  return [...new Set([secretary, officer, chair, ...villagers(scene, 'partyMembers', size)])].slice(0, size)
}

/** The same villagers under a topic in every period, none twice; nobody who holds a post, nor `except`. */
export function villagers(scene: Scene, topic: string, count: number, except: readonly string[] = []): string[] {
  const random = scene.steady(`people/${topic}`)
  const h = scene.place.holders
  const others = new Set([
    h.secretary,
    h.director,
    h.officer,
    h.chair,
    h.agent,
    ...h.members,
    ...h.gridWorkers,
    ...except,
  ])
  const found = new Set<string>()
  while (found.size < count) {
    const name = personName(random)
    if (!others.has(name)) found.add(name)
  }
  return [...found]
}

/** A window for objections: `days` days after the day of publication. */
export function windowOf(scene: Scene, days: number): string {
  return `${addDays(scene.out, 1)} 至 ${addDays(scene.out, days)}`
}

/** A random day of the period. */
export function dayIn(scene: Scene, random: Random = scene.random): string {
  const span = Math.round((Date.parse(scene.lastDay) - Date.parse(scene.firstDay)) / 86_400_000)
  return addDays(scene.firstDay, random.int(0, Math.max(0, span)))
}

/** A part of the whole in hundredths of a per cent as text: 45 of 60 → "75.00". */
export function percent(part: number, whole: number): string {
  return decimal(Math.round((part * 10_000) / Math.max(1, whole)))
}

export function officePhone(scene: Scene): string {
  return scene.place.holders.phone || '0000-6200000'
}

/** Rows sorted by a date column, as a village clerk would write them. */
export function byDay(rows: Row[], key: string): Row[] {
  const textOf = (cell: Cell | undefined) => String(cell ?? '')
  return rows.sort((a, b) => textOf(a[key]).localeCompare(textOf(b[key])))
}
