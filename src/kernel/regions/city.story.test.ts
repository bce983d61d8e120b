/**
 * A city as the root with two counties (Beihai's case): one pack, each county its people, bureaux, telephone and day of
 * going live; the city's bureaux may end a service's way; each county's people see only theirs, what holds for all is
 * set by the city.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeWorld, type Answer, type Person, type World } from '../../../test/world.ts'
import { rooms } from '../../app/rooms.ts'
import sharp from 'sharp'
import { consoleRoutes } from '../../../test/routes.ts'
import { fillIn } from '../../../test/fillIn.ts'
import { strokes } from '../../../test/story.ts'
import { visitor, type Visitor } from '../../modules/reports/fixtures/visitor.ts'
import { wholeForm } from '../../modules/services/applying/wholeForm.ts'
import { packedServices } from '../../modules/services/index.ts'
import { textOfBytes } from '../intake/textOf.ts'
import { isFile, placedFields } from '../asked/fields.ts'
import { holdersFor } from '../../modules/services/applying/receive.ts'
import { routeOf } from '../../modules/services/deciding/routes.ts'
import type { Service } from '../../modules/services/list/services.schema.ts'
import { reportSchema } from '../../modules/reports/reports.schema.ts'
import { receive, type Place } from '../../modules/reports/sending/receive.ts'
import { first, rows, sql, transact } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { contextAt } from '../cases/office.ts'
import { checkPack } from '../pack/county/check.ts'
import { exportPack, writePack } from '../pack/county/export.ts'
import { packedPeople } from '../pack/county/people.part.ts'
import { packedPlaces } from '../pack/county/places.part.ts'
import { packedSettings } from '../pack/county/settings.part.ts'
import { valuesOf } from '../pack/fault.ts'
import type { Pack } from '../pack/part.ts'
import type { Table } from '../pack/readTable.ts'

/** A line of the reports' statistics. */
type Sum = { name: string; received: number; answered: number }

/** 孤儿基本生活费: in this city its way ends at the city's bureau. */
const endsAtCity = 'SV011'

let w: World
let guest: Visitor
let city: Person, qingchuan: Person, yinxi: Person, yinxiOfficer: Person

const added = <T extends { code: string }>(table: Table<T>, more: readonly T[]): Table<T> => ({
  ...table,
  rows: [...table.rows, ...more.map((value) => ({ line: 0, value }))],
  codes: new Set([...table.codes, ...more.map((m) => m.code)]),
})
const changed = <T>(table: Table<T>, change: (row: T) => T): Table<T> => ({
  ...table,
  rows: table.rows.map(({ line, value }) => ({ line, value: change(value) })),
})

