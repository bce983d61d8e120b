/**
 * A county of any size for measuring: villages × months × notices, written by COPY, search tokens from a pool of
 * phrases.
 */
import { packedPlaces } from '../src/kernel/pack/county/places.part.ts'
import { packedPeople } from '../src/kernel/pack/county/people.part.ts'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { connect } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { tsvectorOf } from '../src/platform/search.ts'
import { importPack } from '../src/kernel/pack/county/import.ts'
import { readPack } from '../src/kernel/pack/county/read.ts'
import { packedCatalogue } from '../src/modules/disclosure/index.ts'
import { rooms } from '../src/app/rooms.ts'
import type { Table } from '../src/kernel/pack/readTable.ts'
import { only } from '../test/packs.ts'

export type Size = { villages: number; months: number; perMonth: number }
export type Made = { url: string; slugs: string[]; codes: string[]; rows: number; seconds: number; megabytes: number }

const items = ['C07-03', 'C07-04', 'C03-06', 'C05-04', 'C06-03', 'C01-01', 'C07-05', 'C07-02']
const phrases = [
  '路灯维修材料',
  '东塘水面承包费',
  '灌溉渠清淤',
  '三季度保洁员劳务',
  '机耕路养护',
  '村民代表会议决议',
  '高标准农田',
  '防汛物资',
  '老年活动室',
  '误工补贴',
  '土地流转',
  '合作医疗',
  '光伏收益',
  '祠堂修缮',
  '自来水管网',
  '垃圾清运',
  '茶园承包',
  '鱼塘租金',
  '危桥加固',
  '留守儿童',
]

/** Makes database `name` anew in the cluster of `adminUrl`. */
export async function generate(adminUrl: string, name: string, size: Size, say: (text: string) => void): Promise<Made> {
  const start = Date.now()
  await run(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  await migrate(url.href)
  await bareCounty(url.href)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    // Invented rows fit by construction: foreign keys are not asked row by row.
    await client.query('SET session_replication_role = replica')
    await client.query("SET maintenance_work_mem = '1GB'")
    const saved = await dropIndexes(client)
    const slugs = await regions(client, size.villages)
    say(`${size.villages} 个村，写入 ${size.villages * size.months * size.perMonth} 条公开`)
    const rows = await notices(client, size, say)
    for (const [i, statement] of saved.entries()) {
      say(`建索引 ${i + 1} / ${saved.length}`)
      await client.query(statement)
    }
    await client.query(
      'INSERT INTO place_months (region_id, path, month, due, published, late) SELECT region_id, path, due_month, count(*), count(published_at), count(*) FILTER (WHERE published_on > due_on) FROM obligations GROUP BY 1, 2, 3',
    )
    await client.query('VACUUM ANALYZE')
    const {
      rows: [sizeRow],
    } = await client.query<{ mb: number }>('SELECT pg_database_size(current_database()) / 1048576 AS mb')
    const pick = (n: number) =>
      Array.from({ length: n }, (_, i) => Math.floor((i * 7919) % (size.villages * size.months * size.perMonth)))
    return {
      url: url.href,
      slugs,
      codes: pick(2_000).map(codeOf),
      rows,
      seconds: (Date.now() - start) / 1000,
      megabytes: Number(sizeRow!.mb),
    }
  } finally {
    await client.end()
  }
}

async function bareCounty(url: string) {
  const { pack } = await readPack('counties/demo', rooms)
  const places = pack.of(packedPlaces)
  const people = pack.of(packedPeople)
  const catalogue = pack.of(packedCatalogue)
  const none = <T>(table: Table<T>) => only(table, () => false)
  const nobody = { people: none(people.people), kin: none(people.kin), groups: none(people.groups) }
  const c = connect(url, { max: 2 })
  // Only the items that the rows below publish: else every village would owe eighty more and show them as missing.
  const bare = pack
    .with(packedCatalogue, { ...catalogue, items: catalogue.items.filter((i) => items.includes(i.value.code)) })
    .with(packedPlaces, { ...places, regions: only(places.regions, (r) => r.level === 'county') })
    .with(packedPeople, { posts: people.posts, ...nobody })
  await importPack(c.db, bare, new Date('2025-12-01T00:00:00Z'))
  await c.close()
}

