/**
 * What guards applications: an article that makes silence acceptance (行政许可法 Art. 32), guessed receipts, what is deleted
 * in its time.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillIn } from '../../../../test/fillIn.ts'
import { photo } from '../../../../test/photo.ts'
import { consoleRoutes } from '../../../../test/routes.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isFile, isSealed, placedFields } from '../../../kernel/asked/fields.ts'
import { visitor, type Visitor } from '../../reports/fixtures/visitor.ts'
import { forgetPapers, takePaper } from '../applying/papers.ts'
import { send, type Place } from '../applying/receive.ts'
import type { Service } from '../list/services.schema.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'
import { opened } from './people.ts'

let w: World
let picture: Uint8Array
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  picture = new Uint8Array(
    await sharp({ create: { width: 60, height: 40, channels: 3, background: '#caa' } })
      .jpeg()
      .toBuffer(),
  )
})
afterAll(() => w.close())

test('where an article says so, silence is acceptance: the page says it beforehand, and afterwards who acted', async () => {
  const { code, digits, id } = await licence()
  const v = visitor(w)
  await v.post('/applications', { code, digits })
  expect((await v.get(`/applications/${code}`)).html).toContain('就算已经受理（《行政许可法》第三十二条')
  const due = (await first(w.office.db, sql<{ due_at: Date }>`SELECT due_at FROM cases WHERE subject_id = ${id}`))!
    .due_at
  w.set(new Date(due.getTime() + 1000).toISOString())
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  expect(
    (await first(w.office.db, sql<{ step: string }>`SELECT step FROM cases WHERE subject_id = ${id}`))!.step,
  ).not.toMatch(/_accept$/)
  await v.post('/applications', { code, digits })
  expect((await v.get(`/applications/${code}`)).html).toContain('到期没有答复，按规定视为通过')
  expect(
    (
      await rows(
        w.office.db,
        sql`SELECT 1 FROM cards k JOIN cases c ON c.id = k.subject_id WHERE c.subject_id = ${id} AND k.colour = 'red'`,
      )
    ).length,
    'silence that an article foresees is no red card',
  ).toBe(0)
})

test('a sheet of what lies in one’s hands that could not be read is an error, not a sheet of less', async () => {
  const { id } = await licence()
  const officer = await w.signIn('liuwan-officer')
  const { step, route } = (await first(
    w.office.db,
    sql<{ step: string; route: unknown }>`SELECT step, route FROM cases WHERE subject_id = ${id}`,
  ))!
  const gone = 'a_step_that_was_taken_away'
  await sql`
    UPDATE cases
    SET step = ${gone}, route = jsonb_set(route, '{0,step}', to_jsonb(${gone}::text))
    WHERE subject_id = ${id}`.execute(w.t.owner)
  expect((await officer.get('/applications/mine.xlsx?service=SV050')).status).toBe(500)
  await sql`
    UPDATE cases
    SET step = ${step}, route = ${JSON.stringify(route)}::jsonb
    WHERE subject_id = ${id}`.execute(w.t.owner)
  expect((await officer.get('/applications/mine.xlsx?service=SV050')).status).toBe(200)
})

/** A farmer's building permit, handed in with its papers. */
async function licence() {
  const service = (await first(
    w.office.db,
    sql<{
      definition: Service
      version: number
    }>`SELECT definition, version FROM services WHERE code = 'SV050' ORDER BY version DESC LIMIT 1`,
  ))!
  const ctx = await contextAt(w.office.db, w.now())
  const place = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const key = newId()
  const ids = new Map<string, string>()
  for (const { field } of placedFields(wholeForm(service.definition)).filter((f) => isFile(f.field.kind)))
    ids.set(
      field.key,
      (await takePaper(w.office, key, field.key, { name: 'a.jpg', bytes: picture }, ctx.rules, ctx.now)).id,
    )
  const answers = fillIn(wholeForm(service.definition), (f) => ids.get(f.key)!)
  return transact(w.office.db, (tx) =>
    send(
      tx,
      w.office.secret,
      { place, service: service.definition, version: service.version, key, answers, identity: 0 },
      ctx,
    ),
  )
}

