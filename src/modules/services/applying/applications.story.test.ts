/**
 * A daughter far away applies for her father's subsistence allowance; village, township, two bureaux, a public notice
 * with an objection, a signature; the result stands in public, and both rate.
 */
import { satDown } from './fixtures/satDown.ts'
import { textOfBytes } from '../../../kernel/intake/textOf.ts'
import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillIn, idNumber } from '../../../../test/fillIn.ts'
import { alsoHolds, handIn, handsOf, openOf, publish, strokes } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { addDays, dayOf, endOfDay, sayDay, sayLimit } from '../../../platform/clock.ts'
import { first, rows, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { regionCases } from '../../../kernel/cases/inbox.queries.ts'
import type { LampFilter } from '../../../kernel/cases/lampFigures.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import { visitor, type Visitor } from '../../reports/fixtures/visitor.ts'
import { publishLeft } from '../deciding/publish.ts'
import { tellApplicants } from '../following/told.ts'
import type { Service } from '../list/services.schema.ts'
import { wholeForm } from './wholeForm.ts'

let w: World
let service: Service
let picture: File
let other: File
const path = '/v/liuwan/services/SV001/apply'
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  service = (await first(
    w.office.db,
    sql<{ definition: Service }>`SELECT definition FROM services WHERE code = 'SV001' ORDER BY version DESC LIMIT 1`,
  ))!.definition
  picture = new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 600, height: 400, channels: 3, background: '#caa' } })
          .jpeg()
          .withMetadata({ exif: { IFD0: { Artist: 'somebody' } } })
          .toBuffer(),
      ),
    ],
    '户口簿.jpg',
    { type: 'image/jpeg' },
  )
  other = new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 600, height: 400, channels: 3, background: '#355' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    '反面.jpg',
    { type: 'image/jpeg' },
  )
})
afterAll(() => w.close())

const form = () => wholeForm(service)
/** The form's fields as a browser posts them. */
function posted(own: Answers = {}): Record<string, string> {
  const answers = fillIn(form(), () => '', {
    name: '于桂兰',
    behalf: 'no',
    reason: '老伴去世，自己种不动地了',
    yearIncome: '3000',
    ...own,
  })
  const fields: Record<string, string> = {}
  for (const [key, answer] of Object.entries(answers)) {
    if (isFile(placedFields(form()).find((p) => p.field.key === key)!.field.kind)) continue
    if (typeof answer === 'string') fields[key] = answer
    else
      for (const [i, row] of answer.entries())
        if (typeof row !== 'string')
          for (const [column, cell] of Object.entries(row)) fields[`${key}.${i}.${column}`] = cell
  }
  return fields
}
const needed = [
  'paperIdCard',
  'paperIdCardBack',
  'paperHouseholdBook',
  'paperAuthorisation',
  'paperBankCard',
  'signature',
]
const papers = (keys: readonly string[] = needed) =>
  keys.map((k): [string, File] => [k, k === 'paperIdCardBack' ? other : picture])
const receiptOf = (html: string) => ({
  code: /data-code[^>]*>([0-9A-Z]{10})</.exec(html)![1]!,
  digits: /data-digits[^>]*>(\d{6})</.exec(html)![1]!,
})
const caseOf = async (code: string) =>
  (await first(
    w.office.db,
    sql<{ id: string }>`SELECT id FROM cases WHERE code = ${code} AND subject_kind = 'application'`,
  ))!.id
const act = async (p: Person, id: string, action: string, more: object = {}) => {
  const seen = (await p.get(`/applications/${id}`)).body
  return p.post(`/applications/${id}/actions/${action}`, {
    seenEvents: seen.events,
    contentHash: seen.contentHash ?? undefined,
    ...more,
  })
}
const readBook = async (bytes: ArrayBuffer) => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes)
  return book
}
const sweep = async () => {
  const ctx = await contextAt(w.office.db, w.now())
  await publishLeft(w.office, ctx)
  await sweepCases(w.office.db, ctx)
}
const ok = <T>(a: { status: number; body: T }): T => {
  expect(a.status, JSON.stringify(a.body)).toBe(200)
  return a.body
}

/** How an application stands in somebody's list of tasks; nothing where it is not there. */
const tasksAt = async (who: Person, id: string): Promise<string[]> =>
  (ok(await who.get('/tasks')).rows as { id: string; state: string }[]).filter((t) => t.id === id).map((t) => t.state)

async function apply(v: Visitor, own: Answers = {}, key = newId()) {
  const answer = await v.post(path, { ...posted(own), key, do: 'send' }, papers())
  expect(answer.status, answer.html.slice(0, 3000)).toBe(303)
  return { path: answer.location, ...receiptOf((await v.get(answer.location)).html) }
}