async function regions(client: pg.Client, villages: number): Promise<string[]> {
  const townships = Math.max(1, Math.ceil(villages / 40))
  await client.query(`INSERT INTO regions (id, parent_id, code, level, name, full_name, slug, path, goes_live_on,
    grace_until, valid_from, pinyin, initials)
    SELECT 't' || i, c.id, 'T' || lpad(i::text, 5, '0'), 'township', '第' || i || '镇', '第' || i || '镇', 'bench-t' || i,
      c.path || 'T' || lpad(i::text, 5, '0') || '.', '2025-12-01', '2025-12-01', '2020-01-01', 'zhen' || i, 'z' || i
      FROM generate_series(1, ${townships}) i, regions c WHERE c.level = 'county'`)
  await client.query(`INSERT INTO regions (id, parent_id, code, level, kind, name, full_name, slug, path, households,
    population, goes_live_on, grace_until, valid_from, pinyin, initials)
    SELECT 'v' || i, t.id, 'V' || lpad(i::text, 6, '0'),
      'village', 'villageCommittee', '第' || i || '村', '第' || i || '村民委员会', 'bench-v' || i,
      t.path || 'V' || lpad(i::text, 6, '0') || '.', 300, 1100, '2025-12-01', '2025-12-01', '2020-01-01', 'cun' || i,
      'c' || i FROM generate_series(0, ${villages - 1}) i JOIN regions t ON t.id = 't' || (i % ${townships} + 1)`)
  return Array.from(
    { length: Math.min(villages, 2_000) },
    (_, i) => `bench-v${Math.floor((i * villages) / Math.min(villages, 2_000))}`,
  )
}

