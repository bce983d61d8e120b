/**
 * The life of the demo county: for every obligation what became of it, in whose hands and when. Pure; the loader writes
 * it down.
 */
import type { Chain, Item } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import type { Level } from '../../kernel/regions/levels.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import { handsOf, momentBetween, officeTime, timeOf, type Hand } from './hands.ts'
import { randomOf, type Random } from './random.ts'
import { nothingReasons, questionsOf, returnReasons, withdrawalReason, type DemoQuestion } from './talk.ts'

export type DemoDue = {
  place: string
  level: Level
  item: Item
  period: string
  chain: Chain
  /** First day on which the content is known: day after the period, day of the event, day of going live. */
  from: string
  /** Last day on which publication is on time. */
  due: string
}

export type DemoLife = {
  due: DemoDue
  /** `open`: in hands but not yet published, and not late; `hands` then holds the steps taken so far, perhaps none. */
  outcome: 'published' | 'missing' | 'open'
  /** Days after the due day on which it was published, 0 when on time. */
  lateDays: number
  hands: Hand[]
  /** A first draft was sent back by the committee before the one in `hands` was handed in. */
  returned?: { submittedAt: string; at: string; reason: string }
  /** "Nothing to publish this period", published through the same hands. */
  nothing?: string
  /** A second version follows; its first one had a flaw (`flawOf`). */
  correction?: { hands: Hand[] }
  withdrawal?: { at: string; reason: string }
  questions: DemoQuestion[]
}

export type LifeOptions = {
  seed: string
  /** Today, `2026-11-22`. */
  now: string
  /** This moment, ISO with offset: nothing has happened after it. */
  at: string
  isWorkday: (day: string) => boolean
  /** What nobody has begun at the place shown to visitors, so that they can do it themselves. */
  leftOpen?: { place: string; item: string; period: string }
}

/** Items for which a village may well have nothing to tell in a period. */
const quietItems: ReadonlySet<string> = new Set(['C01-04', 'C03-06', 'C04-03', 'C04-14', 'C05-02', 'C08-04', 'C10-06'])

/**
 * About 96 of 100 on time, the rest late or missing; deterministic for the same seed. One plain notice in all is
 * withdrawn.
 */
export function demoLife(dues: readonly DemoDue[], options: LifeOptions): DemoLife[] {
  const lives = dues.map((due) => lifeOf(due, options))
  const candidates = lives.filter(
    (life) =>
      life.outcome === 'published' &&
      life.due.item.displayMode === 'document' &&
      life.due.item.frequency === 'onEvent' &&
      !life.correction &&
      life.questions.length === 0,
  )
  const chosen = candidates[Math.floor(candidates.length / 2)]
  const published = chosen && timeOf(chosen.hands, 'publish')
  if (chosen && published) {
    const day = addDays(published.slice(0, 10), 2)
    const at = officeTime(day < options.now ? day : options.now, randomOf(options.seed, 'withdrawal'))
    chosen.withdrawal = {
      at: isPast(at, options) && Date.parse(at) > Date.parse(published) ? at : options.at,
      reason: withdrawalReason,
    }
  }
  return lives
}

function lifeOf(due: DemoDue, options: LifeOptions): DemoLife {
  const random = randomOf(options.seed, due.place, 'life', due.item.code, due.period)
  const fate = inTheEnd(fateOf(due, random, options), due, options)
  const none = { due, lateDays: 0, questions: [] }
  if (fate === 'missing') return { ...none, outcome: due.due < options.now ? 'missing' : 'open', hands: [] }
  const published = publicationDay(due, fate, random, options)
  const hands = handsOf(
    { chain: due.chain, level: due.level, from: due.from, published, isWorkday: options.isWorkday },
    random,
  )
  const past = hands.filter((hand) => isPast(hand.at, options))
  if (timeOf(past, 'publish') === undefined)
    return { ...none, outcome: due.due < options.now ? 'missing' : 'open', hands: past }
  const life: DemoLife = {
    due,
    outcome: 'published',
    lateDays: Math.max(0, daysBetween(due.due, published)),
    hands: past,
    questions: [],
  }
  return { ...life, ...laterEvents(life, published, random, options) }
}

/** What happened besides: nothing to tell, sent back, corrected, asked about. */
function laterEvents(life: DemoLife, published: string, random: Random, options: LifeOptions): Partial<DemoLife> {
  const { due } = life
  if (quietItems.has(due.item.code) && random.chance(0.08)) return { nothing: random.pick(nothingReasons) }
  const events: Partial<DemoLife> = {}
  const [drafted, submitted] = [timeOf(life.hands, 'draft'), timeOf(life.hands, 'submit')]
  if (drafted && submitted && due.chain === 'jiedong' && random.chance(0.03)) {
    events.returned = {
      submittedAt: momentBetween(drafted, submitted, 0.3),
      at: momentBetween(drafted, submitted, 0.7),
      reason: random.pick(returnReasons),
    }
  }
  if (random.chance(0.012)) {
    const from = addDays(published, random.int(2, 9))
    const hands = handsOf(
      {
        chain: due.chain,
        level: due.level,
        from,
        published: nextWorkday(addDays(from, 1), options),
        isWorkday: options.isWorkday,
      },
      random,
    )
    if (hands.every((hand) => isPast(hand.at, options))) events.correction = { hands }
  }
  if (random.chance(due.item.audience === 'everyone' ? 0.025 : 0.008))
    events.questions = questionsOf(due.item, timeOf(life.hands, 'publish')!, options.at, random)
  return events
}

const isPast = (at: string, options: LifeOptions): boolean => Date.parse(at) <= Date.parse(options.at)

/** What is missing for six weeks is mostly urged until it comes: a few are not. */
function inTheEnd(fate: Fate, due: DemoDue, options: LifeOptions): Fate {
  const isOld = fate === 'missing' && daysBetween(due.due, options.now) > 42
  return isOld && randomOf(options.seed, due.place, 'urged', due.item.code, due.period).chance(0.8) ? 'late' : fate
}

type Fate = 'onTime' | 'late' | 'missing'

/** A few villages are careless; most are late once in a while. */
function fateOf(due: DemoDue, random: Random, options: LifeOptions): Fate {
  const left = options.leftOpen
  if (left && left.place === due.place && left.item === due.item.code && left.period === due.period) return 'missing'
  const careless = randomOf(options.seed, due.place, 'careless').chance(0.06)
  if (random.chance(careless ? 0.06 : 0.006)) return 'missing'
  return random.chance(careless ? 0.15 : 0.02) ? 'late' : 'onTime'
}

function publicationDay(due: DemoDue, fate: 'onTime' | 'late', random: Random, options: LifeOptions): string {
  if (fate === 'late') return nextWorkday(addDays(due.due, random.int(1, 12)), options)
  const window = Math.max(0, daysBetween(due.from, due.due))
  for (let tries = 0; tries < 8; tries += 1) {
    const day = addDays(due.from, random.int(Math.min(1, window), Math.min(window, 40)))
    if (options.isWorkday(day)) return day
  }
  return due.due
}

function nextWorkday(day: string, options: LifeOptions): string {
  return options.isWorkday(day) ? day : nextWorkday(addDays(day, 1), options)
}
