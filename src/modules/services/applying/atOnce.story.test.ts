/**
 * At the counter: both sides of a card, done while the villager waits, the share of it measured; the same once more
 * next time; and what is an approval, what a convenience.
 */
import { satDown } from './fixtures/satDown.ts'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillIn } from '../../../../test/fillIn.ts'
import { makeDemoResidents } from '../../../demo/residents.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { first, rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import { visitor, type Visitor } from '../../reports/fixtures/visitor.ts'
import type { Service } from '../list/services.schema.ts'
import { wholeForm } from './wholeForm.ts'

let w: World
let agent: Person
const picture = (inside: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#eee"/>${inside}</svg>`,
    ),
  )
    .jpeg()
    .toBuffer()
const front = () =>
  picture('<rect x="380" y="80" width="150" height="200" fill="#555"/><rect x="40" y="90" width="280" height="30"/>')
const back = () =>
  picture('<circle cx="120" cy="120" r="70" fill="#a22"/><rect x="220" y="300" width="320" height="40"/>')
const file = async (bytes: Promise<Buffer>, name: string) =>
  new File([new Uint8Array(await bytes)], name, { type: 'image/jpeg' })

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  agent = await w.signIn('liuwan-agent')
})
afterAll(() => w.close())

const serviceOf = async (code: string) =>
  (await first(
    w.office.db,
    sql<{ definition: Service }>`SELECT definition FROM services WHERE code = ${code} ORDER BY version DESC LIMIT 1`,
  ))!.definition

async function posted(service: Service): Promise<Record<string, string>> {
  const form = wholeForm(service)
  return Object.fromEntries(
    Object.entries(fillIn(form, () => '', { name: '于桂兰', behalf: 'no' })).flatMap(([key, answer]) =>
      isFile(placedFields(form).find((p) => p.field.key === key)!.field.kind)
        ? []
        : typeof answer === 'string'
          ? [[key, answer]]
          : answer.flatMap((row, i) =>
              typeof row === 'string'
                ? [[key, row]]
                : Object.entries(row).map(([c, cell]) => [`${key}.${i}.${c}`, cell]),
            ),
    ),
  )
}

async function papersOf(service: Service, own: Record<string, File> = {}): Promise<[string, File][]> {
  const [one, other] = [await file(front(), '正.jpg'), await file(back(), '反.jpg')]
  return placedFields(wholeForm(service))
    .map((p) => p.field)
    .filter((f) => isFile(f.kind) && f.required && !f.when)
    .map((f) => [f.key, own[f.key] ?? (f.key.endsWith('Back') ? other : one)])
}

/** The agent sits down for a villager: their browser gets the form's cookie. */
async function sit(service: string, more: object = {}): Promise<{ v: Visitor; status: number; message: string }> {
  const { body: paper } = await agent.upload('/application-papers', await file(front(), '签字.jpg'))
  const { sitting, ...sat } = await satDown(w, agent, {
    village: 'liuwan',
    service,
    consent: { kind: 'signature', ...paper },
    ...more,
  })
  const v = visitor(w)
  if (sitting) v.cookies.push({ name: 'sitting', value: sitting, path: `/v/liuwan/services/${service}` })
  return { v, ...sat }
}
const formOf = (code: string) => `/v/liuwan/services/${code}/apply`
const codeIn = (location: string) => location.split('/').at(-1)!

test('both sides are asked for one by one; one picture for both is refused, however it was saved, and the form goes on', async () => {
  const service = await serviceOf('SV033')
  const [v, key, fields] = [visitor(w), newId(), await posted(service)]
  const form = (await v.get(formOf('SV033'))).html
  expect([form.includes('居民身份证正面'), form.includes('居民身份证反面')]).toEqual([true, true])
  const without = (await papersOf(service)).filter(([name]) => name !== 'paperIdCardBack')
  const half = await v.post(formOf('SV033'), { ...fields, key, do: 'send' }, without)
  expect([half.status, half.html.includes('「居民身份证反面」还没有')]).toEqual([422, true])
  for (const [how, bytes] of [
    ['the same file', front()],
    ['saved smaller', front().then((b) => sharp(b).resize(320).jpeg({ quality: 45 }).toBuffer())],
    ['turned', front().then((b) => sharp(b).rotate(180).png().toBuffer())],
  ] as const) {
    const again = await v.post(
      formOf('SV033'),
      { ...fields, key: newId(), do: 'send' },
      await papersOf(service, { paperIdCardBack: await file(bytes, '也是正面.jpg') }),
    )
    expect([again.status, again.html.includes('正面和反面是同一张照片')], how).toEqual([422, true])
  }
  const page = await v.post(formOf('SV033'), { ...fields, key, do: 'send' }, [
    ['paperIdCardBack', await file(back(), '反.jpg')],
  ])
  expect(page.status, 'what had arrived before is still there').toBe(303)
})

