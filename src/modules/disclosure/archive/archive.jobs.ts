/**
 * Archive packages as long work: a place's on demand, all places' on their day (month by the 10th, year by 15
 * February).
 */
import { addMonths, clockOf, dayOf, lastDayOfMonth } from '../../../platform/clock.ts'
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import type { Handler, Jobs } from '../../../platform/jobs.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'
import { actAsSystem, type Context } from '../../../kernel/cases/act.ts'
import { derived, office as officeChain } from '../disclosure.procedure.ts'
import { makeArchive, type ArchiveOffice } from './archive.ts'

export function archiveJobs(office: ArchiveOffice): Record<string, Handler> {
  return {
    async archive(data, report) {
      const { regions, period } = data as { regions: string[]; period: string }
      let [notices, places] = [0, 0]
      const work = async ([region]: readonly string[]) => {
        await report(places, regions.length, `归档 ${places + 1} / ${regions.length}`)
        notices += (await makeArchive(office, region!, period)).notices
        await archiveCases(office.db, region!, period, office.now())
        places += 1
      }
      // Who asked for one place is told why it failed; of all places' packages one that fails holds up no other.
      if (regions.length === 1) await work(regions)
      else
        await doApart(office.db, { round: 'archives', items: regions, atOnce: 1, idOf: (r) => r, work }, office.now())
      return { places, notices }
    },
  }
}

/** Notices of an archived month move to `archived`: filed ones, and published ones of chains that file with nobody. */
async function archiveCases(db: Db, regionId: string, period: string, now: Date): Promise<void> {
  const filed = await rows(
    db,
    sql<{
      id: string
    }>`
      SELECT DISTINCT c.subject_id AS id
      FROM cases c
      JOIN publications p ON p.notice_id = c.subject_id
      WHERE c.region_id = ${regionId}
        AND (
          c.step = 'filed'
          OR (c.step = 'published' AND c.procedure = ANY(${[officeChain.code, derived.code]}))
        )
        AND to_char(p.published_on, 'YYYY-MM') LIKE ${`${period}%`}`,
  )
  const ctx = { now } as Context
  if (filed.length > 0)
    await transact(db, async (tx) => {
      for (const { id } of filed)
        await actAsSystem(tx, { subjectKind: 'notice', subjectId: id, action: 'archive' }, ctx)
    })
}

/**
 * From the archive day on the worker sends the job for every place that has no package of the month (or year) before
 * yet; what a server that was off has missed is made up for, a year back at most.
 */
export async function dueArchives(office: { db: Db; jobs: Jobs; now(): Date }, ctx: Context): Promise<void> {
  if (clockOf(ctx.now) < ctx.rules.text('archive.clock')) return
  for (const period of periodsToArchive(
    dayOf(ctx.now),
    ctx.rules.number('archive.monthDay'),
    ctx.rules.text('archive.yearDay'),
  ))
    await sendMissing(office, period)
}

/** Months and years whose archive day has come by `day` (pure). `yearDay` as `02-15`. */
export function periodsToArchive(day: string, monthDay: number, yearDay: string): string[] {
  const last = Number(day.slice(8)) >= monthDay ? 1 : 2
  const months = Array.from({ length: 12 }, (_, i) => addMonths(day.slice(0, 7), i - 11 - last))
  return [...months, String(Number(day.slice(0, 4)) - (day.slice(5) >= yearDay ? 1 : 2))]
}

async function sendMissing(office: { db: Db; jobs: Jobs; now(): Date }, period: string): Promise<void> {
  const [from, to] =
    period.length === 4 ? [`${period}-01-01`, `${period}-12-31`] : [`${period}-01`, lastDayOfMonth(period)]
  const missing = await rows(
    office.db,
    sql<{
      id: string
    }>`
      SELECT r.id
      FROM regions r
      WHERE NOT r.practice
        AND EXISTS (
          SELECT 1
          FROM publications p
          WHERE p.region_id = r.id AND NOT p.demo AND p.published_on >= ${from} AND p.published_on <= ${to}
        )
        AND NOT EXISTS (SELECT 1 FROM archives a WHERE a.region_id = r.id AND a.period = ${period})
        AND ${isTried('archives', sql`r.id`, office.now())}
      ORDER BY r.path`,
  )
  if (missing.length === 0) return
  const waiting = await rows(
    office.db,
    sql`
      SELECT 1
      FROM job_progress
      WHERE kind = 'archive' AND owner_id = ${`system ${period}`} AND finished_at IS NULL`,
  )
  if (waiting.length === 0)
    await transact(office.db, (tx) =>
      office.jobs.send(tx, 'archive', { regions: missing.map((m) => m.id), period }, `system ${period}`, office.now()),
    )
}
