/**
 * Two items make themselves from what happened in the month: the committee's reviews, and questions with their answers.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql, transact } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { handIn, handsOf, open, openEvent, publish, take, type Hands } from '../../../../test/story.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { makeDerived } from './derived.ts'
import { known } from '../../../kernel/forms/fit.ts'
import { ask } from '../questions/questions.ts'
import { packedCatalogue } from '../catalogue/pack.ts'
import { placeById } from '../catalogue/places.read.ts'
import { each } from '../../../../test/packs.ts'

let w: World
let hands: Hands
let member: Person

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  hands = await handsOf(w)
  member = await w.signIn('liuwan-member1')
})
afterAll(() => w.close())

const run = async () => makeDerived(w.office.db, await contextAt(w.office.db, w.now()))
type Seen = {
  title: string
  content: { rows: Record<string, unknown>[]; nothing: string | null }
  hands: { name: string; post: string }[]
  nothing: boolean
  display_until: string
  leaf_id: string
  notice_id: string
  code: string
}
const seen = async (slug: string, item: string) =>
  rows(
    w.office.public,
    sql<Seen>`
      SELECT n.*
      FROM public_notices n
      JOIN public_regions r ON r.id = n.region_id
      WHERE r.slug = ${slug} AND n.item_code = ${item} AND n.period = '2026-10'`,
  )

describe('October in Liuwan: one return, two approvals, three questions', () => {
  beforeAll(async () => {
    const id = await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09')
    await handIn(hands.officer, id)
    w.set('2026-10-06T10:00:00+08:00')
    await take(hands.chair, id, 'return', { comment: '请写明没有支出的原因' })
    w.set('2026-10-07T10:00:00+08:00')
    await publish(hands, id)
    const big = await openEvent(hands.officer, {
      place: 'liuwan',
      item: 'C07-11',
      on: '2026-10-02',
      title: '晒谷场硬化付款',
    })
    await handIn(hands.officer, big)
    await take(member, big, 'approve')
    await take(hands.chair, big, 'approve', { comment: '电话已核实' })
    // An opinion from before the guard looked at opinions.
    await sql`UPDATE case_events SET comment = '电话 13812345678 已核实' WHERE comment = '电话已核实'`.execute(
      w.t.owner,
    )
    const place = await placeById(
      w.office.db,
      (await rows(w.office.db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`))[0]!.id,
    )
    const ctx = await contextAt(w.office.db, w.now())
    const put = (kind: 'question' | 'untrue', text: string, name: string) =>
      transact(w.office.db, (tx) =>
        ask(tx, { noticeId: id, place }, { kind, text, name, showName: false, contact: '' }, ctx),
      )
    const shown = await put('question', '为什么九月没有支出？', '王桂兰')
    const hidden = await put('question', '我家的事情请不要说出去', '')
    await put('untrue', '九月明明修了水管', '赵大爷')
    const idOf = async (code: string) =>
      (await rows(w.office.db, sql<{ id: string }>`SELECT id FROM questions WHERE code = ${code}`))[0]!.id
    await hands.officer.post(`/questions/${await idOf(shown.code)}/review`, { shown: true })
    await hands.officer.post(`/questions/${await idOf(shown.code)}/answer`, {
      text: '九月的维修款十月才付。',
      conclusion: '已说明',
    })
    await hands.officer.post(`/questions/${await idOf(hidden.code)}/answer`, {
      text: '已当面向您说明家里的情况。',
      conclusion: '已更正',
    })
    w.set('2026-11-01T08:00:00+08:00')
  })

  test('on the 1st of November both items are published for every live village, once', async () => {
    const villages = (await rows(w.office.db, sql`SELECT 1 FROM regions WHERE level = 'village' AND NOT practice`))
      .length
    expect(await run()).toBe(2 * villages)
    expect(await run()).toBe(0)
  })

  test('the reviews: what was handed in, what the committee said, who reviewed; private words stay inside', async () => {
    const [notice] = await seen('liuwan', 'C06-02')
    expect(notice!.content.rows).toMatchObject([
      {
        planTitle: '2026 年 9 月支出明细',
        submittedDate: '2026-10-05',
        reviewDate: '2026-10-06',
        truthful: '有异议',
        opinion: '退回修改：请写明没有支出的原因',
        replyDate: '2026-10-07',
        correction: '已修改，重新送审。',
        reviewers: '卢兴',
      },
      {
        planTitle: '2026 年 9 月支出明细',
        reviewDate: '2026-10-07',
        truthful: '无异议',
        complete: '无异议',
        privacyChecked: true,
        opinion: '同意公开。',
      },
      { planTitle: '晒谷场硬化付款', opinion: '意见里有个人信息，不公开', reviewers: '郑雪生、卢兴' },
    ])
    expect(JSON.stringify(notice)).not.toContain('13812345678')
  })

  test('the questions: nobody is named, an answer’s words only where the question is shown, no invented conclusion', async () => {
    const [notice] = await seen('liuwan', 'C11-02')
    const lines = notice!.content.rows
    expect(lines).toHaveLength(3)
    expect(lines.find((l) => l.correction === '已说明：九月的维修款十月才付。')).toMatchObject({
      conclusion: null,
      via: '直接向村委会',
      escalated: false,
    })
    expect(lines.find((l) => l.correction === '已更正。')).toMatchObject({ conclusion: '属实已更正' })
    expect(lines.find((l) => l.correction === '还没有答复。')).toMatchObject({
      objectionType: '内容不实',
      via: '向乡镇',
      repliedAt: null,
      escalated: true,
    })
    expect(JSON.stringify(notice!.content)).not.toMatch(/王桂兰|赵大爷|家里的情况/)
  })

  test('the hands are the platform’s, it is a leaf, on time in the counts, and displayed like any other', async () => {
    const [notice] = await seen('liuwan', 'C06-02')
    expect(notice!.hands).toMatchObject([{ name: '平台', post: '由平台按办理记录自动生成' }])
    expect(notice!.display_until).toBe('2026-11-16')
    expect(
      await rows(w.office.public, sql`SELECT 1 FROM public_ledger_leaves WHERE id = ${notice!.leaf_id}`),
    ).toHaveLength(1)
    expect(
      await rows(
        w.office.public,
        sql`SELECT due_on, published_on FROM public_obligations WHERE notice_id = ${notice!.notice_id}`,
      ),
    ).toEqual([{ due_on: '2026-11-08', published_on: '2026-11-01' }])
    const page = await (await w.app.request(`http://localhost/d/${notice!.code}`)).text()
    expect(page).toContain('由平台按办理记录自动生成')
  })

  test('where nothing happened the page says so; the practice village has none', async () => {
    const others = (
      await rows(
        w.office.public,
        sql<{ slug: string }>`SELECT slug FROM public_regions WHERE level = 'village' AND slug <> 'liuwan'`,
      )
    ).map((r) => r.slug)
    expect((await seen(others[0]!, 'C06-02'))[0]).toMatchObject({
      nothing: true,
      content: { rows: [], nothing: '本月村务监督委员会没有审查公开方案。' },
    })
    expect(
      await rows(w.office.db, sql`SELECT 1 FROM notices n JOIN regions r ON r.id = n.region_id WHERE r.practice`),
    ).toEqual([])
  })

  test('nobody corrects it by hand; the county may take it down', async () => {
    const [notice] = await seen('liuwan', 'C11-02')
    expect(
      (await hands.officer.post(`/notices/${notice!.notice_id}/actions/correct`, { comment: '想改一改' })).status,
    ).toBe(409)
    const admin = await w.signIn('admin')
    expect(
      (await admin.post(`/notices/${notice!.notice_id}/takedown`, { comment: '有一行写错，正在核对' })).status,
    ).toBe(200)
  })

  test('what was taken down or withdrawn is owed again by people, with a day; the platform does not put it back', async () => {
    const leader = await w.signIn('qingxi-leader')
    const [reviews] = await seen('liuwan', 'C06-02')
    const back = await leader.post(`/notices/${reviews!.notice_id}/actions/withdraw`, {
      comment: '审查意见抄错了',
    })
    expect(back.status, JSON.stringify(back.body)).toBe(200)
    await run()
    type Task = { id: string; item: string; dueOn: string; period: string }
    const tasks: Task[] = (await hands.officer.get('/desk')).body.tasks
    for (const [code, day] of [
      ['C11-02', '2026-11-06'],
      // As before the month was over: what was published early has the day that it always had.
      ['C06-02', '2026-11-08'],
    ] as const) {
      expect(await seen('liuwan', code)).toHaveLength(1)
      const owed = await rows(
        w.office.db,
        sql<{ id: string; due_on: string }>`
          SELECT o.id, o.due_on
          FROM obligations o
          JOIN regions r ON r.id = o.region_id
          WHERE r.slug = 'liuwan' AND o.item_code = ${code} AND o.period = '2026-10' AND o.published_at IS NULL`,
      )
      expect([code, owed.map((o) => o.due_on)]).toEqual([code, [day]])
      expect(tasks.find((t) => t.id === owed[0]!.id)).toMatchObject({ dueOn: day })
      const draft = await hands.officer.post(`/obligations/${owed[0]!.id}/draft`, {})
      expect(draft.status, JSON.stringify(draft.body)).toBe(200)
    }
  })
})

test('a run in which most villages fail makes the others; a minute later it goes on where it stopped, and nothing is made twice', async () => {
  w.set('2026-12-03T08:00:00+08:00')
  await sql`
    ALTER TABLE notices ADD CONSTRAINT breaks_off CHECK (period <> '2026-11' OR path LIKE '%QC0102.') NOT VALID`.execute(
    w.t.owner,
  )
  const made = await run()
  await sql`ALTER TABLE notices DROP CONSTRAINT breaks_off`.execute(w.t.owner)
  const villages = (await rows(w.office.db, sql`SELECT 1 FROM regions WHERE level = 'village' AND NOT practice`)).length
  const before = (await rows(w.office.db, sql`SELECT 1 FROM publications WHERE period = '2026-11'`)).length
  expect(before).toBe(made)
  expect(before).toBeGreaterThan(0)
  w.set('2026-12-03T08:02:00+08:00')
  expect(await run()).toBe(2 * villages - before)
  expect(await rows(w.office.db, sql`SELECT 1 FROM publications WHERE period = '2026-11'`)).toHaveLength(2 * villages)
})

test('a server that was off for two months makes what it missed, the oldest month first', async () => {
  w.set('2027-02-03T08:00:00+08:00')
  const villages = (await rows(w.office.db, sql`SELECT 1 FROM regions WHERE level = 'village' AND NOT practice`)).length
  const ctx = await contextAt(w.office.db, w.now())
  expect(await makeDerived(w.office.db, ctx, villages)).toBe(villages)
  expect(
    await rows(w.office.db, sql`SELECT DISTINCT period FROM publications WHERE published_at >= '2027-01-01'`),
  ).toEqual([{ period: '2026-12' }])
  expect(await makeDerived(w.office.db, ctx)).toBe(3 * villages)
  expect(await makeDerived(w.office.db, ctx)).toBe(0)
})

test('items of rooms that do not exist yet are owed, and a village makes them by hand', async () => {
  expect(
    (
      await rows(
        w.office.db,
        sql<{
          item_code: string
        }>`
          SELECT DISTINCT item_code
          FROM obligations o
          JOIN regions r ON r.id = o.region_id
          WHERE r.slug = 'liuwan' AND item_code IN ('C06-06', 'C12-02')
          ORDER BY 1`,
      )
    ).map((o) => o.item_code),
  ).toEqual(['C12-02'])
  expect(await openEvent(hands.officer, { place: 'liuwan', item: 'C11-01', on: '2027-02-01', title: '' })).toEqual(
    expect.any(String),
  )
})

test('another county’s template: columns are found by key; with too few of them the item is skipped', async () => {
  const columns = (keys: string[]) =>
    ({
      code: 'X',
      name: 'X',
      layout: 'rows',
      columns: keys.map((key) => ({ key, label: key, type: 'text', visibility: 'public' })),
    }) as never
  expect(
    known(columns(['reviewers', 'opinion', 'planTitle', 'weather']), ['planTitle', 'opinion', 'reviewers']).map(
      (c) => c.key,
    ),
  ).toEqual(['reviewers', 'opinion', 'planTitle'])
  const other = await makeWorld('2026-11-02T09:00:00+08:00', (pack) => {
    const catalogue = pack.of(packedCatalogue)
    const templates = each(catalogue.templates, (t) =>
      t.code === 'F30' ? { ...t, columns: t.columns.map((c) => ({ ...c, key: `own${c.key}` })) } : t,
    )
    return pack.with(packedCatalogue, { ...catalogue, templates })
  })
  await makeDerived(other.office.db, await contextAt(other.office.db, other.now()))
  const made = await rows(other.office.db, sql<{ item_code: string }>`SELECT DISTINCT item_code FROM notices`)
  await other.close()
  expect(made.map((m) => m.item_code)).toEqual(['C11-02'])
})
