/**
 * Whoever names what belongs to another township gets nothing of it and changes nothing in it: every field of a body or
 * an address of the console that names an object, with the id of one of another place instead of one's own, as staff of
 * a village, a township and a bureau with every post there is of their place. Routes and fields are taken from the
 * application itself, what belongs to a place from the database; a field whose name this test does not know fails it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql } from '../src/platform/db.ts'
import type { Place } from '../src/modules/reports/sending/receive.ts'
import {
  aboutApplication,
  aboutNotice,
  aboutReport,
  aboutRun,
  aboutSeal,
  everyPost,
  hanging,
  ok,
  type Hanging,
  type Words,
} from './oneOfEach.ts'
import { photo } from './photo.ts'
import { consoleRoutes, type Json, type Route } from './routes.ts'
import { handsOf, open, publish, strokes } from './story.ts'
import { makeWorld, type Person, type World } from './world.ts'

const theirs: Words = {
  report: '蓝鹊桥',
  answerAsked: '请农业局看看蓝鹊桥',
  mediation: '朱雀塘',
  application: '白鹭洲',
  run: '鹭鸶路拓宽',
  seal: '灯塔改造申请表',
  notice: '夜莺场',
  question: '猫头鹰山',
  correction: '啄木鸟林',
}
const ours: Words = {
  report: '青石桥',
  answerAsked: '请住建局看看青石桥',
  mediation: '莲花塘',
  application: '沙洲',
  run: '东头路拓宽',
  seal: '危房改造申请表',
  notice: '晒谷场',
  question: '后山',
  correction: '前林',
}

let w: World
const strangers = new Map<string, Person>()
/** What hangs from Liuwan and Qingxi, and from the village of whoever asks. */
let foreign: Hanging
let own: Hanging
let foreignPlaces: string[]
let foreignRegions: string[]
/** Persons of the one side and the other. */
let persons: Record<'own' | 'foreign', string[]>

beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  const admin = await w.signIn('admin')
  const hands = await handsOf(w)
  // Sixi under another township: whoever works there has no business in Qingxi.
  ok(
    await admin.post('/regions', {
      name: '东坪镇',
      slug: 'dongping',
      code: 'QC02',
      parent: 'qingchuan',
      level: 'township',
      kind: 'town',
      validFrom: '2026-10-12',
    }),
  )
  ok(await admin.post('/regions/sixi/move', { parent: 'dongping', on: '2026-10-12' }))
  for (const [username, places] of [
    ['liuwan-member2', ['sixi']],
    ['qingxi-station', ['dongping']],
    ['zhujian-clerk', ['zhujianju']],
  ] as const) {
    await sql`
      DELETE FROM appointments
      WHERE person_id = (
        SELECT a.person_id FROM accounts a JOIN auth_users u ON u.id = a.user_id WHERE u.username = ${username}
      )`.execute(w.t.owner)
    await everyPost(w, username, places)
    strangers.set(username, await w.signIn(username))
  }
  await everyPost(w, 'qingxi-leader', ['liuwan', 'qingxi', 'nongyenongcunju', 'qingchuan'])
  const [grid, agent, above] = (await Promise.all(
    ['liuwan-grid', 'liuwan-agent', 'qingxi-leader'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
  const picture = async (colour: string) => new Uint8Array(await (await photo('照片.jpg', colour)).arrayBuffer())
  const placeOf = async (slug: string) =>
    (await first(w.office.db, sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = ${slug}`))!
  const village = strangers.get('liuwan-member2')!
  for (const maker of [
    {
      w,
      place: await placeOf('liuwan'),
      words: theirs,
      hands: { officer: hands.officer, grid, agent, above },
      picture: await picture('#9ac'),
    },
    {
      w,
      place: await placeOf('sixi'),
      words: ours,
      hands: { officer: village, grid: village, agent: village, above: village },
      picture: await picture('#ca9'),
    },
  ]) {
    await aboutReport(maker)
    await aboutApplication(maker)
    await aboutRun(maker)
    await aboutSeal(maker)
    await aboutNotice(maker)
  }
  await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-03', '2026-09'))
  const regions = await rows(
    w.office.db,
    sql<{ id: string; slug: string; path: string }>`
      SELECT id, slug, path
      FROM regions
      WHERE path LIKE 'QC.QC01.%' OR path LIKE 'QC.QC02.%'
      ORDER BY path`,
  )
  const under = (path: string) => regions.filter((r) => r.path.startsWith(path))
  foreignPlaces = under('QC.QC01.').map((r) => r.slug)
  const personsOf = async (path: string) =>
    (
      await rows(
        w.office.db,
        sql<{ id: string }>`
          SELECT DISTINCT a.person_id AS id
          FROM appointments a
          JOIN regions r ON r.id = a.region_id
          WHERE r.path LIKE ${`${path}%`}
          ORDER BY 1`,
      )
    ).map((r) => r.id)
  persons = { own: await personsOf('QC.QC02.'), foreign: await personsOf('QC.QC01.') }
  ;[foreign, own] = [
    await hanging(w, (foreignRegions = under('QC.QC01.').map((r) => r.id))),
    await hanging(
      w,
      under('QC.QC02.').map((r) => r.id),
    ),
  ]
})
afterAll(() => w.close())

/** Fields that name an object of a place, with what stands in one where nothing foreign is named. */
const objects: Record<string, (route: Route) => string | undefined> = {
  place: () => 'sixi',
  at: () => 'sixi',
  village: () => 'sixi',
  parent: () => 'dongping',
  area: () => 'sixi',
  from: () => 'sixi',
  into: (r) => (r.path === '/regions/merge' ? 'sixi' : own.codes.at(-1)),
  to: () => 'sixi',
  units: () => 'zhujianju',
  lead: () => 'zhujianju',
  holder: () => 'sixi',
  id: (r) => idOf(r),
  ids: (r) => idOf(r),
  caseId: () => one('cases'),
  code: () => own.codes[0],
  file: () => one('files'),
  fileId: () => one('files'),
  fileIds: () => one('files'),
  files: () => one('files'),
  papers: () => one('application_papers'),
  record: () => one('application_papers'),
  scan: () => one('sha256'),
  sha256: () => one('sha256'),
  scanSha256: () => one('sha256'),
  eventId: () => one('obligations'),
  about: () => one('obligations'),
  obligations: () => one('obligations'),
  person: () => persons.own[0],
  personId: () => persons.own[0],
  relativeId: () => persons.own[1],
  deputyId: () => persons.own[1],
  toPersonId: () => persons.own[1],
  people: () => persons.own[0],
  appointment: () => one('appointments'),
  resident: () => undefined,
  other: () => undefined,
  household: () => '1',
  households: () => '1',
  after: () => undefined,
  hall: () => undefined,
}
const one = (table: string): string | undefined => own.ids.get(table)?.[0]

/** Of which table the id in an address is. */
function idOf({ path }: Pick<Route, 'path'>): string | undefined {
  const table = (
    [
      [/^\/obligations/, 'obligations'],
      [/^\/notices/, 'notices'],
      [/^\/(cases|corrections|applications)/, 'cases'],
      [/^\/requests/, 'case_requests'],
      [/^\/mediations/, 'mediations'],
      [/^\/powers/, 'power_runs'],
      [/^\/seals/, 'seal_uses'],
      [/^\/questions/, 'questions'],
      [/^\/callbacks/, 'report_callbacks'],
      [/^\/appointments/, 'appointments'],
      [/^\/messages/, 'messages'],
    ] as const
  ).find(([of]) => of.test(path))?.[1]
  if (path.startsWith('/accounts')) return persons.own[0]
  if (/^\/(regions|onboarding|halls)/.test(path)) return 'sixi'
  return table && one(table)
}

/**
 * Fields of the same names that are words or numbers all the same; any place may be asked about a case or be handed it,
 * a code is of one's own factor.
 */
const words: readonly string[] = [
  'POST /powers/runs about',
  'POST /reports about',
  'POST /residents household',
  'POST /residents/household household',
  'POST /residents/household to',
  'POST /cases/:id/consult units',
  'POST /applications/:id/consult units',
  ...['holder', 'units', 'lead'].map((name) => `POST /cases/:id/actions/:action ${name}`),
]

type At = { name: string; schema: Json; way: string[] }
/** Every text of a schema with the way to it; of several shapes each. */
function textsOf(schema: Json | undefined, way: string[] = [], name = ''): At[] {
  if (!schema) return []
  const several = schema.anyOf ?? schema.oneOf
  if (several) return several.flatMap((s) => textsOf(s, way, name))
  if (schema.type === 'array') return textsOf(schema.items, way, name)
  if (schema.properties) return Object.entries(schema.properties).flatMap(([key, s]) => textsOf(s, [...way, key], key))
  return schema.type === 'string' && !schema.enum && schema.const === undefined && schema.format === undefined
    ? [{ name, schema, way }]
    : []
}

/** What a route's own words are, where any sentence will not do. */
const fitting: Record<string, Record<string, unknown>> = {
  'POST /seals': { askerKind: 'villager', askerName: '柳大妹', copies: 1 },
  'POST /mediations': { mediator: '老柳', name: '甲某' },
  'POST /people/appoint': { name: '第五某', from: '2026-10-13' },
  'POST /hand-overs': { on: '2026-10-20' },
  'POST /self-check/sign': { month: '2026-09' },
  'PUT /self-check': { clean: false },
  'POST /reports': { kind: 'question' },
  'POST /history': { on: '2019-05-01' },
}

/** A body that the schema takes, with `value` at the way's end. */
function bodyWith(route: Route, schema: Json, field: At, value: string): unknown {
  const made = (j: Json, name: string, way: string[]): unknown => {
    if (way.join('.') === field.way.join('.') && j.type === 'string') return value
    const own = fitting[`${route.method} ${route.path}`]?.[name]
    if (own !== undefined && !way.includes(field.name)) return own
    if (j.const !== undefined) return j.const
    if (j.enum)
      return j.enum.includes('strokes')
        ? field.name === 'scanSha256'
          ? 'paper'
          : 'strokes'
        : j.enum.find((e) => e !== '')
    const several = j.anyOf ?? j.oneOf
    if (several) {
      const fits = several.find((s) => textsOf(s, way, name).some((t) => t.way.join('.') === field.way.join('.')))
      return made(fits ?? several.find((s) => s.type !== 'null') ?? several[0]!, name, way)
    }
    if (j.type === 'object')
      return Object.fromEntries(
        Object.entries(j.properties ?? {})
          .filter(
            ([key]) =>
              j.required?.includes(key) || key === 'reply' || [...way, key].every((k, i) => field.way[i] === k),
          )
          .map(([key, s]) => [key, key === 'strokes' ? strokes : made(s, key, [...way, key])]),
      )
    if (j.type === 'array') return [made(j.items ?? {}, name, way)]
    if (j.type === 'integer' || j.type === 'number') return Math.max(j.minimum ?? 1, 1)
    if (j.type === 'boolean') return true
    if (name in objects) return objects[name]!(route) ?? '这是一句话'
    if (j.format === 'date') return '2026-10-12'
    if (j.format === 'date-time') return '2026-10-12T09:00:00+08:00'
    if (name === 'month' || name === 'period') return '2026-09'
    if (name === 'item') return 'C05-01'
    if (name === 'service') return 'SV001'
    if (name === 'power') return 'NH01'
    if (name === 'key') return `key-${value}`
    if (name === 'seal') return '村民委员会印章'
    if (name === 'channel') return 'phone'
    if (name === 'kind') return 'question'
    if (name === 'post') return 'V-TEAM'
    if (j.pattern?.includes('{64}')) return 'a'.repeat(64)
    return '这是一句足够长的话'
  }
  return made(schema, '', [])
}

const routes = () =>
  consoleRoutes(w).filter(
    (r) => r.permission !== 'anyone' && !r.path.startsWith('/session') && !r.path.endsWith('bulk'),
  )

const asked = (r: Route): { target: 'json' | 'query'; field: At }[] =>
  (['json', 'query'] as const).flatMap((target) =>
    textsOf(r.schemas[target])
      .filter(({ name, way }) => (name in objects && !/^(second|signature)$/.test(way[0]!)) || name === 'scanSha256')
      .filter(({ name }) => !words.includes(`${r.method} ${r.path} ${name}`))
      .map((field) => ({ target, field })),
  )

const filled = (r: Route, id: string | undefined) =>
  r.path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'action' ? 'answer' : encodeURIComponent(id ?? '019a0000-0000-7000-8000-000000000000'),
  )

async function press(who: Person, r: Route, path: string, body: unknown) {
  const answer = await w.app.request(`http://localhost/api${path}`, {
    method: r.method,
    headers: {
      cookie: who.cookie,
      origin: 'http://localhost',
      host: 'localhost',
      'content-type': 'application/json',
    },
    ...(r.method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, says: await answer.text() }
}

/** What only those of Liuwan and Qingxi may read: their words, and the ids of what is not published. */
const secrets = () => [
  ...Object.values(theirs),
  ...[...foreign.ids]
    .filter(
      ([table]) => !['appointments', 'leading_groups', 'group_members', 'obligations', 'publications'].includes(table),
    )
    .flatMap(([, ids]) => ids),
]
const samples = () => [
  ...[...foreign.ids.values()].map((ids) => ids[0]!),
  ...foreign.codes.slice(0, 6),
  ...foreignPlaces.slice(0, 2),
  persons.foreign[0]!,
]

/**
 * What is asked of many at once, each with its own answer; and what is the caller's own, where another's id finds
 * nothing.
 */
const toldApart = (says: string) => {
  const { results, refused, signed } = JSON.parse(says) as {
    results?: { done: boolean }[]
    refused?: unknown[]
    signed?: number
  }
  return results?.every((r) => !r.done) === true || (signed === 0 && (refused?.length ?? 0) > 0)
}
const findsNothing = new Set([
  'POST /views/:id/drop',
  'POST /entry-files/:key/:id/drop',
  'POST /messages/read',
  'POST /residents/slips',
])
/**
 * May name something of another place: a relative works there, somebody comes from there; whoever oversees the county
 * urges, and sees what is due.
 */
const over: Record<string, readonly string[]> = {
  'qingxi-station': ['POST /kin', 'POST /people/appoint', 'POST /appointments/:id/hand-over'],
  'zhujian-clerk': ['POST /urge', 'GET /events'],
}

/** `fits`: of the kind that stands there where nothing foreign is named. */
type Asked = { r: Route; path: string; body?: unknown; named: string; at: string; fits: boolean }
/** Every field that names something, with each of these; and every address. */
const questions = (values: readonly string[], addresses = true): Asked[] =>
  routes().flatMap((r) =>
    values.flatMap((named) => [
      ...(addresses && r.path.includes(':')
        ? [
            {
              r,
              path: filled(r, named),
              body: bodyWith(r, r.schemas['json'] ?? {}, nowhere, ''),
              named,
              at: 'address',
              fits: isAlike(named, idOf(r)),
            },
          ]
        : []),
      ...asked(r).map(({ target, field }) => {
        const all = bodyWith(r, r.schemas[target]!, field, named)
        const at = field.way.join('.')
        const fits = isAlike(named, objects[field.name]?.(r))
        if (target === 'json') return { r, path: filled(r, idOf(r)), body: all, named, at, fits }
        const query = new URLSearchParams(Object.entries(all as object).map(([k, v]) => [k, String(v)]))
        return { r, path: `${filled(r, idOf(r))}?${query}`, named, at: `?${at}`, fits }
      }),
    ]),
  )
/** Whether a foreign value is of the same kind as one's own: from the same table, both codes, both places, both people. */
function isAlike(named: string, mine: string | undefined): boolean {
  if (mine === undefined) return false
  const [kind, other] = ([foreign, own] as const).map((side, i) => {
    const value = i === 0 ? named : mine
    const table = [...side.ids].find(([, ids]) => ids.includes(value))?.[0]
    return table ?? (side.codes.includes(value) ? 'code' : /^[a-z]+$/.test(value) ? 'place' : 'person')
  })
  return kind === other
}
const nowhere: At = { name: '', schema: {}, way: ['-'] }

/** A few at once: most of each is waiting. */
async function each<T>(all: readonly T[], job: (one: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < all.length; i += 8) await Promise.all(all.slice(i, i + 8).map(job))
}

test.each(['liuwan-member2', 'qingxi-station', 'zhujian-clerk'])(
  'no field and no address in which %s names something of another township opens it or changes it',
  async (name) => {
    const who = strangers.get(name)!
    // A bureau urges villages of the whole county; their cases it does not touch.
    const roots = name === 'zhujian-clerk' ? foreign.ids.get('cases')! : foreignRegions
    const before = (await hanging(w, roots)).rows
    const wrong = new Set<string>()
    const hidden = secrets()
    // What is of the right kind each of them asks; the rest of the wrong kinds they ask by turns.
    const turn = [...strangers.keys()].indexOf(name)
    const mine = questions(samples()).filter(({ fits }, n) => fits || n % strangers.size === turn)
    await each(mine, async ({ r, path, body, named, at }) => {
      const { status, says } = await press(who, r, path, body)
      const route = `${r.method} ${r.path}`
      const rest = says.replaceAll(named, '')
      const told = over[name]?.includes(route) ? [] : hidden.filter((s) => rest.includes(s))
      const taken =
        status < 300 &&
        r.method !== 'GET' &&
        !findsNothing.has(route) &&
        !over[name]?.includes(route) &&
        !toldApart(says)
      if (status >= 500 || told.length > 0 || taken) wrong.add(`${route} ${at}: ${status} ${named} ${told.join(' ')}`)
    })
    expect([...wrong]).toEqual([])
    const after = (await hanging(w, roots)).rows
    expect(after.filter((row) => !before.includes(row))).toEqual([])
    expect(before.filter((row) => !after.includes(row))).toEqual([])
  },
)

test('with one’s own things in the same fields the same requests are taken: so the test looks where there is something', async () => {
  const taken = new Set<string>()
  // One after the other: what one takes is there for the next.
  for (const who of strangers.values())
    for (const { r, path, body, at } of questionsOfOwn()) {
      const { status, says } = await press(who, r, path, body)
      if (status < 300 && !toldApart2(r, says)) taken.add(`${r.method} ${r.path} ${at}`)
    }
  expect([...taken].sort()).toEqual(expect.arrayContaining([...reached]))
  expect(taken.size).toBeGreaterThan(40)
})
/** Every field with the one value of one's own that stands there. */
const questionsOfOwn = (): Asked[] => {
  const values = routes().flatMap((r) => asked(r).flatMap(({ field }) => objects[field.name]?.(r) ?? []))
  return questions([...new Set([...values, one('sha256')!])], false).filter(
    ({ r, named, at }) => objects[at.replace(/^\?/, '').split('.').at(-1)!]?.(r) === named,
  )
}
/** Through these doors the first of these tests has to have looked. */
const reached = [
  'GET /cases ?place',
  'GET /history ?place',
  'GET /people ?place',
  'GET /powers/runs ?place',
  'GET /residents ?place',
  'GET /seals ?id',
  'GET /self-check ?place',
  'POST /applications/sit consent.sha256',
  'POST /applications/sit village',
  'POST /archives place',
  'POST /events place',
  'POST /powers/runs place',
  'POST /residents place',
  'POST /seals place',
  'POST /standard-answers place',
] as const
const toldApart2 = (r: Route, says: string) => r.method !== 'GET' && toldApart(says)

test('every field that this test takes for words is one', () => {
  const names = new Set(
    routes().flatMap((r) => (['json', 'query'] as const).flatMap((t) => textsOf(r.schemas[t]).map((f) => f.name))),
  )
  // Ids, places and people by their names; a new field of such a name stands in `objects`, or here (a column’s unit: 元;
  // what WeChat calls the county’s account and its templates).
  expect(
    [...names]
      .filter(
        (n) =>
          /(id|ids|place|village|person|people|file|files|sha256|unit|units|case)$/i.test(n) &&
          !(n in objects) &&
          !['unit', 'appId', 'originalId', 'templateId'].includes(n),
      )
      .sort(),
  ).toEqual([])
})
