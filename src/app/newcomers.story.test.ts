/**
 * Whoever is named in what villagers tell, ask or apply for does not get it into their hands: not at the entrances
 * where nobody can be asked, not as a question about a notice, and not because they came into office, were named
 * otherwise or became a relative only later.
 */
import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsForAll } from '../../test/accounts.ts'
import { obligationOf } from '../../test/story.ts'
import { makeWorld, type Person, type World } from '../../test/world.ts'
import { visitor } from '../modules/reports/fixtures/visitor.ts'
import { insertAccounts } from '../kernel/people/accounts.ts'
import { hashPassword } from '../kernel/people/signin.ts'
import { demoPassword } from '../modules/staff/demo.ts'
import { importPeople } from '../kernel/pack/county/import.people.ts'
import { first, rows, sql, transact } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'

let w: World
let township: Person
let key: string
const day = '2026-11-16'
beforeAll(async () => {
  w = await makeWorld(`${day}T09:00:00+08:00`)
  await accountsForAll(w)
  township = await w.signIn('qingxi-clerk')
  key = (await (await w.signIn('admin')).post('/api-keys', { name: '县热线', contact: '王科长 0999-1234567' })).body.key
})
afterAll(() => w.close())

type Someone = { id: string; name: string; username: string }
/** Who holds a post, with an account; of a village of another township where nothing else is said. */
const someone = async (fn: string, slug: string): Promise<Someone> =>
  (await first(
    w.office.db,
    sql<Someone>`
      SELECT p.id, p.name, u.username
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      JOIN accounts x ON x.person_id = p.id
      JOIN auth_users u ON u.id = x.user_id
      WHERE k.function = ${fn} AND r.slug = ${slug} AND a.to_on IS NULL
      ORDER BY a.id
      LIMIT 1`,
  ))!
