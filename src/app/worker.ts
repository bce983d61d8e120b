/** The worker: the rounds of the kernel and of every room. Each runs on one process at a time. */
import type { Handler } from '../platform/jobs.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { recountProvisional } from '../kernel/cases/recount.ts'
import { sweepBarred, sweepCases } from '../kernel/cases/sweep.ts'
import { sealPending } from '../kernel/ledger/seal.ts'
import { tellOffices } from '../kernel/notices/addresses.ts'
import { deliverDue, mostAtOnce } from '../kernel/notices/deliver.ts'
import type { Channels } from '../kernel/notices/drivers.ts'
import type { Office } from '../kernel/office.ts'
import { watchNewcomers, type Round } from '../kernel/room.ts'
import { noteRound } from '../kernel/rounds/apart.ts'
import { RoundLocks } from '../kernel/rounds/locks.ts'
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
    run: (office) => deliverDue(office.db, office.secret, channelsOf(office), office.now()),
    more: mostAtOnce,
  },
  { name: 'offices', everyMs: 20_000, run: (office, ctx) => tellOffices(office, ctx.rules, ctx.now) },
  { name: 'cases', everyMs: 60_000, run: (office, ctx) => sweepCases(office.db, ctx) },
  { name: 'barred', everyMs: 3_600_000, run: (office, ctx) => sweepBarred(office.db, ctx) },
  { name: 'faults', everyMs: 60_000, run: (office, ctx) => tellFaults(office.db, ctx.now) },
  { name: 'provisional', everyMs: 3_600_000, run: (office, ctx) => recountProvisional(office.db, ctx) },
]

/** The ways out that the settings name, and those of the rooms. */
export const channelsOf = (office: Office): Channels =>
  Object.assign({}, office.channels, ...rooms.map((r) => r.channels?.(office)))

/** Starts the rounds of the kernel and of every room; the returned function ends them after the running ones. */
export function startWorker(office: Office): Promise<() => Promise<void>> {
  watchNewcomers(rooms, office)
  return startRounds(office, [...kernelRounds, ...rooms.flatMap((r) => r.rounds?.(office) ?? [])])
}

/** Between the first runs: all at one moment would ask for every connection that there is. */
const apartMs = 40

export async function startRounds(office: Office, rounds: readonly Round[]): Promise<() => Promise<void>> {
  const locks = new RoundLocks(office.pool)
  const ends = rounds.map((r, i) => repeat(r, office, locks, i * apartMs))
  return async () => {
    await Promise.all(ends.map((end) => end()))
    locks.close()
  }
}

function repeat(round: Round, office: Office, locks: RoundLocks, firstAfterMs: number): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let ended = false
  // One that failed in an earlier process is forgotten at the first success.
  let failed = true
  const once = async () => {
    let done: unknown
    try {
      done = await alone(round, office, locks)
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
  let timer = setTimeout(start, firstAfterMs)
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}

/** One process at a time per round; sealing has a lock of its own. */
async function alone(round: Round, office: Office, locks: RoundLocks): Promise<unknown> {
  const run = async () => round.run(office, await contextAt(office.db, office.now()))
  if (round.name === 'seal') return run()
  if (!(await locks.take(round.name))) return undefined
  try {
    return await run()
  } finally {
    await locks.give(round.name)
  }
}
