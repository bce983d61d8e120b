/** Lists of reports: the inbox, a region's board and what is open below, and taking several at once. */
import { lampFigures, lampFilters } from '../../../kernel/cases/lampFigures.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { cursorSchema } from '../../../kernel/cases/cursor.ts'
import { inboxCounts, inboxOf, regionCases, type InboxFilter } from '../../../kernel/cases/inbox.queries.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { atOnce, each } from '../../../kernel/staff/each.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from './acts.ts'
import { askedOf } from './asked.queries.ts'
import { remindUnits } from './beside.ts'
import { boardCases, boardOf } from './board.queries.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { overseen } from './places.ts'
import { colleaguesFor } from './reports.queries.ts'
import { assign } from './work.ts'

const filterSchema = z.object({
  procedure: z.string().max(40).optional(),
  step: z.string().max(30).optional(),
  lamp: z.enum(lampFilters).optional(),
  mine: z.enum(['1']).optional(),
  place: z.string().max(60).optional(),
  text: z.string().trim().max(40).optional(),
  after: cursorSchema.optional(),
})
const at = z.string().max(60).optional()
const most = z.coerce.number().int().min(1).max(50).optional()
const several = z.object({ ids: z.array(z.string().max(40)).min(1).max(atOnce) })

export function listsApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  const assignEach = (actor: Actor, ids: readonly string[], personId: string) =>
    each(ids, (caseId) => done(actor, 'report.assign', caseId, (tx, ctx) => assign(tx, actor, caseId, personId, ctx)))
  return new Hono<StaffEnv>()
    .get('/cases', may('report.see'), valid('query', filterSchema), async (c) => {
      const { actor } = c.get('session')
      const filter = await filterOf(office.db, c.req.valid('query'))
      const now = office.now()
      const [inbox, counts, asked] = await Promise.all([
        inboxOf(office.db, actor, filter, now),
        inboxCounts(office.db, actor, now),
        askedOf(office.db, office.secret, actor, now),
      ])
      return c.json({ ...inbox, counts, figures: { red: lampFigures.red }, asked })
    })
    .get('/cases/board', may('report.oversee'), valid('query', z.object({ at })), async (c) => {
      const { actor } = c.get('session')
      const place = await overseen(office.db, actor, c.req.valid('query').at)
      return c.json({
        place,
        figures: lampFigures,
        rows: await boardOf(office.db, place.path, actor.personId, office.now()),
      })
    })
    .get('/cases/below', may('report.oversee'), valid('query', filterSchema.extend({ at, most })), async (c) => {
      const { actor } = c.get('session')
      const { at: slug, ...q } = c.req.valid('query')
      const { path } = await overseen(office.db, actor, slug)
      const filter = await filterOf(office.db, q)
      return c.json(await regionCases(office.db, actor, path, filter, office.now(), boardCases))
    })
    .get(
      '/cases/colleagues',
      may('report.handle'),
      valid(
        'query',
        z.object({
          ids: z
            .string()
            .min(1)
            .max(atOnce * 41),
        }),
      ),
      async (c) => {
        const ids = c.req.valid('query').ids.split(',')
        return c.json({ colleagues: await colleaguesFor(office.db, c.get('session').actor, ids) })
      },
    )
    .post('/cases/claim', may('report.handle'), valid('json', several), async (c) => {
      const { actor } = c.get('session')
      return c.json({ results: await assignEach(actor, c.req.valid('json').ids, actor.personId) })
    })
    .post('/cases/remind', may('report.handle'), valid('json', several), async (c) => {
      const { actor } = c.get('session')
      const results = await each(c.req.valid('json').ids, (caseId) =>
        done(actor, 'report.remind', caseId, (tx, ctx) => remindUnits(tx, actor, caseId, ctx)),
      )
      return c.json({ results })
    })
    .post(
      '/cases/assign',
      may('report.handle'),
      valid('json', several.extend({ person: z.string().min(1).max(40) })),
      async (c) => {
        const { ids, person } = c.req.valid('json')
        return c.json({ results: await assignEach(c.get('session').actor, ids, person) })
      },
    )
}

async function filterOf(db: Db, { place, mine, ...rest }: z.output<typeof filterSchema>): Promise<InboxFilter> {
  const path = place === undefined ? undefined : (await placeAt(db, place))?.path
  return { ...rest, mine: mine === '1', ...(path === undefined ? {} : { place: path }) }
}