const codeOf = async (answer: { json(): Promise<any> }) => (await answer.json())[0].service_request_id as string
const open311 = async (description: string, more: object = {}) =>
  codeOf(
    await w.app.request('http://localhost/open311/v2/requests.json', {
      method: 'POST',
      body: new URLSearchParams({
        service_code: 'trouble',
        'attribute[village]': 'liuwan',
        api_key: key,
        description,
        ...more,
      }),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  )
const told = async (fields: Record<string, string>) => {
  const v = visitor(w)
  const sent = await v.post('/v/liuwan/reports/new', {
    show: 'nameless',
    key: newId(),
    urgent: 'seen',
    asked: 'similar named numbers',
    ...fields,
  })
  expect(sent.status, sent.html).toBe(303)
  return /data-code[^>]*>([0-9A-Z]{10})</.exec((await v.get(sent.location)).html)![1]!
}
const asked = async (text: string) => {
  const due = await obligationOf(w, 'liuwan', 'C07-04', '2026-09')
  const sent = await visitor(w).post(`/v/liuwan/missing/${due}`, { text, name: '', contact: '', key: newId() })
  expect(sent.status, sent.html).toBe(303)
  return (await first(w.office.db, sql<{ id: string }>`SELECT id FROM questions WHERE text = ${text}`))!.id
}
const caseOf = async (code: string) =>
  (await first(
    w.office.db,
    sql<{ id: string; holder: string; guarded: boolean; step: string }>`
      SELECT c.id, r.slug AS holder, c.guarded, c.step
      FROM cases c
      JOIN regions r ON r.id = c.holder_id
      WHERE c.code = ${code}`,
  ))!
const sees = async (p: Person, code: string) => (await p.get(`/cases/${(await caseOf(code)).id}`)).status
const questions = async (p: Person) => ((await p.get('/questions')).body.questions as { id: string }[]).map((q) => q.id)

describe('named when it comes', () => {
  test.each([
    ['in the words', (name: string) => [`${name}不管路灯，黑了半个月`, {}] as const],
    ['in the address', (name: string) => ['路灯黑了半个月', { address_string: `${name}不让修的那个路口` }] as const],
    ['by the post alone, with what was done', () => ['网格员收了好处才给修路灯', {}] as const],
    ['in Pinyin', () => ['chen hong hua不管路灯', {}] as const],
  ])('by another program, %s: it goes past them, and they see nothing of it', async (_how, words) => {
    const grid = await someone('responder', 'liuwan')
    const [description, more] = words(grid.name)
    const code = await open311(description, more)
    expect(await caseOf(code)).toMatchObject({ holder: 'qingxi', guarded: true, step: 'centre' })
    expect([await sees(await w.signIn(grid.username), code), await sees(township, code)]).toEqual([404, 200])
  })

  test('what names nobody comes to the grid worker as before', async () => {
    const code = await open311('三组路口的路灯黑了半个月')
    expect(await caseOf(code)).toMatchObject({ holder: 'liuwan', guarded: false, step: 'received' })
  })

  test('written down by staff: it goes past whoever is named', async () => {
    const grid = await someone('responder', 'liuwan')
    const made = await township.post('/reports', {
      place: 'liuwan',
      channel: 'phone',
      kind: 'trouble',
      text: `来电说${grid.name}收了钱不给修路灯`,
      key: newId(),
    })
    expect(made.status, JSON.stringify(made.body)).toBe(200)
    expect(await caseOf(made.body.code)).toMatchObject({ holder: 'qingxi', guarded: true })
  })

  test('a question about what is not published that names the clerk above goes past the clerk', async () => {
    const clerk = await someone('township_clerk', 'qingxi')
    const id = await asked(`${clerk.name}压着账不让公开，请查一查`)
    const [q] = await rows(
      w.office.db,
      sql<{ level: string }>`SELECT r.level FROM questions q JOIN regions r ON r.id = q.handler_id WHERE q.id = ${id}`,
    )
    expect(q!.level).toBe('county')
    expect(await questions(await w.signIn(clerk.username))).not.toContain(id)
    expect(await questions(await w.signIn('admin'))).toContain(id)
  })

  test('a question that accuses the clerk by the post alone goes past whoever holds it', async () => {
    const drafter = await someone('drafter', 'liuwan')
    const id = await asked('会计把这笔钱私吞了吧，为什么不公开')
    expect(await questions(await w.signIn(drafter.username))).not.toContain(id)
    expect(await questions(await w.signIn('admin'))).toContain(id)
  })

  test('a question that names the county’s administrator: the other one answers, to the named it does not exist', async () => {
    const admin = await someone(
      'county_admin',
      (await first(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE level = 'county'`))!.slug,
    )
    const id = await asked(`县里的${admin.name}说了不用公开，凭什么`)
    const theirs = await w.signIn(admin.username)
    expect(await questions(theirs)).not.toContain(id)
    expect(JSON.stringify((await theirs.get('/desk')).body)).not.toContain(id)
    expect((await theirs.post(`/questions/${id}/answer`, { text: '没有这回事，请放心。' })).status).toBe(404)
    expect((await theirs.post(`/questions/${id}/review`, { shown: false, reason: '不实' })).status).toBe(404)
  })
})

describe('named before they came into office', () => {
  test.each([
    [
      'appointed',
      async (who: Someone) => {
        const made = await township.post('/people/appoint', {
          personId: who.id,
          post: 'V-GRID',
          place: 'liuwan',
          from: day,
        })
        expect(made.status, JSON.stringify(made.body)).toBe(200)
      },
      '禹小慧',
    ],
    [
      'handed the post over',
      async (who: Someone) => {
        const post = await first(
          w.office.db,
          sql<{ id: string }>`
            SELECT a.id
            FROM appointments a
            JOIN post_kinds k ON k.id = a.post_kind_id
            JOIN regions r ON r.id = a.region_id
            WHERE k.code = 'V-AGENT' AND r.slug = 'liuwan' AND a.to_on IS NULL`,
        )
        const done = await township.post(`/appointments/${post!.id}/hand-over`, {
          toPersonId: who.id,
          on: '2026-11-15',
        })
        expect(done.status, JSON.stringify(done.body)).toBe(200)
      },
      '仉来福',
    ],
    [
      'put in by the county’s list',
      async (who: Someone) => {
        await byList(who, who.name, 'V-GRID')
      },
      '佴得水',
    ],
  ] as const)('%s: complaint, request, question are kept from them from that moment', async (_how, come, name) => {
    const who = await stranger(name)
    const complaint = await told({ kind: 'person', about: who.name, text: '收了钱不办事' })
    const request = await open311(`外村的${who.name}在路口倒垃圾，没人管`)
    const question = await asked(`听说${who.name}承包了鱼塘，为什么不公开`)
    expect(await caseOf(request)).toMatchObject({ holder: 'liuwan', guarded: false })
    await come(who)
    const theirs = await w.signIn(who.username)
    expect((await theirs.get('/me')).body.posts.map((p: { slug: string }) => p.slug)).toContain('liuwan')
    expect([await sees(theirs, complaint), await sees(theirs, request)]).toEqual([404, 404])
    const listed = JSON.stringify((await theirs.get('/cases')).body)
    for (const code of [complaint, request]) expect(listed).not.toContain((await caseOf(code)).id)
    expect(
      await rows(
        w.office.db,
        sql`SELECT 1 FROM question_bars WHERE question_id = ${question} AND person_id = ${who.id}`,
      ),
    ).toHaveLength(1)
  })

  test('a relative who is registered later is kept from it as well', async () => {
    const [grid, director] = [await someone('responder', 'liuwan'), await someone('director', 'liuwan')]
    const code = await told({ kind: 'person', about: grid.name, text: '收了钱不办事' })
    const question = await asked(`${grid.name}家的补助为什么不公开`)
    const kin = await township.post('/kin', { personId: grid.id, relativeId: director.id, relation: '兄弟' })
    expect(kin.status, JSON.stringify(kin.body)).toBe(200)
    expect(await sees(await w.signIn(director.username), code)).toBe(404)
    const barred = await rows(
      w.office.db,
      sql<{ person_id: string }>`SELECT person_id FROM question_bars WHERE question_id = ${question}`,
    )
    expect(barred.map((b) => b.person_id).sort()).toEqual([grid.id, director.id].sort())
  })
})

test('a holder whom the county’s list names otherwise is kept from what was told about that name before', async () => {
  const who = await stranger('佟旧名')
  await byList(who, who.name, 'V-GRID')
  const complaint = await told({ kind: 'person', about: '笪新名', text: '收了钱不办事' })
  const request = await open311('网格里的笪新名在路口倒垃圾，没人管')
  await byList(who, '笪新名', 'V-GRID')
  const theirs = await w.signIn(who.username)
  expect([await sees(theirs, complaint), await sees(theirs, request)]).toEqual([404, 404])
})

/** As a county's pack puts somebody into a post of Liuwan, or names them otherwise. */
async function byList(who: Someone, name: string, post: string): Promise<void> {
  const row = {
    code: who.id.replaceAll('-', ''),
    name,
    post,
    region: 'QC0102',
    from: '2026-11-01',
    to: '',
    until: '',
    username: '',
    officePhone: '',
  }
  const nothing = { rows: [] }
  await transact(w.office.db, (tx) =>
    importPeople(
      tx,
      { posts: nothing, kin: nothing, groups: nothing, people: { rows: [{ value: row }] } } as never,
      { regions: { rows: [{ value: { code: 'QC0102' } }] } } as never,
      w.now(),
    ),
  )
}

/** Somebody with an account and no post, whose surname nobody in office bears. */
async function stranger(name: string): Promise<Someone> {
  const [id, username] = [newId(), `stranger-${newId()}`]
  const passwordHash = await hashPassword(demoPassword)
  await transact(w.office.db, async (tx) => {
    await sql`INSERT INTO persons (id, name, created_at) VALUES (${id}, ${name}, ${w.now()})`.execute(tx)
    await insertAccounts(tx, [{ personId: id, name, username, passwordHash, demo: true }], 'test', w.now())
  })
  return { id, name, username }
}

test('every road by which somebody comes into office, is named otherwise or gets a relative has the rooms look again', () => {
  const writes = /INSERT INTO (?:appointments|deputations|kinships)\b|UPDATE persons\b/
  const roads = globSync('src/**/*.ts', { exclude: ['**/*.test.ts', 'src/demo/**'] }).filter((file) =>
    writes.test(readFileSync(file, 'utf8')),
  )
  expect(roads.length).toBeGreaterThan(3)
  expect(roads.filter((file) => !/\bcameIn\(tx, /.test(readFileSync(file, 'utf8')))).toEqual([])
})
