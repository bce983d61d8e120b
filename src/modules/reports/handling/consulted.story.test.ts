/**
 * Who is asked about a report (会商, 交有关单位, 邀将) sees neither name nor telephone of the reporter, by whatever route of the
 * console, until the handler tells them with a reason that is kept.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleRoutes } from '../../../../test/routes.ts'
import { makeWorld, type Answer, type Person, type World } from '../../../../test/world.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { sweepRequests } from '../../../kernel/cases/sweepRequests.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { visitor } from '../fixtures/visitor.ts'
import { reportSchema } from '../reports.schema.ts'
import { receive, type Place } from '../sending/receive.ts'
import { concealed, knownOf } from './conceal.ts'

let w: World
let liuwan: Place
let grid: Person
let clerk: Person
let picture: Uint8Array
const bureaux: Person[] = []
/** The two bureaux that are asked, by slug. */
let units: string[]

type Asked = { id: string; place: string; mine: boolean }

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  ;[grid, clerk] = (await Promise.all(['liuwan-grid', 'qingxi-clerk'].map((u) => w.signIn(u)))) as [Person, Person]
  const found = await rows(
    w.office.db,
    sql<{ slug: string; username: string }>`
      SELECT DISTINCT ON (r.id) r.slug, u.username
      FROM regions r
      JOIN appointments a ON a.region_id = r.id AND a.to_on IS NULL
      JOIN post_kinds k ON k.id = a.post_kind_id AND k.function = 'bureau_clerk'
      JOIN accounts c ON c.person_id = a.person_id
      JOIN auth_users u ON u.id = c.user_id
      WHERE r.level = 'bureau'
      ORDER BY r.id
      LIMIT 2`,
  )
  units = found.map((f) => f.slug)
  for (const f of found) bureaux.push(await w.signIn(f.username))
  picture = new Uint8Array(
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#bac' } })
      .jpeg()
      .toBuffer(),
  )
})
afterAll(() => w.close())

type Told = { id: string; caseId: string; fileId: string; sha256: string }

/** A report whose reporter stands in everything that can be written. */
async function told(name: string, phone: string, more: object = {}): Promise<Told> {
  const sha256 = await w.office.files.put('original', picture)
  const ctx = await contextAt(w.office.db, w.now())
  const input = {
    kind: 'trouble',
    show: 'nameless',
    key: newId(),
    text: `我叫${name}，电话${phone}。三组的水管破了，找${[...name].join(' ')}。`,
    spot: `三组${name}家门口`,
    name,
    phone,
    ...more,
  }
  const { id } = await transact(w.office.db, (tx) =>
    receive(
      tx,
      w.office.secret,
      liuwan,
      reportSchema.parse(input),
      [{ kind: 'picture', name: `${name}${phone}.jpg`, type: 'image/jpeg', bytes: picture.length, sha256 }],
      { channel: 'web' },
      ctx,
    ),
  )
  const { id: caseId } = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${id}`))!
  const { id: fileId } = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM report_files WHERE report_id = ${id}`,
  ))!
  await sql`
    INSERT INTO report_additions (id, report_id, text, at)
      VALUES (${newId()}, ${id}, ${`${name}补充：打${phone}`}, ${w.now()})`.execute(w.office.db)
  ok(await grid.post(`/cases/${caseId}/notes`, { kind: 'note', text: `给${name}打过电话 ${phone}` }))
  return { id, caseId, fileId, sha256 }
}

