/**
 * What there is to do for whoever is signed in, out of every room, as one list: narrowed, counted and cut into pages
 * the same way wherever a task comes from. Pure. A room declares its own source (`tasks` in its room.ts); cases are the
 * kernel's (caseTasks.ts).
 */
import { createHash } from 'node:crypto'
import { readCode } from '../../platform/ids.ts'
import type { Lamp } from '../cases/inbox.queries.ts'
import type { LampFilter } from '../cases/lampFigures.ts'
import type { Office } from '../office.ts'
import type { Actor } from '../people/actor.ts'

/** What can be done to several of them at once; each is one request of the room that it belongs to. */
export type Deed = 'claim' | 'assign' | 'file' | 'remind'

export type TaskRow = {
  /** Of this row among all; cursors and ticks go by it. */
  key: string
  /** What it is, in words: 要公开的, 民情反映, … */
  kind: string
  /** The id that its deeds take. */
  id: string
  /** As it is called. */
  title: string
  /** The first words of whoever told it; empty where nobody did. */
  words: string
  place: string
  code: string
  /** An instant; null without a limit. */
  due: string | null
  lamp: Lamp
  /** A limit of it was missed before. */
  missed: boolean
  /** The step that it stands at, in words. */
  state: string
  service: string
  power: string
  /** Who works on it; empty where nobody is named. */
  who: string
  mine: boolean
  /** What else must be known before it is opened: returned, told to those above. */
  more: string
  verb: string
  /** The console's address, or the id of an obligation whose draft is begun by opening it. */
  open: { to: string } | { draft: string }
  deeds: readonly Deed[]
}

/** `cap`: as many as one source is asked for; of more the list says so. */
export const cap = 1_000
export const pageSize = 20

export type TaskSource = {
  /** What its late ones are, as people read it beside the number. */
  figure?: string
  /** At most `cap + 1`, soonest due first. */
  of(actor: Actor, now: Date): Promise<readonly TaskRow[]>
}
export type TaskSources = (office: Office) => TaskSource

export type TaskFilter = {
  lamp?: LampFilter | undefined
  mine?: boolean | undefined
  text?: string | undefined
  after?: string | undefined
} & { [F in Facet]?: string | undefined }

/** By what the list is narrowed, each with its counts. */
export const facets = ['kind', 'place', 'state', 'service', 'power', 'who'] as const
export type Facet = (typeof facets)[number]
export type Counted = { value: string; n: number }
export type TaskPage = {
  rows: TaskRow[]
  next: string | null
  /** Of those that the filter leaves. */
  total: number
  /** Of those that everything but the lamp leaves. */
  lamps: Record<'all' | LampFilter, number>
  counts: Record<Facet, Counted[]>
  /** Of everything in one's hands, whatever the filter. */
  whole: number
  /** Whether there are more than anybody counts. */
  capped: boolean
}

/** Nobody's: what a filter for a person says of tasks that no one has taken on. */
export const nobody = '没有指定'

/** One page of the tasks, and how many there are of what: each count follows every filter but its own. */
export function pageOf(all: readonly TaskRow[], filter: TaskFilter): Omit<TaskPage, 'capped'> {
  const found = all.filter((t) => passes(t, filter)).sort(byDue)
  const from = filter.after === undefined ? 0 : found.findIndex((t) => cursorOf(t) > filter.after!)
  const rows = from < 0 ? [] : found.slice(from, from + pageSize)
  const lampless = all.filter((t) => passes(t, { ...filter, lamp: undefined }))
  const lit = (lamp: LampFilter) => lampless.filter((t) => passes(t, { lamp })).length
  return {
    rows,
    next: from >= 0 && from + pageSize < found.length ? cursorOf(rows.at(-1)!) : null,
    total: found.length,
    lamps: {
      all: lampless.length,
      red: lit('red'),
      yellow: lit('yellow'),
      green: lit('green'),
      paused: lit('paused'),
      missed: lit('missed'),
    },
    counts: Object.fromEntries(
      facets.map((f) => [
        f,
        countedBy(
          all.filter((t) => passes(t, { ...filter, [f]: undefined })),
          f,
        ),
      ]),
    ) as TaskPage['counts'],
    whole: all.length,
  }
}

function passes(t: TaskRow, f: TaskFilter): boolean {
  return (
    facets.every((of) => f[of] === undefined || valueOf(t, of) === f[of]) &&
    (f.mine !== true || t.mine) &&
    (f.lamp === undefined || (f.lamp === 'missed' ? t.missed || t.lamp === 'red' : t.lamp === f.lamp)) &&
    (f.text === undefined || f.text === '' || says(t, f.text))
  )
}

const valueOf = (t: TaskRow, of: Facet): string => (of === 'who' ? t.who || nobody : t[of])

function says(t: TaskRow, text: string): boolean {
  const word = text.toLowerCase()
  return (
    (t.code !== '' && t.code === readCode(text)) ||
    [t.title, t.words, t.place, t.service, t.power, t.state].some((s) => s.toLowerCase().includes(word))
  )
}

function countedBy(tasks: readonly TaskRow[], of: Facet): Counted[] {
  const counts = new Map<string, number>()
  for (const t of tasks) {
    const value = valueOf(t, of)
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].map(([value, n]) => ({ value, n })).sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1))
}

/** Soonest first; what has no limit comes last. */
const cursorOf = (t: Pick<TaskRow, 'due' | 'key'>): string => `${t.due ?? '9'}|${t.key}`
const byDue = (a: TaskRow, b: TaskRow): number => (cursorOf(a) < cursorOf(b) ? -1 : 1)

/** A row's key out of what it is of: no id of another room stands in an address. */
export const keyOf = (kind: string, id: string): string =>
  createHash('sha256').update(`${kind} ${id}`).digest('base64url').slice(0, 16)
