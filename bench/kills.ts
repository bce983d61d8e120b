/**
 * `node start.mjs --run bench/kills.ts [messages] [kills]`: a gateway that knows messages by their ids, a sender that is
 * killed with SIGKILL again and again; then every message is counted. 10,000 and 20 unless said.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { deliverDue, mostAtOnce, notify } from '../src/kernel/notices/deliver.ts'
import { outbox } from '../src/kernel/notices/drivers.ts'
import { httpDriver } from '../src/kernel/notices/http.driver.ts'
import { addMissingRules } from '../src/kernel/rules/defaults.ts'
import { rulesOn } from '../src/kernel/rules/rules.ts'
import { connect, rows, sql, transact } from '../src/platform/db.ts'
import { dayOf } from '../src/platform/clock.ts'
import { setLogLevel } from '../src/platform/log.ts'
import '../src/app/rooms.ts'
import { startTestCluster } from '../test/cluster.ts'

const secret = 'a secret of the bench, long enough for all'

if (process.argv[2] === 'send') await send(process.argv[3]!, process.argv[4]!, Number(process.argv[5]))
else await main(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 20))

/** A sender, until it is killed or nothing is left. `ahead`: how far its clock is ahead, so that nobody waits. */
async function send(url: string, gateway: string, ahead: number) {
  setLogLevel('silent')
  const { db } = connect(url)
  const sms = httpDriver(gateway, '', {})
  const due = () => deliverDue(db, secret, { sms, email: outbox }, new Date(Date.now() + ahead))
  while ((await due()) === mostAtOnce);
  process.exit(0)
}

async function main(messages: number, kills: number) {
  setLogLevel('silent')
  const cluster = await startTestCluster()
  const url = Object.assign(new URL(cluster.url), { pathname: `/${cluster.template}` }).href
  const { db, pool } = connect(url)
  const taken = new Map<string, number>()
  let again = 0
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (d: Buffer) => {
      body += d.toString()
    })
    req.on('end', () => {
      const { id, to } = JSON.parse(body) as { id: string; to: string }
      // As the interface says: an id that has come before is the same message.
      if (taken.has(id)) again += 1
      else taken.set(id, Number(to))
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id }))
    })
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    const noon = new Date(`${dayOf(new Date())}T12:00:00+08:00`)
    await transact(db, (tx) => addMissingRules(tx, noon))
    const rules = await rulesOn(db, dayOf(noon))
    for (let from = 0; from < messages; from += 1_000)
      await transact(db, (tx) =>
        notify(
          tx,
          secret,
          Array.from({ length: Math.min(1_000, messages - from) }, (_, i) => ({
            event: `bench ${from + i}`,
            channel: 'sms' as const,
            to: String(13_800_000_000 + from + i),
            template: 'reportAnswered' as const,
            params: { code: 'ABC' },
          })),
          rules,
          noon,
        ),
      )
    const began = Date.now()
    let ahead = 24 * 3_600_000
    for (let killed = 0; killed < kills; ) {
      const sender = spawn(process.execPath, [
        '--import',
        'tsx',
        fileURLToPath(import.meta.url),
        'send',
        url,
        gateway,
        String(ahead),
      ])
      const ended = new Promise<void>((done) => sender.once('exit', () => done()))
      const before = taken.size
      const enough = before + Math.max(1, Math.floor(messages / (kills + 1)))
      while (taken.size < enough && sender.exitCode === null) await new Promise((next) => setTimeout(next, 5))
      sender.kill('SIGKILL')
      await ended
      killed += 1
      ahead += 61_000
    }
    await sendAll(url, gateway, ahead + 61_000)
    const states = await rows(
      db,
      sql<{ state: string; n: number }>`SELECT state, count(*)::int AS n FROM notice_deliveries GROUP BY state`,
    )
    const people = new Set(taken.values()).size
    console.log(
      `${messages} messages, ${kills} kills: ${taken.size} arrived, at ${people} people; ${again} came again under their id; ` +
        `${states.map((s) => `${s.state} ${s.n}`).join(', ')}; ${Math.round((Date.now() - began) / 1000)} s`,
    )
    if (taken.size !== messages || people !== messages) process.exitCode = 1
  } finally {
    server.close()
    await pool.end()
    await cluster.stop()
  }
}

/** The last sender, which nobody kills. */
async function sendAll(url: string, gateway: string, ahead: number) {
  const sender = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(import.meta.url), 'send', url, gateway, String(ahead)],
    {
      stdio: 'inherit',
    },
  )
  await new Promise((done) => sender.once('exit', done))
}