test('wrong input keeps everything; saved on one phone, gone on with on another; handed in twice is once; nobody else opens it', async () => {
  const v = visitor(w)
  const key = newId()
  const wrong = await v.post(
    path,
    { ...posted({ idNumber: '130925195803021227' }), key, do: 'send' },
    papers(['paperIdCard']),
  )
  expect(wrong.status).toBe(422)
  expect(wrong.html).toMatch(/最后一位校验不对/)
  expect(wrong.html).toContain('户口簿.jpg')
  expect(wrong.html).toMatch(/「户口簿」还没有/)
  const notAPicture = await v.post(path, { ...posted(), key, do: 'save' }, [
    ['paperBankCard', new File(['<script>'], 'x.jpg')],
  ])
  expect(notAPicture.status).toBe(422)
  const saved = await v.post(path, { ...posted(), key, do: 'save' }, papers(['paperHouseholdBook']))
  expect(saved.status).toBe(303)
  const { code, digits } = receiptOf((await v.get(saved.location)).html)
  const daughter = visitor(w)
  expect((await daughter.get(`/applications/${code}`)).status).toBe(404)
  expect((await daughter.post('/applications', { code, digits: '000000' })).status).toBe(422)
  expect((await daughter.post('/applications', { code, digits })).status).toBe(303)
  const edit = await daughter.get(`/applications/${code}/edit`)
  expect(edit.html).toContain('老伴去世，自己种不动地了')
  const kept = [...edit.html.matchAll(/type="hidden" name="(paper\w+)" value="([^"]+)"/g)].map(
    ([, name, id]) => [name!, id!] as const,
  )
  expect(kept.map(([name]) => name).sort()).toEqual(['paperHouseholdBook', 'paperIdCard'])
  const editKey = /name="key" value="([^"]+)"/.exec(edit.html)![1]!
  const all = { ...posted(), key: editKey, do: 'send', ...Object.fromEntries(kept) }
  const son = visitor(w)
  await son.post('/applications', { code, digits })
  const sonKey = /name="key" value="([^"]+)"/.exec((await son.get(`/applications/${code}/edit`)).html)![1]!
  const sent = await Promise.all(
    [
      [daughter, editKey],
      [son, sonKey],
    ].map(([device, formKey]) =>
      (device as Visitor).post(
        `/applications/${code}/edit`,
        { ...all, key: formKey as string },
        papers(['paperIdCardBack', 'paperAuthorisation', 'paperBankCard', 'signature']),
      ),
    ),
  )
  expect(
    sent.map((s) => [s.status, s.location]),
    'the same draft from two devices at once',
  ).toEqual(Array.from({ length: 2 }, () => [303, `/applications/${code}`]))
  expect((await v.post(path, { ...posted(), key, do: 'send' }, papers())).location).toBe(`/applications/${code}`)
  const once = await rows(
    w.office.db,
    sql`
      SELECT a.state, (SELECT count(*)::int FROM cases c WHERE c.subject_id = a.id) AS cases,
        (SELECT count(*)::int FROM ledger_leaves l WHERE l.subject_id = a.id) AS leaves,
        (SELECT count(*)::int FROM application_papers p WHERE p.application_id = a.id) AS papers
      FROM applications a
      WHERE a.service_code = 'SV001'`,
  )
  expect(once).toEqual([{ state: 'sent', cases: 1, leaves: 1, papers: 6 }])
  const page = await daughter.get(`/applications/${code}`)
  expect(page.html).toMatch(/村里受理/)
  expect(page.html).toContain('整件事承诺 20 个工作日办好')
  expect(page.html).not.toContain(idNumber)
  expect((await daughter.post(`/applications/${code}/withdraw`, { reason: '填错了村' })).status).toBe(303)
  expect((await daughter.get(`/applications/${code}`)).html).toContain('已撤回')
})

test('whoever takes an application back is asked about numbers in their words, and whom the words name does not read them', async () => {
  const v = visitor(w)
  const { path: own } = await apply(v)
  const page = (await v.get(own)).html
  const forms = page.match(/<form.*?<\/form>/gs) ?? []
  const written = forms.filter((f) => /<textarea|<input[^>]*maxlength/.test(f))
  expect(written.length).toBeGreaterThan(0)
  for (const form of written) expect(form, 'every free text has the question beside it').toContain('data-numbers-box')
  const reason = `填错了人，应该是${idNumber}`
  const asked = await v.post(`${own}/withdraw`, { reason })
  expect(asked.status).toBe(422)
  expect(asked.html).toContain('您写到了身份证号或者银行卡号，请删去')
  expect(asked.html).toContain(`${reason}</textarea>`)
  expect(asked.html).toMatch(/data-numbers-box="?(true)?"?>/)
  expect((await v.get(own)).html).not.toContain('已撤回')
  const leader = await first(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT p.id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi' AND k.function = 'township_leader' AND a.to_on IS NULL
      LIMIT 1`,
  )
  const because = { reason: `${leader!.name}不让我办`, 'numbers-withdraw': 'seen' }
  expect((await v.post(`${own}/withdraw`, because)).status).toBe(303)
  const kept = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT b.person_id AS id
      FROM case_bars b
      JOIN cases c ON c.id = b.case_id
      JOIN applications a ON a.id = c.subject_id
      WHERE a.code = ${own.split('/').at(-1)!}`,
  )
  expect(kept.map((k) => k.id)).toContain(leader!.id)
})

