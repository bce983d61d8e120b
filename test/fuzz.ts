/**
 * Every route with values that nobody thought of: of the right shape, of the wrong one, ids of other things, days that
 * are none, texts that no database takes. Whatever comes, the answer is a sentence, never a fault of ours (5xx). `npm
 * run fuzz` runs it at length.
 */
import { globSync, readFileSync } from 'node:fs'
import { randomOf, type Random } from '../src/demo/content/random.ts'
import { rows, sql } from '../src/platform/db.ts'
import { consoleRoutes, type Json, type Route } from './routes.ts'
import type { World } from './world.ts'

/** `cookie`: empty for a stranger. */
export type Caller = { name: string; cookie: string }
/**
 * A request that kept everybody else waiting: how long the main thread was busy at one go, in milliseconds of its own
 * time.
 */
export type Held = { route: string; ms: number; url: string; body: string }
/** A refusal that people cannot read: words of the machine's own outside of what they typed themselves. */
export type Unread = { route: string; says: string }
export type Fault = { caller: string; route: string; url: string; body: string; status: number; says: string }

const odd: readonly unknown[] = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '9'.repeat(30),
  'null',
  'a\u0000b',
  '\ud800',
  '%',
  "'; --",
  '"><script>',
  '../../etc',
  '长'.repeat(3_000),
  // What quadratic reading would stumble over.
  '9'.repeat(60_000),
  '一三'.repeat(30_000),
  '王小花、'.repeat(15_000),
  '（“【'.repeat(20_000),
  '1,'.repeat(40_000),
  '\u202e12',
  0,
  -1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e300,
  null,
  true,
  [],
  {},
  [[[]]],
  ['a', 1],
]
const days = [
  '0000-01-01',
  '0000-01',
  '9999-12-31',
  '275760-09-13',
  '-000001-01-01',
  '2026-02-30',
  '2026-13',
  '2026-00-10',
  '2026-10-05',
  '2026-09',
  '2026',
  '1900-01-01',
  '2062-02-28',
]

/** All routes with their whole addresses: the console's with what checks their input, and the pages. */
function routesOf(w: World): Pick<Route, 'method' | 'path' | 'schemas'>[] {
  const pages = w.app.routes.filter((r) => r.method !== 'ALL' && !r.path.startsWith('/api/') && !r.path.includes('*'))
  const all = [
    ...consoleRoutes(w).map((r) => ({ ...r, path: `/api${r.path}` })),
    ...new Map(pages.map(({ method, path }) => [`${method} ${path}`, { method, path, schemas: {} }] as const)).values(),
  ]
  // Signing out ends what the caller is: last.
  const session = (path: string) => Number(path.startsWith('/api/session'))
  return all.sort((a, b) => session(a.path) - session(b.path))
}

/** What the pages' forms ask for, wherever they are written. */
const formNames = [
  ...new Set(
    globSync('src/**/*.tsx')
      .sort()
      .flatMap((f) => [...readFileSync(f, 'utf8').matchAll(/ name="([a-z]\w*)"/g)].map((m) => m[1]!)),
  ),
]

/** Ids, codes and slugs of whatever is there, so that requests get past the first door. */
async function namesIn(w: World): Promise<string[]> {
  const tables = await rows(
    w.t.owner,
    sql<{ t: string; c: string }>`
      SELECT table_name AS t, column_name AS c
      FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name IN ('id', 'code', 'slug') AND data_type = 'text'
        AND table_name IN (
          SELECT table_name
          FROM information_schema.tables
          WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        )
      ORDER BY 1, 2`,
  )
  const all: string[] = []
  for (const { t, c } of tables)
    all.push(
      ...(
        await rows(w.t.owner, sql<{ v: string }>`SELECT ${sql.ref(c)} AS v FROM ${sql.table(t)} ORDER BY 1 LIMIT 4`)
      ).map((r) => r.v),
    )
  return all
}

/** Days and times that the requests left in the tables although nobody can mean them, with where they stand. */
export async function farDays(w: World): Promise<string[]> {
  const columns = await rows(
    w.t.owner,
    sql<{ t: string; c: string }>`
      SELECT c.table_name AS t, c.column_name AS c
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
        AND c.data_type IN ('date', 'timestamp with time zone')`,
  )
  const far: string[] = []
  for (const { t, c } of columns) {
    const [found] = await rows(
      w.t.owner,
      sql<{ day: string }>`
        SELECT ${sql.ref(c)}::text AS day
        FROM ${sql.table(t)}
        WHERE ${sql.ref(c)} NOT BETWEEN '1910-01-01' AND '2046-12-31'
        LIMIT 1`,
    )
    if (found) far.push(`${t}.${c} ${found.day}`)
  }
  return far
}

