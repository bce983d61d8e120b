/**
 * Reports sent at a steady pace while the server is killed or its database stopped; a sender who heard no answer sends
 * the same again, as a phone's outbox does.
 */
import { ownNames } from '../src/platform/roles.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { newId } from '../src/platform/ids.ts'
import { freePort } from '../src/platform/postgres.ts'
import { auditLog } from '../src/kernel/ledger/audit.ts'
import type { Posted } from './applying.ts'
import { postgresOf, startServer, type Server } from './server.ts'

export type Shown = { text: string; code: string; digits: string }
export type Outcome = {
  kills: number
  sent: number
  shown: number
  lost: string[]
  doubled: string[]
  unopened: string[]
  log: string[]
  perSecond: number
}

/**
 * Kills the server `kills` times under `perSecond` reports and starts it again; then compares every receipt with the
 * database, the pages and the public log.
 */
export async function killUnderReports(
  data: string,
  kills: number,
  perSecond: number,
  loadMs: number,
): Promise<Outcome> {
  const port = String(await freePort())
  const settings = { TRUST_PROXY: '1', PORT: port }
  let server = await startServer(data, settings)
  const sender = sendSteadily(`http://127.0.0.1:${port}`, perSecond)
  for (let i = 0; i < kills; i += 1) {
    const before = sender.shown.length
    await until(() => sender.shown.length >= before + (perSecond * loadMs) / 1000 / 2, 300_000)
    // Every third time the database dies with it, as in a power cut.
    const postgres = postgresOf(data)
    if (i % 3 === 2 && postgres) process.kill(postgres, 'SIGKILL')
    await server.stop('SIGKILL')
    server = await startServer(data, settings)
  }
  const rate = await sender.finish()
  try {
    return {
      ...(await compare(server, data, sender.shown)),
      kills,
      sent: sender.sent(),
      shown: sender.shown.length,
      perSecond: rate,
    }
  } finally {
    await server.stop()
  }
}

type Sender = { shown: Shown[]; sent(): number; finish(): Promise<number> }

/** One sender per tick; each tries until it has its receipt. */
function sendSteadily(url: string, perSecond: number): Sender {
  const shown: Shown[] = []
  const open = new Set<Promise<void>>()
  let sent = 0
  const began = performance.now()
  const timer = setInterval(() => {
    // Of those who wait for a dead server at most ten seconds' worth: more people do not live in the demo's villages.
    for (
      let due = Math.floor(((performance.now() - began) / 1000) * perSecond) - sent;
      due > 0 && open.size < perSecond * 10;
      due -= 1
    ) {
      const one = sendOne(url, (sent += 1)).then((s) => {
        shown.push(s)
      })
      open.add(one)
      void one.finally(() => open.delete(one))
    }
  }, 10)
  return {
    shown,
    sent: () => sent,
    finish: async () => {
      const rate = shown.length / ((performance.now() - began) / 1000)
      clearInterval(timer)
      await Promise.all(open)
      return rate
    },
  }
}

async function sendOne(url: string, i: number): Promise<Shown> {
  const text = `第 ${i} 件 ${newId()}：三组路口的自来水管破了`
  const body = new URLSearchParams({
    kind: 'trouble',
    text,
    spot: '三组路口',
    show: 'nameless',
    urgent: 'seen',
    asked: 'similar named numbers',
    key: newId(),
  }).toString()
  const headers = {
    origin: url,
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    'x-forwarded-for': `10.${Math.floor(i / 62_500)}.${Math.floor(i / 250) % 250}.${i % 250}`,
  }
  return { text, ...(await untilReceipt(`${url}/v/liuwan/reports/new`, headers, body)) }
}

type Receipt = { code: string; digits: string }

/** Sends the same form again until the server has answered with its receipt. Throws where it is refused. */
async function untilReceipt(
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<Receipt> {
  for (;;) {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) }).then(
      async (r) => ({ status: r.status, said: await r.text() }),
      () => undefined,
    )
    if (answer?.status === 200) return JSON.parse(answer.said) as Receipt
    if (answer && answer.status < 500) throw new Error(`${answer.status} ${answer.said.slice(0, 200)}`)
    await new Promise((r) => setTimeout(r, 300))
  }
}

/**
 * Hands an application in, again and again until there is a receipt, as a phone's outbox does; each time on a line of
 * its own, for a server that refuses before it has read everything closes the line.
 */
export const applyUntilReceipt = (url: string, a: Posted): Promise<Receipt> =>
  untilReceipt(url + a.path, { ...a.headers, connection: 'close' }, new Uint8Array(a.body))

