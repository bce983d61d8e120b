/**
 * A doubt about one row of a published table: the form knows the row, the case holds it, the receipt and the office
 * name it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { handsOf, open, publish } from '../../../../test/story.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { readRowRef } from './rowRef.ts'
import { visitor } from '../fixtures/visitor.ts'

let w: World
let code: string
beforeAll(async () => {
  w = await makeWorld('2026-10-09T09:00:00+08:00')
  const hands = await handsOf(w)
  const rows = ['张建国', '李秀英', '王德发'].map((handler, i) => ({
    voucherDate: `2026-09-1${i}`,
    expenseType: '公益福利',
    item: `修水渠第 ${i + 1} 段人工`,
    amount: `${(i + 1) * 350}.00`,
    fundSource: '集体收入',
    handler,
    approver: '陈大明',
    reviewOpinion: '票据齐全，同意列支',
  }))
  const id = await publish(hands, await open(w, hands.officer, 'liuwan', 'C07-04', '2026-09'), {
    rows,
    fields: {},
    note: '',
    attachments: [],
  })
  code = (await first(w.office.db, sql<{ code: string }>`SELECT code FROM notices WHERE id = ${id}`))!.code
})
afterAll(() => w.close())

const fields = (more: Record<string, string>) => ({
  kind: 'list',
  text: '这一段水渠没有修过',
  show: 'handlers',
  key: newId(),
  urgent: 'seen',
  asked: 'similar named numbers',
  notice: code,
  ...more,
})
const kept = async (text: string) =>
  (await first(
    w.office.db,
    sql<{
      row_ref: string
      notice_row: string
      notice: string | null
    }>`
      SELECT p.row_ref, p.notice_row, n.code AS notice
      FROM reports p
      LEFT JOIN notices n ON n.id = p.notice_id
      WHERE p.text = ${text}
      ORDER BY p.received_at DESC
      LIMIT 1`,
  ))!

test('each row has its own way to doubt it; the form names the row with names masked; the case and the receipt hold it', async () => {
  const v = visitor(w)
  const page = (await v.get(`/d/${code}`)).html
  const hrefs = [...page.matchAll(/href="(\/v\/liuwan\/reports\/new\?notice=[^"]+row=[^"]+)"/g)].map((m) =>
    m[1]!.replaceAll('&amp;', '&'),
  )
  expect(hrefs.map((h) => h.split('row=')[1])).toEqual(['1/1', '1/2', '1/3'])
  expect(page).toContain('<tr id="r2">')
  const form = (await v.get(hrefs[1]!)).html
  expect(form).toMatch(/第 2 行：支出类别 公益福利，修水渠第 2 段人工，金额 700\.00/)
  expect(form).toMatch(/name="ref" value="1\/2"/)
  expect(form).toMatch(/id="kind-list"[^>]*checked/)
  expect(form).not.toContain('李秀英')
  const sent = await v.post('/v/liuwan/reports/new', fields({ ref: '1/2' }))
  expect(sent.status, sent.html).toBe(303)
  expect(await kept('这一段水渠没有修过')).toMatchObject({
    row_ref: '1/2',
    notice: code,
    notice_row: expect.stringContaining('第 2 行：'),
  })
  expect((await v.get(sent.location)).html).toContain(`/d/${code}/v/1?page=1#r2`)
  const clerk = await w.signIn('qingxi-clerk')
  const caseId = (await first(
    w.office.db,
    sql<{ id: string }>`SELECT c.id FROM cases c JOIN reports p ON p.id = c.subject_id WHERE p.row_ref = '1/2'`,
  ))!.id
  expect((await clerk.get(`/cases/${caseId}`)).body.report).toMatchObject({ row_ref: '1/2', notice_code: code })
})

test('a refused form keeps the row; a row that is not there, or nonsense, leaves the free field and loses nothing', async () => {
  const v = visitor(w)
  const refused = await v.post('/v/liuwan/reports/new', fields({ ref: '1/3', text: '' }))
  expect([refused.status, refused.html.includes('第 3 行'), /name="ref" value="1\/3"/.test(refused.html)]).toEqual([
    422,
    true,
    true,
  ])
  for (const ref of ['1/4', '9/1', '0/1', "1/1' OR 1", '1/1/1']) {
    expect((await v.get(`/v/liuwan/reports/new?notice=${code}&row=${encodeURIComponent(ref)}`)).html, ref).toContain(
      '是哪一行、哪一项',
    )
    const text = `第三段也不对 ${ref}`
    expect((await visitor(w).post('/v/liuwan/reports/new', fields({ ref, row: '修水渠那一笔', text }))).status).toBe(
      303,
    )
    expect(await kept(text)).toMatchObject({ row_ref: '', notice_row: '修水渠那一笔', notice: code })
  }
  expect(['2/13', '0/1', '1/0', '', 'x'].map((t) => readRowRef(t)?.row)).toEqual([
    13,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