/** The small county below a city, beside another county that is its neighbour. */
function cityPack(pack: Pack): Pack {
  const { regions, departments } = pack.of(packedPlaces)
  const { posts, people, ...rest } = pack.of(packedPeople)
  const { county, settingLines } = pack.of(packedSettings)
  const plain = valuesOf(regions.rows)[0]!
  const place = (code: string, parent: string, level: typeof plain.level, name: string, slug: string, more = {}) => ({
    ...plain,
    code,
    parent,
    level,
    name,
    slug,
    fullName: name,
    kind: '',
    statCode: '',
    practice: '' as const,
    ...more,
  })
  const post = (f: string, level: string) =>
    valuesOf(posts.rows).find((p) => p.function === f && p.level === level)!.code
  const person = (code: string, name: string, f: string, level: string, region: string, username: string) => ({
    code,
    name,
    region,
    username,
    post: post(f, level),
    from: '2026-01-20',
    to: '',
    officePhone: '',
  })
  const bureau = (code: string, parent: string, name: string, slug: string, is: string) => ({
    code,
    parent,
    name,
    slug,
    is,
    phone: '',
    duty: '',
  })
  const { frame, list } = pack.of(packedServices)
  return pack
    .with(packedServices, {
      frame,
      list: list.map((entry) =>
        entry.value.code === endsAtCity
          ? {
              ...entry,
              value: {
                ...entry.value,
                steps: entry.value.steps.map((at) =>
                  at.kind === 'approve' ? { ...at, level: 'city' as const, name: '市级审批', by: '市民政局' } : at,
                ),
              },
            }
          : entry,
      ),
    })
    .with(packedSettings, { county: { ...county!, code: 'hailan', name: '海岚市' }, settingLines })
    .with(packedPlaces, {
      regions: added(
        changed(regions, (r) => (r.parent === '' ? { ...r, parent: 'HL', phone: '0000-1111111' } : r)),
        [
          place('HL', '', 'city', '海岚市', 'hailan'),
          place('YX', 'HL', 'county', '银溪县', 'yinxi', { phone: '0000-2222222', goLive: '2026-10-01' }),
          place('YX01', 'YX', 'township', '沙洲镇', 'shazhou', { kind: 'town' }),
          place('YX0101', 'YX01', 'village', '白鹤村', 'baihe', { kind: 'villageCommittee' }),
          place('YX0102', 'YX01', 'village', '青石村', 'qingshi', { kind: 'villageCommittee' }),
        ],
      ),
      departments: added(
        changed(departments, (d) => ({ ...d, parent: valuesOf(regions.rows).find((r) => r.parent === '')!.code })),
        [
          bureau('SMZJ', 'HL', '海岚市民政局', 'hailan-minzheng', 'MZJ'),
          bureau('YMZJ', 'YX', '银溪县民政局', 'yinxi-minzheng', 'MZJ'),
        ],
      ),
    })
    .with(packedPeople, {
      ...rest,
      posts,
      people: added(people, [
        person('S1', '海大成', 'county_admin', 'county', 'HL', 'hailan-admin'),
        person('S2', '海小英', 'bureau_clerk', 'bureau', 'SMZJ', 'hailan-minzheng'),
        person('Y1', '银大山', 'county_admin', 'county', 'YX', 'yinxi-admin'),
        person('Y2', '沙小洲', 'township_clerk', 'township', 'YX01', 'shazhou-clerk'),
        person('S3', '海值班', 'command_room', 'county', 'HL', 'hailan-room'),
        person('Y4', '银值班', 'command_room', 'county', 'YX', 'yinxi-room'),
        person('Y5', '白网格', 'responder', 'village', 'YX0101', 'baihe-grid'),
        person('Y6', '白代办', 'agent', 'village', 'YX0101', 'baihe-agent'),
        person('S4', '海局长', 'bureau_leader', 'bureau', 'SMZJ', 'hailan-minzheng-leader'),
        person('Q1', '晴民政', 'bureau_clerk', 'bureau', 'YMZJ', 'yinxi-minzheng'),
        person('Y3', '白小鹤', 'drafter', 'village', 'YX0101', 'baihe-officer'),
      ]),
    })
}

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00', cityPack)
  guest = visitor(w)
  ;[city, qingchuan, yinxi, yinxiOfficer] = (await Promise.all(
    ['hailan-admin', 'admin', 'yinxi-admin', 'baihe-officer'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person]
})
afterAll(() => w.close())

const ok = <T>({ status, body }: Answer<T>): T => {
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

test('the pack is taken in and gives itself back: places, bureaux, telephones and days of each county', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-city-'))
  await writePack(folder, await exportPack(w.office.db, rooms, w.now()))
  const { pack, faults } = await checkPack(folder, rooms)
  expect(faults).toEqual([])
  const { regions, departments } = pack.of(packedPlaces)
  expect(valuesOf(regions.rows).find((r) => r.code === 'YX')).toMatchObject({
    phone: '0000-2222222',
    goLive: '2026-10-01',
  })
  expect(valuesOf(regions.rows).find((r) => r.code === 'YX0101')).toMatchObject({ goLive: '' })
  expect(valuesOf(departments.rows).find((d) => d.code === 'YMZJ')).toMatchObject({ parent: 'YX', is: 'MZJ' })
  expect(valuesOf(departments.rows).find((d) => d.code === 'SMZJ')).toMatchObject({ parent: '', is: 'MZJ' })
})