test('from the phone to the result: missing named once, visit, meeting, township, notice with objection, two bureaux, signature; the result is public, masked, and proven', async () => {
  const daughter = visitor(w)
  const { code, digits, path: own } = await apply(daughter)
  const id = await caseOf(code)
  const [agent, officer, township, chair] = (await Promise.all(
    ['liuwan-agent', 'liuwan-officer', 'qingxi-clerk', 'liuwan-chair'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person]
  expect((await chair.get(`/applications/${id}`)).status, 'the committee has no hand in it').toBe(404)
  expect(ok(await township.get(`/applications/${id}`)).inside, 'above: the way, not the papers').toBeNull()
  const seen = ok(await agent.get(`/applications/${id}`))
  expect(
    ok(await agent.get('/applications/inbox')).rows.find((r: { code: string }) => r.code === code).who,
    'told apart, not named',
  ).toBe('于*')
  expect(JSON.stringify(seen.inside.sections)).not.toContain(idNumber)
  const paper = await agent.get(`/applications/${id}/papers/${seen.inside.papers[0].id}`)
  expect([paper.status, Buffer.from(paper.body as ArrayBuffer).includes('somebody')]).toEqual([200, false])
  expect((await act(agent, id, 'pass')).status, 'not compared with the card').toBe(422)
  const mine = await readBook((await agent.get('/applications/mine.xlsx?service=SV001')).body as ArrayBuffer)
  expect([
    mine.worksheets.length,
    mine.worksheets[0]!.getCell('A2').value,
    JSON.stringify(mine.model).includes(idNumber),
  ]).toEqual([2, code, false])
  expect(
    (await readBook((await township.get('/applications/register.xlsx')).body as ArrayBuffer)).worksheets[0]!.rowCount,
  ).toBeGreaterThan(1)
  ok(await act(agent, id, 'pass', { identityChecked: true }))
  expect((await act(officer, id, 'pass')).status, 'a visit is recorded').toBe(422)
  expect(
    (
      await act(officer, id, 'pass', {
        record: { kind: 'visit', on: '2026-11-16', people: ['一人'], text: '情况属实' },
      })
    ).status,
  ).toBe(422)
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'visit', on: '2026-11-16', people: ['柳大山', '白小河'], text: '房子旧，家里一个人，情况属实' },
    }),
  )
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'appraise', on: '2026-11-16', present: 9, agree: 8, against: 0, abstain: 1, text: '同意申请' },
    }),
  )
  ok(
    await township.post(`/applications/${id}/missing`, {
      missing: [{ key: 'paperHouseholdBook', say: '户主页没有拍，请补上' }],
    }),
  )
  expect((await act(township, id, 'pass')).status, 'stands still').toBe(409)
  expect((await daughter.get(own)).html).toContain('户主页没有拍，请补上')
  await tellApplicants(w.office, w.now())
  w.set('2026-11-18T10:00:00+08:00')
  await daughter.post('/applications', { code, digits })
  const edit = await daughter.get(`${own}/edit`)
  const kept = [...edit.html.matchAll(/type="hidden" name="((?:paper\w+)|signature)" value="([^"]+)"/g)].map(
    ([, name, paperId]) => [name!, paperId!] as const,
  )
  const key = /name="key" value="([^"]+)"/.exec(edit.html)![1]!
  const asked = [...edit.html.matchAll(/<(?:input|textarea|select)[^>]* name="([^"]+)"/g)].map(([, name]) => name!)
  expect(
    [...new Set(asked)].filter((name) => name in posted() || name.startsWith('paper') || name === 'signature'),
    'nothing but what was named is on the page to be filled in',
  ).toEqual(['paperHouseholdBook'])
  expect(edit.html, 'the rest can be read').toContain('老伴去世，自己种不动地了')
  expect(edit.html).not.toContain(idNumber)
  const unchanged = await daughter.post(`${own}/edit`, { key, do: 'send', ...Object.fromEntries(kept) })
  expect(unchanged.status).toBe(422)
  expect(unchanged.html).toContain('这一项还和原来一样，没有补：户主页没有拍，请补上')
  const taken = new File(
    [
      new Uint8Array(
        await sharp(await picture.arrayBuffer())
          .resize(450, 300)
          .jpeg({ quality: 60 })
          .toBuffer(),
      ),
    ],
    'IMG_0002.jpg',
    { type: 'image/jpeg' },
  )
  const samePhoto = await daughter.post(`${own}/edit`, { key: newId(), do: 'send' }, [['paperHouseholdBook', taken]])
  expect(samePhoto.status, 'the same photograph under another name and smaller').toBe(422)
  expect(samePhoto.html).toContain('这一项还是原来那张照片，没有换：户主页没有拍，请补上')
  const fresh = await daughter.post(`${own}/edit`, { key: newId(), do: 'send', name: '别人' }, [
    ['paperHouseholdBook', other],
  ])
  expect(fresh.status, fresh.html.slice(0, 1500)).toBe(303)
  expect((await daughter.get(own)).html.includes('<dd>于桂兰</dd>'), 'what nobody asked for stays as it was').toBe(true)
  expect(
    (await township.post(`/applications/${id}/missing`, { missing: [{ key: 'reason', say: '原因写细一点' }] })).status,
    'a second list says why',
  ).toBe(422)
  ok(await act(township, id, 'pass', { comment: '材料齐了' }))
  const shown = ok(await township.get(`/applications/${id}`))
  expect(shown.notices.notice).toMatch(/^[0-9A-Z]{10}$/)
  const notice = await visitor(w).get(`/d/${shown.notices.notice}`)
  expect(notice.html).toContain('最低生活保障申请公示')
  const said = await first(
    w.office.db,
    sql<{ note: string }>`
      SELECT p.content ->> 'note' AS note
      FROM publications p
      JOIN notices n ON n.id = p.notice_id
      WHERE n.code = ${shown.notices.notice}`,
  )
  expect(said!.note, 'the notice ends when the window of the application ends').toContain(
    `有异议的，${sayLimit(new Date(shown.dueAt), true)}以前`,
  )
  expect(notice.html, 'welfare names are for the village').not.toContain('于桂兰')
  const doubt = await visitor(w).post(`/d/${shown.notices.notice}/ask`, {
    kind: 'objection',
    text: '他家儿子有车，请核实',
    name: '王二',
    key: newId(),
  })
  expect(doubt.status, doubt.html.slice(0, 1500)).toBeLessThan(400)
  w.set('2026-11-29T00:10:00+08:00')
  await sweep()
  expect(ok(await township.get(`/applications/${id}`)).stepName, 'an objection that nobody answered keeps it').toBe(
    '村公示',
  )
  await daughter.post('/applications', { code, digits })
  const whileHeld = (await daughter.get(own)).html
  expect(whileHeld, 'nobody is late with a notice that is held').toContain('已经期满')
  expect(whileHeld).not.toMatch(/已经过了|逾期/)
  const q = (await first(
    w.office.db,
    sql<{
      id: string
    }>`SELECT q.id FROM questions q JOIN applications a ON a.notice_id = q.notice_id WHERE a.code = ${code}`,
  ))!.id
  ok(await officer.post(`/questions/${q}/answer`, { text: '正在请车管所查。', conclusion: '转有关单位办理' }))
  w.set('2026-11-30T09:00:00+08:00')
  await sweep()
  expect(
    ok(await township.get(`/applications/${id}`)).stepName,
    'only an objection found wrong lets it pass by itself',
  ).toBe('村公示')
  const held = ok(await township.get('/messages')).messages.filter((m: { say: string }) =>
    m.say.includes('公示期满，还有异议没有核实清楚'),
  )
  expect(held, 'who decides about it hears once, however often it is looked at').toHaveLength(1)
  expect(await tasksAt(township, id), 'and finds it').toEqual(['公示期满，异议没有核实完'])
  expect(await tasksAt(officer, id), 'who may not decide has nothing to do').toEqual([])
  expect(
    ok(await township.get(`/applications/${id}`)).inside,
    'whoever decides about the objection reads what it is about',
  ).not.toBeNull()
  expect(ok(await township.get(`/applications/${id}`)).may.map((m: { action: string }) => m.action)).toEqual([
    'uphold',
    'overrule',
  ])
  ok(await act(township, id, 'overrule', { comment: '车管所回函：他家没有车' }))
  expect(await tasksAt(township, id)).not.toContain('公示期满，异议没有核实完')
  const [mz, ny, leader] = (await Promise.all(
    ['minzheng-clerk', 'nongye-clerk', 'minzheng-leader'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
  expect(ok(await mz.get(`/applications/${id}`)).stepName).toBe('部门联审')
  for (const [p, opinion] of [
    [mz, 'agree'],
    [ny, 'agree'],
  ] as const) {
    const mine = ok(await p.get(`/applications/${id}`)).requests.find((r: { mine: boolean }) => r.mine)
    ok(await p.post(`/requests/${mine.id}/answer`, { opinion, text: '核对过，符合条件' }))
  }
  expect(
    (await act(leader, id, 'approve', { signature: { kind: 'strokes', strokes } })).status,
    'the clerk lays it before the leader first',
  ).toBe(409)
  ok(await act(mz, id, 'pass'))
  expect((await act(leader, id, 'approve')).status, 'no signature').toBe(422)
  const second = await alsoHolds(w, 'nongye-leader', 'minzheng-leader')
  const listed = async (p: Person) => ok(await p.get('/applications')).rows.map((r: { code: string }) => r.code)
  expect(
    await Promise.all([mz, ny, leader, township].map(async (p) => (await listed(p)).includes(code))),
    'bureaux list what they decide or review',
  ).toEqual([true, true, true, true])
  expect(ok(await ny.get('/applications?service=SV013')).rows, 'and nothing else').toEqual([])
  const before = ok(await leader.get(`/applications/${id}`))
  const [a, b] = await Promise.all(
    [leader, second].map((one) =>
      one.post(`/applications/${id}/actions/approve`, {
        seenEvents: before.events,
        contentHash: before.contentHash,
        signature: { kind: 'strokes', strokes },
        grant: { text: '从 12 月起享受', amount: '620', from: '2026-12' },
      }),
    ),
  )
  expect([a!.status, b!.status].sort(), 'two leaders at once: one signature counts').toEqual([200, 409])
  expect((a!.status === 409 ? a : b)!.body.message, 'the other is told').toMatch(/已在.*办了这一步/)
  expect(
    (await rows(w.office.db, sql`SELECT 1 FROM signatures s JOIN cases c ON c.id = s.case_id WHERE c.id = ${id}`))
      .length,
  ).toBe(1)
  w.set('2026-12-01T07:30:00+08:00')
  ok(await act(agent, id, 'deliver'))
  await daughter.post('/applications', { code, digits })
  const done = (await daughter.get(own)).html
  expect(done).toMatch(/金额 620 元/)
  expect(done).toMatch(/村代办员|代办员/)
  expect(done).toMatch(/谁看过您的材料（[1-9]/)
  const sheet = await daughter.get(`${own}/result`)
  const pdfs = await Promise.all(
    [
      [daughter, 'result.pdf'],
      [daughter, 'receipt.pdf'],
      [visitor(w), 'result.pdf'],
    ].map(([who, name]) => (who as Visitor).get(`${own}/${name as string}`)),
  )
  expect(pdfs.map((p) => [p.status, Buffer.from(p.bytes.subarray(0, 4)).toString()])).toEqual([
    [200, '%PDF'],
    [200, '%PDF'],
    [404, '<!do'],
  ])
  for (const pdf of pdfs.slice(0, 2)) {
    const text = (await textOfBytes(new Uint8Array(pdf.bytes))).text.replace(/\s/g, '')
    expect(text).toContain('每一步的时限是怎么算的')
    expect(text).toMatch(/走完这一步，没有超过期限/)
    expect(text, 'whom to call').toMatch(/打电话问?[^\d]*[\d-]{7,}/)
  }
  const resultCode = /核对码 <b[^>]*>([0-9A-Z]{10})/.exec(sheet.html)![1]!
  const check = await visitor(w).get(`/results/${resultCode}`)
  for (const words of ['这张通知是真的', '2026 年 12 月 1 日']) expect(check.html).toContain(words)
  expect(check.html).not.toContain('于桂兰')
  for (const words of ['于*', '620 元', '2026-12', '用了']) expect(check.html).toContain(words)
  await w.seal()
  expect((await visitor(w).get(`/results/${resultCode}`)).html, 'the log says the same').toMatch(/存证第 [\d,]+ 条一致/)
  // What the owner of the database could write over it no longer passes for the result that was given.
  for (const change of [
    sql`UPDATE application_faces SET face = jsonb_set(face, '{amount}', '"6200"')`,
    sql`UPDATE application_faces SET face = jsonb_set(jsonb_set(face, '{amount}', '"620"'), '{applicant}', '"王*"')`,
    sql`UPDATE applications SET closed_at = closed_at - interval '9 days' WHERE result_code IS NOT NULL`,
  ]) {
    await change.execute(w.t.owner)
    const forged = (await visitor(w).get(`/results/${resultCode}`)).html
    expect(forged).toContain('对不上')
    expect(forged).not.toContain('是真的')
  }
  await sql`UPDATE application_faces SET face = jsonb_set(face, '{applicant}', '"于*"')`.execute(w.t.owner)
  await sql`UPDATE applications SET closed_at = closed_at + interval '9 days' WHERE result_code IS NOT NULL`.execute(
    w.office.db,
  )
  expect((await visitor(w).get('/results/0000000000')).status).toBe(404)
  const result = ok(await township.get(`/applications/${id}`)).notices.result
  await w.seal()
  expect((await visitor(w).get(`/d/${result}`)).html).toContain('最低生活保障申请办理结果')
  expect(
    (
      await rows(
        w.office.db,
        sql<{ kind: string }>`
          SELECT kind
          FROM ledger_leaves l
          JOIN applications a ON a.id = l.subject_id
          WHERE a.code = ${code}
          ORDER BY l.id`,
      )
    ).map((r) => r.kind),
  ).toEqual(['receipt', 'closing'])
  expect((await daughter.post(`${own}/rate`, { stars: '1', text: '' })).status).toBe(422)
  const accused = await first(
    w.office.db,
    sql<{ id: string; name: string }>`
      SELECT p.id, p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'qingxi' AND k.function = 'township_leader' AND a.to_on IS NULL
      LIMIT 1`,
  )
  const rating = `跑了三趟才补齐，${accused!.name}还说风凉话`
  expect((await daughter.post(`${own}/rate`, { stars: '1', text: rating })).status).toBe(303)
  expect((await daughter.post(`${own}/rate`, { stars: '5', text: '' })).status).toBe(409)
  const follow = ok(await township.get('/applications/inbox?follow=1')).rows[0]
  expect(ok(await township.get(`/application-follows/${follow.id}`)).text).toBe(rating)
  const keptFrom = await rows(
    w.office.db,
    sql<{ person_id: string }>`SELECT person_id FROM case_bars WHERE case_id = ${follow.id} AND reason = '本人'`,
  )
  expect(
    keptFrom.map((b) => b.person_id),
    'whom the rating names does not read it',
  ).toEqual([accused!.id])
  ok(await township.post(`/application-follows/${follow.id}/answer`, { text: '已改成上门帮拍材料' }))
  expect((await daughter.get(own)).html).toContain('已改成上门帮拍材料')
  await tellApplicants(w.office, w.now())
  expect(await tellApplicants(w.office, w.now()), 'each is told once').toBe(0)
  const told = await rows(
    w.office.db,
    sql<{
      template: string
      shown_address: string
    }>`
      SELECT template, shown_address
      FROM notice_deliveries d
      JOIN applications a ON d.event LIKE 'application ' || a.id || ' %'
      WHERE a.code = ${code}
      ORDER BY template`,
  )
  expect(told.map((t) => t.template)).toEqual([
    'applicationDecided',
    'applicationFollowed',
    'applicationMissing',
    'applicationReceived',
  ])
  expect(told[0]!.shown_address).toBe('139****1234')
})

test('without JavaScript, back and sent again: one application, one draft; other words, papers or people are another', async () => {
  const v = visitor(w)
  const count = async () =>
    (await first(w.office.db, sql<{ n: number }>`SELECT count(*)::int AS n FROM applications`))!.n
  const again = async (own: Answers, files: [string, File][], doing = 'send') => {
    const answer = await v.post(path, { ...posted(own), key: newId(), do: doing }, files)
    expect([answer.status, /<div class="errors"[\s\S]*?<\/div>/.exec(answer.html)?.[0]]).toEqual([303, undefined])
    return answer.location
  }
  const before = await count()
  const draft = await again({ name: '郭秀珍' }, papers(['paperIdCard']), 'save')
  const later = { name: '郭秀珍', reason: '老伴去世，腿也摔坏了' }
  expect(await again(later, [], 'save'), 'a draft goes on').toBe(draft)
  expect(await again(later, papers(needed.slice(1))), 'with the paper that it had').toBe(draft)
  expect(await again(later, []), 'the browser brings no files').toBe(draft)
  expect(await again(later, papers()), 'or the same').toBe(draft)
  expect((await count()) - before).toBe(1)
  const others = [
    await again({ ...later, reason: '还有一件事' }, papers()),
    await again({ ...later, name: '郭秀兰' }, papers()),
    await again({ ...later, name: '郭秀兰' }, [
      ...papers(needed.filter((k) => k !== 'paperHouseholdBook')),
      ['paperHouseholdBook', other],
    ]),
  ]
  expect(new Set([draft, ...others]).size).toBe(4)
  const neighbour = visitor(w)
  const theirs = await neighbour.post(path, { ...posted(later), key: newId(), do: 'send' }, papers())
  expect([draft, ...others]).not.toContain(theirs.location)
})

test('a dissent is kept, nothing passes without agreement; a refusal says why, on what, and how to appeal', async () => {
  const { code, digits, path: own } = await apply(visitor(w), { reason: '孩子上学花钱多' })
  const id = await caseOf(code)
  const [agent, officer, township, mz, ny] = (await Promise.all(
    ['liuwan-agent', 'liuwan-officer', 'qingxi-clerk', 'minzheng-clerk', 'nongye-clerk'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person, Person]
  const day = '2026-11-30'
  w.set(`${day}T10:00:00+08:00`)
  ok(await act(agent, id, 'pass', { identityChecked: true }))
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'visit', on: day, people: ['柳大山', '白小河'], text: '家里有两辆车' },
    }),
  )
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'appraise', on: day, present: 9, agree: 3, against: 6, abstain: 0, text: '多数不同意' },
    }),
  )
  const found = ok(await township.get(`/applications/${id}`)).inside.aids
  expect(found.same.map((s: { service: string }) => s.service)).toContain('最低生活保障申请')
  ok(await act(township, id, 'pass'))
  w.set('2026-12-14T09:00:00+08:00')
  await sweep()
  const asked = async (p: Person) =>
    ok(await p.get(`/applications/${id}`)).requests.find((r: { mine: boolean }) => r.mine)?.id
  ok(await mz.post(`/requests/${await asked(mz)}/answer`, { opinion: 'disagree', text: '收入超过标准' }))
  expect(
    ok(await ny.get(`/applications/${id}`)).inside,
    'one no decides where all must agree: nobody else is asked any more, its bureau follows the way',
  ).toBeNull()
  expect((await act(mz, id, 'pass')).status).toBe(409)
  expect((await act(mz, id, 'refuse', { comment: '不符合' })).status).toBe(422)
  ok(
    await act(mz, id, 'refuse', {
      refusal: {
        reason: '家里有两辆车，收入超过标准',
        basis: '本县低保办法第八条',
        appeal: '六十日内可以申请行政复议',
      },
    }),
  )
  const v = visitor(w)
  await v.post('/applications', { code, digits })
  const page = (await v.get(own)).html
  for (const words of ['没有办成', '家里有两辆车，收入超过标准', '本县低保办法第八条', '六十日内可以申请行政复议'])
    expect(page).toContain(words)
  expect(page, 'a step that is not coming any more').toContain('没有走到')
  expect(page).not.toContain('还没到')
})

