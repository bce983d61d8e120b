/**
 * A village runs a 60,000-yuan micro project through its power, from proposal to acceptance: every step has its hands,
 * every prescribed notice is there by itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { rows, sql } from '../../../platform/db.ts'
import { checkCommitment } from '../../../kernel/ledger/commitment.ts'
import { verifyProofFile } from '../../../kernel/ledger/proof.file.ts'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import type { Person } from '../../../../test/world.ts'

let l: Liuwan
let photo: Uint8Array
const who: Record<'officer' | 'chair' | 'member1' | 'member2' | 'secretary' | 'director' | 'agent' | 'clerk', Person> =
  {} as never
let run: { id: string; code: string }
const strokes = {
  kind: 'strokes',
  strokes: [
    [
      { x: 1, y: 1, t: 0 },
      { x: 20, y: 30, t: 60 },
      { x: 40, y: 8, t: 130 },
    ],
  ],
}

beforeAll(async () => {
  l = await openLiuwan('2026-10-12T09:00:00+08:00')
  for (const [key, name] of Object.entries({
    officer: 'liuwan-officer',
    chair: 'liuwan-chair',
    member1: 'liuwan-member1',
    member2: 'liuwan-member2',
    secretary: 'liuwan-secretary',
    director: 'liuwan-director',
    agent: 'liuwan-agent',
    clerk: 'qingxi-clerk',
  }))
    who[key as keyof typeof who] = await l.w.signIn(name)
  photo = new Uint8Array(
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#f4f1e8' } })
      .jpeg()
      .toBuffer(),
  )
})
afterAll(() => l.w.close())

const seen = async (p: Person = who.officer, id = run.id) => (await p.get(`/powers/runs/${id}`)).body
const start = (p: Person, more: object) =>
  p.post('/powers/runs', {
    power: 'NH03',
    place: 'liuwan',
    title: '村口到渡口道路硬化',
    amount: '60000',
    key: crypto.randomUUID(),
    ...more,
  })

/** Uploads a paper as the console does. */
async function upload(p: Person, paper: string, id = run.id): Promise<string> {
  const file = new File([photo as BlobPart], `${paper}.jpg`, { type: 'image/jpeg' })
  const told = await p.upload(`/powers/runs/${id}/papers/${paper}`, file)
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  return told.body.id
}

