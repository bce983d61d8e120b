/** The worker: the rounds of the kernel and of every room. Each runs on one process at a time. */
import { sql } from '../platform/db.ts'
import type { Handler } from '../platform/jobs.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { recountProvisional } from '../kernel/cases/recount.ts'
import { sweepCases } from '../kernel/cases/sweep.ts'
import { sealPending } from '../kernel/ledger/seal.ts'
import { tellOffices } from '../kernel/notices/addresses.ts'
import { deliverDue } from '../kernel/notices/deliver.ts'
import type { Office } from '../kernel/office.ts'
import type { Round } from '../kernel/room.ts'
import { noteRound } from '../kernel/rounds/apart.ts'
import { rooms } from './rooms.ts'
import { tellFaults } from './tellFaults.ts'

/** Long work by kind. */
export function handlersOf(office: Office): Record<string, Handler> {
  return Object.assign({}, ...rooms.map((r) => r.jobs?.(office) ?? {}))
}

/** The kernel's own rounds. */
const kernelRounds: readonly Round[] = [
  { name: 'seal', everyMs: 500, run: (office) => sealPending(office.db, office.logKey, office.now()) },
  {
    name: 'messages',
    everyMs: 2_000,
    run: (office) => deliverDue(office.db, office.secret, office.channels, office.now()),
  },
  { name: 'offices', everyMs: 20_000, run: (office, ctx) => tellOffices(office, ctx.rules, ctx.now) },
  { name: 'cases', everyMs: 60_000, run: (office, ctx) => sweepCases(office.db, ctx) },
  { name: 'faults', everyMs: 60_000, run: (office, ctx) => tellFaults(office.db, ctx.now) },
  { name: 'provisional', everyMs: 3_600_000, run: (office, ctx) => recountProvisional(office.db, ctx) },
]

/** Starts the rounds; the returned function ends them after the running one. */
export async function startWorker(office: Office): Promise<() => Promise<void>> {
  const rounds = [...kernelRounds, ...rooms.flatMap((r) => r.rounds?.(office) ?? [])]
  const ends = rounds.map((r) => repeat(r, office))
  return async () => {
    await Promise.all(ends.map((end) => end()))
  }
}

function repeat(round: Round, office: Office): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let ended = false
  // One that failed in an earlier process is forgotten at the first success.
  let failed = true
  const once = async () => {
    let done: unknown
    try {
      done = await alone(round, office)
      if (failed) await noteRound(office.db, round.name, undefined, office.now())
      failed = false
    } catch (error) {
      if (ended) return
      failed = true
      await noteRound(office.db, round.name, error, office.now()).catch(() => undefined)
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
  const run = async () => round.run(office, await contextAt(office.db, office.now()))
  if (round.name === 'seal') return run()
  return office.db.connection().execute(async (one) => {
    const got = await sql<{ ok: boolean }>`SELECT pg_try_advisory_lock(727002, hashtext(${round.name})) AS ok`.execute(
      one,
    )
    if (!got.rows[0]?.ok) return undefined
    try {
      return await run()
    } finally {
      await sql`SELECT pg_advisory_unlock(727002, hashtext(${round.name}))`.execute(one)
    }
  })
}
