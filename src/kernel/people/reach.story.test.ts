/**
 * Nobody gives themselves rights, and nobody takes over the posts that watch them: by appointing, handing over,
 * deputising, ending, resetting, making accounts, in whatever order.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomOf, type Random } from '../../demo/content/random.ts'
import { rows, sql } from '../../platform/db.ts'
import { demoPassword } from '../../modules/staff/demo.ts'
import { newId } from '../../platform/ids.ts'
import { consoleRoutes, type Route } from '../../../test/routes.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { actorOf } from './actor.ts'
import { accountJobs } from './accounts.jobs.ts'
import { watching } from './reach.ts'
import { demoSecretOf, totpOf } from './signin.ts'

let w: World
let clerk: Person
let admin: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[clerk, admin] = [await w.signIn('qingxi-clerk'), await w.signIn('admin')]
})
afterAll(() => w.close())

type Term = {
  id: string
  person_id: string
  username: string | null
  code: string
  function: string
  slug: string
  path: string
}
const terms = () =>
  rows(
    w.office.db,
    sql<Term>`
      SELECT a.id, a.person_id, u.username, k.code, k.function, r.slug, r.path
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      LEFT JOIN accounts x ON x.person_id = a.person_id
      LEFT JOIN auth_users u ON u.id = x.user_id
      WHERE a.to_on IS NULL
      ORDER BY a.id`,
  )
const termOf = async (fn: string, slug?: string) =>
  (await terms()).find((t) => t.function === fn && (slug === undefined || t.slug === slug))!
const second = async (username: string) => ({
  username,
  password: demoPassword,
  code: await totpOf(demoSecretOf(username)),
})
const until = { from: '2026-10-05', to: '2026-12-31', reason: '出差' }

describe('a township clerk', () => {
  test('changes nothing at their own place: no leader by deputy, hand-over, appointment, nor the leader’s password', async () => {
    const leader = await termOf('township_leader', 'qingxi')
    const own = (await terms()).find((t) => t.username === 'qingxi-clerk')!
    const villager = await termOf('drafter', 'liuwan')
    for (const deputyId of [own.person_id, villager.person_id])
      expect((await clerk.post(`/appointments/${leader.id}/deputy`, { deputyId, ...until })).status).toBe(403)
    expect(
      (await clerk.post(`/appointments/${leader.id}/hand-over`, { toPersonId: own.person_id, on: '2026-10-05' }))
        .status,
    ).toBe(403)
    expect((await clerk.post(`/appointments/${leader.id}/end`, { on: '2026-10-05' })).status).toBe(403)
    expect(
      (await clerk.post('/people/appoint', { name: '某某', post: leader.code, place: 'qingxi', from: '2026-10-06' }))
        .status,
    ).toBe(403)
    expect((await clerk.post(`/accounts/${leader.person_id}/reset`, {})).status).toBe(403)
    expect((await clerk.get('/people?place=qingxi')).body).toMatchObject({ mayEdit: false, mayReset: false })
  })

  test('gives no post below to themselves, and resets nobody who also stands in for somebody above', async () => {
    const own = (await terms()).find((t) => t.username === 'qingxi-clerk')!
    const secretary = await termOf('signer', 'liuwan')
    expect(
      (await clerk.post(`/appointments/${secretary.id}/hand-over`, { toPersonId: own.person_id, on: '2026-10-05' }))
        .status,
    ).toBe(403)
    const leader = await termOf('township_leader', 'qingxi')
    const officer = await termOf('drafter', 'liuwan')
    expect((await clerk.post(`/accounts/${officer.person_id}/reset`, {})).status).toBe(200)
    expect(
      (await admin.post(`/appointments/${leader.id}/deputy`, { deputyId: officer.person_id, ...until })).status,
    ).toBe(200)
    expect((await clerk.post(`/accounts/${officer.person_id}/reset`, {})).status).toBe(403)
  })

  test('registers and ends no relatives of those at the own place or above, who would be kept away by it', async () => {
    const [leader, villager] = [await termOf('township_leader', 'qingxi'), await termOf('drafter', 'liuwan')]
    const inspector = await termOf('inspector')
    for (const above of [leader, inspector])
      for (const [personId, relativeId] of [
        [above.person_id, villager.person_id],
        [villager.person_id, above.person_id],
      ]) {
        expect((await clerk.post('/kin', { personId, relativeId, relation: '兄弟' })).status, above.code).toBe(403)
        expect((await clerk.post('/kin/end', { personId, relativeId, reason: '登记错了人' })).status).toBe(403)
      }
    const below = await termOf('director', 'liuwan')
    expect(
      (await clerk.post('/kin', { personId: villager.person_id, relativeId: below.person_id, relation: '叔侄' }))
        .status,
    ).toBe(200)
  })

  test('makes accounts in bulk for those below only', async () => {
    await sql`DELETE FROM accounts WHERE person_id = ${(await termOf('township_leader', 'qingxi')).person_id}`.execute(
      w.t.owner,
    )
    const place = (await rows(w.office.db, sql<{ path: string }>`SELECT path FROM regions WHERE slug = 'qingxi'`))[0]!
    const made = (await accountJobs(w.office).accounts!(
      { path: place.path, below: place.path, by: 'x' },
      async () => undefined,
    )) as { slips: { posts: string; name: string }[] }
    expect(made.slips.some((s) => /乡镇|镇长|领导/.test(s.posts))).toBe(false)
    expect(made.slips.length).toBeGreaterThan(0)
    await sql`DELETE FROM accounts WHERE person_id IN (SELECT id FROM persons
      WHERE name = ANY(${made.slips.map((s) => s.name)}::text[]))`.execute(w.t.owner)
    const both = (await Promise.all(
      [1, 2].map(() =>
        accountJobs(w.office).accounts!({ path: place.path, below: place.path, by: 'x' }, async () => undefined),
      ),
    )) as { slips: { username: string }[] }[]
    const names = both.flatMap((b) => b.slips.map((s) => s.username))
    expect(new Set(names).size, 'pressed twice at once: each person gets one account and one slip').toBe(names.length)
    expect(names.length).toBe(made.slips.length)
  })
})

describe('the county’s administrator', () => {
  test('alone changes no post of the county; with a second person does', async () => {
    const room = await termOf('command_room')
    expect(
      (
        await admin.post(`/appointments/${room.id}/deputy`, {
          deputyId: (await termOf('drafter', 'liuwan')).person_id,
          ...until,
        })
      ).status,
    ).toBe(409)
    const by = await second('inspector')
    const body = { deputyId: (await termOf('bureau_leader')).person_id, ...until }
    expect(
      (await admin.post(`/appointments/${room.id}/deputy`, { ...body, second: { ...by, password: 'wrong' } })).status,
    ).toBe(401)
    expect(
      (await admin.post(`/appointments/${room.id}/deputy`, { ...body, second: await second('admin') })).status,
    ).toBe(422)
    expect((await admin.post(`/appointments/${room.id}/deputy`, { ...body, second: by })).status).toBe(200)
    const trail = JSON.stringify((await admin.get('/audit')).body)
    expect(trail).toContain('和另一位一起签人员变动')
  })

  test('alone keeps nobody who watches away by a relative, and makes no post of the whole county below it', async () => {
    const [officer, villager] = [await termOf('discipline_officer'), await termOf('drafter', 'liuwan')]
    const kin = { personId: officer.person_id, relativeId: villager.person_id, relation: '兄弟' }
    expect((await admin.post('/kin', kin)).status).toBe(409)
    expect((await admin.post('/kin', { ...kin, second: await second(officer.username!) })).status).toBe(200)
    for (const fn of ['discipline_officer', 'inspector', 'county_admin', 'command_room'])
      for (const level of ['village', 'township', 'bureau'])
        expect(
          (await admin.post('/post-kinds', { name: `${level}的${fn}`, level, function: fn, seats: 1, order: 900 }))
            .status,
          `${fn} ${level}`,
        ).toBe(422)
  })

  test('does not become who takes accusations in: not by deputy, reset, end, hand-over or a second seat, nor with the command room', async () => {
    const officer = await termOf('discipline_officer')
    const puppet = (await termOf('drafter', 'liuwan')).person_id
    const ways: [string, object][] = [
      [`/appointments/${officer.id}/deputy`, { deputyId: puppet, ...until }],
      [`/accounts/${officer.person_id}/reset`, {}],
      [`/appointments/${officer.id}/end`, { on: '2026-10-05' }],
      [`/appointments/${officer.id}/hand-over`, { toPersonId: puppet, on: '2026-10-05' }],
      ['/people/appoint', { personId: puppet, post: officer.code, place: officer.slug, from: '2026-10-06' }],
    ]
    for (const [way, body] of ways) {
      const alone = await admin.post(way, body)
      expect([way, alone.status], JSON.stringify(alone.body)).toEqual([way, 409])
      const room = (await terms()).find((t) => t.function === 'command_room' && t.username)
      if (room) expect((await admin.post(way, { ...body, second: await second(room.username!) })).status).toBe(409)
    }
  })

  test('with the holder’s own word the post is handed over; both watchers are told, the log says it without a name', async () => {
    const officer = await termOf('discipline_officer')
    const done = await admin.post(`/appointments/${officer.id}/deputy`, {
      deputyId: (await termOf('bureau_clerk')).person_id,
      ...until,
      second: await second(officer.username!),
    })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
    const inspector = await w.signIn('inspector')
    expect(JSON.stringify((await inspector.get('/messages')).body)).toContain('登记代理')
    const leaves = await rows(
      w.office.db,
      sql<{ entry: Buffer }>`SELECT entry FROM ledger_leaves WHERE kind = 'checkpointNote'`,
    )
    const said = leaves.map((l) => l.entry.toString()).join()
    expect(said).toContain('watch/discipline_officer/deputy')
    expect(said).not.toMatch(/\p{Script=Han}/u)
  })
})

test('an id of nobody is told beside its field, whichever act names it', async () => {
  const all = await terms()
  const below = all.find((t) => t.function === 'drafter' && t.slug === 'liuwan')!
  const ids = async (table: string) =>
    (await rows(w.office.db, sql<{ id: string }>`SELECT id FROM ${sql.table(table)} ORDER BY id`)).map((r) => r.id)
  const people = /^(personId|relativeId|deputyId|toPersonId|changes)$/
  const naming = actsOn(w).filter((act) =>
    Object.keys(act.schemas['json']?.properties ?? {}).some((f) => people.test(f)),
  )
  expect(naming.length).toBeGreaterThan(6)
  const group = { name: '整治工作专班', place: 'liuwan' }
  expect((await admin.post('/groups', group)).status).toBe(200)
  for (const act of naming) {
    const random = randomOf(act.path)
    const pools = { term: below, person: below.person_id, kinds: [], all, ids }
    const { path, body } = (await filledIn(act, pools, random)) as { path: string; body: Record<string, unknown> }
    for (const field of Object.keys(body).filter((f) => people.test(f))) {
      const nobody = field === 'changes' ? [{ appointment: below.id, toPersonId: newId() }] : newId()
      const { status, body: says } = await admin.post(path, { ...body, on: '2026-10-19', [field]: nobody })
      expect([act.path, field, status < 500, says.message], JSON.stringify(says)).toEqual([
        act.path,
        field,
        true,
        expect.stringMatching(/\p{Script=Han}/u),
      ])
    }
  }
})

test('relatives of two townships are unregistered by whoever keeps both, never by one of them', async () => {
  const dongping = { name: '东坪镇', slug: 'dongping', code: 'QC02', parent: 'qingchuan', level: 'township' }
  const moved = { parent: 'dongping', on: '2026-10-05' }
  expect((await admin.post('/regions', { ...dongping, kind: 'town', validFrom: '2026-10-05' })).status).toBe(200)
  const all = await terms()
  const [here, there] = [
    await termOf('reviewer', 'liuwan'),
    all.find((t) => t.function === 'reviewer' && t.slug === 'sixi')!,
  ]
  const neighbour = all.find((t) => t.function === 'drafter' && t.slug === 'liuwan')!
  const pair = { personId: here.person_id, relativeId: there.person_id }
  const end = { ...pair, reason: '登记错了人' }
  expect((await clerk.post('/kin', { ...pair, relation: '兄弟' })).status).toBe(200)
  expect((await admin.post('/regions/sixi/move', moved)).status).toBe(200)
  const alone = await clerk.post('/kin/end', end)
  expect([alone.status, alone.body.message]).toEqual([403, expect.stringMatching(/不归您管.*县里/)])
  const turned = { personId: there.person_id, relativeId: here.person_id, reason: '登记错了人' }
  expect((await clerk.post('/kin/end', turned)).status).toBe(403)
  // A second post in the other township is enough for it to be the other's matter as well.
  const both = { personId: here.person_id, relativeId: neighbour.person_id }
  expect((await clerk.post('/kin', { ...both, relation: '叔侄' })).status).toBe(200)
  await sql`
    INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
    SELECT ${newId()}, ${neighbour.person_id}, a.post_kind_id, a.region_id, '2026-10-01', ${w.now()}
    FROM appointments a
    WHERE a.id = ${there.id}`.execute(w.t.owner)
  expect((await clerk.post('/kin/end', { ...both, reason: '登记错了人' })).status).toBe(403)
  expect((await admin.post('/kin/end', end)).status).toBe(200)
  expect((await admin.post('/kin/end', { ...both, reason: '登记错了人' })).status).toBe(200)
})

/** Acts on people as the application itself has them: a new route is among them without anybody adding it here. */
const actsOn = (own: World) =>
  consoleRoutes(own).filter(
    (r) =>
      r.method !== 'GET' &&
      ['people.edit', 'post.edit', 'account.reset'].some((permission) => r.permission === permission) &&
      // Lists of people go the same way, line by line, through the same acts; files are not made up here.
      r.path !== '/imports',
  )