async function record(p: Person, step: string, on: string, facts: Record<string, string>, papers: string[] = []) {
  l.w.set(`${on}T15:00:00+08:00`)
  const ids = []
  for (const paper of papers) ids.push(await upload(p, paper))
  const answer = await p.post(`/powers/runs/${run.id}/record`, { step, on, words: '', facts, papers: ids })
  expect(answer.status, `${step}: ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body as { state: string; handedIn: number; drafts: number }
}

async function confirm(p: Person) {
  const waiting = (await seen(p)).steps.find((s: { waits: boolean }) => s.waits)
  return p.post(`/powers/runs/${run.id}/confirm`, {
    record: waiting.id,
    contentHash: waiting.content_hash,
    agree: true,
  })
}

test('the amount decides the way: nothing starts without it, or above what the power covers', async () => {
  expect((await start(who.officer, { amount: '' })).body.message).toContain('请填写预算金额')
  const beyond = await start(who.officer, { amount: '100000' })
  expect(beyond.status).toBe(422)
  expect(beyond.body.message).toContain('小型工程招投标')
  expect((await start(who.clerk, {})).status).toBe(403)
  expect((await start(who.officer, { title: '给 13812345678 修路的工程' })).status).toBe(422)
  const small = (await start(who.officer, { amount: '49999.99', title: '三组水渠清淤工程' })).body
  const key = crypto.randomUUID()
  run = (await start(who.officer, { key })).body
  expect((await start(who.officer, { key })).body).toEqual(run)
  expect((await seen(who.officer, small.id)).way.map((s: { key: string }) => s.key)).toEqual([
    'propose',
    'plan',
    'joint',
    'award',
    'contract',
    'build',
    'accept',
    'settle',
  ])
  expect((await seen()).way.map((s: { key: string }) => s.key)).toEqual([
    'propose',
    'plan',
    'deliberate',
    'review',
    'resolve',
    'announce',
    'register',
    'award',
    'contract',
    'build',
    'accept',
    'settle',
    'result',
  ])
})

test('from the first moment villagers see what is in hand, until when, and what is to come', async () => {
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('村口到渡口道路硬化')
  expect(page.text).toContain('第 1 步，共 13 步：村党组织提议')
  expect(page.text).toMatch(/应当在 .*10 月 19 日.* 前办完/)
  expect(page.text).toContain('60,000 元')
  const power = await l.get('/v/liuwan/powers/NH03')
  expect(power.text).toContain('村口到渡口道路硬化')
  const glance = power.html.slice(power.html.indexOf('谁负责'), power.html.indexOf('流程图'))
  expect(glance, 'whom to call about it').toMatch(/href="tel:[\d-]{7,}"/)
})

test('a step cannot be jumped over, done by the wrong post, dated wrongly or without its papers', async () => {
  const wrong = await who.officer.post(`/powers/runs/${run.id}/record`, {
    step: 'resolve',
    on: '2026-10-12',
    facts: {},
  })
  expect(wrong.status).toBe(409)
  expect(wrong.body.message).toContain('第 1 步')
  expect(
    (await who.agent.post(`/powers/runs/${run.id}/record`, { step: 'propose', on: '2026-10-12', facts: {} })).status,
  ).toBe(403)
  expect(
    (await who.clerk.post(`/powers/runs/${run.id}/record`, { step: 'propose', on: '2026-10-12', facts: {} })).status,
  ).toBe(403)
  const bare = await who.officer.post(`/powers/runs/${run.id}/record`, { step: 'propose', on: '2026-10-12', facts: {} })
  expect(bare.status).toBe(422)
  expect(bare.body.details.field).toBe('facts.origin')
  expect(
    (await who.officer.post(`/powers/runs/${run.id}/record`, { step: 'propose', on: '2026-10-13', facts: {} })).body
      .message,
  ).toContain('不能晚于今天')
})

test('proposal, plan, deliberation, review, resolution: two hands where the power says two', async () => {
  await record(who.officer, 'propose', '2026-10-12', {
    origin: '党员群众建议',
    proposeDate: '2026-10-12',
    reason: '雨天泥泞，老人小孩出行不便。',
    site: '村口到渡口',
    scale: '硬化 210 米，宽 3.5 米',
    fundSource: '村集体经营收入',
  })
  const noPaper = await who.director.post(`/powers/runs/${run.id}/record`, {
    step: 'plan',
    on: '2026-10-12',
    facts: { category: '道路', budget: '60000' },
  })
  expect(noPaper.body.message).toContain('方案和预算表')
  expect(
    (await record(who.director, 'plan', '2026-10-14', { category: '道路', budget: '60000' }, ['plan'])).state,
  ).toBe('waiting')
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}`)).text).not.toContain('分类：道路')
  const alone = await confirm(who.director)
  expect(alone.status).toBe(403)
  expect(alone.body.message).toContain('由另一个人确认')
  expect((await confirm(who.chair)).status).toBe(200)
  await record(
    who.officer,
    'deliberate',
    '2026-10-16',
    { deliberateDate: '2026-10-16', deliberateAttendance: '应到 7 人，实到 7 人' },
    ['minutes'],
  )
  await record(who.secretary, 'review', '2026-10-20', {
    reviewDate: '2026-10-20',
    reviewAttendance: '应到 24 人，实到 20 人',
    reviewForm: '党员大会',
  })
  await record(
    who.officer,
    'resolve',
    '2026-10-24',
    {
      resolveDate: '2026-10-24',
      resolveAttendance: '应到 36 人，实到 31 人',
      resolveForm: '村民代表会议',
      decision: '四议两公开',
      resolution: '到会 31 人，同意 29 人，通过。',
    },
    ['signed'],
  )
})

