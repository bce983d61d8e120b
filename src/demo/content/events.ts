/**
 * Which events happen in an invented village: items without a calendar (`onEvent`, `perStage`) come due only through
 * them.
 */
import type { Item } from '../../modules/disclosure/catalogue/catalogue.schema.ts'
import { isSelfMade } from '../../modules/disclosure/derived/derived.schema.ts'
import { addDays } from '../../platform/clock.ts'
import { daysBetweenStages } from './days.ts'
import { mostOf, tells } from './docs.notices.ts'
import { randomOf } from './random.ts'
import type { DemoPlace } from './scene.ts'

export type DemoEvent = {
  item: string
  /** `E:<id>` or, for each stage that was reached in the time, `E:<id>/<stage>`. */
  period: string
  /** The day of the event or of the stage. */
  on: string
}

/** How often in a month; the rest of the items happens about once in two years. */
const perMonth: Record<string, number> = {
  'C12-01': 1.7,
  'C01-02': 0.5,
  'C01-05': 0.7,
  'C04-12': 0.3,
  'C04-13': 0.25,
  'C03-03': 0.1,
  'C03-08': 0.15,
  'C05-01': 0.07,
  'C05-03': 0.25,
  'C05-06': 0.1,
  'C05-07': 0.3,
  'C07-10': 0.06,
  'C07-11': 0.2,
  'C08-05': 0.06,
  'C08-06': 0.1,
  'C08-07': 0.1,
  'C09-03': 0.15,
  'C09-04': 0.2,
  'C10-02': 0.12,
  'C10-05': 0.1,
  'C04-08': 0.1,
  'C04-09': 0.15,
  'C05-05': 0.15,
  'C09-02': 0.16,
  'C10-01': 0.06,
  'C10-03': 0.14,
  'C10-04': 0.14,
}
const rare = 0.04

/**
 * Events of one place from a day to a day, both included; the same for the same seed. `items` are those that the place
 * owes.
 */
export function demoEvents(
  place: DemoPlace,
  items: readonly Item[],
  from: string,
  to: string,
  seed: string,
): DemoEvent[] {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return items
    .filter(
      (item) =>
        tells(place, item.code) && !isSelfMade(item) && (item.frequency === 'onEvent' || item.frequency === 'perStage'),
    )
    .flatMap((item) => {
      const random = randomOf(seed, place.code, 'events', item.code, from)
      const expected = ((perMonth[item.code] ?? rare) * days) / 30
      const count = Math.min(mostOf(place, item.code), Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0))
      return Array.from({ length: count }, (_, n) =>
        stagesOf(item, eventId(place, item, from, n), addDays(from, random.int(0, days - 1)), to),
      ).flat()
    })
}

function stagesOf(item: Item, id: string, on: string, to: string): DemoEvent[] {
  if (item.frequency === 'onEvent') return [{ item: item.code, period: `E:${id}`, on }]
  return item.stages
    .map((stage, i) => ({ item: item.code, period: `E:${id}/${stage.key}`, on: addDays(on, i * daysBetweenStages) }))
    .filter((event) => event.on <= to)
}

function eventId(place: DemoPlace, item: Item, from: string, n: number): string {
  return `${place.code}-${item.code}-${from.replaceAll('-', '').slice(2)}-${n + 1}`.toLowerCase()
}