test.each(['qingxi-clerk', 'admin'])(
  'no sequence of acts on people by %s enlarges the own rights, or changes what lies at or above the own place',
  async (name) => {
    const own = await makeWorld('2026-10-05T09:00:00+08:00')
    const who = await own.signIn(name)
    const random = randomOf('reach 20261129')
    const all = await rows(
      own.office.db,
      sql<Term>`
        SELECT a.id, a.person_id, u.username, k.code, k.function, r.slug, r.path
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        JOIN persons p ON p.id = a.person_id
        LEFT JOIN accounts x ON x.person_id = a.person_id
        LEFT JOIN auth_users u ON u.id = x.user_id
        WHERE a.to_on IS NULL
        ORDER BY r.path, k.code, p.code`,
    )
    const me = all.find((t) => t.username === name)!
    const rights = async () => {
      const days = ['2026-10-05', '2026-10-20', '2026-12-20']
      const actors = await Promise.all(days.map((day) => actorOf(own.office.db, me.person_id, day)))
      return new Set(actors.flatMap((a) => a?.posts.map((p) => `${p.function} ${p.path}`) ?? []))
    }
    // Who holds what, with which password, which deputies and which relatives, at the own place, above it, and of those
    // who watch.
    const untouchable = async () =>
      JSON.stringify(
        await rows(
          own.office.db,
          sql`
            SELECT a.id, a.person_id, a.to_on::text, x.password, count(DISTINCT d.id) AS deputies,
              count(DISTINCT y.relative_id) AS kin, k.function
            FROM appointments a
            JOIN post_kinds k ON k.id = a.post_kind_id
            JOIN regions r ON r.id = a.region_id
            LEFT JOIN accounts c ON c.person_id = a.person_id
            LEFT JOIN auth_accounts x ON x.user_id = c.user_id
            LEFT JOIN deputations d ON d.appointment_id = a.id AND d.revoked_at IS NULL
            LEFT JOIN kinships y ON y.person_id = a.person_id
            WHERE starts_with(${me.path}, r.path) OR k.function = ANY(${[...watching]}::text[])
            GROUP BY a.id, x.password, k.function
            ORDER BY a.id`,
        ),
      )
    const [had, before] = [await rights(), await untouchable()]
    const ids = async (table: string) =>
      (await rows(own.office.db, sql<{ id: string }>`SELECT id FROM ${sql.table(table)} ORDER BY id`)).map((r) => r.id)
    const acts = actsOn(own)
    expect(acts.length).toBeGreaterThan(15)
    const tried = new Map<string, Set<number>>()
    const done: { act: string; status: number; said: string }[] = []
    for (let n = 0; n < 200; n++) {
      const act = acts[n % acts.length]!
      const kinds = (await rows(own.office.db, sql<{ code: string }>`SELECT code FROM post_kinds ORDER BY code`)).map(
        (k) => k.code,
      )
      const term = random.chance(0.4)
        ? (all.find((t) => t.path === me.path && t !== me) ?? random.pick(all))
        : random.pick(all)
      const person = random.chance(0.3) ? me.person_id : random.pick(all).person_id
      const filled = await filledIn(act, { term, person, kinds, all, ids }, random)
      const answer = await who.post(filled.path, filled.body)
      tried.set(act.path, (tried.get(act.path) ?? new Set()).add(answer.status))
      done.push({ act: act.path, status: answer.status, said: JSON.stringify(answer.body) })
    }
    expect(done.filter((d) => d.status >= 500 || d.status === 401)).toEqual([])
    // Some of it was allowed, some refused; and each act came far enough to be judged, not only for its form.
    const statuses = new Set(done.map((d) => d.status))
    expect([statuses.has(200), statuses.has(403)]).toEqual([true, true])
    const unjudged = [...tried].filter(([, seen]) => [...seen].every((status) => status === 422 || status === 400))
    expect(unjudged, 'acts that this test does not know how to fill in').toEqual([])
    for (const right of await rights()) expect(had).toContain(right)
    expect(await untouchable()).toBe(before)
    await own.close()
  },
)