async function formOf(id: string, answers: Uint8Array) {
  const { definition } = (await first(
    w.office.db,
    sql<{ definition: Service }>`
      SELECT s.definition
      FROM applications a
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      WHERE a.id = ${id}`,
  ))!
  return { form: wholeForm(definition), given: opened<Answers>(w.office.secret, 'answers', id, answers) }
}

/** A form that is saved and not handed in, with one paper. */
async function saved(v: Visitor) {
  const { location } = await v.post('/v/liuwan/services/SV001/apply', { key: newId(), do: 'save' }, [
    ['paperIdCard', new File([new Uint8Array(picture)], '证.jpg', { type: 'image/jpeg' })],
  ])
  const { html } = await v.get(location)
  return { code: /data-code[^>]*>([0-9A-Z]{10})</.exec(html)![1]!, digits: /data-digits[^>]*>(\d{6})</.exec(html)![1]! }
}

test('an empty form does not bury itself under its faults: how many, the first few, the others folded', async () => {
  const { status, html } = await visitor(w).post('/v/liuwan/services/SV001/apply', { key: newId(), do: 'send' })
  expect([
    status,
    /改好下面 (\d+) 处/.exec(html)?.[1],
    /还有 (\d+) 处/.exec(html)?.[1],
    html.includes('从第一处改起'),
  ]).toEqual([422, '20', '17', true])
})

