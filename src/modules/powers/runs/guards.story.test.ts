/**
 * What a power does not allow: steps passed over in silence, amounts that slip past their band, seals on what villages
 * must not certify.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import { rooms } from '../../../app/rooms.ts'
import { readPack } from '../../../kernel/pack/county/read.ts'
import { makeListNotices } from '../list/listNotice.ts'
import { packedPowers } from '../list/pack.ts'
import type { Power } from '../list/powers.schema.ts'
import { checkFacts } from './facts.ts'
import type { Person } from '../../../../test/world.ts'

let l: Liuwan
let photo: Uint8Array
let director: Person
let agent: Person
let leader: Person
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
const day = '2026-10-12'
beforeAll(async () => {
  l = await openLiuwan(`${day}T09:00:00+08:00`)
  director = await l.w.signIn('liuwan-director')
  agent = await l.w.signIn('liuwan-agent')
  leader = await l.w.signIn('qingxi-leader')
  photo = new Uint8Array(
    await sharp({ create: { width: 300, height: 200, channels: 3, background: '#ddd' } })
      .jpeg()
      .toBuffer(),
  )
})
afterAll(() => l.w.close())

const start = async (p: Person, more: object) =>
  (await p.post('/powers/runs', { place: 'liuwan', key: crypto.randomUUID(), ...more })).body as {
    id: string
    code: string
  }
const seen = async (id: string, p: Person = l.officer) => (await p.get(`/powers/runs/${id}`)).body

const upload = <T>(p: Person, path: string) =>
  p.upload<T>(path, new File([photo as BlobPart], '照片.jpg', { type: 'image/jpeg' }))
const record = (p: Person, id: string, step: string, facts: Record<string, string> = {}, papers: string[] = []) =>
  p.post(`/powers/runs/${id}/record`, { step, on: day, facts, papers })

test('a step is passed over only by who leads, with a reason and a signature that is bound to it; everybody reads it', async () => {
  const run = await start(l.officer, { power: 'NH01', title: '村办公用房改作卫生室' })
  const reason = '党支部会议因防汛改期，乡镇已同意。'
  expect(
    (await l.officer.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason, signature: strokes })).status,
  ).toBe(403)
  expect(
    (await leader.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason, signature: strokes })).status,
  ).toBe(403)
  expect((await l.secretary.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason })).status).toBe(422)
  expect(
    (await l.secretary.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason: '忙', signature: strokes }))
      .status,
  ).toBe(422)
  expect(
    (
      await l.secretary.post(`/powers/runs/${run.id}/skip`, {
        step: 'propose',
        reason,
        signature: { kind: 'password', password: 'wrong' },
      })
    ).status,
  ).toBe(422)
  expect((await seen(run.id)).index).toBe(0)
  expect(
    (await l.secretary.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason, signature: strokes })).status,
  ).toBe(200)
  expect(
    (await l.secretary.post(`/powers/runs/${run.id}/skip`, { step: 'propose', reason, signature: strokes })).status,
  ).toBe(409)
  const kept = await first(
    l.w.office.db,
    sql<{
      same: boolean
    }>`
      SELECT s.content_hash = t.content_hash AS same
      FROM signatures s
      JOIN cases c ON c.id = s.case_id
      JOIN power_run_steps t ON t.run_id = c.subject_id
      WHERE c.subject_id = ${run.id} AND t.outcome = 'skipped'`,
  )
  expect(kept).toEqual({ same: true })
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect(page.text).toContain('跳过了这一步 ，柳湾村党组织书记柳长青签字')
  expect(page.text).toContain(reason)
  expect(
    (
      await l.secretary.post(`/powers/runs/${run.id}/stop`, {
        step: 'deliberate',
        reason: '群众意见不一，先不办了。',
        signature: strokes,
      })
    ).status,
  ).toBe(200)
  expect((await record(l.officer, run.id, 'deliberate')).status).toBe(409)
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}`)).text).toContain('办到这里停办')
})

test('the township sends the last step back with a reason: recorded anew, what was recorded stays, each is told', async () => {
  const clerk = await l.w.signIn('qingxi-clerk')
  const run = await start(l.officer, { power: 'NH02', title: '购买三轮车', amount: '3000' })
  const back = (p: Person, step: string, reason = '货物没有写型号，请补上再记。') =>
    p.post(`/powers/runs/${run.id}/back`, { step, reason })
  expect((await back(clerk, 'apply')).status).toBe(409)
  await record(l.officer, run.id, 'apply', { goods: '三轮车 2 辆', reason: '更换破损的。', fundSource: '集体收入' })
  expect((await back(l.secretary, 'joint')).status).toBe(403)
  expect((await back(clerk, 'joint', '不对')).status).toBe(422)
  expect((await back(clerk, 'apply')).status).toBe(409)
  expect((await seen(run.id, clerk)).may).toMatchObject({ sendBack: true, pause: false, record: false })
  expect((await seen(run.id)).may.sendBack).toBe(false)
  expect((await back(clerk, 'joint')).status).toBe(200)
  const now = await seen(run.id)
  expect([now.index, now.may.record]).toEqual([0, true])
  expect(now.steps.map((s: { outcome: string; sentBack: boolean }) => [s.outcome, s.sentBack])).toEqual([
    ['done', true],
    ['returned', false],
  ])
  const told = (await l.officer.get('/messages')).body.messages as { say: string }[]
  expect(told.some((m) => m.say.includes('退回来了') && m.say.includes('没有写型号'))).toBe(true)
  const again = await record(l.officer, run.id, 'apply', {
    goods: '三轮车 2 辆，150 型',
    reason: '更换破损的。',
    fundSource: '集体收入',
  })
  expect(again.status, JSON.stringify(again.body)).toBe(200)
  expect((await seen(run.id)).index).toBe(1)
  const page = (await l.get(`/v/liuwan/powers/runs/${run.code}`)).text
  for (const words of ['退回重办', '货物没有写型号', '后来被退回', '150 型']) expect(page).toContain(words)
})

test('a larger amount asks the missing steps before anything else; past the power it is refused', async () => {
  const run = await start(l.officer, { power: 'NH03', title: '三组水渠清淤工程', amount: '45000' })
  await record(l.officer, run.id, 'propose', {
    origin: '党员群众建议',
    proposeDate: day,
    reason: '淤积。',
    site: '三组',
    scale: '600 米',
    fundSource: '集体收入',
  })
  const amend = (amount: string) =>
    l.officer.post(`/powers/runs/${run.id}/amount`, { amount, reason: '现场核算后增加' })
  expect((await amend('45000')).body.message).toBe('金额没有变。')
  const beyond = await amend('120000')
  expect(beyond.status).toBe(422)
  expect(beyond.body.message).toContain('小型工程招投标')
  expect((await amend('48000')).body).toEqual({ added: [], dropped: [] })
  const paper = await upload<{ id: string }>(director, `/powers/runs/${run.id}/papers/plan`)
  expect(
    (await record(director, run.id, 'plan', { category: '水利', budget: '48000' }, [paper.body.id])).body.state,
  ).toBe('waiting')
  expect((await amend('60000')).body.message).toContain('等第二个人确认')
  const waiting = (await seen(run.id)).steps.find((s: { waits: boolean }) => s.waits)
  const confirm = (more: object) =>
    l.chair.post(`/powers/runs/${run.id}/confirm`, {
      record: waiting.id,
      contentHash: waiting.content_hash,
      agree: true,
      ...more,
    })
  expect((await confirm({ contentHash: '0'.repeat(64) })).status).toBe(409)
  expect((await confirm({ agree: false, words: '' })).status).toBe(422)
  expect((await confirm({ agree: false, words: '单价没有依据' })).status).toBe(200)
  expect((await confirm({})).status).toBe(409)
  const again = await upload<{ id: string }>(director, `/powers/runs/${run.id}/papers/plan`)
  await record(director, run.id, 'plan', { category: '水利', budget: '48000' }, [again.body.id])
  const second = (await seen(run.id)).steps.find((s: { waits: boolean }) => s.waits)
  const pair = sql`FROM persons a, persons b WHERE a.name = '卢兴' AND b.name = '柳家宝'`
  await sql`
    INSERT INTO kinships (person_id, relative_id, relation, registered_at)
    SELECT a.id, b.id, '兄弟', now() ${pair}`.execute(l.w.office.db)
  expect(
    (
      await l.chair.post(`/powers/runs/${run.id}/confirm`, {
        record: second.id,
        contentHash: second.content_hash,
        agree: true,
      })
    ).body.message,
  ).toContain('近亲属')
  await sql`DELETE FROM kinships WHERE (person_id, relative_id) IN (SELECT a.id, b.id ${pair})`.execute(l.w.office.db)
  expect(
    (
      await l.chair.post(`/powers/runs/${run.id}/confirm`, {
        record: second.id,
        contentHash: second.content_hash,
        agree: true,
      })
    ).status,
  ).toBe(200)
  const minutes = await upload<{ id: string }>(l.officer, `/powers/runs/${run.id}/papers/minutes`)
  await record(l.officer, run.id, 'joint', { deliberateDate: day, deliberateAttendance: '7/7', vote: '全票同意' }, [
    minutes.body.id,
  ])
  expect((await seen(run.id)).way[3].key).toBe('award')
  expect((await amend('62000')).body).toEqual({
    added: ['村两委商议', '党员大会审议', '村民代表会议决议', '决议公开', '报乡镇登记', '实施结果公开'],
    dropped: [],
  })
  expect((await record(director, run.id, 'award')).status).toBe(409)
  const now = await seen(run.id)
  expect(now.way[3].key).toBe('deliberate')
  expect(now.clock.join()).toContain('10 个工作日')
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect(page.text).toContain('把 48,000 元改成 62,000 元 。理由：现场核算后增加')
})

test('figures and days of a step have bounds, and each refusal names the rule; the same step then goes on', async () => {
  const run = await start(l.officer, { power: 'NH03', title: '二组道路硬化工程', amount: '60000' })
  const tries = async (
    p: Person,
    step: string,
    good: Record<string, string>,
    wrong: [string, string, string][],
    papers: string[] = [],
  ) => {
    for (const [key, value, says] of wrong) {
      const refused = await record(p, run.id, step, { ...good, [key]: value }, papers)
      expect([key, value, refused.status, refused.body.details?.field]).toEqual([key, value, 422, `facts.${key}`])
      expect(refused.body.message).toContain(says)
    }
    const done = await record(p, run.id, step, good, papers)
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  }
  const paper = async (p: Person, name: string) =>
    (await upload<{ id: string }>(p, `/powers/runs/${run.id}/papers/${name}`)).body.id
  const propose = {
    origin: '党员群众建议',
    proposeDate: day,
    reason: '坑洼。',
    site: '二组',
    scale: '600 米',
    fundSource: '集体收入',
  }
  await tries(l.officer, 'propose', propose, [
    ['proposeDate', '2062-02-28', '前后不超过 10 年'],
    ['proposeDate', '1900-01-11', '前后不超过 10 年'],
    ['proposeDate', '2026-02-30', '请选日期'],
    ['proposeDate', '2026-12-01', '不能晚于今天'],
  ])
  for (const on of ['2020-01-01', '2026-10-13'])
    expect(
      (await l.officer.post(`/powers/runs/${run.id}/record`, { step: 'plan', on, facts: {}, papers: [] })).status,
    ).not.toBe(200)
  const plan = await paper(director, 'plan')
  await tries(
    director,
    'plan',
    { category: '道路', budget: '60000' },
    [
      ['budget', '160000', '请先改金额'],
      ['budget', '100000', '5 万元到 10 万元'],
      ['budget', '16万', '只写数字'],
    ],
    [plan],
  )
  const waiting = (await seen(run.id)).steps.find((s: { waits: boolean }) => s.waits)
  await l.chair.post(`/powers/runs/${run.id}/confirm`, {
    record: waiting.id,
    contentHash: waiting.content_hash,
    agree: true,
  })
  const steps: string[] = (await seen(run.id)).way.map((s: { key: string }) => s.key)
  expect(steps).toContain('resolve')
})

test('work that goes to an office holder’s brother is asked about, with the list’s own words, and said in public', async () => {
  const run = await start(l.officer, { power: 'NH02', title: '购买垃圾桶', amount: '3000' })
  const paper = async (p: Person, name: string) =>
    (await upload<{ id: string }>(p, `/powers/runs/${run.id}/papers/${name}`)).body.id
  await record(l.officer, run.id, 'apply', { goods: '垃圾桶 12 只', reason: '更换破损的。', fundSource: '集体收入' })
  await record(l.officer, run.id, 'joint', { deliberateDate: day, deliberateAttendance: '7/7' }, [
    await paper(l.officer, 'minutes'),
  ])
  await sql`INSERT INTO persons (id, name, created_at) VALUES ('brother', '卢旺田', now())`.execute(l.w.t.owner)
  await sql`
    INSERT INTO kinships (person_id, relative_id, relation, registered_at)
    SELECT p.id, 'brother', '兄弟', now() FROM persons p WHERE p.name = '卢兴'`.execute(l.w.office.db)
  const quotes = await paper(director, 'quotes')
  const take = (winner: string) => record(director, run.id, 'quote', { winner, price: '2980' }, [quotes])
  for (const winner of ['卢旺田', '旺田五金店（卢旺田）', '卢兴']) {
    const asked = await take(winner)
    expect([winner, asked.status, asked.body.details?.field]).toEqual([winner, 422, 'facts.winner'])
    expect(asked.body.message).toContain(winner.includes('卢兴') ? '本村在任' : '卢兴登记为近亲属（兄弟）')
  }
  expect((await take('卢旺田（同名）')).status).toBe(200)
})

test('which way of awarding an amount allows is the list’s to say; no way lets the work go to a registered brother unasked', async () => {
  const run = await start(l.officer, { power: 'NH03', title: '四组桥面修补', amount: '48000' })
  const laid = async (p: Person, name: string) =>
    (await upload<{ id: string }>(p, `/powers/runs/${run.id}/papers/${name}`)).body.id
  const confirmed = async () => {
    const waiting = (await seen(run.id)).steps.find((s: { waits: boolean }) => s.waits)
    const body = { record: waiting.id, contentHash: waiting.content_hash, agree: true }
    expect((await l.chair.post(`/powers/runs/${run.id}/confirm`, body)).status).toBe(200)
  }
  await record(l.officer, run.id, 'propose', {
    origin: '党员群众建议',
    proposeDate: day,
    reason: '桥面破损。',
    site: '四组',
    scale: '一座',
    fundSource: '集体收入',
  })
  await record(director, run.id, 'plan', { category: '道路', budget: '48000' }, [await laid(director, 'plan')])
  await confirmed()
  await record(l.officer, run.id, 'joint', { deliberateDate: day, deliberateAttendance: '7/7', vote: '全票同意' }, [
    await laid(l.officer, 'minutes'),
  ])
  const step = (await seen(run.id)).way[3] as Power['steps'][number]
  const mode = step.facts.find((f) => f.key === 'tenderMode')!
  const quotes = await laid(director, 'quotes')
  const award = (tenderMode: string, winner: string) =>
    record(
      director,
      run.id,
      'award',
      { tenderMode, winner, winPrice: '47000', noticePeriod: '2026-10-13 至 2026-10-27' },
      [quotes],
    )
  expect(mode.options).toHaveLength(6)
  for (const option of mode.options!) {
    const asked = await award(option, '旺田工程队（卢旺田）')
    expect([option, asked.status, asked.body.details?.field]).toEqual([option, 422, 'facts.winner'])
    expect(asked.body.message).toContain('卢兴登记为近亲属（兄弟）')
  }
  expect((await award('直接发包', '清溪镇建安工程队')).body.state).toBe('waiting')
  await confirmed()
  // What was let by direct award does not grow into an amount for which that is not allowed.
  const grown = await l.officer.post(`/powers/runs/${run.id}/amount`, { amount: '62000', reason: '现场核算后增加' })
  expect([grown.status, grown.body.details?.field]).toEqual([422, 'amount'])
  expect(grown.body.message).toMatch(/“直接发包”只用于“5 万元以下”.*参照一份县级采购和工程流程图.*退回重办/)
  expect(
    (await l.officer.post(`/powers/runs/${run.id}/amount`, { amount: '49000', reason: '现场核算后增加' })).status,
  ).toBe(200)
})

const { powers } = JSON.parse(readFileSync('counties/demo/powers.json', 'utf8')) as { powers: Power[] }
const nh03 = powers.find((p) => p.code === 'NH03')!
const windows = { least: 3, leastBy: '本地规定', most: 366, mostBy: '一次张贴最多登记几天' }
const judged = (step: string, key: string, value: string) => {
  const found = nh03.steps.find((s) => s.key === step)!
  const alone = { ...found, facts: found.facts.filter((f) => f.key === key) }
  try {
    checkFacts(alone, { [key]: value }, { power: nh03, amount: '60000', band: 'm2', today: day, windows })
    return 'taken'
  } catch (error) {
    return (error as Error).message
  }
}
test.each([
  ['resolve', 'resolveAttendance', '应到 40 人，实到 10 人', '没有达到三分之二'],
  ['resolve', 'resolveAttendance', '应到40人，实到26人', '第三十条'],
  ['resolve', 'resolveAttendance', '应到40人，实到27人', 'taken'],
  ['resolve', 'resolveAttendance', '应到３９人 实到２６人', 'taken'],
  ['resolve', 'resolveAttendance', '应到 26 人，实到 40 人', '比应到还多'],
  ['resolve', 'resolveAttendance', '基本到齐', '请写成'],
  ['award', 'noticePeriod', '2026-10-12 至 2026-10-17', '至少 15 天'],
  ['award', 'noticePeriod', '2026-10-12 至 2026-10-25', '现在是 14 天'],
  ['award', 'noticePeriod', '2026-10-12 至 2026-10-26', 'taken'],
  ['award', 'noticePeriod', '2026-10-12 至 2062-10-26', '前后不超过'],
  ['award', 'noticePeriod', '2026-10-12 至 2031-10-12', '最多 366 天'],
  ['award', 'noticePeriod', '2026-10-26 至 2026-10-12', '开始在前'],
  ['award', 'winPrice', '100000', '请先改金额'],
  ['award', 'winPrice', '99999.99', 'taken'],
  ['award', 'winPrice', '3000', 'taken'],
  ['build', 'progress', '101', '最多 100'],
  ['build', 'progress', '100', 'taken'],
])('%s %s “%s”: %s', (step, key, value, says) => expect(judged(step, key, value)).toContain(says))

test.each([
  ['NH03', 'm1', '48000', ['公开招标', '邀请', '竞争性谈判', '询价', '简易发包', '直接发包']],
  ['NH03', 'm2', '77000', ['公开招标', '邀请', '竞争性谈判', '询价', '简易发包']],
  ['NH04', 's1', '160000', ['公开招标', '邀请', '竞争性谈判', '询价', '简易发包']],
  ['NH04', 's2', '900000', ['公开招标', '邀请']],
  ['NH05', 'l1', '5000000', ['公开招标']],
])('%s, band %s: %s yuan are let in no other way than the list says', (code, band, amount, fit) => {
  const power = powers.find((p) => p.code === code)!
  const step = power.steps.find((s) => s.key === 'award')!
  const mode = step.facts.find((f) => f.key === 'tenderMode')!
  const says = (option: string) => {
    try {
      checkFacts({ ...step, facts: [mode] }, { tenderMode: option }, { power, amount, band, today: day, windows })
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(mode.options!.filter((o) => says(o) === '')).toEqual(fit)
  for (const option of mode.options!.filter((o) => !fit.includes(o)))
    expect(says(option)).toMatch(/参照一份县级采购和工程流程图.*请改选公开招标/)
})

test('a run about one person shows its power, its steps and its clock, never whom it is about', async () => {
  const run = await start(agent, { power: 'NH26', title: '柳大妹家临时困难救助', about: '户主住院' })
  await record(agent, run.id, 'apply')
  expect((await seen(run.id)).run.title).toBe('柳大妹家临时困难救助')
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect(page.text).toContain('临时困难救助申请（关于个人，内容不公开）')
  expect(page.html).not.toContain('柳大妹')
  expect(page.html).not.toContain('住院')
  expect((await l.get('/v/liuwan/powers/runs')).html).not.toContain('柳大妹')
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}/record.json`)).status).toBe(404)
})

test('a villager asks about one step; the answer stands under it', async () => {
  const run = await start(l.officer, { power: 'NH02', title: '路灯维修材料采购', amount: '3600' })
  const form = await l.get(`/v/liuwan/reports/new?run=${run.code}&step=quote`)
  expect(form.text).toContain('路灯维修材料采购》 的“询价比价”这一步')
  const sent = await l.post('/v/liuwan/reports/new', {
    kind: 'question',
    text: '三家报价在哪里看？',
    show: 'nameless',
    run: run.code,
    step: 'quote',
    key: 'asked-about-a-step',
  })
  expect(sent.status).toBe(303)
  const [asked] = await rows(
    l.w.office.db,
    sql<{
      case_id: string
      step: string
    }>`
      SELECT c.id AS case_id, q.step
      FROM power_run_questions q
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = q.report_id`,
  )
  expect(asked!.step).toBe('quote')
  expect((await l.get(`/v/liuwan/powers/runs/${run.code}`)).text).not.toContain('三家报价在哪里看')
  const grid = await l.w.signIn('liuwan-grid')
  const answered = await grid.post(`/cases/${asked!.case_id}/actions/answer`, {
    reply: { text: '报价单在这一步的材料里，也贴在公开栏。', form: 'phone' },
  })
  expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  const shown = await l.clerk.post(`/cases/${asked!.case_id}/face`, {
    shown: true,
    title: '三家报价在哪里看',
    text: '三家报价在哪里看？',
  })
  expect(shown.status, JSON.stringify(shown.body)).toBe(200)
  const page = await l.get(`/v/liuwan/powers/runs/${run.code}`)
  expect(page.text).toContain('三家报价在哪里看？')
  expect(page.text).toContain('报价单在这一步的材料里，也贴在公开栏。')
})

test('the seal: what villages must not certify is refused with who is competent; others are approved, stamped, photographed, listed without names', async () => {
  const ask = (more: object) =>
    agent.post('/seals', {
      place: 'liuwan',
      seal: '村民委员会印章',
      paper: '危房改造申请表',
      reason: '申请危房改造补助',
      copies: 1,
      askerKind: 'villager',
      askerName: '柳大妹',
      key: crypto.randomUUID(),
      ...more,
    })
  const refused = await ask({ paper: '给孩子开亲属关系的证明' })
  expect(refused.status).toBe(422)
  expect(refused.body.message).toContain('亲属关系证明')
  expect(refused.body.message).toContain('公安派出所')
  expect((await ask({ reason: '柳大妹申请危房改造' })).status).toBe(422)
  const { id, code } = (await ask({})).body
  expect((await agent.post(`/seals/${id}/decide`, { action: 'approve' })).status).toBe(403)
  expect((await l.officer.post(`/seals/${id}/stamp`, { on: day, file: 'x' })).status).toBe(422)
  expect((await director.get('/cases')).body.rows.map((r: { title: string }) => r.title)).toContain(
    '用章：危房改造申请表',
  )
  expect((await director.post(`/seals/${id}/decide`, { action: 'approve' })).status).toBe(200)
  expect((await l.get('/v/liuwan/seals')).text).not.toContain('危房改造申请表')
  const sheet = await upload<{ id: string }>(l.officer, `/seals/${id}/sheet`)
  const stamped = await l.officer.post(`/seals/${id}/stamp`, { on: day, file: sheet.body.id })
  expect(stamped.status, JSON.stringify(stamped.body)).toBe(200)
  await l.w.seal()
  const grid = await l.w.signIn('liuwan-grid')
  expect((await l.clerk.get(`/powers/papers/${sheet.body.id}`)).status).toBe(200)
  expect((await grid.get(`/powers/papers/${sheet.body.id}`)).status).toBe(403)
  expect((await l.officer.get(`/files/${sheet.body.id}`)).status).toBe(404)
  expect(
    await rows(l.w.office.db, sql`SELECT 1 FROM audit_trail WHERE action = 'power.look' AND subject = ${code}`),
  ).toHaveLength(1)
  const page = await l.get('/v/liuwan/seals')
  expect(page.text).toContain('危房改造申请表')
  expect(page.text).toContain('批准：村民委员会主任柳家宝。盖章：村务公开专职人员雷水斌')
  expect(page.html).not.toContain('柳大妹')
  expect((await leader.get('/seals')).body.uses[0]).toMatchObject({ code, asker_name: '' })
  expect((await agent.get('/seals')).body.uses[0]).toMatchObject({ code, asker_name: '柳大妹' })
})

test('those above see the runs of their region with lamps, and take them home as a sheet', async () => {
  l.w.set('2026-10-30T09:00:00+08:00')
  await sweepCases(l.w.office.db, await contextAt(l.w.office.db, l.w.now()))
  expect((await l.officer.get('/messages')).body.messages.map((m: { say: string }) => m.say)).toContainEqual(
    expect.stringContaining('路灯维修材料采购，第 1 步 采购申请”已逾期'),
  )
  expect((await l.chair.get('/messages')).body.messages.map((m: { say: string }) => m.say).join()).not.toContain(
    '采购申请',
  )
  expect((await leader.get('/cards')).body.cards.map((c: { title: string }) => c.title)).toContainEqual(
    expect.stringContaining('路灯维修材料采购'),
  )
  expect((await leader.get('/cards')).body.cards.map((c: { title: string }) => c.title).join()).not.toContain('柳大妹')
  const { runs } = (await leader.get('/powers/runs?whose=all&lamp=red')).body
  expect(runs.map((r: { title: string }) => r.title)).toContain('路灯维修材料采购')
  expect((await leader.get('/powers/runs.xlsx?whose=all')).status).toBe(200)
  const other = await l.w.signIn('nongye-clerk')
  expect((await other.get('/powers/runs?whose=all')).body.runs).toEqual([])
  expect((await other.get(`/powers/runs/${runs[0].id}`)).status).toBe(404)
})

test('the notice of the list makes itself: once for each village, and anew when the list changes', async () => {
  const make = async () => makeListNotices(l.w.office.db, await contextAt(l.w.office.db, l.w.now()))
  const out = () =>
    rows(
      l.w.office.public,
      sql<{
        code: string
        period: string
        fields: { power: string; publicity: string }
      }>`
        SELECT n.code, n.period, n.content -> 'rows' -> 0 AS fields
        FROM public_notices n
        JOIN public_regions r ON r.id = n.region_id
        WHERE r.slug = 'liuwan' AND n.item_code = 'C06-06'
        ORDER BY n.published_at`,
    )
  const villages = (await rows(l.w.office.db, sql`SELECT 1 FROM regions WHERE level = 'village' AND NOT practice`))
    .length
  expect(await make()).toBe(villages)
  expect(await make()).toBe(0)
  const [made] = await out()
  expect(made!.fields.power).toContain('微型工程发包（8 到 13 步，看金额）')
  expect((await l.get(`/d/${made!.code}`)).text).toContain('由平台按办理记录自动生成')
  const refused = await l.officer.post('/events', { place: 'liuwan', item: 'C06-06', on: day, title: '' })
  expect(refused.body.message).toContain('由平台自动生成')
  await sql`
    INSERT INTO powers (code, version, name, position, definition, state, valid_from, made_at)
    SELECT code, 2, name, position, definition, 'ended', ${day}, now()
    FROM powers
    WHERE code = 'NH24'`.execute(l.w.office.db)
  expect(await make()).toBe(villages)
  expect((await out()).map((n) => n.fields.power.includes('流动人口'))).toEqual([true, false])
  expect((await out())[1]!.fields.publicity).toContain('2026 年 10 月 12 日起的清单')
})

let fresh: { id: string; code: string }
test('the county changes a power in the console: faults in words, differences told, what runs keeps its version, the pack undoes nothing', async () => {
  const admin = await l.w.signIn('admin')
  const day = dayOf(l.w.now())
  const old = await start(l.officer, { power: 'NH06', title: '水渠加长签证' })
  const { power, version } = (await admin.get('/power-list/NH06')).body as { power: Power; version: number }
  const save = (change: (p: Power) => void, more: object = {}, who = admin) => {
    const next = structuredClone(power)
    change(next)
    return who.post('/power-list', { power: next, seenVersion: version, from: day, ...more })
  }
  expect((await save(() => undefined, {}, l.clerk)).status).toBe(403)
  expect(
    (
      await save((p) => {
        p.steps[0]!.hands = ['drafter', 'township_clerk']
      })
    ).body.message,
  ).toContain('既写了村里的岗位，又写了乡镇的岗位')
  expect(
    (
      await save((p) => {
        p.name = '微型工程发包'
        p.steps[0]!.notices = [{ item: 'C99-99' }]
      })
    ).body.message,
  ).toMatch(/已经有叫“微型工程发包”的权力。.*C99-99 不在村里的公开目录里/)
  expect(
    (
      await save((p) => {
        p.steps[0]!.limit = { value: 3, unit: 'workDay', citation: '', kind: 'law' }
      })
    ).body.message,
  ).toContain('却没有写依据')
  expect((await save(() => undefined, { from: addDays(day, -1) })).body.message).toContain('不能早于今天')
  expect(
    (
      await save((p) => {
        p.name = '开婚姻状况证明'
      })
    ).body.message,
  ).toMatch(/村里不得出具“婚姻状况证明”.*民政局婚姻登记处/)
  const { name } = power.steps.at(-1)!
  expect(
    (
      await save((p) => {
        p.steps.pop()
        p.steps[0]!.pauses = '乡镇批复'
        p.responsible.words = '村民委员会主任和副主任'
      })
    ).body,
  ).toEqual({ version: version + 1, from: day })
  const late = await save((p) => {
    p.also = ['增项']
  })
  expect([late.status, late.body.details.changes]).toEqual([409, expect.arrayContaining([`去掉一步“${name}”`])])
  const told = (await admin.get('/power-list/NH06')).body.versions
  expect(told[0]).toMatchObject({
    version: version + 1,
    open: 0,
    changes: expect.arrayContaining([`去掉一步“${name}”`, expect.stringContaining('村民委员会主任和副主任')]),
  })
  expect(told[1].open).toBe(1)
  const steps = async (run: { id: string }) => (await seen(run.id)).way.length
  fresh = await start(l.officer, { power: 'NH06', title: '路面加宽签证' })
  expect([await steps(old), await steps(fresh)]).toEqual([power.steps.length, power.steps.length - 1])
  expect((await l.get('/powers/NH06')).text).toContain('村民委员会主任和副主任')
  const { pack } = await readPack('counties/demo', rooms)
  await transact(l.w.office.db, (tx) =>
    packedPowers.import(tx, pack.of(packedPowers), { pack, since: day, now: l.w.now() }),
  )
  expect((await admin.get('/power-list/NH06')).body.version).toBe(version + 1)
  expect(
    (await admin.post('/power-list/NH06/end', { seenVersion: version + 1, from: day, reason: '并入微型工程' })).body,
  ).toEqual({ version: version + 2 })
  expect(
    (
      await l.officer.post('/powers/runs', {
        power: 'NH06',
        place: 'liuwan',
        title: '再来一次签证',
        key: crypto.randomUUID(),
      })
    ).status,
  ).toBe(422)
})

test('where the list says so the clock stands still for what the village waits for; everybody reads since when, for what and until when', async () => {
  const stop = (id: string, reason: string, step: string, who = l.officer) =>
    who.post(`/powers/runs/${id}/pause`, { step, reason })
  const before = await seen(fresh.id)
  const step = before.way[0].key
  const second = await start(l.officer, { power: 'NH02', title: '打印纸采购', amount: '800' })
  expect((await stop(second.id, '供货单位还没有货', 'apply')).body.message).toBe('“采购申请”不能停表。')
  expect((await stop(fresh.id, '', step)).status).toBe(422)
  expect((await stop(fresh.id, '等 13812345678 来', step)).status).toBe(422)
  expect((await stop(fresh.id, '乡镇说下周一批', step, agent)).status).toBe(403)
  expect(before.may).toMatchObject({ pause: true, resume: false })
  expect((await stop(fresh.id, '乡镇说下周一批。', step)).status).toBe(200)
  expect(await seen(fresh.id)).toMatchObject({
    may: { record: false, pause: false, resume: true },
    paused: { why: '等乡镇批复：乡镇说下周一批' },
  })
  expect((await l.get(`/v/liuwan/powers/runs/${fresh.code}`)).text).toMatch(
    /起停表，等乡镇批复：乡镇说下周一批。 ?最晚到 .*到时候自动接着计时/,
  )
  l.w.set(`${addDays(dayOf(l.w.now()), 6)}T09:00:00+08:00`)
  expect((await record(l.officer, fresh.id, step)).body.message).toContain('停着表')
  expect((await l.officer.post(`/powers/runs/${fresh.id}/resume`, { reason: '批复到了' })).status).toBe(200)
  const after = await seen(fresh.id)
  expect(after.case.due_at > before.case.due_at).toBe(true)
  expect(after.clock.join()).toContain('乡镇批复')
})

test('lists go on after the last one seen, in one order', async () => {
  const all: string[] = (await leader.get('/powers/runs?whose=all')).body.runs.map((r: { id: string }) => r.id)
  expect(
    (await leader.get(`/powers/runs?whose=all&after=${all[2]}`)).body.runs.map((r: { id: string }) => r.id),
  ).toEqual(all.slice(3))
  const codes = async (query: string) => [
    ...new Set(
      [...(await l.get(`/v/liuwan/powers/runs${query}`)).html.matchAll(/powers\/runs\/([0-9A-Z]{10})/g)].map(
        (m) => m[1]!,
      ),
    ),
  ]
  const shown = await codes('')
  expect(shown.length).toBe(all.length)
  expect(await codes(`?page=${shown[1]!}`)).toEqual(shown.slice(2))
  expect((await l.get('/v/liuwan/seals?page=0000000000')).status).toBe(200)
  const seals: string[] = (await l.officer.get('/seals')).body.uses.map((u: { id: string }) => u.id)
  expect((await l.officer.get(`/seals?after=${seals[0]}`)).body.uses.map((u: { id: string }) => u.id)).toEqual(
    seals.slice(1),
  )
})