/** `rounds`: requests for each route and caller. Faults, each told once per route and caller. */
export async function fuzz(
  w: World,
  callers: readonly Caller[],
  rounds: number,
  seed: string,
): Promise<{ sent: number; answers: Record<string, number>; faults: Fault[]; held: Held[]; unread: Unread[] }> {
  const random = randomOf(seed)
  const known = await namesIn(w)
  const faults = new Map<string, Fault>()
  const held = new Map<string, Held>()
  const unread = new Map<string, Unread>()
  let sent = 0
  const answers: Record<string, number> = {}
  const strange = (): unknown =>
    random.chance(0.3) ? random.pick(days) : random.chance(0.4) ? random.pick(known) : random.pick(odd)
  for (const route of routesOf(w))
    for (const caller of callers)
      for (let n = 0; n < rounds; n++) {
        const url = addressOf(route, random, known, strange)
        const body = route.method === 'GET' ? undefined : bodyOf(route, random, known, strange)
        sent += 1
        const ask = async () =>
          w.app.request(url, {
            method: route.method,
            headers: {
              cookie: caller.cookie,
              origin: 'http://localhost',
              host: 'localhost',
              ...(body?.type === undefined ? {} : { 'content-type': body.type }),
            },
            ...(body === undefined ? {} : { body: body.sent }),
          })
        const { answer, ms } = await longestGo(ask)
        // Code that runs for the first time is compiled, and memory is tidied up at times: asked again, it is not that.
        if (ms > longest) {
          const again = (await longestGo(ask)).ms
          const { method, path } = route
          if (again > longest)
            held.set(`${method} ${path}`, {
              route: `${method} ${path}`,
              ms: again,
              url,
              body: body?.told.slice(0, 300) ?? '',
            })
        }
        const kind = `${caller.name === '' ? 'stranger' : caller.name === 'villager' ? 'villager' : 'staff'} ${answer.status}`
        answers[kind] = (answers[kind] ?? 0) + 1
        // Open311 is for programs.
        if (
          answer.status >= 400 &&
          !route.path.startsWith('/open311') &&
          answer.headers.get('content-type')?.includes('json')
        ) {
          const says = sentencesOf(await answer.clone().json())
          if (says.some(isMachines))
            unread.set(route.path, { route: `${route.method} ${route.path}`, says: says.join(' ') })
        }
        if (answer.status < 500) continue
        faults.set(`${caller.name} ${route.method} ${route.path}`, {
          caller: caller.name,
          route: `${route.method} ${route.path}`,
          url,
          body: body?.told.slice(0, 300) ?? '',
          status: answer.status,
          says: (await answer.text()).slice(0, 200),
        })
      }
  return { sent, answers, faults: [...faults.values()], held: [...held.values()], unread: [...unread.values()] }
}