test('who has signed out files for nobody: the sitting is over, what was typed stays', async () => {
  const agent = await w.signIn('liuwan-agent')
  const as = { cookie: agent.cookie, origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' }
  const { body: paper } = await agent.upload('/application-papers', await photo('签字.jpg', '#aca'))
  const consent = { kind: 'signature', ...paper }
  const sat = await w.app.request('http://localhost/api/applications/sit', {
    method: 'POST',
    headers: as,
    body: JSON.stringify({ village: 'liuwan', service: 'SV001', consent }),
  })
  const v = visitor(w)
  const path = '/v/liuwan/services/SV001/apply'
  v.cookies.push({
    name: 'sitting',
    value: /sitting=([^;]*)/.exec(sat.headers.getSetCookie()[0]!)![1]!,
    path: '/v/liuwan/services/SV001',
  })
  expect((await v.get(path)).html).toContain('正在替村民填写')
  await w.app.request('http://localhost/api/session', { method: 'DELETE', headers: as })
  const late = await v.post(path, { key: newId(), do: 'save', reason: '老伴去世' })
  expect([late.status, late.html.includes('已经退出登录'), late.html.includes('老伴去世')]).toEqual([422, true, true])
  expect((await v.get(path)).html).not.toContain('正在替村民填写')
})

test('dates and pages that cannot be are refused with a sentence; the applicant reads every look, page by page', async () => {
  const agent = await w.signIn('liuwan-agent')
  for (const query of ['from=2026-02-31', 'to=soon', 'after=x', 'after=|abc', 'after=yesterday|abc']) {
    const answer = await agent.get(`/applications?${query}`)
    expect([answer.status, /日期|第一页/.test(answer.body.message)], query).toEqual([422, true])
  }
  expect((await agent.get('/applications/inbox?after=x|y|z')).status).toBe(422)
  const v = visitor(w)
  const { code, digits, id } = await licence()
  await sql`
    INSERT INTO application_looks (id, application_id, what, person_id, person_name, post_name, why, at)
    SELECT 'look ' || n, ${id}, '申请内容', 'p' || n, '甲某' || n, '经办人', '',
      ${w.now()}::timestamptz - n * interval '1 hour'
    FROM generate_series(1, 230) n`.execute(w.t.owner)
  await v.post('/applications', { code, digits })
  expect((await v.get(`/applications/${code}`)).html).toContain('谁看过您的材料（230 次）')
  const last = (await v.get(`/applications/${code}/looks?page=99`)).html
  expect([last.includes('甲某230 '), last.includes('甲某200 '), last.includes('第 5 页，共 5 页')]).toEqual([
    true,
    false,
    true,
  ])
  expect((await visitor(w).get(`/applications/${code}/looks`)).status).toBe(404)
})

test('another office is asked what it thinks: it reads the papers where it is shown them, and answers; the application stays where it is; another village is never asked', async () => {
  const { id } = await licence()
  const caseId = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${id}`))!.id
  const [agent, bureau] = await Promise.all([w.signIn('liuwan-agent'), w.signIn('nongye-clerk')])
  const { inside } = (await agent.get(`/applications/${caseId}`)).body
  const papers: string[] = inside.papers.map((p: { id: string }) => p.id)
  const { answers } = (await first(
    w.office.db,
    sql<{ answers: Uint8Array }>`SELECT answers FROM applications WHERE id = ${id}`,
  ))!
  const { form, given } = await formOf(id, answers)
  const applicant = applicantOf(form, given).name
  /** By every route of the console that reads, with the things of the application in every parameter. */
  const unseenBy = async (person: Person) => {
    const secrets = placedFields(form)
      .filter((p) => !isFile(p.field.kind) && isSealed(p.field.kind))
      .flatMap((p) => [given[p.field.key] ?? []].flat())
      .filter((v): v is string => typeof v === 'string' && v.length >= 6)
    expect(secrets.length).toBeGreaterThan(0)
    const requests = await rows(w.t.owner, sql<{ id: string }>`SELECT id FROM case_requests WHERE case_id = ${caseId}`)
    let read = 0
    for (const route of consoleRoutes(w).filter((r) => r.method === 'GET')) {
      const heads = [caseId, id, 'liuwan']
      const rest = [...papers, ...requests.map((r) => r.id)]
      const paths = (route.path.match(/:\w+/g) ?? []).reduce<string[]>(
        (all, p, i) => all.flatMap((x) => (i === 0 ? heads : rest).map((v) => x.replace(p, v))),
        [route.path],
      )
      const queries = Object.keys(route.schemas['query']?.properties ?? {}).flatMap((key) =>
        [applicant, ...secrets].map((v) => `?${new URLSearchParams({ [key]: v })}`),
      )
      for (const path of paths.flatMap((p) => ['', ...queries].map((q) => p + q))) {
        const { status, body } = await person.get(path)
        if (status !== 200) continue
        const text = body instanceof ArrayBuffer ? '' : JSON.stringify(body)
        expect(papers.some((p) => path.includes(p)) && body instanceof ArrayBuffer, path).toBe(false)
        // Words of the search itself come back as asked.
        for (const secret of [applicant, ...secrets])
          if (!path.includes(encodeURIComponent(secret)))
            expect(text.includes(secret), `${path} tells ${secret}`).toBe(false)
        read += 1
      }
    }
    expect(read).toBeGreaterThan(20)
  }
  const neighbour = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT slug FROM regions WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice LIMIT 1`,
  ))!.slug
  expect((await bureau.get(`/applications/${caseId}`)).status).toBe(404)
  expect(
    (await agent.post(`/applications/${caseId}/consult`, { units: [neighbour], ask: '这块地以前批过吗？' })).status,
  ).toBe(422)
  expect(
    (await bureau.post(`/applications/${caseId}/consult`, { units: ['nongyenongcunju'], ask: '这块地以前批过吗？' }))
      .status,
  ).toBe(404)
  expect(
    (await agent.post(`/applications/${caseId}/consult`, { units: ['nongyenongcunju'], ask: '这块地以前批过吗？' }))
      .status,
  ).toBe(200)
  const seen = (await bureau.get(`/applications/${caseId}`)).body
  expect([seen.how, seen.inside, seen.may]).toEqual(['consulted', null, []])
  const mine = seen.requests.find((r: { mine: boolean }) => r.mine)
  await unseenBy(bureau)
  const named = await agent.post(`/applications/${caseId}/consult`, {
    units: ['nongyenongcunju'],
    ask: `${[...applicant].join(' ')}家的地以前批过吗？`,
  })
  expect([named.status, named.body.details?.field]).toEqual([422, 'ask'])
  const show = (reason: string, by = agent) => by.post(`/applications/${caseId}/requests/${mine.id}/share`, { reason })
  expect((await show('要对照图纸', bureau)).status, 'nobody shows it to themselves').toBe(403)
  expect((await show('')).status).toBe(422)
  expect((await show('要对照图纸')).status).toBe(200)
  expect((await show('再给一次')).status).toBe(409)
  const shown = (await bureau.get(`/applications/${caseId}`)).body
  expect([shown.how, shown.inside !== null, shown.requests[0].shared.reason]).toEqual(['asked', true, '要对照图纸'])
  expect(JSON.stringify(shown)).toContain(applicant)
  expect([mine.kind, mine.ask]).toEqual(['consult', '这块地以前批过吗？'])
  expect(
    (await bureau.post(`/requests/${mine.id}/answer`, { opinion: 'noted', text: '2019 年批过一次，已经收回。' })).body,
  ).toEqual({ moved: false })
  const after = (await agent.get(`/applications/${caseId}`)).body
  expect([after.step, after.requests[0].answer]).toEqual(['village_accept', '2019 年批过一次，已经收回。'])
})