test('an upheld objection stops the approval; a request carries nothing that its action does not decide; a name put in later keeps its bearer away', async () => {
  const v = visitor(w)
  const key = newId()
  const neighbour = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT slug FROM regions WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice LIMIT 1`,
  ))!.slug
  const draft = await v.post(path, { ...posted(), key, do: 'save' })
  expect(
    (await v.post(path.replace('liuwan', neighbour), { ...posted(), key, do: 'send' }, papers())).status,
    'a form of another village',
  ).toBe(409)
  expect((await v.post(`${draft.location}/drop`, {})).status).toBe(303)
  const { code, path: own } = await apply(v, { reason: '家里人多地少' })
  const id = await caseOf(code)
  const [agent, officer, township, leader] = (await Promise.all(
    ['liuwan-agent', 'liuwan-officer', 'qingxi-clerk', 'minzheng-leader'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person]
  const day = '2026-12-14'
  const refusal = { reason: '查实他家有两辆车', basis: '本县低保办法第八条', appeal: '六十日内可以申请行政复议' }
  expect(
    (await leader.post(`/applications/${id}/actions/approve`, { signature: { kind: 'strokes', strokes } })).status,
    'signed unseen',
  ).toBe(422)
  ok(await act(agent, id, 'pass', { identityChecked: true, refusal, grant: { text: '每月一万元' } }))
  const page = (await v.get(own)).html
  expect([page.includes('没有办成'), page.includes('每月一万元')]).toEqual([false, false])
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'visit', on: day, people: ['柳大山', '白小河'], text: '房子旧，情况属实' },
    }),
  )
  ok(
    await act(officer, id, 'pass', {
      record: { kind: 'appraise', on: day, present: 9, agree: 9, against: 0, abstain: 0, text: '同意申请' },
    }),
  )
  ok(await act(township, id, 'pass'))
  expect(ok(await township.get(`/applications/${id}`)).may.map((m: { action: string }) => m.action)).toEqual(['uphold'])
  expect((await act(township, id, 'uphold', { comment: '属实' })).status, 'with reason, basis and appeal').toBe(422)
  ok(await act(township, id, 'uphold', { refusal }))
  expect((await v.get(own)).html).toContain('查实他家有两辆车')

  const other = await apply(v, { reason: '改一改' })
  const changed = await caseOf(other.code)
  const { name } = (await first(
    w.office.db,
    sql<{
      name: string
    }>`
      SELECT p.name
      FROM persons p
      JOIN appointments a ON a.person_id = p.id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'liuwan' AND k.function = 'agent'
      LIMIT 1`,
  ))!
  expect((await agent.get(`/applications/${changed}`)).status).toBe(200)
  const edit = (await v.get(`${other.path}/edit`)).html
  const kept = Object.fromEntries(
    [...edit.matchAll(/type="hidden" name="((?:paper\w+)|signature)" value="([^"]+)"/g)].map(([, field, paper]) => [
      field!,
      paper!,
    ]),
  )
  const again = await v.post(`${other.path}/edit`, {
    ...posted({ name }),
    key: /name="key" value="([^"]+)"/.exec(edit)![1]!,
    do: 'send',
    ...kept,
  })
  expect(again.status, again.html.slice(0, 2000)).toBe(303)
  expect((await agent.get(`/applications/${changed}`)).status, 'their own name stands in it now').toBe(404)
})

/** What everybody reads of the days of a notice. */
async function noticeRead(id: string): Promise<string> {
  const read = await first(
    w.office.db,
    sql<{ rows: { noticePeriod: string }[] }>`
      SELECT public_content -> 'rows' AS rows
      FROM publications
      WHERE notice_id = ${id} AND superseded_at IS NULL`,
  )
  return read!.rows[0]!.noticePeriod
}

test('a notice taken down while objections are taken: who decides hears at once, the days stand still, and begin anew when it is public again', async () => {
  const v = visitor(w)
  const { code, digits, path: own } = await apply(v, { reason: '屋顶漏雨，没有收入' })
  const id = await caseOf(code)
  const [agent, township, admin] = await Promise.all(['liuwan-agent', 'qingxi-clerk', 'admin'].map((u) => w.signIn(u)))
  const hands = await handsOf(w)
  const on = w.now().toISOString().slice(0, 10)
  ok(await act(agent!, id, 'pass', { identityChecked: true }))
  const people = ['柳大山', '白小河']
  ok(await act(hands.officer, id, 'pass', { record: { kind: 'visit', on, people, text: '房子旧，情况属实' } }))
  const vote = { present: 9, agree: 9, against: 0, abstain: 0, text: '同意申请' }
  ok(await act(hands.officer, id, 'pass', { record: { kind: 'appraise', on, ...vote } }))
  ok(await act(township!, id, 'pass'))
  const seen = async () => ok(await township!.get(`/applications/${id}`))
  const shown = await seen()
  expect(shown.stepName).toBe('村公示')
  const notice = (await first(
    w.office.db,
    sql<{ id: string; content: object }>`
      SELECT n.id, p.content
      FROM notices n
      JOIN publications p ON p.notice_id = n.id
      WHERE n.code = ${shown.notices.notice}`,
  ))!

  const told = async (who: Person, words: string) =>
    ok(await who.get('/messages')).messages.filter(
      (m: { say: string; link: string }) => m.say.includes(words) && m.link.endsWith(id),
    ).length
  const down = await admin!.post(`/notices/${notice.id}/takedown`, { comment: '公示里写错了门牌号' })
  expect(down.status, JSON.stringify(down.body)).toBe(200)
  expect([await told(township!, '公示被撤下了'), await told(agent!, '公示被撤下了')]).toEqual([1, 1])
  expect((await seen()).history.at(-1)).toMatchObject({ name: '公示被撤下，公示期停住', comment: '公示里写错了门牌号' })
  expect((await v.get(own)).html).toContain('公示被撤下了，公示期停住')
  expect([await tasksAt(township!, id), await tasksAt(agent!, id)]).toEqual([['公示被撤下，公示期停着'], []])

  // Long past its last day nothing has run out, nobody lets it pass, and who decides was told of that once.
  w.set(new Date(Date.parse(shown.dueAt) + 86_400_000).toISOString())
  await sweep()
  w.set(new Date(w.now().getTime() + 7_200_000).toISOString())
  await sweep()
  expect((await seen()).stepName).toBe('村公示')
  // A window that is held is nobody's lateness: not on its lamp, in no list of late ones, in no register.
  const listed = (await township!.get(`/applications?code=${code}`)).body.rows[0]
  const actor = { personId: '', name: '', posts: [] }
  const { path: below } = (await first(
    w.office.db,
    sql<{ path: string }>`SELECT path FROM regions WHERE slug = 'qingxi'`,
  ))!
  const under = async (lamp: LampFilter) =>
    (await regionCases(w.office.db, actor, below, { lamp, text: code }, w.now())).rows.map((r) => r.id)
  expect([(await seen()).lamp, listed.late]).toEqual(['green', false])
  expect([await under('red'), await under('yellow'), await under('missed'), await under('green')]).toEqual([
    [],
    [],
    [],
    [id],
  ])
  expect(await told(township!, '公示被撤下了')).toBe(2)
  const passed = await act(township!, id, 'overrule', { comment: '没有人提异议' })
  expect([passed.status, passed.body.message]).toEqual([409, expect.stringContaining('公示被撤下了')])

  // Written by hand and public again, it has its days from the first on.
  const owed = (await first(
    w.office.db,
    sql<{ id: string }>`
      SELECT o.id
      FROM obligations o
      JOIN notices n ON n.period = o.period AND n.item_code = o.item_code
      WHERE n.id = ${notice.id} AND o.published_at IS NULL`,
  ))!
  const wrong = notice.content as Content
  const until = (day: string): Content => ({
    ...wrong,
    rows: wrong.rows.map((r) => ({
      ...r,
      stage: '初审公示',
      allowanceMonthly: '600',
      noticePeriod: `${dayOf(w.now())} 至 ${day}`,
    })),
  })
  const day = (n: number) => addDays(dayOf(w.now()), n)
  const open = await openOf(hands.officer, owed.id)
  // No content, and a window shorter than the service grants, are no window.
  for (const content of [{ ...wrong, rows: [], nothing: { reason: '这次不再公示。' } }, until(day(9))]) {
    const early = await handIn(hands.officer, open, content)
    expect([early.status, early.body.message]).toEqual([
      409,
      expect.stringContaining(`今天公开要到 ${sayDay(day(10), true)}`),
    ])
  }
  const again = await publish(hands, open, until(day(14)))
  const anew = await seen()
  expect(anew.stepName).toBe('村公示')
  expect(anew.history.at(-1).name).toBe('重新公示，公示期从头算')
  expect(anew.dueAt, 'the day that the notice says').toBe(endOfDay(day(14)).toISOString())
  expect(anew.missedAt, 'nobody is late by it').toBeNull()
  expect(await tasksAt(township!, id)).toEqual([])
  const now = await first(
    w.office.db,
    sql<{ notice_id: string }>`SELECT notice_id FROM applications WHERE code = ${code}`,
  )
  expect(now!.notice_id).toBe(again)
  expect(await noticeRead(again), 'what everybody reads').toContain(`至 ${day(14)}`)

  // A correction mends what was wrong and never moves the last day: on notice, application and receipt it stays one.
  const last = day(14)
  const [moved, right] = [until(day(20)), until(last)]
  const lastDays = async () => {
    await v.post('/applications', { code, digits })
    const { html } = await v.get(own)
    return {
      application: (await seen()).dueAt,
      receipt: [false, true].some((withYear) => html.includes(sayLimit(endOfDay(last), withYear))),
      notice: (await noticeRead(again)).slice(-10),
    }
  }
  const one = { application: endOfDay(last).toISOString(), receipt: true, notice: last }
  expect(await lastDays()).toEqual(one)
  ok(await hands.officer.post(`/notices/${again}/actions/correct`, { comment: '金额写错了' }))
  w.set(new Date(w.now().getTime() + 2 * 86_400_000).toISOString())
  const later = await handIn(hands.officer, again, moved)
  expect([later.status, later.body.message]).toEqual([
    409,
    expect.stringContaining(`公示期到 ${sayDay(last, true)}为止，更正不能改`),
  ])
  const rightRows = right.rows.map((r) => ({ ...r, allowanceMonthly: '620' }))
  await publish(hands, again, { ...right, rows: rightRows })
  expect(await lastDays()).toEqual(one)
  await sweep()
  expect((await seen()).stepName).toBe('村公示')
  w.set(new Date(Date.parse(anew.dueAt) + 60_000).toISOString())
  await sweep()
  expect((await seen()).stepName).toBe('部门联审')
})

test('an agent files for a woman without a telephone: consent, the register fills in, papers of before are taken again; a clerk of the same name never sees it', async () => {
  const agent = await w.signIn('liuwan-agent')
  const { body: paper } = await agent.upload('/application-papers', picture)
  const consent = { kind: 'signature', ...paper }
  const other = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT r.slug FROM regions r WHERE r.level = 'village' AND r.slug <> 'liuwan' AND NOT r.practice LIMIT 1`,
  ))!.slug
  expect((await agent.post('/applications/sit', { village: other, service: 'SV013', consent })).status).toBe(403)
  expect(
    (
      await agent.post('/applications/sit', {
        village: 'liuwan',
        service: 'SV001',
        consent: { ...consent, sha256: '0'.repeat(64) },
      })
    ).status,
    'consent that nobody has handed in',
  ).toBe(422)
  expect((await agent.post('/applications/sit', { village: 'liuwan', service: 'NOPE', consent })).status).toBe(404)
  const v = visitor(w)
  const { sitting } = await satDown(w, agent, { village: 'liuwan', service: 'SV001', consent })
  v.cookies.push({ name: 'sitting', value: sitting!, path: '/v/liuwan/services/SV001' })
  expect((await v.get(path)).html).toContain('正在替村民填写')
  const officerName = (await first(
    w.office.db,
    sql<{
      name: string
    }>`
      SELECT p.name
      FROM persons p
      JOIN appointments a ON a.person_id = p.id
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE r.slug = 'liuwan' AND k.name = '村务公开专职人员'`,
  ))!.name
  const { code } = await apply(v, { name: officerName })
  const row = (await first(
    w.office.db,
    sql<{ channel: string; filed_by: string | null }>`SELECT channel, filed_by FROM applications WHERE code = ${code}`,
  ))!
  expect([row.channel, row.filed_by !== null]).toEqual(['agent', true])
  const id = await caseOf(code)
  expect(
    (await (await w.signIn('liuwan-officer')).get(`/applications/${id}`)).status,
    'nobody handles what bears their own name',
  ).toBe(404)
  expect((await agent.get(`/applications/${id}/consent`)).status).toBe(200)
  expect((await v.get(path)).html, 'a consent is for one application').not.toContain('正在替村民填写')
})

