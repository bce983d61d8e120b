/**
 * Reports taken in over HTTP, with and without a picture, against pgbench inserting the same rows in one transaction.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { openClient } from '../src/platform/db.ts'
import type { Server } from '../e2e/server.ts'
import { load, type Request, type Result } from './load.ts'

const count = 4_000
const pictures = 200
const connections = 8

/**
 * A Markdown section. Every visitor has an address of its own: limits are asked as always, and stop nobody. The puzzle
 * is timed by itself.
 */
export async function reportWritesBench(server: Server, data: string, say: (t: string) => void): Promise<string> {
  say('民情反映：写入')
  const slugs = await villages(server)
  const plain = Array.from({ length: count + 400 }, (_, i) => report(server, slugs[i % slugs.length]!, i))
  const picture = await photo()
  const withPicture = Array.from({ length: pictures }, (_, i) =>
    report(server, slugs[i % slugs.length]!, 100_000 + i, picture),
  )
  await load(server.port, plain.slice(count), { count: 400, connections })
  const bare = await pgbench(data)
  const words = await load(server.port, plain.slice(0, count), { count, connections })
  const seen = await load(server.port, withPicture, { count: pictures, connections })
  const row = (what: string, r: Result) =>
    `| ${what} | ${Math.round(r.perSecond)} | ${r.p50.toFixed(1)} | ${r.p99.toFixed(1)} | ${r.errors} |`
  return [
    '## Reports taken in, over HTTP, 8 connections',
    '',
    '| what | /s | p50 ms | p99 ms | errors |',
    '|---|---|---|---|---|',
    row(
      'report in words: form checked, limit, receipt signed, contact sealed, case with clock, messages, log leaf',
      words,
    ),
    row(`report with a picture of ${Math.round(picture.length / 1024)} KB: also sealed, cleaned, shrunk`, seen),
    bare === undefined
      ? '| **pgbench is not installed: no comparison** | | | | |'
      : `| pgbench: the same rows in one transaction, prepared statements | ${Math.round(bare)} | ${((connections * 1000) / bare).toFixed(1)} | | |`,
    '',
    bare === undefined ? '' : `In words: **${(words.perSecond / bare).toFixed(2)}** of pgbench (aim 0.5).`,
  ].join('\n')
}

async function villages(server: Server): Promise<string[]> {
  const map = await (await fetch(`${server.url}/sitemap/places.xml`)).text()
  const slugs = [...new Set([...map.matchAll(/\/v\/([a-z0-9-]+)<\/loc>/g)].map((m) => m[1]!))]
  const open: string[] = []
  for (const slug of slugs) if ((await fetch(`${server.url}/v/${slug}/reports/new`)).ok) open.push(slug)
  return open
}

