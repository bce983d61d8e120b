/**
 * Writes three months of life into the fictional county: obligations from the same pure functions that run every day,
 * contents and fates from the demo generator, written by COPY. The one exception from "no back-dating": demo leaves
 * carry nominal dates and are marked as demo.
 */
import { lateText } from '../modules/disclosure/index.ts'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { addDays, dayOf } from '../platform/clock.ts'
import { openClient, rows, sql, type Db } from '../platform/db.ts'
import { bump } from '../platform/pageVersions.ts'
import { contextAt } from '../kernel/cases/office.ts'
import type { FileStore } from '../kernel/files/store.ts'
import type { LogKey } from '../kernel/ledger/keys.ts'
import { sealPending } from '../kernel/ledger/seal.ts'
import { livePlaces } from '../modules/disclosure/obligations/obligations.ts'
import { isSelfMade } from '../modules/disclosure/derived/derived.schema.ts'
import { itemsOn, type ItemRow } from '../modules/disclosure/catalogue/items.read.ts'
import { demoWorld } from './world.ts'
import { demoOnboarding } from './onboarding.ts'
import { demoSelfChecks } from './selfChecks.ts'
import { demoRows, homes, type Table } from './bulk.ts'
import { drawPictures } from './pictures.ts'

export type Progress = (done: number, total: number, say: string) => void

/**
 * Loads the demo's life up to `now`; `share` 0–1 takes only that part of the villages (a small demo), the others go
 * live in a year. Returns the number of publications.
 */
export async function loadDemo(
  { db, files }: { db: Db; files: Pick<FileStore, 'put'> },
  ownerUrl: string,
  key: LogKey,
  now: Date,
  share: number,
  progress: Progress,
): Promise<number> {
  const ctx = await contextAt(db, now)
  const day = dayOf(now)
  const [items, all] = await Promise.all([itemsOn(db, day), livePlaces(db, day)])
  const places = all.filter(
    (p, i) => !p.practice && (p.level !== 'village' || homes.includes(p.slug) || i % 100 < share * 100),
  )
  const later = all.filter((p) => p.level === 'village' && !p.practice && !places.includes(p))
  const world = await demoWorld(db, places)
  const pictures = await drawPictures(files)
  const client = await openClient(ownerUrl, 'sunlit-demo')
  let published = 0
  try {
    await client.query('BEGIN')
    // What an ordinary start has made ahead of time is made anew here, with its fate.
    await client.query('TRUNCATE obligations, place_months, cards, self_checks, site_views CASCADE')
    await client.query(
      'UPDATE regions SET goes_live_on = $2, grace_until = $2 WHERE id = ANY($1) OR parent_id = ANY($1)',
      [later.map((p) => p.id), addDays(day, 365)],
    )
    await graceForSelfMade(client, items, day, now)
    const batches = chunks(places, 40)
    for (const [i, batch] of batches.entries()) {
      progress(i, batches.length + 4, '写入三个月的公开')
      const tables = demoRows(batch, items, { world, pictures }, ctx, day)
      published += tables.publications.rows.length
      await copyAll(client, tables)
    }
    await copyAll(client, {
      ...(await demoOnboarding(files, places, world, day)),
      ...demoSelfChecks(places, world, ctx.rules.number('selfcheck.day'), day),
    })
    progress(batches.length, batches.length + 4, '统计')
    await client.query(`INSERT INTO place_months (region_id, path, month, due, published, late)
      SELECT region_id, path, due_month, count(*), count(published_at), count(*) FILTER (WHERE ${lateText()})
        FROM obligations GROUP BY region_id, path, due_month
      ON CONFLICT (region_id, month) DO UPDATE SET due = excluded.due, published = excluded.published,
        late = excluded.late`)
    await client.query('COMMIT')
    progress(batches.length + 1, batches.length + 4, '整理索引')
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
  progress(1, 2, '公开存证')
  for (let sealed = 1; sealed > 0; ) sealed = (await sealPending(db, key, now)).sealed
  await db.transaction().execute((tx) => bump(tx, ['all', ...places.map((p) => p.slug)]))
  progress(1, 1, '演示数据装好了')
  return published
}

/** What makes itself is made by the running platform after the load: not late for the months before it ran. */
async function graceForSelfMade(client: pg.Client, items: readonly ItemRow[], day: string, now: Date) {
  const made = items.filter((i) => isSelfMade(i.definition)).map((i) => i.code)
  await client.query(
    `INSERT INTO item_grace (region_id, item_code, starts_on, grace_until, set_at) SELECT r.id, i, r.goes_live_on, $2,
      $3 FROM regions r, unnest($1::text[]) AS i WHERE r.parent_id IS NULL ON CONFLICT DO NOTHING`,
    [made, addDays(day, 1), now],
  )
}

async function copyAll(client: pg.Client, tables: Readonly<Record<string, Table>>) {
  for (const [name, t] of Object.entries(tables)) {
    if (t.rows.length === 0) continue
    const stream = client.query(copyFrom(`COPY ${name} (${t.columns.join(', ')}) FROM STDIN`))
    await pipeline(Readable.from(lines(t.rows)), stream)
  }
}

function* lines(all: readonly (readonly unknown[])[]): Generator<string> {
  let text = ''
  for (const row of all) {
    text += `${row.map(copyText).join('\t')}\n`
    if (text.length > 65_536) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}

/** A value in COPY's text format. */
function copyText(v: unknown): string {
  if (v === null || v === undefined) return '\\N'
  if (v instanceof Date) return v.toISOString()
  if (v instanceof Uint8Array) return `\\\\x${Buffer.from(v).toString('hex')}`
  const text = typeof v === 'string' ? v : typeof v === 'object' ? JSON.stringify(v) : String(v)
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

function chunks<T>(all: readonly T[], n: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / n) }, (_, i) => all.slice(i * n, i * n + n))
}

/** Whether there is any life yet. */
export async function hasLife(db: Db): Promise<boolean> {
  return (await rows(db, sql`SELECT 1 FROM notices LIMIT 1`)).length > 0
}