test('who one is, asked outside the house: what does not fit stands on the page; what is changed meanwhile is not taken as checked', async () => {
  const v = visitor(w)
  const { path: own, code } = await apply(v, { reason: '网上核对身份' })
  const { html } = await v.get(`${own}/edit`)
  const key = /name="key" value="([^"]+)"/.exec(html)![1]!
  const kept = Object.fromEntries(
    needed.map((field) => [field, new RegExp(`name="${field}" value="([^"]+)"`).exec(html)![1]!]),
  )
  const surely = async () =>
    (await first(w.office.db, sql<{ identity: number }>`SELECT identity FROM applications WHERE code = ${code}`))!
      .identity
  let asked = async () => false
  w.office.identity = { name: '省统一身份认证', check: () => asked() }
  try {
    const refused = await v.post(`${own}/identity`, {})
    expect([refused.status, refused.html.includes('姓名和身份证号对不上')]).toEqual([422, true])
    expect(JSON.parse((await v.post(`${own}/identity`, {}, [], 'application/json')).html).errors[0].field).toBe('main')
    asked = async () => {
      const changed = await v.post(`${own}/edit`, { ...posted({ reason: '核对的时候改了' }), ...kept, key, do: 'send' })
      expect(changed.status, changed.html.slice(0, 2_000)).toBe(303)
      return true
    }
    const before = await surely()
    expect((await v.post(`${own}/identity`, {})).status).toBe(409)
    expect(await surely()).toBe(before)
    asked = async () => true
    expect((await v.post(`${own}/identity`, {})).status).toBe(303)
    expect(await surely()).toBe(3)
    const edit = { ...posted({ reason: '核对以后' }), ...kept, do: 'send' }
    expect((await v.post(`${own}/edit`, { ...edit, key: `${key}a` })).status).toBe(303)
    expect(await surely(), 'the same person').toBe(3)
    expect((await v.post(`${own}/edit`, { ...edit, key: `${key}b`, name: '换了一个人' })).status).toBe(303)
    expect(await surely(), 'another').toBe(0)
  } finally {
    w.office.identity = undefined
  }
})