export type Filed = { code: string; state: string; papers: number; cases: number; leaves: number }

/** Applications for a service since a time: what there is of each. */
export const filedSince = (data: string, since: Date): Promise<Filed[]> =>
  inDatabase(
    data,
    async (c) =>
      (
        await c.query<Filed>(
          `SELECT a.code, a.state, (SELECT count(*)::int FROM application_papers p
            WHERE p.application_id = a.id) AS papers,
  (SELECT count(*)::int FROM cases k WHERE k.subject_id = a.id) AS cases,
    (SELECT count(*)::int FROM ledger_leaves l WHERE l.subject_id = a.id) AS leaves FROM applications a
    WHERE a.saved_at >= $1`,
          [since],
        )
      ).rows,
  )
export const papersTaken = (data: string, since: Date): Promise<number> =>
  inDatabase(
    data,
    async (c) =>
      (await c.query<{ n: number }>('SELECT count(*)::int AS n FROM application_papers WHERE taken_at >= $1', [since]))
        .rows[0]!.n,
  )

async function compare(server: Server, data: string, shown: readonly Shown[]) {
  const stored = await storedReports(data)
  const byCode = new Map(stored.map((s) => [s.code, s.text]))
  const times = new Map<string, number>()
  for (const s of stored) times.set(s.text, (times.get(s.text) ?? 0) + 1)
  const unopened: string[] = []
  for (const s of shown.filter((_, i) => i % Math.ceil(shown.length / 200) === 0)) {
    const answer = await fetch(`${server.url}/reports`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        origin: server.url,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `10.200.0.${unopened.length + (Number(s.digits) % 250)}`,
      },
      body: new URLSearchParams({ code: s.code, digits: s.digits }),
    })
    if (answer.status !== 303) unopened.push(s.code)
  }
  await until(async () => (await waitingLeaves(data)) === 0, 300_000)
  const audit = await auditLog(async (path) => {
    const answer = await fetch(`${server.url}/log/${path}`)
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined
  }, {})
  return {
    lost: shown.filter((s) => byCode.get(s.code) !== s.text).map((s) => s.code),
    unopened,
    log: audit.problems,
    doubled: [...times].filter(([, n]) => n > 1).map(([text]) => text),
  }
}

async function inDatabase<T>(data: string, ask: (c: pg.Client) => Promise<T>): Promise<T> {
  const secrets = JSON.parse(readFileSync(join(data, 'keys/secrets.json'), 'utf8')) as { database: { app: string } }
  const port = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]
  const c = new pg.Client({
    connectionString: `postgres://${ownNames('sunlit').app}:${secrets.database.app}@127.0.0.1:${port}/sunlit`,
  })
  await c.connect()
  try {
    return await ask(c)
  } finally {
    await c.end()
  }
}

const storedReports = (data: string) =>
  inDatabase(
    data,
    async (c) =>
      (await c.query<{ code: string; text: string }>("SELECT code, text FROM reports WHERE text LIKE '第 % 件 %'"))
        .rows,
  )
const waitingLeaves = (data: string) =>
  inDatabase(
    data,
    async (c) =>
      (await c.query<{ n: number }>('SELECT count(*)::int AS n FROM ledger_leaves WHERE position IS NULL')).rows[0]!.n,
  )

/** Polls until it is so; throws after `ms`. */
export async function until(so: () => boolean | Promise<boolean>, ms: number): Promise<void> {
  for (const end = performance.now() + ms; !(await so()); ) {
    if (performance.now() > end) throw new Error('not within the time')
    await new Promise((r) => setTimeout(r, 50))
  }
}

/**
 * A line to a port of this machine that can be cut: what is open breaks, and nothing gets through until it is mended.
 */
export async function cuttable(
  to: number,
): Promise<{ port: number; cut(): void; mend(): void; close(): Promise<void> }> {
  const port = await freePort()
  const open = new Set<Socket>()
  let whole = true
  const server = createServer((from) => {
    if (!whole) {
      from.destroy()
      return
    }
    const onward = connect(to, '127.0.0.1')
    for (const s of [from, onward]) {
      open.add(s)
      s.on('close', () => open.delete(s))
      s.on('error', () => s.destroy())
    }
    from.pipe(onward).pipe(from)
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const cut = () => {
    whole = false
    for (const s of open) s.destroy()
  }
  return {
    port,
    cut,
    mend: () => {
      whole = true
    },
    close: () => {
      cut()
      return new Promise((done) => server.close(() => done()))
    },
  }
}