test('the counter ends it on the form itself: checked, every step with its hand, the result there; the share is measured', async () => {
  const service = await serviceOf('SV066')
  const fields = await posted(service)
  const alone = visitor(w)
  expect((await alone.get(formOf('SV066'))).html).not.toContain('当场办好')
  expect(
    (await alone.post(formOf('SV066'), { ...fields, key: newId(), do: 'finish' }, await papersOf(service))).status,
  ).toBe(422)
  const { v } = await sit('SV066')
  expect((await v.get(formOf('SV066'))).html).toContain('当场办好')
  const key = newId()
  const unchecked = await v.post(formOf('SV066'), { ...fields, key, do: 'finish' }, await papersOf(service))
  expect([unchecked.status, unchecked.html.includes('先对照身份证核对本人')]).toEqual([422, true])
  const kept = Object.fromEntries(
    [...unchecked.html.matchAll(/type="hidden" name="((?:paper\w+)|signature)" value="([^"]+)"/g)].map(([, n, id]) => [
      n!,
      id!,
    ]),
  )
  const done = await v.post(formOf('SV066'), { ...fields, ...kept, key, do: 'finish', 'counter-checked': 'yes' })
  expect(done.status, done.html.slice(0, 400)).toBe(303)
  const code = codeIn(done.location)
  const page = (await v.get(done.location)).html
  expect([page.includes('已办结'), page.includes('打开结果，可以打印')]).toEqual([true, true])
  // What nobody decides proves whose it is, too: masked on the checked page, and held by the public log.
  const { result } = (await first(
    w.office.db,
    sql<{ result: string }>`
      SELECT a.result_code AS result FROM applications a JOIN cases c ON c.subject_id = a.id WHERE c.code = ${code}`,
  ))!
  await w.seal()
  const checked = (await visitor(w).get(`/results/${result}`)).html
  for (const words of ['这张通知是真的', '于*']) expect(checked).toContain(words)
  expect(checked).toMatch(/存证第 [\d,]+ 条一致/)
  await sql`UPDATE application_faces SET face = jsonb_set(face, '{applicant}', '"王*"')`.execute(w.t.owner)
  expect((await visitor(w).get(`/results/${result}`)).html).toContain('对不上')
  await sql`UPDATE application_faces SET face = jsonb_set(face, '{applicant}', '"于*"')`.execute(w.t.owner)
  const history = await rows(
    w.office.db,
    sql<{ action: string; who: string; step: string }>`
      SELECT e.action, e.person_name AS who, e.to_step AS step
      FROM case_events e JOIN cases c ON c.id = e.case_id
      WHERE c.code = ${code} ORDER BY e.seq`,
  )
  expect(history.map((e) => e.step)).toEqual(['village_accept', 'village_handle', 'village_issue', 'done'])
  expect(new Set(history.slice(1).map((e) => e.who)).size).toBe(1)
  const told = await rows(
    w.office.db,
    sql`SELECT 1 FROM messages m JOIN cases c ON c.id = m.case_id WHERE c.code = ${code} AND m.say LIKE '%到了%'`,
  )
  expect(told, 'nobody is called for what is done').toEqual([])
  // Another one, handed in today and taken in the day after tomorrow: late, and counted.
  const slow = await alone.post(formOf('SV066'), { ...fields, key: newId(), do: 'send' }, await papersOf(service))
  const slowPage = (await alone.get(slow.location)).html
  expect(slowPage).toContain('整件事承诺当天办好，也就是 11 月 16 日 24:00 前')
  w.set('2026-11-18T09:00:00+08:00')
  agent = await w.signIn('liuwan-agent')
  const id = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM cases WHERE code = ${codeIn(slow.location)}`,
  ))!.id
  for (const action of ['pass', 'pass', 'deliver']) {
    const seen = (await agent.get(`/applications/${id}`)).body
    const moved = await agent.post(`/applications/${id}/actions/${action}`, {
      seenEvents: seen.events,
      contentHash: seen.contentHash ?? undefined,
      identityChecked: true,
    })
    expect(moved.status, JSON.stringify(moved.body)).toBe(200)
  }
  await w.cache.refresh()
  expect((await v.get('/v/liuwan/hall')).html).toContain('即办的办完 2 件，当天办好 1 件（50%）')
})

test('the same once more: from the receipt, and at the counter for whom the register knows', async () => {
  const service = await serviceOf('SV066')
  const v = visitor(w)
  const fields = await posted(service)
  const sent = await v.post(formOf('SV066'), { ...fields, key: newId(), do: 'send' }, await papersOf(service))
  const again = await v.get(`${sent.location}/again`)
  expect([again.status, again.html.includes('照 2026 年 11 月 18 日那件填好了')]).toEqual([200, true])
  expect(
    /id="name"[^>]*value="([^"]*)"/.exec(again.html)?.[1] ?? /value="([^"]*)"[^>]*id="name"/.exec(again.html)?.[1],
  ).toBe('于桂兰')
  expect(again.html, 'a signature is made anew').not.toMatch(/name="signature" value="[^"]+"/)
  const reused = [...again.html.matchAll(/name="again" value="(\w+)"/g)].map(([, name]) => name!)
  expect(reused).toContain('paperIdCard')
  const rest = (await papersOf(service)).filter(([name]) => !name.startsWith('paperIdCard'))
  const next = await v.post(
    `${sent.location}/again`,
    { ...fields, key: newId(), do: 'send', again: 'paperIdCard' },
    rest,
  )
  expect(next.status, next.html.slice(0, 300)).toBe(303)
  expect(next.location).not.toBe(sent.location)
  expect((await visitor(w).get(`${sent.location}/again`)).status, 'only with the receipt').toBe(404)
  await makeDemoResidents(w.office.db, w.office.secret, 'liuwan', w.now())
  const person = (await first(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT p.id, p.name FROM residents p JOIN regions r ON r.id = p.region_id
      WHERE r.slug = 'liuwan' AND p.state = 'here' AND NOT EXISTS (SELECT 1 FROM persons s WHERE s.name = p.name)
      ORDER BY p.id LIMIT 1`,
  ))!
  const none = await sit('SV066', { resident: person.id, again: true })
  expect([none.status, none.message.includes('没有办过这件事')]).toEqual([404, true])
  await sql`UPDATE applications SET resident_id = ${person.id} WHERE code = ${codeIn(next.location)}`.execute(w.t.owner)
  const counter = await sit('SV066', { resident: person.id, again: true })
  expect((await counter.v.get(formOf('SV066'))).html).toContain('那件填好了')
  expect((await v.get(`${next.location}/looks`)).html, 'the look is written down').toContain('照着填新的一件')
})