const ok = <T>({ status, body }: Answer<T>): T => {
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const bare = (text: string) => text.replaceAll(/[\s\p{P}\p{S}]/gu, '')
const sayOf = (body: unknown) =>
  body instanceof ArrayBuffer ? new TextDecoder().decode(body) : JSON.stringify(body ?? '')

/**
 * Everything that a person gets by any route of the console that reads, with the things of the report in every
 * parameter, looked for by name and telephone.
 */
async function everything(person: Person, t: Told, looked: readonly string[]) {
  const ids = await rows(
    w.t.owner,
    sql<{ id: string }>`
      SELECT id FROM case_requests WHERE case_id = ${t.caseId}
      UNION ALL SELECT code FROM reports WHERE id = ${t.id}`,
  )
  const heads = [t.caseId, t.id, 'liuwan', 'qingxi']
  const rest = [t.fileId, t.sha256, ...ids.map((i) => i.id)]
  const got: { path: string; status: number; text: string }[] = []
  for (const route of consoleRoutes(w).filter((r) => r.method === 'GET')) {
    const paths = (route.path.match(/:\w+/g) ?? []).reduce<string[]>(
      (all, p, i) => all.flatMap((a) => (i === 0 ? heads : rest).map((v) => a.replace(p, encodeURIComponent(v)))),
      [route.path],
    )
    const properties = Object.keys(route.schemas['query']?.properties ?? {})
    const queries = ['', ...properties.flatMap((key) => looked.map((v) => `?${new URLSearchParams({ [key]: v })}`))]
    for (const path of paths.flatMap((p) => queries.map((q) => `${p}${q}`))) {
      const { status, body } = await person.get(path)
      if (status === 200) got.push({ path, status, text: sayOf(body) })
    }
  }
  return got
}

describe('a bureau that is asked for its opinion', () => {
  test.each([
    ['王小花', '13911112222'],
    ['欧阳建国', '0539-6612345'],
    ['李响', '+86 158 0000 1111'],
  ])(
    'learns nothing of %s by any route, until it is told with a reason; the other bureau still does not',
    async (name, phone) => {
      const t = await told(name, phone)
      ok(
        await grid.post(`/cases/${t.caseId}/consult`, {
          units,
          functions: ['bureau_clerk', 'bureau_leader'],
          ask: '水管归谁修',
        }),
      )
      w.set('2026-11-16T10:00:00+08:00')
      const [asked, other] = bureaux as [Person, Person]
      const digits = phone.replaceAll(/\D/g, '').replace(/^86(?=1)/, '')
      const betrays = (text: string) => bare(text).includes(name) || bare(text).includes(digits)
      for (const person of [asked, other]) {
        const got = await everything(person, t, [name, phone, digits])
        expect(got.map((g) => g.path)).toEqual(expect.arrayContaining(['/cases', `/cases/${t.caseId}`]))
        expect(got.filter((g) => betrays(g.text)).map((g) => g.path)).toEqual([])
        expect(got.filter((g) => g.path.includes('/files/') || g.path.includes('/proof/')).map((g) => g.path)).toEqual(
          [],
        )
        const seen = (await person.get(`/cases/${t.caseId}`)).body
        expect(seen).toMatchObject({ how: 'asked', files: [], before: null })
        expect(seen.report.text).toContain('三组的水管破了')
        for (const [path, body] of [
          [`/cases/${t.caseId}/look`, { why: '想打电话' }],
          [`/cases/${t.caseId}/consent`, { why: '想看' }],
        ] as const)
          expect((await person.post(path, body)).status, path).toBeGreaterThanOrEqual(400)
      }

      const request = (await grid.get(`/cases/${t.caseId}`)).body.requests.find((q: Asked) => q.place !== '')
      const ofAsked = (await asked.get(`/cases/${t.caseId}`)).body.requests.find((q: Asked) => q.mine)
      expect(request).toBeDefined()
      expect((await asked.post(`/cases/${t.caseId}/requests/${ofAsked.id}/share`, { reason: '我要看' })).status).toBe(
        403,
      )
      expect((await grid.post(`/cases/${t.caseId}/requests/${ofAsked.id}/share`, { reason: '' })).status).toBe(422)
      ok(await grid.post(`/cases/${t.caseId}/requests/${ofAsked.id}/share`, { reason: '要上门量水管' }))
      expect((await grid.post(`/cases/${t.caseId}/requests/${ofAsked.id}/share`, { reason: '再说一次' })).status).toBe(
        409,
      )

      const now = (await asked.get(`/cases/${t.caseId}`)).body
      expect(now).toMatchObject({ how: 'told', report: { text: expect.stringContaining(name) } })
      expect(now.files).toHaveLength(1)
      expect((await asked.get(`/cases/${t.caseId}/files/${t.fileId}`)).status).toBe(200)
      expect(ok(await asked.post(`/cases/${t.caseId}/look`, { why: '上门前打电话' }))).toMatchObject({ name })
      expect((await grid.get(`/cases/${t.caseId}`)).body.history).toContainEqual(
        expect.objectContaining({ action: 'share', comment: '要上门量水管' }),
      )
      const still = await everything(other, t, [name, digits])
      expect(still.filter((g) => betrays(g.text)).map((g) => g.path)).toEqual([])

      // The opinion given, the case gone on: nothing more is seen for it.
      const ofOther = (await other.get(`/cases/${t.caseId}`)).body.requests.find((q: Asked) => q.mine)
      ok(await other.post(`/requests/${ofOther.id}/answer`, { opinion: 'noted', text: '归水利站修' }))
      const after = await everything(other, t, [name, digits])
      expect(after.filter((g) => betrays(g.text)).map((g) => g.path)).toEqual([])
      expect((await other.get(`/cases/${t.caseId}/files/${t.fileId}`)).status).toBe(403)
    },
  )

  test('a reporter without a name left is hidden where the words tell it', async () => {
    const t = await told('', '', { text: '我是柳大妹，住三组，路灯坏了，电话一三九一二三四五六七八', spot: '三组' })
    ok(await grid.post(`/cases/${t.caseId}/consult`, { units, functions: ['bureau_clerk'], ask: '路灯归谁' }))
    const { text } = (await bureaux[0]!.get(`/cases/${t.caseId}`)).body.report
    expect(text).toContain('路灯坏了')
    expect(text).not.toMatch(/柳大妹|一三九一二三四/)
  })

  test('a question that tells who it was is refused, and nothing is sent; reminders say nothing either', async () => {
    const t = await told('赵铁柱', '13700001111')
    for (const ask of ['赵铁柱家的水管归谁', '请问赵 铁 柱反映的事', '打137 0000 1111问问']) {
      const answer = await grid.post(`/cases/${t.caseId}/consult`, { units, functions: ['bureau_clerk'], ask })
      expect(answer.status, ask).toBe(422)
      expect((await grid.post(`/cases/${t.caseId}/guests`, { name: '县医院 王医生', ask })).status, ask).toBe(422)
    }
    expect((await grid.get(`/cases/${t.caseId}`)).body.requests).toEqual([])
    ok(await grid.post(`/cases/${t.caseId}/consult`, { units, functions: ['bureau_clerk'], ask: '水管归谁修' }))
    w.set('2026-12-30T10:00:00+08:00')
    const ctx = await contextAt(w.office.db, w.now())
    await sweepRequests(w.office.db, 1_000, ctx)
    await sweepCases(w.office.db, ctx)
    const messages = await rows(
      w.t.owner,
      sql<{ all: string }>`SELECT to_jsonb(m)::text AS all FROM messages m WHERE case_id = ${t.caseId}`,
    )
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.filter((m) => bare(m.all).includes('赵铁柱') || m.all.includes('13700001111'))).toEqual([])
  })
})