/** A form in parts as no browser sends it. `head`: what the request calls it. */
type Malformed = { told: string; head: string; sent: string }
const edge = '----edge'
const part = (name: string, text: string, more = '') =>
  `--${edge}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
const head = `multipart/form-data; boundary=${edge}`
const end = `--${edge}--\r\n`
const fileHead = '; filename="a.jpg"\r\ncontent-type: image/jpeg'

export const malformed: readonly Malformed[] = [
  { told: 'no boundary', head: 'multipart/form-data', sent: part('text', '路灯') + end },
  { told: 'an empty boundary', head: 'multipart/form-data; boundary=', sent: part('text', '路灯') + end },
  {
    told: 'a boundary too long',
    head: `multipart/form-data; boundary=${'b'.repeat(5_000)}`,
    sent: part('text', '路灯') + end,
  },
  {
    told: 'another boundary than it says',
    head: 'multipart/form-data; boundary=other',
    sent: part('text', '路灯') + end,
  },
  { told: 'no end', head, sent: part('text', '路灯') },
  { told: 'an end within a part', head, sent: part('file', 'ab', fileHead).slice(0, -30) },
  { told: 'nothing', head, sent: '' },
  { told: 'only the end', head, sent: end },
  { told: 'an end, and more', head, sent: end + part('text', '路灯') + end },
  { told: 'a part without a head', head, sent: `--${edge}\r\n\r\n路灯\r\n${end}` },
  { told: 'a part without a name', head, sent: `--${edge}\r\ncontent-disposition: form-data\r\n\r\n路灯\r\n${end}` },
  { told: 'bare line feeds', head, sent: (part('text', '路灯') + end).replaceAll('\r\n', '\n') },
  { told: 'a head of a megabyte', head, sent: part('text', '路灯', `; x="${'h'.repeat(1_000_000)}"`) + end },
  { told: 'ten thousand heads', head, sent: part('text', '路灯', `\r\n${'x-h: 1\r\n'.repeat(10_000)}x: y`) + end },
  { told: 'a name of a megabyte', head, sent: part('n'.repeat(1_000_000), '路灯') + end },
  {
    told: 'a file name of a megabyte',
    head,
    sent: part('file', 'x', `; filename="${'长'.repeat(300_000)}.jpg"`) + end,
  },
  {
    told: 'names that are none',
    head,
    sent:
      part('__proto__', '1') +
      part('constructor', '2') +
      part('a\u0000b', '3') +
      part('a[b][c]', '4') +
      part('text', '5', '; name="again"') +
      end,
  },
  {
    told: 'a form within a form',
    head,
    sent:
      part(
        'file',
        `--in\r\ncontent-disposition: form-data; name="text"\r\n\r\n路灯\r\n--in--`,
        '\r\ncontent-type: multipart/mixed; boundary=in',
      ) + end,
  },
  { told: 'five hundred parts of nothing', head, sent: part('file', '', fileHead).repeat(500) + end },
  { told: 'ten thousand parts of nothing', head, sent: part('', '', '; filename=""').repeat(10_000) + end },
  {
    told: 'the boundary in what is sent',
    head,
    sent: part('text', `路灯 --${edge} 又 ${edge}-- 坏了\r\n--${edge}x`) + end,
  },
  {
    told: 'almost the boundary, again and again',
    head,
    sent: part('text', `\r\n--${edge.slice(0, -1)}`.repeat(60_000)) + end,
  },
  {
    told: 'text that is no UTF-8, in an encoding',
    head,
    sent:
      part(
        'text',
        '=E8=B7=AF\ud800',
        '\r\ncontent-transfer-encoding: quoted-printable\r\ncontent-type: text/plain; charset=utf-7',
      ) + end,
  },
]

/** Every route that takes a form in parts, with each malformed one: pages as they are posted, the console's uploads. */
export async function malformedForms(
  w: World,
  callers: readonly Caller[],
  seed: string,
): Promise<{ sent: number; faults: Fault[]; held: Held[] }> {
  const random = randomOf(seed)
  const known = await namesIn(w)
  const out = { sent: 0, faults: [] as Fault[], held: [] as Held[] }
  const routes = routesOf(w).filter((r) => r.method !== 'GET' && !r.schemas['json'] && !r.path.endsWith('/session'))
  const own: Record<string, string> = { slug: 'liuwan', village: 'liuwan', service: 'SV001', name: 'SV001' }
  for (const { method, path } of routes)
    for (const form of malformed)
      for (const caller of callers) {
        const url = `http://localhost${path.replace(
          /:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?\??/g,
          (_, param: string) => own[param] ?? encodeURIComponent(random.pick(known)),
        )}`
        const ask = async () =>
          w.app.request(url, {
            method,
            headers: {
              cookie: caller.cookie,
              origin: 'http://localhost',
              host: 'localhost',
              'content-type': form.head,
            },
            body: form.sent,
          })
        out.sent += 1
        const { answer, ms } = await longestGo(ask)
        const told = { route: `${method} ${path}`, url, body: form.told }
        // As in the other requests: what is slow once may be the machine.
        const again = ms > longest ? (await longestGo(ask)).ms : ms
        if (again > longest) out.held.push({ ...told, ms: again })
        if (answer.status >= 500)
          out.faults.push({
            ...told,
            caller: caller.name,
            status: answer.status,
            says: (await answer.text()).slice(0, 200),
          })
      }
  return out
}

/** Every sentence of a refusal: its own and those of its details. */
const sentencesOf = (body: { message?: string; details?: { issues?: { message: string }[] } }): string[] => [
  body.message ?? '',
  ...(body.details?.issues ?? []).map((i) => i.message),
]

/** Names of things that people know under no other name. */
const things = /[\w.]+@[\w.]+|Excel|Word|PDF|OFD|JPG|PNG|xlsx|docx|CSV|https?:\/\/|MB|KB|ID|IP|UTF|SHA-256|WeChat|ZIP/gi

/** No Chinese, or letters that are neither quoted nor the name of something. */
const isMachines = (sentence: string): boolean => {
  const own = sentence.replace(/“[^”]*”|「[^」]*」|（[^）]*）/g, '').replace(things, '')
  return !/[\u4e00-\u9fff]/.test(sentence) || /[a-z]{3,}/i.test(own)
}

/** Nothing may hold the main thread longer at one go: everybody waits meanwhile. */
const longest = 200

/**
 * The answer, and the longest stretch of the thread's own computing between two turns of the event loop (whatever the
 * machine does beside).
 */
async function longestGo(ask: () => Promise<Response>): Promise<{ answer: Response; ms: number }> {
  const computed = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let [last, ms] = [computed(), 0]
  const look = () => {
    const now = computed()
    ms = Math.max(ms, now - last)
    last = now
  }
  const looking = setInterval(look, 5)
  const answer = await ask().finally(() => clearInterval(looking))
  look()
  return { answer, ms }
}

function addressOf(
  route: Pick<Route, 'path' | 'schemas'>,
  random: Random,
  known: readonly string[],
  strange: () => unknown,
): string {
  const path = route.path.replace(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?\??/g, () =>
    encodeURIComponent(safe(random.chance(0.75) ? random.pick(known) : String(strange()))),
  )
  const url = new URL(`http://localhost${path}`)
  const asked = route.schemas['query']?.properties ?? {}
  const names = [
    ...Object.keys(asked),
    ...(route.path.startsWith('/api/') ? [] : ['month', 'v', 'page', 'q', 'year', 'status', 'code', 'item']),
  ]
  for (const name of names)
    if (random.chance(0.5))
      url.searchParams.set(
        name,
        safe(
          String(name in asked && random.chance(0.6) ? valueOf(asked[name]!, random, known, strange, 0) : strange()),
        ),
      )
  return url.href
}