function report(server: Server, slug: string, i: number, picture?: Buffer): Request {
  const fields = {
    kind: 'trouble',
    text: `第 ${i} 件：三组路口的自来水管破了，水流了一地，请派人修。`,
    spot: '三组路口',
    name: '王大姐',
    phone: '13912345678',
    show: 'nameless',
    urgent: 'seen',
    asked: 'similar named numbers',
    key: `bench-${process.pid}-${i}`,
  }
  const headers = {
    origin: `http://127.0.0.1:${server.port}`,
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
    'x-forwarded-for': `10.${Math.floor(i / 65_025) % 255}.${Math.floor(i / 255) % 255}.${i % 255}`,
  }
  const path = `/v/${slug}/reports/new`
  if (!picture)
    return {
      path,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    }
  const edge = 'sunlitbench'
  const parts = Object.entries(fields)
    .map(([k, v]) => `--${edge}\r\ncontent-disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`)
    .join('')
  // Every picture differs by its last bytes, or it would be one file in the store.
  const body = Buffer.concat([
    Buffer.from(
      `${parts}--${edge}\r\ncontent-disposition: form-data; name="files"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    picture,
    Buffer.from(`${i}\r\n--${edge}--\r\n`),
  ])
  return {
    path,
    method: 'POST',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${edge}` },
    body,
  }
}

/** As a phone sends it after shrinking: 1600 px, noise enough to weigh some hundred kilobytes. */
function photo(): Promise<Buffer> {
  return sharp({
    create: {
      width: 1600,
      height: 1200,
      channels: 3,
      background: '#777',
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .jpeg({ quality: 60 })
    .toBuffer()
}

/** Transactions a second, or `undefined` where pgbench is missing. */
async function pgbench(data: string): Promise<number | undefined> {
  const binary = [
    '/usr/bin/pgbench',
    ...['15', '16', '17', '18'].map((v) => `/usr/lib/postgresql/${v}/bin/pgbench`),
  ].find((p) => existsSync(p))
  if (!binary) return undefined
  const secrets = JSON.parse(readFileSync(join(data, 'keys/secrets.json'), 'utf8')) as { database: { owner: string } }
  const port = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[3]
  const script = join(data, 'reports.sql')
  writeFileSync(script, sameRows)
  const server = ['-h', '127.0.0.1', '-p', port!, '-U', 'sunlit_owner', 'sunlit']
  const env = { PATH: '/usr/bin:/bin', PGPASSWORD: secrets.database.owner }
  const c = await openClient(`postgres://sunlit_owner:${secrets.database.owner}@127.0.0.1:${port}/sunlit`)
  await c
    .query(
      "CREATE TABLE IF NOT EXISTS bench_villages AS SELECT (row_number() OVER ())::int - 1 AS n, id, path FROM regions WHERE level = 'village' AND NOT practice; CREATE INDEX IF NOT EXISTS bench_villages_n ON bench_villages (n)",
    )
    .finally(() => c.end())
  const run = spawnSync(
    binary,
    ['-n', '-M', 'prepared', '-c', String(connections), '-j', '1', '-T', '8', '-f', script, ...server],
    { encoding: 'utf8', env },
  )
  const tps = Number(/tps = ([\d.]+)/.exec(run.stdout)?.[1])
  if (!(tps > 0)) throw new Error(`pgbench: ${run.stderr.slice(0, 400)}`)
  return tps
}

/**
 * What one report in words writes: report, case with its first event, two messages, a leaf of the log, the page's
 * version.
 */
const sameRows = `\\set v random(0, 449)
\\set i random(1, 1000000000)
BEGIN;
SELECT id AS region, path FROM bench_villages WHERE n = :v \\gset
INSERT INTO reports (id, code, secret_hash, region_id, path, kind, channel, text, spot, show, contact, received_at,
  salt, commitment, leaf_id, idempotency_key)
  VALUES ('b' || :i || :client_id, upper(substr(md5(random()::text), 1, 10)), md5(random()::text), :region, :path, 'trouble', 'web', '三组路口的自来水管破了，水流了一地，请派人修。', '三组路口', 'nameless', NULL, now(), decode(md5(random()::text), 'hex'), md5(random()::text), md5(random()::text), md5(random()::text));
INSERT INTO cases (id, procedure, subject_kind, subject_id, region_id, path, step, step_since, opened_at, code, title,
  holder_id, holder_path, events, warn_at, due_at, alarm_at)
  VALUES ('b' || :i || :client_id, 'reports.ninghai', 'bench', 'b' || :i || :client_id, :region, :path, 'received', now(), now(), '', '困难和问题 · 三组路口', :region, :path, 1, now() + interval '18 hours', now() + interval '1 day', now() + interval '18 hours');
INSERT INTO case_events (case_id, seq, at, action, to_step, person_name, detail, clock, holder_id)
  VALUES ('b' || :i || :client_id, 1, now(), 'open', 'received', '村民', '{}', '{"amount":24,"unit":"hour"}', :region);
INSERT INTO messages (id, region_id, function, kind, say, link, sent_at) SELECT md5(random()::text), :region, f,
  'report', '有新的困难和问题。', '/cases/x', now() FROM unnest(ARRAY['responder', 'grid_leader']) AS f;
INSERT INTO ledger_leaves (id, staged_at, kind, subject_id, entry, leaf_hash)
  VALUES ('b' || :i || :client_id, now(), 'receipt', 'b' || :i || :client_id, '\\\\x7b7d', sha256('\\\\x007b7d'));
INSERT INTO page_versions (scope, version) VALUES (:region, 1) ON CONFLICT (scope) DO UPDATE
  SET version = page_versions.version + 1;
COMMIT;
`