test('a bureau of no city or county, or of a department that is none, is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunlit-city-'))
  const files = await exportPack(w.office.db, rooms, w.now())
  const text = String(files.get('departments.csv'))
  files.set('departments.csv', text.replace(/,YX,MZJ/, ',YX01,XYZ'))
  await writePack(folder, files)
  const { faults } = await checkPack(folder, rooms)
  expect(faults.map((f) => f.say).join()).toMatch(/“YX01”不是市，也不是县。.*没有部门 XYZ。/)
})

describe('the public pages', () => {
  test('bear the city’s name, say 全市, and lead from the city over its counties to the villages', async () => {
    const home = await guest.get('/')
    expect(home.html).toContain('海岚市阳光村务')
    expect(home.html).toMatch(/全市情况/)
    expect(home.html).not.toContain('全县')
    const headings = [...home.html.matchAll(/<h3>([^<]+)<\/h3>/g)].map((m) => m[1])
    expect(headings).toEqual(['晴川县', '银溪县'])
    const top = await guest.get('/c')
    expect(top.html).toContain('<h1>海岚市</h1>')
    expect(top.html).toContain('href="/v/yinxi"')
    expect(top.html).toContain('海岚市民政局')
    expect(top.html).not.toContain('银溪县民政局')
    const county = await guest.get('/v/yinxi')
    expect([county.status, county.html.includes('0000-2222222')]).toEqual([200, true])
    expect(county.html).toContain('银溪县民政局')
    expect(county.html).toContain('/t/shazhou')
    expect((await guest.get('/t/shazhou')).html).toContain('/v/baihe')
    for (const path of [
      '/v/baihe',
      '/b/yinxi-minzheng',
      '/b/hailan-minzheng',
      '/missing',
      '/missing?place=yinxi',
      '/search?q=白鹤',
      '/reports/new',
      '/services',
      '/about',
      '/log',
    ])
      expect((await guest.get(path)).status, path).toBe(200)
  })

  test('nothing that is said of the whole site says 县', async () => {
    for (const path of [
      '/',
      '/about',
      '/missing',
      '/missing?place=yinxi',
      '/check',
      '/powers',
      '/services',
      '/open',
      '/log',
    ])
      expect((await guest.get(path)).html.replaceAll(/<[^>]+>/g, ''), path).not.toMatch(
        /全县|本县(?:承诺|设定|还没有)|县里(?:另行)?公布/,
      )
    expect((await guest.get('/about')).html).toContain('本市')
  })

  test('the counties stand side by side in the order of the tree; each figure is the number of the rows it leads to', async () => {
    const { html } = await guest.get('/c')
    const table = /<caption[^>]*>[^<]*不排名次[\s\S]*?<\/table>/.exec(html)![0]
    const lines = [...table.matchAll(/<tr><th scope="row">[\s\S]*?<\/tr>/g)].map((m) =>
      m[0]
        .replace(/<wbr\/?>/g, '')
        .replace(/<[^>]+>/g, ' ')
        .trim()
        .split(/\s+/),
    )
    expect(lines.map((l) => l[0])).toEqual(['晴川县', '银溪县'])
    for (const [name, path] of [
      ['晴川县', 'HL.QC.'],
      ['银溪县', 'HL.YX.'],
    ] as const) {
      const told = lines
        .find((l) => l[0] === name)!
        .slice(1)
        .map(Number)
      const counted = (await first(
        w.t.owner,
        sql<{ villages: number; due: number; published: number; missing: number }>`
          SELECT
            (SELECT count(*)::int FROM regions WHERE path LIKE ${`${path}%`} AND level = 'village'
              AND NOT practice) AS villages,
            count(*) FILTER (WHERE due_on >= '2026-11-01' AND due_on < '2026-12-01')::int AS due,
            count(*) FILTER (WHERE due_on >= '2026-11-01' AND due_on < '2026-12-01'
              AND published_at IS NOT NULL)::int AS published,
            count(*) FILTER (WHERE published_at IS NULL AND due_on < '2026-11-16')::int AS missing
          FROM public_obligations
          WHERE path LIKE ${`${path}%`}`,
      ))!
      expect(told).toEqual([counted.villages, counted.due, counted.published, counted.missing])
      expect(counted.due).toBeGreaterThan(0)
    }
  })

  test('each county owes from its own day on', async () => {
    const begun = await rows(
      w.t.owner,
      sql<{ county: string; earliest: string }>`
        SELECT split_part(path, '.', 2) AS county, min(due_on)::text AS earliest FROM obligations GROUP BY 1
          ORDER BY 1`,
    )
    expect(begun.find((b) => b.county === 'YX')!.earliest >= '2026-10-01').toBe(true)
    expect(begun.find((b) => b.county === 'QC')!.earliest < '2026-10-01').toBe(true)
  })
})

