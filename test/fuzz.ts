/**
 * Every route with values that nobody thought of: of the right shape, of the wrong one, ids of other things, days that are none, texts
 * that no database takes. Whatever comes, the answer is a sentence, never a fault of ours (5xx). `npm run fuzz` runs it at length.
 */
import { z } from 'zod'
import { staffApi } from '../src/app/staff.api.ts'
import { randomOf, type Random } from '../src/demo/content/random.ts'
import { schemaOf, type Marked } from '../src/kernel/staff/staff.ts'
import { rows, sql } from '../src/platform/db.ts'
import type { World } from './world.ts'

type Json = Record<string, unknown>
type Route = { method: string; path: string; inputs: { target: string; schema: Json }[] }
/** `cookie`: empty for a stranger. */
export type Caller = { name: string; cookie: string }
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
  '2062-02-29',
]

/** All routes: the console's with what checks their input, the pages with their addresses. */
function routesOf(w: World): Route[] {
  const found = new Map<string, Route>()
  const add = (method: string, path: string, handler?: Marked) => {
    if (method === 'ALL') return
    const route = found.get(`${method} ${path}`) ?? { method, path, inputs: [] }
    found.set(`${method} ${path}`, route)
    const input = handler?.[schemaOf]
    if (input)
      route.inputs.push({
        target: input.target,
        schema: z.toJSONSchema(input.schema, { io: 'input', unrepresentable: 'any' }) as Json,
      })
  }
  for (const r of staffApi(w.office).routes) add(r.method, `/api${r.path}`, r.handler as Marked)
  for (const r of w.app.routes) if (!r.path.startsWith('/api/') && !r.path.includes('*')) add(r.method, r.path)
  // Signing out ends what the caller is: last.
  return [...found.values()].sort(
    (a, b) => Number(a.path.startsWith('/api/session')) - Number(b.path.startsWith('/api/session')),
  )
}

/** Ids, codes and slugs of whatever is there, so that requests get past the first door. */
async function namesIn(w: World): Promise<string[]> {
  const tables = await rows(
    w.t.owner,
    sql<{ t: string; c: string }>`
      SELECT table_name AS t, column_name AS c
      FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name IN ('id', 'code', 'slug') AND data_type = 'text'
        AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE')`,
  )
  const all: string[] = []
  for (const { t, c } of tables)
    all.push(
      ...(
        await rows(
          w.t.owner,
          sql<{ v: string }>`SELECT ${sql.ref(c)} AS v FROM ${sql.table(t)} ORDER BY random() LIMIT 4`,
        )
      ).map((r) => r.v),
    )
  return all
}

/** `rounds`: requests for each route and caller. Faults, each told once per route and caller. */
export async function fuzz(
  w: World,
  callers: readonly Caller[],
  rounds: number,
  seed: string,
): Promise<{ sent: number; answers: Record<string, number>; faults: Fault[] }> {
  const random = randomOf(seed)
  const known = await namesIn(w)
  const faults = new Map<string, Fault>()
  let sent = 0
  const answers: Record<string, number> = {}
  const any = (): unknown =>
    random.chance(0.3) ? random.pick(days) : random.chance(0.4) ? random.pick(known) : random.pick(odd)
  for (const route of routesOf(w))
    for (const caller of callers)
      for (let n = 0; n < rounds; n++) {
        const url = addressOf(route, random, known, any)
        const body = route.method === 'GET' ? undefined : bodyOf(route, random, known, any)
        sent += 1
        const answer = await w.app.request(url, {
          method: route.method,
          headers: {
            cookie: caller.cookie,
            origin: 'http://localhost',
            host: 'localhost',
            ...(body === undefined ? {} : { 'content-type': body.type }),
          },
          ...(body === undefined ? {} : { body: body.text }),
        })
        const kind = `${caller.name === '' ? 'stranger' : 'staff'} ${answer.status}`
        answers[kind] = (answers[kind] ?? 0) + 1
        if (answer.status < 500 || answer.status === 503) continue
        faults.set(`${caller.name} ${route.method} ${route.path}`, {
          caller: caller.name,
          route: `${route.method} ${route.path}`,
          url,
          body: body?.text.slice(0, 300) ?? '',
          status: answer.status,
          says: (await answer.text()).slice(0, 200),
        })
      }
  return { sent, answers, faults: [...faults.values()] }
}

function addressOf(route: Route, random: Random, known: readonly string[], any: () => unknown): string {
  const path = route.path.replace(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?\??/g, () =>
    encodeURIComponent(safe(random.chance(0.75) ? random.pick(known) : String(any()))),
  )
  const url = new URL(`http://localhost${path}`)
  const query = route.inputs.find((i) => i.target === 'query')?.schema
  const names = [
    ...Object.keys((query?.properties as Json | undefined) ?? {}),
    ...(route.path.startsWith('/api/') ? [] : ['month', 'v', 'page', 'q', 'year', 'status', 'code', 'item']),
  ]
  for (const name of names)
    if (random.chance(0.5))
      url.searchParams.set(
        name,
        safe(
          String(
            query && random.chance(0.6)
              ? valueOf(((query.properties as Json)[name] ?? {}) as Json, random, known, any, 0)
              : any(),
          ),
        ),
      )
  return url.href
}

/** An address cannot carry half a character; everything else is sent as it is. */
const safe = (text: string): string => text.toWellFormed().slice(0, 4_000)

function bodyOf(
  route: Route,
  random: Random,
  known: readonly string[],
  any: () => unknown,
): { type: string; text: string } {
  const json = route.inputs.find((i) => i.target === 'json')
  if (route.path.startsWith('/api/'))
    return {
      type: 'application/json',
      text: JSON.stringify(json && random.chance(0.9) ? valueOf(json.schema, random, known, any, 0) : any()),
    }
  const form = new URLSearchParams()
  for (const name of [
    'kind',
    'text',
    'name',
    'contact',
    'phone',
    'key',
    'code',
    'digits',
    'show',
    'spot',
    'month',
    'agree',
  ])
    if (random.chance(0.5)) form.set(name, safe(String(any())))
  return { type: 'application/x-www-form-urlencoded', text: form.toString() }
}

/** Something of the schema's shape, or now and then of none. */
function valueOf(schema: Json, random: Random, known: readonly string[], any: () => unknown, depth: number): unknown {
  if (random.chance(0.08) || depth > 6) return any()
  const again = (s: unknown) => valueOf((s ?? {}) as Json, random, known, any, depth + 1)
  const several = (schema.anyOf ?? schema.oneOf) as unknown[] | undefined
  if (several) return again(random.pick(several))
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return random.pick(schema.enum as unknown[])
  switch (schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema as { properties?: Json; required?: string[] }
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
      return random.chance(0.6) ? random.pick(known) : random.chance(0.5) ? '说明一下情况，请核对。' : any()
    default:
      return any()
  }
}
