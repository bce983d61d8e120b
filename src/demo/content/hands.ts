/** Who had an invented notice in hand, and when: nominal times within office hours of working days. */
import type { Chain } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import type { PostFunction } from '../../kernel/people/functions.ts'
import type { Level } from '../../kernel/regions/levels.ts'
import { addDays } from '../../platform/clock.ts'
import { addWorkdays } from './days.ts'
import type { Random } from './random.ts'

export type StepName =
  | 'draft'
  | 'submit'
  | 'review'
  | 'stationReview'
  | 'disciplineReview'
  | 'sign'
  | 'publish'
  | 'file'
/** `at` is Chinese time with offset: `2026-09-05T09:20:00+08:00`. */
export type Hand = { step: StepName; by: PostFunction; at: string }

/** The order of hands of each chain (CAUTIONS 14). Publishing follows the last approval at once. */
const chainHands: Record<Chain, readonly (readonly [StepName, PostFunction])[]> = {
  jiedong: [
    ['draft', 'drafter'],
    ['submit', 'drafter'],
    ['review', 'reviewer'],
    ['sign', 'signer'],
    ['publish', 'signer'],
    ['file', 'township_clerk'],
  ],
  townshipReview: [
    ['draft', 'drafter'],
    ['submit', 'drafter'],
    ['review', 'township_leader'],
    ['publish', 'township_leader'],
    ['file', 'township_clerk'],
  ],
  yanshan: [
    ['draft', 'drafter'],
    ['submit', 'drafter'],
    ['publish', 'township_clerk'],
    ['file', 'township_clerk'],
  ],
  huangchuan: [
    ['draft', 'drafter'],
    ['submit', 'drafter'],
    ['review', 'reviewer'],
    ['stationReview', 'station_clerk'],
    ['disciplineReview', 'township_discipline'],
    ['publish', 'township_discipline'],
    ['file', 'township_clerk'],
  ],
  office: [
    ['draft', 'bureau_clerk'],
    ['submit', 'bureau_clerk'],
    ['sign', 'bureau_leader'],
    ['publish', 'bureau_leader'],
  ],
}

/** Who does the office chain at other levels than a bureau's. */
const officeHands: Partial<Record<Level, readonly [PostFunction, PostFunction]>> = {
  township: ['township_clerk', 'township_leader'],
  county: ['county_admin', 'county_admin'],
}

export type HandsPlan = {
  chain: Chain
  level: Level
  /** First day on which the draft could be begun. */
  from: string
  /** Day of publication. */
  published: string
  isWorkday: (day: string) => boolean
}

/**
 * Times of all hands around the day of publication: earlier ones on working days before it (never before `from`),
 * filing one to four working days after it. Times grow strictly from hand to hand.
 */
export function handsOf(plan: HandsPlan, random: Random): Hand[] {
  const steps = chainHands[plan.chain].map(([step, by]) => [step, handAt(plan, by)] as const)
  const publishAt = steps.findIndex(([step]) => step === 'publish')
  const days = Array.from<string>({ length: steps.length }).fill(plan.published)
  for (let i = publishAt - 1; i >= 0; i -= 1) {
    const later = days[i + 1] ?? plan.published
    days[i] = steps[i]?.[0] !== 'draft' && random.chance(0.4) ? workdayBefore(later, plan) : later
  }
  for (let i = publishAt + 1; i < steps.length; i += 1)
    days[i] = addWorkdays(plan.published, random.int(1, 4), plan.isWorkday)
  const minutes = officeMinutes(steps.length, random)
  return steps.map(([step, by], i) => ({ step, by, at: at(days[i] ?? plan.published, minutes[i] ?? 0) }))
}

/** The time of the step, or undefined for a chain without it. */
export function timeOf(hands: readonly Hand[], step: StepName): string | undefined {
  return hands.find((hand) => hand.step === step)?.at
}

/** A moment of a day in office hours. */
export function officeTime(day: string, random: Random): string {
  return at(day, random.int(8 * 60 + 30, 17 * 60))
}

function handAt(plan: HandsPlan, by: PostFunction): PostFunction {
  const [clerk, leader] =
    (plan.chain === 'office' && officeHands[plan.level]) || (['bureau_clerk', 'bureau_leader'] as const)
  return by === 'bureau_clerk' ? clerk : by === 'bureau_leader' ? leader : by
}

function workdayBefore(day: string, plan: HandsPlan): string {
  let before = addDays(day, -1)
  while (before > plan.from && !plan.isWorkday(before)) before = addDays(before, -1)
  return before >= plan.from && plan.isWorkday(before) ? before : day
}

/** The moment at a part (0 to 1) of the way between two. */
export function momentBetween(from: string, to: string, part: number): string {
  const chinese = new Date(Date.parse(from) + (Date.parse(to) - Date.parse(from)) * part + 8 * 3_600_000)
  return `${chinese.toISOString().slice(0, 19)}+08:00`
}

/** One growing series of minutes for all hands: from 8:30, about an hour apart at most. */
function officeMinutes(count: number, random: Random): number[] {
  const minutes: number[] = []
  let minute = 8 * 60 + 30
  for (let i = 0; i < count; i += 1) {
    minute += random.int(4, 68)
    minutes.push(minute)
  }
  return minutes
}

function at(day: string, minute: number): string {
  return `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00+08:00`
}