describe('the console', () => {
  const told = (body: unknown) => JSON.stringify(body)

  test('each county’s people see their county alone, the city both', async () => {
    const both = ok(await city.get('/coverage?month=2026-11'))
    expect(told(both)).toMatch(/白鹤村/)
    expect(told(both)).toMatch(/柳湾村/)
    const theirs = ok(await yinxi.get('/coverage?month=2026-11'))
    expect(told(theirs)).toMatch(/白鹤村/)
    expect(told(theirs)).not.toMatch(/柳湾村/)
    expect(told(ok(await qingchuan.get('/coverage?month=2026-11')))).not.toMatch(/白鹤村/)
    expect(told(ok(await yinxiOfficer.get('/coverage?month=2026-11')))).not.toMatch(/柳湾村|青石村/)
    for (const [person, other] of [
      [yinxi, 'liuwan'],
      [qingchuan, 'baihe'],
      [yinxiOfficer, 'qingshi'],
    ] as const)
      expect((await person.get(`/cases/board?at=${other}`)).status, other).toBeGreaterThanOrEqual(400)
  })

  test('says 市 for the whole, in every answer without a choice in it too', async () => {
    expect([(await city.get('/me')).body.is, (await qingchuan.get('/me')).body.is]).toEqual(['市', '市'])
    // What a county's pack says in its own lists is the pack's own word.
    const packed = ['/rules', '/services', '/services/surroundings', '/powers', '/post-kinds', '/catalogue']
    const plain = consoleRoutes(w).filter(
      (r) => r.method === 'GET' && !r.path.includes(':') && !packed.includes(r.path),
    )
    const said: string[] = []
    let read = 0
    for (const { path } of plain) {
      const { status, body } = await city.get(path)
      if (status === 200) read += 1
      for (const found of JSON.stringify(body ?? '').matchAll(/.{0,12}(?:本县|县里|全县).{0,8}/g))
        said.push(`${path}: ${found[0]}`)
    }
    expect(read).toBeGreaterThan(30)
    expect(said).toEqual([])
  })

  test('what holds for all is set by the city, not by one county for the other', async () => {
    const rule = { code: 'objection.answerDays', value: 4, from: '2026-11-16', note: '市里文件' }
    for (const one of [yinxi, qingchuan]) {
      expect((await one.post('/rules', rule)).status).toBe(403)
      expect((await one.post('/settings/footer', { sponsor: '只是一个县' })).status).toBe(403)
      expect((await one.get('/rules')).status).toBe(200)
    }
    ok(await city.post('/rules', rule))
    expect(ok(await yinxi.get('/rules')).province).toMatchObject({ name: '浙江省' })
    ok(await city.post('/settings/footer', { sponsor: '海岚市人民政府' }))
    expect((await guest.get('/')).html).toContain('海岚市人民政府')
  })

  test('a report goes up from the village over township and county to the city, and ends at the city’s bureau', async () => {
    const [grid, clerk, room, cityRoom, bureau] = (await Promise.all(
      ['baihe-grid', 'shazhou-clerk', 'yinxi-room', 'hailan-room', 'hailan-minzheng'].map((u) => w.signIn(u)),
    )) as [Person, Person, Person, Person, Person]
    const place = (await first(
      w.office.db,
      sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'baihe'`,
    ))!
    const input = { kind: 'trouble', text: '过县的河堤裂了', show: 'nameless', key: newId() }
    const ctx = await contextAt(w.office.db, w.now())
    const { id } = await transact(w.office.db, (tx) =>
      receive(tx, w.office.secret, place, reportSchema.parse(input), [], { channel: 'web' }, ctx),
    )
    const { id: caseId } = (await first(
      w.office.db,
      sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${id}`,
    ))!
    const step = (p: Person, action: string, more: object = {}) =>
      p.post(`/cases/${caseId}/actions/${action}`, { comment: '请上级办', ...more })
    ok(await step(grid, 'up'))
    ok(await step(clerk, 'up'))
    ok(await step(room, 'up'))
    expect((await city.get(`/cases/${caseId}`)).body.case.holder).toBe('海岚市')
    expect((await qingchuan.get(`/cases/${caseId}`)).status).toBe(404)
    ok(await step(cityRoom, 'transfer', { holder: 'hailan-minzheng' }))
    const reply = { text: '市里已经派人修好了。', form: 'written' }
    ok(await step(bureau, 'answer', { reply }))
    expect((await city.get(`/cases/${caseId}`)).body.case.step).toBe('answered')
    const own = { from: '2026-11-01', to: '2026-11-30' }
    const sums = ok(await city.get(`/report-statistics?${new URLSearchParams({ ...own, by: 'county' })}`)).groups.county
    expect(sums.map((g: Sum) => [g.name, g.received, g.answered])).toEqual([['银溪县', 1, 1]])
    const down = ok(
      await city.get(`/report-statistics?${new URLSearchParams({ ...own, by: 'place', at: sums[0].slug })}`),
    )
    expect(down.groups.place.map((g: Sum) => [g.name, g.received])).toEqual([['白鹤村', 1]])
    expect((await qingchuan.get(`/report-statistics?${new URLSearchParams({ ...own, at: 'yinxi' })}`)).status).toBe(404)
  })
})