test('units that a case is given to jointly learn no more than those who are asked', async () => {
  w.set('2026-11-17T09:00:00+08:00')
  const t = await told('孙二丫', '13600002222')
  ok(await grid.post(`/cases/${t.caseId}/actions/up`, { comment: '要县里的单位' }))
  const named = { units: units.slice(0, 1), ask: '孙二丫家水管' }
  expect((await clerk.post(`/cases/${t.caseId}/actions/ask`, named)).status).toBe(422)
  ok(await clerk.post(`/cases/${t.caseId}/actions/ask`, { units: units.slice(0, 1), ask: '请修水管' }))
  const unit = bureaux[0]!
  const got = await everything(unit, t, ['孙二丫', '13600002222'])
  expect(got.map((g) => g.path)).toContain(`/cases/${t.caseId}`)
  expect(
    got.filter((g) => bare(g.text).includes('孙二丫') || g.text.includes('13600002222')).map((g) => g.path),
  ).toEqual([])
  const { id } = (await unit.get(`/cases/${t.caseId}`)).body.requests.find((q: Asked) => q.mine)
  ok(await clerk.post(`/cases/${t.caseId}/requests/${id}/share`, { reason: '要约时间上门' }))
  expect((await unit.get(`/cases/${t.caseId}`)).body).toMatchObject({ how: 'told', files: [expect.anything()] })
})

test('an outsider sees who it was on the page behind the link only once told', async () => {
  w.set('2026-11-18T09:00:00+08:00')
  const t = await told('周五月', '13500003333')
  const { path } = ok(
    await grid.post(`/cases/${t.caseId}/guests`, { name: '县医院 王医生', ask: '这样摔伤要不要住院' }),
  )
  const guest = visitor(w)
  expect((await guest.get(path)).html).not.toMatch(/周五月|13500003333/)
  const { id } = (await grid.get(`/cases/${t.caseId}`)).body.requests[0]
  ok(await grid.post(`/cases/${t.caseId}/requests/${id}/share`, { reason: '医生要看病历' }))
  expect((await guest.get(path)).html).toMatch(/周五月.*13500003333/)
})

test('a name is found however it is written, and nothing else goes', () => {
  const known = knownOf([
    { name: '买买提·艾力', phone: '' },
    { name: '司马相如', phone: '6612345' },
  ])
  expect(concealed('买买提艾力说路灯坏了', known)).toBe('（姓名已隐去）说路灯坏了')
  expect(concealed('司马　相 如、相如家、老司马', known)).not.toMatch(/相|司马/)
  expect(concealed('打 661-2345', known)).toBe('打 （号码已隐去）')
  expect(concealed('三组十二号门口路灯坏了', known)).toBe('三组十二号门口路灯坏了')
})