test('approval or convenience: lists, open data and the console say and filter it; a hall names none that is slow', async () => {
  const v = visitor(w)
  const all = JSON.parse((await v.get('/open/services.json')).html) as Service[]
  const approvals = JSON.parse((await v.get('/open/services.json?nature=approval')).html) as Service[]
  const others = JSON.parse((await v.get('/open/services.json?nature=convenience')).html) as Service[]
  expect(approvals.length + others.length).toBe(all.length)
  expect(approvals.every((s) => s.nature === 'approval') && approvals.length > 0 && others.length > 0).toBe(true)
  const once = JSON.parse((await v.get('/open/services.json?atOnce=true')).html) as Service[]
  expect(once.map((s) => s.code)).toContain('SV066')
  const odd = await v.get('/open/services.json?nature=both')
  expect([odd.status, Object.keys(JSON.parse(odd.html) as object)], 'told to a program').toEqual([422, ['message']])
  expect((await v.get('/open/services.csv?nature=approval')).html.trim().split('\r\n').length).toBeGreaterThan(
    approvals.length,
  )
  const page = (await v.get('/v/liuwan/services?category=n-approval')).html
  expect([page.includes(`行政审批（${approvals.length} 件）`), page.includes('村级依法出具证明')]).toEqual([
    true,
    false,
  ])
  expect((await v.get('/v/liuwan/services?category=a-once')).html).toContain(`当场能办的（${once.length} 件）`)
  const slow = await agent.post('/halls/liuwan', {
    hall: { place: '老学校', hours: ['每天'], closed: '', help: [], phones: [], days: [], atOnce: ['SV001'] },
    seenVersion: 0,
  })
  expect([slow.status, slow.body.message.includes('不是即办的事')]).toEqual([422, true])
  const admin = await w.signIn('admin')
  const listed = (await admin.get('/services')).body.services as { code: string; listed: Service }[]
  expect(listed.find((s) => s.code === 'SV066')!.listed).toMatchObject({ nature: 'convenience', atOnce: true })
  const whole = (await admin.get('/services/SV001')).body
  const wrong = await admin.post('/services', {
    service: { ...whole.service, atOnce: true },
    seenVersion: whole.version,
    from: '2026-12-01',
  })
  expect([wrong.status, JSON.stringify(wrong.body).includes('即办')]).toEqual([422, true])
})