async function notices(client: pg.Client, size: Size, say: (text: string) => void): Promise<number> {
  const { rows: paths } = await client.query<{ id: string; path: string; slug: string }>(
    "SELECT id, path, slug FROM regions WHERE level = 'village' ORDER BY length(id), id",
  )
  const { rows: versions } = await client.query<{ code: string; category_code: string; template_code: string | null }>(
    'SELECT code, category_code, template_code FROM catalogue_items WHERE code = ANY($1)',
    [items],
  )
  const item = new Map(versions.map((v) => [v.code, v]))
  const pool = Array.from({ length: 256 }, (_, i) => pick(i))
  const tables: [string, string, (n: Notice) => string][] = [
    [
      'notices',
      'id, code, region_id, path, item_code, item_version, period, title, audience, created_at',
      (n) => [n.id, n.code, n.region, n.path, n.item, 1, n.period, n.title, 'everyone', n.at].join('\t'),
    ],
    [
      'obligations',
      'id, region_id, path, item_code, item_version, period, due_on, due_month, notice_id, published_at, published_on, made_at',
      (n) =>
        [
          `o${n.id}`,
          n.region,
          n.path,
          n.item,
          1,
          n.period,
          n.due,
          n.due.slice(0, 7),
          n.id,
          n.at,
          n.at.slice(0, 10),
          n.at,
        ].join('\t'),
    ],
    [
      'publications',
      'id, notice_id, version, code, region_id, path, item_code, category_code, period, title, audience, content, public_content, salt, commitment, leaf_id, hands, due_on, published_at, published_on, display_from, display_until, tokens',
      (n) =>
        [
          `p${n.id}`,
          n.id,
          1,
          n.code,
          n.region,
          n.path,
          n.item,
          item.get(n.item)!.category_code,
          n.period,
          n.title,
          'everyone',
          '{}',
          n.content,
          salt,
          commitment,
          `l${n.id}`,
          hands,
          n.due,
          n.at,
          n.at.slice(0, 10),
          n.at.slice(0, 10),
          n.due,
          n.tokens,
        ].join('\t'),
    ],
  ]
  let written = 0
  for (const [table, columns, line] of tables) {
    const begun = Date.now()
    const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`))
    await pipeline(Readable.from(lines(paths, size, pool, line, item)), stream)
    written += size.villages * size.months * size.perMonth
    say(`${table}：${Math.round((size.villages * size.months * size.perMonth) / ((Date.now() - begun) / 1000))} 行/秒`)
  }
  return written
}

type Notice = {
  id: string
  code: string
  region: string
  path: string
  item: string
  period: string
  title: string
  at: string
  due: string
  content: string
  tokens: string
}
const salt = `\\\\x${'00'.repeat(32)}`
const commitment = 'A'.repeat(43)
const hands = JSON.stringify([
  {
    step: '编制',
    name: '林晓',
    post: '村务公开专职人员',
    place: '',
    at: '2026-01-05T02:00:00.000Z',
    deputyFor: '',
    comment: '',
  },
])

function* lines(
  paths: { id: string; path: string; slug: string }[],
  size: Size,
  pool: { content: string; tokens: string }[],
  line: (n: Notice) => string,
  item: Map<string, { template_code: string | null }>,
): Generator<string> {
  let text = ''
  let n = 0
  for (const p of paths) {
    for (let m = 0; m < size.months; m += 1) {
      const period = `2026-${String(m + 1).padStart(2, '0')}`
      const due = m === 11 ? '2027-01-08' : `2026-${String(m + 2).padStart(2, '0')}-08`
      for (let k = 0; k < size.perMonth; k += 1) {
        const of = pool[(n * 31) % pool.length]!
        const code = items[k % items.length]!
        const content = of.content
          .replace('§PLACE', p.slug)
          .replace('§ITEM', code)
          .replace('§PERIOD', period)
          .replace('"§TEMPLATE"', JSON.stringify(item.get(code)?.template_code ?? null))
        text += `${line({ id: `n${n}`, code: codeOf(n), region: p.id, path: p.path, item: code, period, title: `2026 年 ${m + 1} 月公开`, at: `${due.slice(0, 8)}05T02:${String(n % 60).padStart(2, '0')}:00Z`, due, content, tokens: of.tokens })}\n`
        n += 1
        if (text.length > 131_072) {
          yield text
          text = ''
        }
      }
    }
  }
  if (text !== '') yield text
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
function codeOf(n: number): string {
  let code = ''
  for (let i = 0, x = ((n * 2_654_435_761) % 2 ** 40) + n; i < 10; i += 1, x = Math.floor(x / 32))
    code = crockford[x % 32]! + code
  return `${code.slice(0, 5)}${crockford[Math.floor(n / 32 ** 4) % 32]}${crockford[Math.floor(n / 32 ** 3) % 32]}${crockford[Math.floor(n / 1024) % 32]}${crockford[Math.floor(n / 32) % 32]}${crockford[n % 32]}`
}

function pick(i: number): { content: string; tokens: string } {
  const rows = Array.from({ length: 6 }, (_, r) => ({
    voucherDate: `2026-01-${String(10 + r)}`,
    summary: phrases[(i + r * 3) % phrases.length]!,
    item: phrases[(i + r * 5) % phrases.length]!,
    amount: `${(i * 37 + r * 911) % 9000}.00`,
    handler: '林晓',
  }))
  const content = JSON.stringify({
    title: '公开',
    place: '§PLACE',
    item: '§ITEM',
    period: '§PERIOD',
    stage: '',
    version: 1,
    template: '§TEMPLATE',
    templateVersion: 1,
    rows,
    hiddenRows: 0,
    totals: {},
    note: '',
    nothing: null,
    attachments: [],
    reason: '',
  })
  return { content, tokens: tsvectorOf(rows.map((r) => r.summary).join('，')).replaceAll('\\', '\\\\') }
}

async function dropIndexes(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; def: string }>(
    "SELECT indexname AS name, indexdef AS def FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ('publications', 'obligations', 'notices') AND indexdef NOT LIKE '%UNIQUE%'",
  )
  for (const r of rows) await client.query(`DROP INDEX ${r.name}`)
  return rows.map((r) => r.def)
}

async function run(url: string, ...statements: string[]) {
  const c = new pg.Client({ connectionString: url })
  await c.connect()
  try {
    for (const s of statements) await c.query(s)
  } finally {
    await c.end()
  }
}