test('the resolution is published by itself: written from the record, handed in, reviewed, signed, linked both ways', async () => {
  const done = await record(who.officer, 'announce', '2026-10-26', {
    resolutionPublicity: '村委会公开栏，10 月 26 日至 11 月 10 日',
  })
  expect(done).toMatchObject({ state: 'moved', handedIn: 2, drafts: 0 })
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}`)).text).toContain('等村务监督委员会审查')
  await signAll()
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  const codes = [...page.html.matchAll(/href="\/d\/([0-9A-Z]{10})"/g)].map((m) => m[1])
  expect(codes).toHaveLength(2)
  for (const code of codes) expect((await l.get(`/d/${code}`)).html).toContain(`/v/liuwan/powers/runs/${run.code}`)
  const plan = await l.get(`/d/${codes[1]}`)
  expect((await l.get(`/d/${codes[0]}`)).text + plan.text).toContain('到会 31 人，同意 29 人，通过。')
})

/** Chair and secretary take what lies with them. */
async function signAll() {
  const open = await rows(
    l.w.office.db,
    sql<{
      id: string
      step: string
    }>`
      SELECT c.subject_id AS id, c.step
      FROM power_run_notices n
      JOIN obligations o ON o.id = n.obligation_id
      JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
      WHERE n.run_id = ${run.id} AND c.step IN ('review', 'sign')`,
  )
  for (const { id } of open) {
    const hash = (await who.chair.get(`/notices/${id}`)).body.contentHash
    const approved = await who.chair.post(`/notices/${id}/actions/approve`, { contentHash: hash })
    expect(approved.status).toBe(200)
    // Large spending takes a majority of the committee.
    if (approved.body.waitingFor)
      expect((await who.member2.post(`/notices/${id}/actions/approve`, { contentHash: hash })).status).toBe(200)
    const signed = await who.secretary.post(`/notices/${id}/actions/sign`, {
      contentHash: hash,
      secrecyChecked: true,
      signature: strokes,
    })
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
  }
  await l.w.seal()
}

test('the township registers, the village lets the work, signs, watches', async () => {
  expect(
    (await who.officer.post(`/powers/runs/${run.id}/record`, { step: 'register', on: '2026-10-26', facts: {} })).status,
  ).toBe(403)
  expect((await who.clerk.get('/cases')).body.rows.map((r: { title: string }) => r.title)).toContainEqual(
    expect.stringContaining('第 7 步 报乡镇登记'),
  )
  expect((await who.officer.get('/cases')).body.rows.map((r: { title: string }) => r.title)).not.toContainEqual(
    expect.stringContaining('报乡镇登记'),
  )
  await record(who.clerk, 'register', '2026-10-27', {})
  l.w.set('2026-10-30T15:00:00+08:00')
  const direct = await who.director.post(`/powers/runs/${run.id}/record`, {
    step: 'award',
    on: '2026-10-30',
    facts: {
      tenderMode: '直接发包',
      winner: '清溪镇建安工程队',
      winPrice: '58600',
      noticePeriod: '2026-10-31 至 2026-11-14',
    },
  })
  expect([direct.status, direct.body.details?.field]).toEqual([422, 'facts.tenderMode'])
  expect(direct.body.message).toContain('“直接发包”只用于“5 万元以下”，这件事走的是“5 万元到 10 万元”')
  await record(
    who.director,
    'award',
    '2026-10-30',
    {
      tenderMode: '询价',
      bidders: '3',
      winner: '清溪镇建安工程队',
      winPrice: '58600',
      noticePeriod: '2026-10-31 至 2026-11-14',
    },
    ['quotes'],
  )
  expect((await confirm(who.member1)).status).toBe(200)
  await record(who.director, 'contract', '2026-11-02', { signDate: '2026-11-02', planEnd: '2026-12-01' }, ['contract'])
  await record(who.chair, 'build', '2026-11-20', { progress: '60', paid: '20000', supervision: '厚度、强度符合要求' })
})

test('who awarded the contract does not accept the work; two members do', async () => {
  l.w.set('2026-12-02T15:00:00+08:00')
  const facts = {
    completeDate: '2026-12-01',
    acceptDate: '2026-12-02',
    acceptors: '村务监督委员会、村民代表 5 人',
    acceptResult: '合格',
    supervisionOpinion: '程序合规，质量合格',
  }
  const clash = await who.member1.post(`/powers/runs/${run.id}/record`, { step: 'accept', on: '2026-12-02', facts })
  expect(clash.status).toBe(403)
  expect(clash.body.message).toContain('您办过“发包”')
  expect((await record(who.chair, 'accept', '2026-12-02', facts, ['accept'])).state).toBe('waiting')
  expect((await confirm(who.member1)).status).toBe(403)
  expect((await confirm(who.member2)).status).toBe(200)
  await record(who.officer, 'settle', '2026-12-08', { settlement: '58600' }, ['settle'])
  l.w.set('2026-12-11T09:00:00+08:00')
  const result = {
    implementation: '道路按期完工，验收合格，付清 58600 元。',
    occurDate: '2026-12-11',
    resultPublicity: '村委会公开栏，12 月 10 日至 12 月 25 日',
  }
  const later = { step: 'result', on: '2026-12-10', words: '', facts: result, papers: [] }
  const refused = await who.officer.post(`/powers/runs/${run.id}/record`, later)
  expect(refused.body.message).toContain('“完成日期”晚于这一步的日期 2026-12-10')
  await record(who.officer, 'result', '2026-12-10', { ...result, occurDate: '2026-12-08' })
})

test('the day that a notice says and the day that its time counts from are one', async () => {
  const [notice] = await rows(
    l.w.office.db,
    sql<{ on: string; content: { rows: Record<string, string>[] } }>`
      SELECT o.event_on AS "on", v.content
      FROM power_run_notices x
      JOIN obligations o ON o.id = x.obligation_id
      JOIN drafts v ON v.notice_id = o.notice_id
      WHERE x.run_id = ${run.id} AND x.item_code = 'C07-11'`,
  )
  expect([notice!.on, notice!.content.rows[0]!['occurDate']]).toEqual(['2026-12-08', '2026-12-08'])
})

test('done: all seven prescribed notices are there by themselves, those handed in are signed, the rest wait for the drafter', async () => {
  const { notices, case: c } = await seen()
  expect(c.step).toBe('done')
  expect(notices.map((n: { item_code: string }) => n.item_code).sort()).toEqual([
    'C05-05',
    'C05-05',
    'C07-11',
    'C10-02',
    'C10-03',
    'C10-04',
    'C10-05',
  ])
  for (const n of notices as { notice_id: string; notice_step: string; title: string }[]) {
    expect(n.title).toContain('村口到渡口道路硬化')
    if (n.notice_step === 'draft') await handInByHand(n.notice_id)
  }
  await signAll()
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect([...page.html.matchAll(/href="\/d\/[0-9A-Z]{10}"/g)]).toHaveLength(7)
  expect(page.text).toContain('办结')
})

/** The officer looks at what the run wrote and hands it in. */
async function handInByHand(id: string) {
  const { revision } = (await who.officer.get(`/notices/${id}`)).body
  const done = await who.officer.post(`/notices/${id}/submit`, { revision })
  expect(done.status, JSON.stringify(done.body)).toBe(200)
}

test('every step is a leaf of the public log that anybody can check against what the page says', async () => {
  await l.w.seal()
  const record = JSON.parse((await l.get(`/v/liuwan/powers/runs/${run.code}/record.json`)).html)
  expect(record.steps).toHaveLength(13)
  for (const s of record.steps) {
    const [leaf] = await rows(
      l.w.office.db,
      sql<{ entry: Uint8Array }>`SELECT entry FROM ledger_leaves WHERE position = ${s.leaf}`,
    )
    const entry = JSON.parse(new TextDecoder().decode(leaf!.entry))
    expect(entry).toMatchObject({ kind: 'step', code: run.code, region: 'liuwan' })
    expect(checkCommitment(entry.commitment, s.content, Buffer.from(s.salt, 'base64url'))).toBe(true)
  }
})

test("a step's proof checks offline with the log's key alone", async () => {
  const href = /href="([^"]+\.tlog-proof)"/.exec((await l.get(`/v/liuwan/powers/runs/${run.code}`)).html)![1]!
  const key = (await l.get('/log/key')).html.trim()
  expect((await verifyProofFile((await l.get(href)).html, { vkey: key })).problems).toEqual([])
})

test('open papers can be opened, sealed ones cannot', async () => {
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  const shown = [...page.html.matchAll(/href="(\/v\/liuwan\/powers\/runs\/[0-9A-Z]{10}\/papers\/[^"]+)"/g)].map(
    (m) => m[1]!,
  )
  expect(shown.length).toBe(4)
  expect((await l.get(shown[0]!)).headers.get('content-type')).toBe('image/jpeg')
  expect(page.text).toContain('合同：原件封存')
  const sealed = (await seen()).papers.find((p: { paper: string }) => p.paper === 'contract')
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}/papers/${sealed.id}`)).status).toBe(404)
})