test('a service is changed under an open application: it keeps its version, or is moved with what that asks besides', async () => {
  w.set('2031-02-03T09:00:00+08:00')
  const { code } = await apply(visitor(w), { reason: '换一版' })
  const id = await caseOf(code)
  const agent = await w.signIn('liuwan-agent')
  expect(ok(await agent.get(`/applications/${id}`)).newer).toBeNull()
  const next = structuredClone(service)
  next.form.sections[0]!.fields.push({ key: 'minority', label: '民族', kind: 'text', required: true })
  await sql`
    INSERT INTO services (code, version, name, position, definition, state, valid_from, made_at)
    SELECT code, version + 1, name, position, ${JSON.stringify(next)}::jsonb, 'offered', '2031-02-03', now()
    FROM services
    WHERE code = 'SV001'
    ORDER BY version DESC
    LIMIT 1`.execute(w.t.owner)
  const seen = ok(await agent.get(`/applications/${id}`))
  expect(seen.newer).toMatchObject({
    changes: ['新增“民族”，必填'],
    lost: [],
    asked: [{ key: 'minority', label: '民族' }],
  })
  expect(seen.service.version).toBe(seen.newer.from)
  ok(await agent.post(`/applications/${id}/version`, { to: seen.newer.to }))
  const after = ok(await agent.get(`/applications/${id}`))
  expect([after.service.version, after.asked[0].label, after.newer]).toEqual([seen.newer.to, '民族', null])
  expect((await agent.post(`/applications/${id}/version`, { to: seen.newer.to })).status).toBe(409)
})