test('a service’s way ends at the bureau of its own county, and at the city’s where the service says so', async () => {
  const service = (await first(
    w.t.owner,
    sql<{ definition: Service }>`
      SELECT definition
      FROM services
      WHERE definition #>> '{competent,dept}' = 'MZJ' AND definition -> 'steps' @> '[{"level": "county"}]'
      ORDER BY code
      LIMIT 1`,
  ))!.definition
  const last = service.steps.findLast((s) => s.level === 'county')!
  const toCity: Service = {
    ...service,
    steps: [
      ...service.steps.filter((s) => s.kind !== 'issue'),
      { ...last, key: 'shi', level: 'city', kind: 'approve' },
    ],
  }
  const nameOf = async (id: string) =>
    (await first(w.t.owner, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${id}`))!.name
  for (const [slug, county] of [
    ['baihe', '银溪县民政局'],
    ['liuwan', '晴川县民政局'],
  ] as const) {
    const place = (await first(
      w.t.owner,
      sql<{ id: string; path: string }>`SELECT id, path FROM regions WHERE slug = ${slug}`,
    ))!
    const holders = await transact(w.office.db, (tx) => holdersFor(tx, place))
    const own = routeOf(service, holders).find((leg) => leg.step.startsWith('county_'))!
    expect(await nameOf(own.holder.id)).toBe(county)
    const end = routeOf(toCity, holders).at(-1)!
    expect([end.step, await nameOf(end.holder.id)]).toEqual(['city_approve', '海岚市民政局'])
  }
})

test('an application ends at the city’s bureau: receipt, papers, decision, result that anybody checks, and what is kept', async () => {
  const service = (await first(
    w.t.owner,
    sql<{ definition: Service }>`
      SELECT definition FROM services WHERE code = ${endsAtCity} ORDER BY version DESC LIMIT 1`,
  ))!.definition
  const path = `/v/baihe/services/${endsAtCity}`
  const page = (await guest.get(path)).html
  expect(page).toContain('市级审批')
  expect(page).not.toContain('县级审批')
  const form = wholeForm(service)
  const kindOf = (key: string) => placedFields(form).find((p) => p.field.key === key)!.field.kind
  const fields: Record<string, string> = {}
  const answers = fillIn(form, () => '', { name: '于桂兰', behalf: 'no' })
  for (const [key, answer] of Object.entries(answers)) {
    if (isFile(kindOf(key))) continue
    if (typeof answer === 'string') fields[key] = answer
    else
      for (const [i, row] of answer.entries())
        if (typeof row !== 'string')
          for (const [column, cell] of Object.entries(row)) fields[`${key}.${i}.${column}`] = cell
  }
  const picture = async (background: string) =>
    new File(
      [
        new Uint8Array(
          await sharp({ create: { width: 600, height: 400, channels: 3, background } })
            .jpeg()
            .toBuffer(),
        ),
      ],
      '材料.jpg',
      { type: 'image/jpeg' },
    )
  const files = await Promise.all(
    placedFields(form)
      .filter((p) => isFile(p.field.kind))
      .map(async (p, i): Promise<[string, File]> => [p.field.key, await picture(`#${String(100 + i)}`)]),
  )
  const family = visitor(w)
  const sent = await family.post(`${path}/apply`, { ...fields, key: newId(), do: 'send' }, files)
  expect(sent.status, sent.html.replaceAll(/<[^>]+>/g, ' ').slice(0, 3000)).toBe(303)
  const own = sent.location
  const receipt = (await family.get(own)).html
  const code = /data-code[^>]*>([0-9A-Z]{10})</.exec(receipt)![1]!
  const digits = /data-digits[^>]*>(\d{6})</.exec(receipt)![1]!
  const { id } = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM cases WHERE code = ${code} AND subject_kind = 'application'`,
  ))!
  const [agent, township, clerk, leader, others] = (await Promise.all(
    ['baihe-agent', 'shazhou-clerk', 'hailan-minzheng', 'hailan-minzheng-leader', 'yinxi-minzheng'].map((u) =>
      w.signIn(u),
    ),
  )) as [Person, Person, Person, Person, Person]
  const act = async (p: Person, action: string, more: object = {}) => {
    const seen = (await p.get(`/applications/${id}`)).body
    return p.post(`/applications/${id}/actions/${action}`, {
      seenEvents: seen.events,
      contentHash: seen.contentHash ?? undefined,
      ...more,
    })
  }
  ok(await act(agent, 'pass', { identityChecked: true }))
  ok(await act(township, 'pass'))
  expect(
    ok(await others.get(`/applications/${id}`)).inside,
    'the same bureau of the county: the way, no papers',
  ).toBeNull()
  expect((await qingchuan.get(`/applications/${id}`)).status, 'nor of the other county').toBe(404)
  const seen = ok(await clerk.get(`/applications/${id}`))
  expect([seen.stepName, seen.inside.papers.length > 0]).toEqual(['市级拟办', true])
  expect((await clerk.get(`/applications/${id}/papers/${seen.inside.papers[0].id}`)).status).toBe(200)
  ok(await act(clerk, 'pass'))
  const decision = {
    signature: { kind: 'strokes', strokes },
    grant: { text: '从 12 月起享受', amount: '1100', from: '2026-12' },
  }
  ok(await act(leader, 'approve', decision))
  ok(await act(agent, 'deliver'))
  await family.post('/applications', { code, digits })
  const done = (await family.get(own)).html
  expect(done).toContain('海岚市民政局')
  expect(done).toMatch(/金额 1100 元/)
  expect(done).not.toContain('县级')
  const pdf = await family.get(`${own}/result.pdf`)
  expect((await textOfBytes(new Uint8Array(pdf.bytes))).text.replace(/\s/g, '')).toContain('海岚市民政局')
  const resultCode = /核对码 <b[^>]*>([0-9A-Z]{10})/.exec((await family.get(`${own}/result`)).html)![1]!
  const check = (await guest.get(`/results/${resultCode}`)).html
  expect(check).toContain('这张通知是真的')
  const register = await clerk.get('/applications/register.xlsx')
  expect((await textOfBytes(new Uint8Array(register.body as ArrayBuffer))).text).toContain(code)
})
