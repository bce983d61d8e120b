/** The list of tasks: what every room has to do for whoever is signed in, in one answer with its counts. */
import { Hono } from 'hono'
import { z } from 'zod'
import { lampFigures, lampFilters } from '../../kernel/cases/lampFigures.ts'
import type { Office } from '../../kernel/office.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import {
  cap,
  facets,
  pageOf,
  type Facet,
  type TaskFilter,
  type TaskPage,
  type TaskSource,
} from '../../kernel/tasks/tasks.ts'

const facet = z.string().max(80).optional()
const filterSchema = z.object({
  lamp: z.enum(lampFilters).optional(),
  mine: z.enum(['1']).optional(),
  text: z.string().trim().max(40).optional(),
  after: z
    .string()
    .max(60)
    .regex(/^[0-9TZ:.-]{1,30}\|[\w-]{16}$/, '翻页的位置不对，请从第一页重新看。')
    .optional(),
  ...(Object.fromEntries(facets.map((f) => [f, facet])) as Record<Facet, typeof facet>),
})

/** `figures`: how the late ones are counted, in sentences. */
export type Tasks = TaskPage & { figures: string[] }

/**
 * `sources`: where tasks come from, given from outside: what the console's client is typed by imports no page of a
 * room.
 */
export function tasksApi(office: Office, sources: readonly TaskSource[]) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>().get('/tasks', may('desk.see'), valid('query', filterSchema), async (c) => {
    const { mine, ...filter } = c.req.valid('query')
    return c.json(await tasksOf(sources, c.get('session').actor, { ...filter, mine: mine === '1' }, office.now()))
  })
}

/** One page of a person's tasks. */
export async function tasksOf(
  sources: readonly TaskSource[],
  actor: Actor,
  filter: TaskFilter,
  now: Date,
): Promise<Tasks> {
  const found = await Promise.all(sources.map((s) => s.of(actor, now)))
  return {
    ...pageOf(
      found.flatMap((f) => f.slice(0, cap)),
      filter,
    ),
    capped: found.some((f) => f.length > cap),
    figures: [...new Set([...sources.flatMap((s) => s.figure ?? []), lampFigures.missed])],
  }
}
