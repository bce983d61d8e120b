/** The worker's rounds: sealing the log, publishing at set times, recording cards and sweeping cases, making obligations and the items that make themselves. Each runs on one process at a time. */
import { dayOf } from '../platform/clock.ts'
import { sql } from '../platform/db.ts'
import { errorFields, log } from '../platform/log.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { sealPending } from '../kernel/ledger/seal.ts'
import { sweepCards } from '../modules/disclosure/cards/cards.ts'
import '../modules/reports/handling/reports.reactions.ts'
import { ledgerJobs } from '../modules/reports/statistics/export.ts'
import { recountProvisional } from '../kernel/cases/recount.ts'
import { sweepCases } from '../kernel/cases/sweep.ts'
import { makeDerived } from '../modules/disclosure/derived/derived.ts'
import { makeObligations } from '../modules/disclosure/obligations/obligations.ts'
import { publishReleased } from '../modules/disclosure/publishing/released.ts'
import { accountJobs } from '../kernel/people/accounts.jobs.ts'
import type { Handler } from '../platform/jobs.ts'
import { importJobs } from '../modules/county/imports/imports.jobs.ts'
import { makeFaceTokens } from '../modules/reports/echo/faceTokens.ts'
import { recountMonths } from '../modules/reports/echo/months.ts'
import { makeLeftPlayable, mediaJobs } from '../modules/reports/sending/voice.ts'
import { archiveJobs, dueArchives } from '../modules/disclosure/archive/archive.jobs.ts'
import { makeListNotices } from '../modules/powers/list/listNotice.ts'
import { tellAnswered } from '../modules/reports/following/answered.ts'
import { residentJobs } from '../modules/residents/register/residents.jobs.ts'
import { forgetPapers } from '../modules/services/applying/papers.ts'
import { publishLeft } from '../modules/services/deciding/publish.ts'
import { tellApplicants } from '../modules/services/following/told.ts'
import '../modules/services/deciding/applications.reactions.ts'
import { tellOffices } from '../kernel/notices/addresses.ts'
import { deliverDue } from '../kernel/notices/deliver.ts'
import type { Office } from '../kernel/office.ts'

/** Long work by kind. */
export function handlersOf(office: Office): Record<string, Handler> {
  return {
    ...archiveJobs(office),
    ...accountJobs(office),
    ...importJobs(office),
    ...mediaJobs(office),
    ...ledgerJobs(office),
    ...residentJobs(office),
  }
}

/** `more`: what a run returns when it stopped at its limit and there is more to do: the next one comes at once. */
type Round = { name: string; everyMs: number; run(): Promise<unknown>; more?: number }

/** Starts the rounds; the returned function ends them after the running one. */
export async function startWorker(office: Office): Promise<() => Promise<void>> {
  const rounds: Round[] = [
    { name: 'seal', everyMs: 500, run: () => sealPending(office.db, office.logKey, office.now()) },
    {
      name: 'messages',
      everyMs: 2_000,
      run: () => deliverDue(office.db, office.secret, office.channels, office.now()),
    },
    {
      name: 'offices',
      everyMs: 20_000,
      run: async () => tellOffices(office, (await contextAt(office.db, office.now())).rules, office.now()),
    },
    { name: 'answered', everyMs: 20_000, run: () => tellAnswered(office, office.now()) },
    { name: 'applicants', everyMs: 20_000, run: () => tellApplicants(office, office.now()), more: 100 },
    {
      name: 'released',
      everyMs: 20_000,
      run: async () => publishReleased(office.db, await contextAt(office.db, office.now())),
    },
    {
      name: 'cards',
      everyMs: 60_000,
      run: async () => sweepCards(office.db, await contextAt(office.db, office.now())),
    },
    {
      name: 'cases',
      everyMs: 60_000,
      run: async () => sweepCases(office.db, await contextAt(office.db, office.now())),
    },
    {
      name: 'provisional',
      everyMs: 3_600_000,
      run: async () => recountProvisional(office.db, await contextAt(office.db, office.now())),
    },
    {
      name: 'archives',
      everyMs: 1_800_000,
      run: async () => dueArchives(office, await contextAt(office.db, office.now())),
    },
    {
      name: 'obligations',
      everyMs: 3_600_000,
      run: async () =>
        makeObligations(office.db, dayOf(office.now()), (await contextAt(office.db, office.now())).calendar),
    },
    { name: 'report-months', everyMs: 600_000, run: () => recountMonths(office.db, office.now()) },
    { name: 'report-tokens', everyMs: 5_000, run: () => makeFaceTokens(office.db), more: 200 },
    {
      name: 'applications',
      everyMs: 10_000,
      run: async () => publishLeft(office, await contextAt(office.db, office.now())),
    },
    {
      name: 'application-papers',
      everyMs: 3_600_000,
      run: async () => {
        const { rules } = await contextAt(office.db, office.now())
        return forgetPapers(office, rules.number('service.draftDays'), rules.number('service.paperYears'), office.now())
      },
      more: 200,
    },
    { name: 'media', everyMs: 600_000, run: () => makeLeftPlayable(office), more: 20 },
    {
      name: 'power-list',
      everyMs: 60_000,
      run: async () => makeListNotices(office.db, await contextAt(office.db, office.now()), 50),
      more: 50,
    },
    {
      name: 'derived',
      everyMs: 20_000,
      run: async () => makeDerived(office.db, await contextAt(office.db, office.now()), 50),
      more: 50,
    },
  ]
  const ends = rounds.map((r) => repeat(r, office))
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}

function repeat(round: Round, office: Office): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const once = async () => {
    let done: unknown
    try {
      done = await alone(round, office)
    } catch (error) {
      if (!ended) log.error('round failed', { round: round.name, ...errorFields(error) })
    }
    if (!ended) timer = setTimeout(start, round.more !== undefined && done === round.more ? 0 : round.everyMs)
  }
  const start = () => {
    running = once()
  }
  start()
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}

/** One process at a time per round; sealing has a lock of its own. */
async function alone(round: Round, office: Office): Promise<unknown> {
  if (round.name === 'seal') return round.run()
  return office.db.connection().execute(async (one) => {
    const got = await sql<{ ok: boolean }>`SELECT pg_try_advisory_lock(727002, hashtext(${round.name})) AS ok`.execute(
      one,
    )
    if (!got.rows[0]?.ok) return undefined
    try {
      return await round.run()
    } finally {
      await sql`SELECT pg_advisory_unlock(727002, hashtext(${round.name}))`.execute(one)
    }
  })
}
