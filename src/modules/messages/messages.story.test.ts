/**
 * Messages that leave the house, as the county sets them: offices' addresses, words, and what becomes of each; over
 * HTTP, on a real database.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql, transact } from '../../platform/db.ts'
import { contextAt } from '../../kernel/cases/office.ts'
import { tellOffices } from '../../kernel/notices/addresses.ts'
import { deliverDue } from '../../kernel/notices/deliver.ts'
import type { Driver, Outgoing } from '../../kernel/notices/drivers.ts'
import { tellMany } from '../../kernel/notices/messages.ts'
import { makeWorld, type Person, type World } from '../../../test/world.ts'

let w: World
let admin: Person, clerk: Person
const mails: Outgoing[] = []
const keep: Driver = {
  name: 'keep',
  send: (m) => {
    mails.push(m)
    return Promise.resolve('')
  },
}
beforeAll(async () => {
  w = await makeWorld()
  ;[admin, clerk] = await Promise.all([w.signIn('admin'), w.signIn('qingxi-clerk')])
})
afterAll(() => w.close())

const region = async (slug: string) =>
  (await rows(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = ${slug}`))[0]!.id
const round = async () => {
  await tellOffices(w.office, (await contextAt(w.office.db, w.now())).rules, w.now())
  await deliverDue(w.office.db, w.office.secret, { sms: keep, email: keep }, w.now())
  return mails.splice(0)
}

test('a township fills in addresses of its own places only; an office hears once that the console has something, and not of what', async () => {
  for (const [f, email] of [
    ['drafter', 'Liuwan@example.gov.cn'],
    ['signer', 'liuwan@example.gov.cn'],
  ])
    expect((await clerk.post('/office-addresses', { place: 'liuwan', function: f, email })).status).toBe(200)
  expect(
    (await clerk.post('/office-addresses', { place: 'liuwan', function: 'drafter', email: 'no address' })).body.message,
  ).toContain('邮箱地址不对')
  expect(
    (await clerk.post('/office-addresses', { place: await county(), function: 'drafter', email: 'a@b.cn' })).status,
  ).toBe(404)
  expect((await clerk.get('/office-addresses')).body.addresses).toMatchObject([
    { region: '柳湾村', email: 'liuwan@example.gov.cn' },
    { function: 'signer' },
  ])
  w.set('2026-10-05T09:01:00+08:00')
  const liuwan = await region('liuwan')
  await transact(w.office.db, (tx) =>
    tellMany(
      tx,
      (['drafter', 'signer', 'reviewer'] as const).map((f) => ({
        regionId: liuwan,
        function: f,
        kind: 'report',
        say: '柳湾村有新的困难和问题：王大姐家漏水。',
        link: '/cases/1',
        caseId: null,
      })),
      w.now(),
    ),
  )
  const sent = await round()
  expect(sent.map((m) => [m.to, m.words])).toEqual([
    ['liuwan@example.gov.cn', '阳光村务办公台有给您单位的新消息，请登录办公台，在“消息”里查看。'],
  ])
  expect(await round()).toEqual([])
})
const county = async () =>
  (await rows(w.office.db, sql<{ slug: string }>`SELECT slug FROM regions WHERE level = 'county'`))[0]!.slug

test('a county words a message anew, with the same gaps, and stops one; the code for signing in cannot be stopped', async () => {
  const set = (template: string, text: object) =>
    admin.post(`/message-texts/${template}`, { words: '', carrierCode: '', inUse: true, ...text })
  expect((await set('reportAnswered', { words: '您反映的事有答复了。' })).body.message).toContain('{code}')
  expect((await set('reportAnswered', { words: '编号 {code}，{name} 已答复。' })).body.message).toContain(
    '不认识 {name}',
  )
  expect((await set('reportAnswered', { words: '编号 {code}，打 13900001111。' })).body.message).toContain(
    '不要写网址、电话',
  )
  expect((await set('signInCode', { words: '验证码 {code}，{minutes} 分钟。', inUse: false })).body.message).toContain(
    '登录不了',
  )
  expect((await clerk.post('/message-texts/officeMessage', { words: '有新消息了。', inUse: true })).status).toBe(403)
  expect((await set('officeMessage', { words: '镇里提醒：办公台有新消息。' })).status).toBe(200)
  const tell = async () => {
    w.set(new Date(w.now().getTime() + 60_000).toISOString())
    const id = await region('liuwan')
    await transact(w.office.db, (tx) =>
      tellMany(
        tx,
        [{ regionId: id, function: 'drafter', kind: 'urge', say: '催办', link: '/', caseId: null }],
        w.now(),
      ),
    )
    return (await round()).map((m) => m.words)
  }
  expect(await tell()).toEqual(['镇里提醒：办公台有新消息。'])
  expect((await set('officeMessage', { words: '镇里提醒：办公台有新消息。', inUse: false })).status).toBe(200)
  expect(await tell()).toEqual([])
  expect(
    (await admin.get('/deliveries')).body.deliveries.map((d: { state: string; shown_address: string }) => [
      d.state,
      d.shown_address,
    ]),
  ).toEqual([
    ['dropped', 'l***@example.gov.cn'],
    ['sent', 'l***@example.gov.cn'],
    ['sent', 'l***@example.gov.cn'],
  ])
})

test('what must be done is mailed as it comes; the rest is one mail a day, at the rule’s hour, once', async () => {
  w.set('2026-10-12T09:00:00+08:00')
  await admin.post('/message-texts/officeMessage', { words: '办公台有新消息。', carrierCode: '', inUse: true })
  await clerk.post('/office-addresses', { place: 'liuwan', function: 'drafter', email: 'liuwan@example.gov.cn' })
  const liuwan = await region('liuwan')
  const say = (at: string, ...kinds: string[]) => {
    w.set(at)
    return transact(w.office.db, (tx) =>
      tellMany(
        tx,
        kinds.map((kind, i) => ({
          regionId: liuwan,
          function: 'drafter' as const,
          kind,
          say: `第 ${i} 条 ${at}`,
          link: '/',
          caseId: null,
        })),
        w.now(),
      ),
    )
  }
  const at = async (time: string) => {
    w.set(time)
    return (await round()).map((m) => [m.template, m.words])
  }
  await at('2026-10-12T10:00:00+08:00')
  await say('2026-10-12T10:01:00+08:00', 'hand', 'answered', 'copy', 'remark')
  expect((await at('2026-10-12T10:02:00+08:00')).map(([t]) => t)).toEqual(['officeMessage'])
  await say('2026-10-12T15:00:00+08:00', 'noLonger')
  expect(await at('2026-10-12T15:01:00+08:00')).toEqual([])
  expect(await at('2026-10-13T07:59:00+08:00')).toEqual([])
  await say('2026-10-13T08:00:30+08:00', 'added')
  expect(await at('2026-10-13T08:01:00+08:00')).toEqual([['officeDigest', expect.stringContaining('有 4 条')]])
  expect(await at('2026-10-13T12:00:00+08:00'), 'once a day').toEqual([])
  expect((await at('2026-10-14T09:00:00+08:00')).map(([, words]) => words)).toEqual([
    expect.stringContaining('有 1 条'),
  ])
  expect(await at('2026-10-15T09:00:00+08:00'), 'nothing, no mail').toEqual([])
})