type Pools = {
  term: Term
  person: string
  kinds: string[]
  all: Term[]
  ids(table: string): Promise<string[]>
}

/** A request of this act with people, posts, places and days that there are. */
async function filledIn(
  act: Route,
  { term, person, kinds, all, ids }: Pools,
  random: Random,
): Promise<{ path: string; body: object }> {
  const on = random.pick(['2026-10-05', '2026-10-19'])
  const tables: [RegExp, string][] = [
    [/^\/accounts\//, 'persons'],
    [/^\/appointments\//, 'appointments'],
    [/^\/deputations\//, 'deputations'],
    [/^\/groups\//, 'leading_groups'],
    [/^\/group-members\//, 'group_members'],
  ]
  const table = tables.find(([of]) => of.test(act.path))?.[1]
  const known = table === 'persons' ? [person] : table === 'appointments' ? [term.id] : table ? await ids(table) : []
  const path = act.path
    .replace(':id', random.pick(known.length > 0 ? known : [term.id]))
    .replace(':code', act.path.startsWith('/post-kinds') ? random.pick(kinds) : term.code)
  const values: Record<string, () => unknown> = {
    personId: () => person,
    relativeId: () => random.pick(all).person_id,
    deputyId: () => person,
    toPersonId: () => person,
    post: () => term.code,
    place: () => term.slug,
    region: () => term.slug,
    appointment: () => term.id,
    changes: () => [{ appointment: term.id, toPersonId: person }],
    from: () => on,
    on: () => on,
    to: () => '2026-12-31',
    until: () => '2027-12-31',
    reason: () => '工作需要，代理一下',
    note: () => '',
    relation: () => '兄弟',
    role: () => random.pick(['组长', '成员']),
    name: () => `第${random.pick(['一', '二', '三'])}个名称${random.pick(['甲', '乙', '丙', '丁'])}`,
    office: () => '村委会办公室',
    officePhone: () => '',
    function: () => random.pick(['discipline_officer', 'inspector', 'county_admin', 'township_leader', 'responder']),
    level: () => random.pick(['village', 'township', 'county']),
    seats: () => 20,
    order: () => 300,
    duty: () => '看着办',
    committee: () => '',
    optional: () => true,
  }
  const fields = Object.keys(act.schemas['json']?.properties ?? {}).filter((f) => f !== 'second')
  // A person is known or new by name, not both.
  const wanted = fields.filter((f) => !(f === 'name' && fields.includes('personId')) && f !== 'toName')
  return { path, body: Object.fromEntries(wanted.map((f) => [f, values[f]?.()])) }
}