test('a guesser spends their own tries, not the owner’s: from elsewhere the right digits open, and where many guess, the device that opened it before', async () => {
  const [owner, guesser] = [visitor(w), visitor(w)]
  const { code, digits } = await saved(owner)
  const wrong = digits === '000000' ? '000001' : '000000'
  const tries: number[] = []
  for (let i = 0; i < 12; i += 1) tries.push((await guesser.post('/applications', { code, digits: wrong })).status)
  expect([tries.slice(0, 10).every((s) => s === 422), tries.at(-1)]).toEqual([true, 429])
  expect(
    (await guesser.post('/applications', { code, digits })).status,
    'even with the right ones: a guesser’s address waits',
  ).toBe(429)
  const daughter = visitor(w)
  for (let i = 0; i < 12; i += 1)
    expect((await daughter.post('/applications', { code, digits })).status, 'right ones do not count').toBe(303)
  const all = limiter(w.office.pool, 'application-code', 100, 86_400)
  for (let i = 0; i < 100; i += 1) await all.take(code).catch(() => undefined)
  const stranger = await visitor(w).post('/applications', { code, digits })
  expect([stranger.status, stranger.html.includes('从“我的”登录')]).toEqual([429, true])
  expect((await owner.post('/applications', { code, digits })).status, 'it was handed in here').toBe(303)
})

test('what is never handed in is deleted, and papers of a closed case when their time has come', async () => {
  await saved(visitor(w))
  const agent = await w.signIn('liuwan-agent')
  const { body: consent } = await agent.upload('/application-papers', await photo('同意书.jpg'))
  expect(await w.office.files.has('original', consent.sha256)).toBe(true)
  const kept = async () =>
    (await first(
      w.office.db,
      sql<{
        drafts: number
        papers: number
      }>`
        SELECT (SELECT count(*)::int FROM applications WHERE state = 'draft') AS drafts,
          (SELECT count(*)::int FROM application_papers) AS papers`,
    ))!
  expect((await kept()).drafts).toBeGreaterThan(0)
  await sql`
    UPDATE application_papers
    SET delete_on = '2030-06-01'
    WHERE application_id IN (SELECT id FROM applications WHERE state = 'sent')`.execute(w.office.db)
  for (const at of ['2027-02-01T09:00:00+08:00', '2027-02-01T09:00:10+08:00']) {
    w.set(at)
    await forgetPapers(w.office, 30, 3, w.now())
  }
  const later = await kept()
  expect([later.drafts, later.papers > 0]).toEqual([0, true])
  expect(await w.office.files.has('original', consent.sha256), 'a consent that no application has taken').toBe(false)
  w.set('2031-01-01T09:00:00+08:00')
  await forgetPapers(w.office, 30, 3, w.now())
  expect((await kept()).papers).toBe(0)
})
