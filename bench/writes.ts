/** (c): questions, hand-ins and signatures over HTTP against the same kind of insert by pgbench. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from '../e2e/server.ts'
import { demoPassword } from '../src/modules/staff/demo.ts'
import { load, type Request, type Result } from './load.ts'

const count = 120

/** A Markdown section; says loudly what could not be run. */
export async function writesBench(server: Server, data: string, say: (t: string) => void): Promise<string> {
  say('写入')
  const row = (what: string, r: Result) =>
    `| ${what} | ${Math.round(r.perSecond)} | ${r.p50.toFixed(1)} | ${r.p99.toFixed(1)} | ${r.errors} |`
  const lines = [
    '## Writes, over HTTP, 8 connections',
    '',
    '| what | /s | p50 ms | p99 ms | errors |',
    '|---|---|---|---|---|',
    row('question from the form (rate limit, message, page version)', await questions(server)),
  ]
  const people = await Promise.all(['liuwan-officer', 'liuwan-chair', 'liuwan-secretary'].map((u) => signIn(server, u)))
  const [officer, chair, secretary] = people as [Caller, Caller, Caller]
  const ids = await notices(server, officer)
  const content = {
    rows: [],
    fields: {
      title: '村道施工注意绕行',
      body: '本周四至周六村道东段铺沥青，请绕行。',
      issuedOn: '2026-11-20',
      issuer: '柳湾村民委员会',
    },
    note: '',
    attachments: [],
  }
  lines.push(
    row(
      'draft saved and checked',
      await send(
        server,
        ids.map((id) => officer('PUT', `/notices/${id}/draft`, { revision: 0, content })),
      ),
    ),
  )
  lines.push(
    row(
      'handed in',
      await send(
        server,
        ids.map((id) => officer('POST', `/notices/${id}/submit`, { revision: 1 })),
      ),
    ),
  )
  lines.push(
    row(
      'reviewed',
      await send(
        server,
        ids.map((id) => chair('POST', `/notices/${id}/actions/approve`, {})),
      ),
    ),
  )
  const hash = (
    (await (await fetch(`${server.url}/api/notices/${ids[0]}`, { headers: chair('GET', '').headers! })).json()) as {
      contentHash: string
    }
  ).contentHash
  lines.push(
    row(
      'signed and published (mask, search tokens, log leaf, counts, page versions)',
      await send(
        server,
        ids.map((id) =>
          secretary('POST', `/notices/${id}/actions/sign`, {
            contentHash: hash,
            secrecyChecked: true,
            signature: {
              kind: 'strokes',
              strokes: [
                [
                  { x: 1, y: 1, t: 0 },
                  { x: 9, y: 9, t: 9 },
                ],
              ],
            },
          }),
        ),
      ),
    ),
  )
  lines.push(pgbench(data))
  return lines.join('\n')
}

type Caller = (method: string, path: string, body?: unknown) => Request
const send = (server: Server, requests: Request[]) =>
  load(server.port, requests, { count: requests.length, connections: 8 })

async function questions(server: Server): Promise<Result> {
  const village = await (await fetch(`${server.url}/v/liuwan`)).text()
  const code = /\/d\/([0-9A-Z]{10})/.exec(village)![1]!
  return send(
    server,
    Array.from({ length: 400 }, (_, i) => ({
      path: `/d/${code}/ask`,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: `http://127.0.0.1:${server.port}`,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': `10.0.${Math.floor(i / 200)}.${i % 200}`,
      },
      body: new URLSearchParams({
        kind: 'question',
        text: `第 ${i} 个问题：渠道什么时候修？`,
        key: `bench-${i}`,
      }).toString(),
    })),
  )
}

async function signIn(server: Server, username: string): Promise<Caller> {
  const headers = { origin: `http://127.0.0.1:${server.port}`, 'content-type': 'application/json' }
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password: demoPassword }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  return (method, path, body) => ({
    method,
    path: `/api${path}`,
    headers: { ...headers, cookie },
    body: body === undefined ? '' : JSON.stringify(body),
  })
}

/** Notices about events, opened for drafting. */
async function notices(server: Server, officer: Caller): Promise<string[]> {
  const call = async (method: string, path: string, body: unknown) => {
    const r = officer(method, path, body)
    return (await (
      await fetch(`${server.url}${r.path}`, { method, headers: r.headers!, body: r.body as string })
    ).json()) as { id: string }
  }
  const ids: string[] = []
  const today = new Date().toISOString().slice(0, 10)
  for (let i = 0; i < count; i += 1) {
    const event = await call('POST', '/events', { place: 'liuwan', item: 'C12-01', on: today, title: `通知 ${i}` })
    ids.push((await call('POST', `/obligations/${event.id}/draft`, {})).id)
  }
  return ids
}

function pgbench(data: string): string {
  const binary = [
    '/usr/bin/pgbench',
    ...['15', '16', '17', '18'].map((v) => `/usr/lib/postgresql/${v}/bin/pgbench`),
  ].find((p) => existsSync(p))
  if (!binary) return '| **pgbench is not installed: no comparison** | | | | |'
  const secrets = JSON.parse(readFileSync(join(data, 'keys/secrets.json'), 'utf8')) as { database: { owner: string } }
  const port = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]
  const script = join(data, 'insert.sql')
  writeFileSync(
    script,
    "BEGIN;\nINSERT INTO messages (id, region_id, function, kind, say, sent_at) SELECT gen_random_uuid()::text, id, 'drafter', 'bench', 'x', now() FROM regions LIMIT 1;\nINSERT INTO page_versions (scope, version) VALUES ('bench', 1) ON CONFLICT (scope) DO UPDATE SET version = page_versions.version + 1;\nCOMMIT;\n",
  )
  const run = spawnSync(
    binary,
    [
      '-n',
      '-c',
      '8',
      '-j',
      '1',
      '-T',
      '5',
      '-f',
      script,
      '-h',
      '127.0.0.1',
      '-p',
      port!,
      '-U',
      'sunlit_owner',
      'sunlit',
    ],
    { encoding: 'utf8', env: { PATH: '/usr/bin:/bin', PGPASSWORD: secrets.database.owner } },
  )
  const tps = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1])
  return tps > 0
    ? `| pgbench: one row and one page version in a transaction, 8 clients | ${Math.round(tps)} | ${(8_000 / tps).toFixed(1)} | | |`
    : `| **pgbench failed: ${run.stderr.split('\n')[0]}** | | | | |`
}