/** An address cannot carry half a character; everything else is sent as it is. */
const safe = (text: string): string => text.toWellFormed().slice(0, 4_000)

/**
 * The console's in JSON, the pages' as forms send them: in an address's manner or in parts, with a file now and then.
 */
function bodyOf(
  route: Pick<Route, 'path' | 'schemas'>,
  random: Random,
  known: readonly string[],
  strange: () => unknown,
): { type?: string; sent: string | FormData; told: string } {
  if (route.path.startsWith('/api/')) {
    const schema = route.schemas['json']
    const sent = JSON.stringify(schema && random.chance(0.9) ? valueOf(schema, random, known, strange, 0) : strange())
    return { type: 'application/json', sent, told: sent }
  }
  const given = formNames
    .filter(() => random.chance(0.3))
    .map((name) => [name, safe(String(random.chance(0.3) ? random.pick(known) : strange()))] as const)
  const form = new URLSearchParams(given.map(([name, value]) => [name, value]))
  if (random.chance(0.6))
    return { type: 'application/x-www-form-urlencoded', sent: form.toString(), told: form.toString() }
  const parts = new FormData()
  for (const [name, value] of given) parts.append(name, value)
  if (random.chance(0.5))
    parts.append('file', new File([random.pick(files)], random.pick(['a.jpg', '长'.repeat(200), ''])))
  return { sent: parts, told: `in parts: ${form}` }
}
const files = ['', 'PK\u0003\u0004', '%PDF-1.7', 'GIF89a', '{'.repeat(2_000), '\u0000'.repeat(100)]

/** Something of the schema's shape, or now and then of none. */
function valueOf(
  schema: Json,
  random: Random,
  known: readonly string[],
  strange: () => unknown,
  depth: number,
): unknown {
  if (random.chance(0.08) || depth > 6) return strange()
  const again = (s: Json = {}) => valueOf(s, random, known, strange, depth + 1)
  const several = schema.anyOf ?? schema.oneOf
  if (several) return again(random.pick(several))
  if ('const' in schema) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => required.includes(name) || random.chance(0.7))
          .map(([name, s]) => [name, again(s)]),
      )
    }
    case 'array': {
      const all = Array.from({ length: random.int(0, 3) }, () => again(schema.items))
      // The same twice, as people do.
      return random.chance(0.25) ? [...all, ...all] : all
    }
    case 'integer':
    case 'number':
      return random.pick([0, 1, 2, -1, 100, 1.5, 2 ** 31, 1e15, 2 ** 53])
    case 'boolean':
      return random.chance(0.5)
    case 'string':
      if (schema.format === 'date') return random.pick(days)
      return random.chance(0.6) ? random.pick(known) : random.chance(0.5) ? '说明一下情况，请核对。' : strange()
    default:
      return strange()
  }
}
