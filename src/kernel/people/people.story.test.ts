/**
 * Posts change hands: appointing, OL Art. 37, hand-over, accounts, first passwords, second factors, sessions that end.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../platform/db.ts'
import { handIn, handsOf, open, take } from '../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'
import { totpOf } from './signin.ts'

let w: World
let clerk: Person
let admin: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[clerk, admin] = [await w.signIn('qingxi-clerk'), await w.signIn('admin')]
})
afterAll(() => w.close())

type Holder = {
  id: string
  person_id: string
  name: string
  post_code: string
  to_on: string | null
  held: boolean
  username: string | null
}
const holders = async (place = 'liuwan') => (await admin.get(`/people?place=${place}`)).body.holders as Holder[]
const holderOf = async (post: string) => (await holders()).find((h) => h.post_code === post && h.to_on === null)!
const personOf = async (code: string) =>
  (await rows(w.office.db, sql<{ id: string }>`SELECT id FROM persons WHERE code = ${code}`))[0]!.id
const appoint = (personId: string, post: string) =>
  clerk.post('/people/appoint', { personId, post, place: 'liuwan', from: '2026-10-06' })

/** What these stories read of an answer. */
type Said = { message: string; mustChangePassword?: boolean; uri: string; qr: string }

/** A browser of its own: cookies by hand. */
async function sending(
  method: string,
  path: string,
  body: object | undefined,
  cookie = '',
): Promise<{ status: number; body: Said; cookie: string }> {
  const answer = await w.app.request(`http://localhost/api${path}`, {
    method,
    headers: { cookie, origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const jar = new Map(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((c) => c.split(/=(.*)/s) as [string, string]),
  )
  for (const c of answer.headers.getSetCookie()) {
    const [k, v] = c.split(';')[0]!.split(/=(.*)/s) as [string, string]
    if (v === '') jar.delete(k)
    else jar.set(k, v)
  }
  return {
    status: answer.status,
    body: (await answer.json()) as Said,
    cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '),
  }
}

describe('a supervision seat (OL Art. 37)', () => {
  test('is refused to a member of the village committee and to a registered near relative of one', async () => {
    await clerk.post(
      `/appointments/${(await holders()).find((h) => h.post_code === 'V-SUP' && h.name !== '易收万')!.id}/end`,
      { on: '2026-10-05', place: 'liuwan' },
    )
    const director = await appoint(await personOf('P0014'), 'V-SUP')
    expect(director.status).toBe(422)
    expect(director.body.message).toMatch(/同时担任.*第三十七条/)
    const brother = await appoint(await personOf('P0017'), 'V-SUP')
    expect(brother.status).toBe(422)
    expect(brother.body.message).toMatch(/近亲属（兄弟）.*第三十七条/)
    expect((await appoint(await personOf('P0016'), 'V-SUP')).status).toBe(200)
  })

  test('and the committee to a supervisor and a supervisor’s near relative', async () => {
    await clerk.post(`/appointments/${(await holderOf('V-DIRECTOR')).id}/end`, { on: '2026-10-05', place: 'liuwan' })
    expect((await appoint((await holderOf('V-SUPCHAIR')).person_id, 'V-DIRECTOR')).body.message).toMatch(
      /同时担任村务监督委员会主任/,
    )
    await clerk.post(`/appointments/${(await holderOf('V-SUPCHAIR')).id}/end`, { on: '2026-10-05', place: 'liuwan' })
    expect((await appoint(await personOf('P0017'), 'V-SUPCHAIR')).status).toBe(200)
    expect((await appoint(await personOf('P0014'), 'V-DIRECTOR')).body.message).toMatch(/近亲属（兄弟）/)
  })
})

describe('OL Art. 37 in an election and for deputies', () => {
  let other: World
  let township: Person
  const at = async () => (await township.get('/people?place=liuwan')).body.holders as Holder[]
  const one = async (post: string) => (await at()).find((h) => h.post_code === post && h.to_on === null)!
  beforeAll(async () => {
    other = await makeWorld('2026-10-05T09:00:00+08:00')
    township = await other.signIn('qingxi-clerk')
  })
  afterAll(() => other.close())

  test('what a person may not hold they may not stand in for, and who stands in counts as one who holds', async () => {
    const [director, chair] = [await one('V-DIRECTOR'), await one('V-SUPCHAIR')]
    const deputy = (appointment: string, deputyId: string) =>
      township.post(`/appointments/${appointment}/deputy`, {
        deputyId,
        from: '2026-10-05',
        to: '2026-10-30',
        reason: '外出学习',
        place: 'liuwan',
      })
    expect((await deputy(chair.id, director.person_id)).body.message).toMatch(/第三十七条/)
    expect((await deputy(director.id, chair.person_id)).body.message).toMatch(/第三十七条/)
    // The agent stands in for the director: meanwhile not on the supervision committee, in person or as a deputy.
    const agent = await one('V-AGENT')
    expect((await deputy(director.id, agent.person_id)).status).toBe(200)
    expect((await deputy(chair.id, agent.person_id)).body.message).toMatch(/第三十七条/)
  })

  test('in one election the outgoing director may become chair, in whichever order the changes stand', async () => {
    const [director, chair] = [await one('V-DIRECTOR'), await one('V-SUPCHAIR')]
    const changes = [
      { appointment: chair.id, toPersonId: director.person_id },
      { appointment: director.id, toName: '新主任' },
    ]
    const whole = await township.post('/hand-overs', { on: '2026-10-05', note: '换届', changes })
    expect([whole.status, whole.body]).toEqual([200, expect.objectContaining({ done: 2 })])
    expect((await one('V-SUPCHAIR')).person_id).toBe(director.person_id)
  })

  test('but nobody comes into both offices by one election', async () => {
    const [director, chair] = [await one('V-DIRECTOR'), await one('V-SUPCHAIR')]
    const agent = await one('V-AGENT')
    const changes = [
      { appointment: chair.id, toPersonId: agent.person_id },
      { appointment: director.id, toPersonId: agent.person_id },
    ]
    const both = await township.post('/hand-overs', { on: '2026-10-06', note: '换届', changes })
    expect(both.status, JSON.stringify(both.body)).toBe(422)
  })
})

describe('hand-over', () => {
  test('the open work goes to the successor by a signed record, and the predecessor may no longer act', async () => {
    const hands = await handsOf(w)
    const id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
    await handIn(hands.officer, id)
    await take(hands.chair, id, 'approve')
    const secretary = await holderOf('V-SECRETARY')
    const agent = await holderOf('V-AGENT')
    const done = await clerk.post(`/appointments/${secretary.id}/hand-over`, {
      toPersonId: agent.person_id,
      on: '2026-10-06',
      note: '支部换届',
      place: 'liuwan',
    })
    expect(done.status).toBe(200)
    const [record] = await rows(
      w.office.db,
      sql<{
        open_work: { title: string; step: string }[]
        note: string
      }>`SELECT open_work, note FROM hand_overs WHERE from_appointment_id = ${secretary.id}`,
    )
    expect(record).toMatchObject({ note: '支部换届', open_work: [{ kind: '公开事项', step: '书记签字把关' }] })
    w.set('2026-10-07T09:00:00+08:00')
    const chair = await sending('POST', '/session', { username: 'liuwan-grid', password: 'sunlit2026' })
    expect(chair.status).toBe(200)
    expect((await hands.secretary.get('/me')).status).toBe(401)
    expect(
      (await (await w.signIn('liuwan-agent')).get('/me')).body.posts.map((p: { post: string }) => p.post),
    ).toContain('村党组织书记')
  })

  test('in bulk after an election: all or nothing', async () => {
    const [officer, agent] = [await holderOf('V-OFFICER'), await holderOf('V-AGENT')]
    const half = await clerk.post('/hand-overs', {
      on: '2026-10-08',
      note: '换届',
      changes: [
        { appointment: officer.id, toName: '新来的人' },
        { appointment: '019a0000-0000-7000-8000-000000000000', toName: '谁' },
      ],
    })
    expect(half.status).toBe(404)
    expect((await holderOf('V-OFFICER')).id).toBe(officer.id)
    const whole = await clerk.post('/hand-overs', {
      on: '2026-10-08',
      note: '换届',
      changes: [
        { appointment: officer.id, toName: '新来的人' },
        { appointment: agent.id, toName: '新代办员' },
      ],
    })
    expect(whole.body).toEqual({ done: 2, barred: 0 })
    expect(await rows(w.office.db, sql`SELECT 1 FROM hand_overs WHERE note = '换届'`)).toHaveLength(2)
  })
})

describe('a deputy', () => {
  test('acts while the deputation lasts; ended early, not any more', async () => {
    const [secretary, grid] = [
      await holderOf('V-SECRETARY'),
      (await holders()).find((h) => h.username === 'liuwan-grid')!,
    ]
    const today = w.now().toISOString().slice(0, 10)
    const made = await clerk.post(`/appointments/${secretary.id}/deputy`, {
      deputyId: grid.person_id,
      from: today,
      to: '2026-10-30',
      reason: '外出学习',
      place: 'liuwan',
    })
    expect(made.status).toBe(200)
    const person = await w.signIn('liuwan-grid')
    const acting = async () =>
      ((await person.get('/me')).body.posts as { deputyFor: string }[]).some((p) => p.deputyFor === secretary.name)
    expect(await acting()).toBe(true)
    const [deputation] = (await clerk.get('/people?place=liuwan')).body.deputies as { id: string; reason: string }[]
    expect(deputation).toMatchObject({ reason: '外出学习' })
    expect((await person.post(`/deputations/${deputation!.id}/end`, { place: 'liuwan' })).status).toBe(403)
    expect((await clerk.post(`/deputations/${deputation!.id}/end`, { place: 'liuwan' })).status).toBe(200)
    expect(await acting()).toBe(false)
    expect((await clerk.post(`/deputations/${deputation!.id}/end`, { place: 'liuwan' })).status).toBe(409)
  })
})

describe('an account', () => {
  test('reset by the township: sessions end, the slip’s password must be changed before anything else', async () => {
    const member = await w.signIn('liuwan-member2')
    const person = (await holders()).find((h) => h.name === '易收万')!
    expect((await member.post(`/accounts/${person.person_id}/reset`)).status).toBe(403)
    const slip = (await clerk.post(`/accounts/${person.person_id}/reset`)).body as {
      username: string
      password: string
    }
    expect((await member.get('/me')).status).toBe(401)
    const first = await sending('POST', '/session', slip)
    expect((await sending('GET', '/me', undefined, first.cookie)).body).toMatchObject({ mustChangePassword: true })
    expect((await sending('GET', '/desk', undefined, first.cookie)).body.message).toContain('先改密码')
    expect(
      (await sending('POST', '/session/password', { current: slip.password, next: 'short' }, first.cookie)).status,
    ).toBe(422)
    const changed = await sending(
      'POST',
      '/session/password',
      { current: slip.password, next: 'liuwan2026ok' },
      first.cookie,
    )
    expect(changed.status).toBe(200)
    expect((await sending('GET', '/desk', undefined, changed.cookie)).status).toBe(200)
    expect((await sending('POST', '/session', slip)).status).toBe(401)
  })

  test('a new township account sets up its second factor before it may work, and is asked for it from then on', async () => {
    const person = (await holders('qingxi')).find((h) => h.post_code === 'T-LIAISON')!
    const slip = (await admin.post(`/accounts/${person.person_id}/reset`)).body as {
      username: string
      password: string
    }
    const first = await sending('POST', '/session', slip)
    const changed = await sending(
      'POST',
      '/session/password',
      { current: slip.password, next: 'qingxi2026ok' },
      first.cookie,
    )
    expect((await sending('GET', '/desk', undefined, changed.cookie)).body.message).toContain('动态码')
    const enrol = await sending('POST', '/session/enrol', { password: 'qingxi2026ok' }, changed.cookie)
    const secret = new URL(enrol.body.uri).searchParams.get('secret')!
    expect(enrol.body.qr).toContain('<svg')
    expect((await sending('POST', '/session/enrol/confirm', { code: '000000' }, changed.cookie)).status).toBe(401)
    const confirmed = await sending(
      'POST',
      '/session/enrol/confirm',
      { code: await totpOf(fromBase32(secret)) },
      changed.cookie,
    )
    expect(confirmed.status).toBe(200)
    expect((await sending('GET', '/desk', undefined, confirmed.cookie)).status).toBe(200)
    expect((await sending('POST', '/session', { username: slip.username, password: 'qingxi2026ok' })).body).toEqual({
      needsCode: true,
    })
  })

  test('signing out ends the session at once', async () => {
    const grid = await sending('POST', '/session', { username: 'liuwan-grid', password: 'sunlit2026' })
    expect((await sending('GET', '/me', undefined, grid.cookie)).status).toBe(200)
    expect((await sending('DELETE', '/session', undefined, grid.cookie)).status).toBe(200)
    expect((await sending('GET', '/me', undefined, grid.cookie)).status).toBe(401)
  })

  test('of somebody whose term ends later is still reset by the township', async () => {
    const grid = (await holders()).find((h) => h.username === 'liuwan-grid' && h.post_code === 'V-GRID')!
    expect((await clerk.post(`/appointments/${grid.id}/end`, { on: '2026-12-31', place: 'liuwan' })).status).toBe(200)
    expect((await holders()).find((h) => h.id === grid.id)).toMatchObject({ held: true, to_on: '2026-12-31' })
    expect((await clerk.post(`/accounts/${grid.person_id}/reset`)).status).toBe(200)
  })
})

/** An authenticator reads the secret of the QR code as base 32. */
function fromBase32(text: string): string {
  const bits = [...text.replace(/=+$/, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  return String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((b) => parseInt(b, 2)))
}
