/** What every maker of demo content works from: a place, a period, and random figures that hang on both. */
import type { Cell, Row } from '../../kernel/forms/forms.schema.ts'
import type { Level } from '../../kernel/regions/levels.ts'
import { addDays, lastDayOfMonth } from '../../platform/clock.ts'
import { monthsOf } from './days.ts'
import { personName } from './names.ts'
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
  holders: {
    secretary: string
    director: string
    officer: string
    chair: string
    members: readonly string[]
    agent: string
    gridWorkers: readonly string[]
    phone: string
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
export function sceneOf(place: DemoPlace, itemCode: string, period: string, seed: string, on = ''): Scene {
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
    on: on || lastDay,
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

/** 柳湾村三组: a villager's group, as lists write it. */
export function villageGroup(scene: Scene): string {
  return `${scene.place.name}${groupName(scene.random)}`
}

/** 一组 to 十二组. */
export function groupName(random: Random): string {
  return `${random.pick(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'])}组`
}

/** The same villagers under a topic in every period. */
export function villagers(scene: Scene, topic: string, count: number): string[] {
  const random = scene.steady(`people/${topic}`)
  return Array.from({ length: count }, () => personName(random))
}

/** A notice window of `days` days after the day of the scene. */
export function windowOf(scene: Scene, days: number): string {
  return `${addDays(scene.on, 1)} 至 ${addDays(scene.on, days)}`
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
