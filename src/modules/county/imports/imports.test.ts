/**
 * The county's centre brings its own Excel lists: matched, tried, run, taken back. Over HTTP on a real database, jobs
 * included.
 */
import ExcelJS from 'exceljs'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import type { Shown, Tried } from './imports.ts'
import type { SheetPreview } from '../../../kernel/sheets/lists/preview.ts'

let w: World
let admin: Person
let clerk: Person
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[admin, clerk] = await Promise.all([w.signIn('admin'), w.signIn('qingxi-clerk')])
})
afterAll(() => w.close())

type Cell = string | number | Date
async function xlsx(table: Cell[][]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('名单').addRows(table)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

type Uploaded = { id: string; message: string; sheets: SheetPreview[] }
async function upload(path: string, name: string, bytes: Uint8Array, fields: Record<string, string> = {}, who = admin) {
  const form = new FormData()
  for (const [k, v] of Object.entries(fields)) form.set(k, v)
  form.set('file', new File([new Uint8Array(bytes)], name))
  const answer = await w.app.request(`http://localhost/api${path}`, {
    method: 'POST',
    body: form,
    headers: { cookie: who.cookie, origin: 'http://localhost', host: 'localhost' },
  })
  return { status: answer.status, body: (await answer.json()) as Uploaded }
}

type Plan = { sheet: number; headerRow: number; columns: Record<string, number> }
async function begin(kind: string, table: Cell[][]): Promise<{ id: string; plan: Plan; sheets: SheetPreview[] }> {
  const { status, body } = await upload('/imports', `${kind}.xlsx`, await xlsx(table), { kind })
  expect(status).toBe(200)
  return {
    id: body.id,
    sheets: body.sheets,
    plan: { sheet: 0, headerRow: body.sheets[0]!.headerRow, columns: body.sheets[0]!.columns },
  }
}

async function run(id: string, plan: Plan & { skipFaulty?: boolean }) {
  const sent = await admin.post(`/imports/${id}/run`, plan)
  expect(sent.status).toBe(200)
  return vi.waitUntil(
    async () => {
      const job = (await admin.get(`/jobs/${sent.body.job}`)).body
      return job.finished_at ? job : undefined
    },
    { timeout: 300_000, interval: 100 },
  )
}

test('a row that the list hides, or a formula nobody has computed, is a fault of its line', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名单')
  sheet.addRows([
    ['所属乡镇', '村（社区）名称', '户数'],
    ['清溪镇', '看得见村', 88],
    ['清溪镇', '看不见村', 99],
    ['清溪镇', { formula: 'B2' }, 77],
  ])
  sheet.getRow(3).hidden = true
  const { body } = await upload('/imports', '村.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), {
    kind: 'villages',
  })
  const { headerRow, columns } = body.sheets[0]!
  const tried: Tried = (await admin.post(`/imports/${body.id}/try`, { sheet: 0, headerRow, columns })).body
  expect(tried.counts).toMatchObject({ total: 3, added: 1, faults: 2 })
  expect(tried.faults.map((f) => [f.line, f.say])).toEqual([
    [3, expect.stringContaining('隐藏的')],
    [4, expect.stringContaining('公式还没有算出结果')],
  ])
})

const regionsNamed = (name: string) =>
  rows(
    w.office.db,
    sql<{
      id: string
      slug: string
      households: number | null
      kind: string
      stat_code: string | null
    }>`SELECT id, slug, households, kind, stat_code FROM regions WHERE name = ${name}`,
  )

describe('a list of villages under a title, with the county’s own words', () => {
  const table: Cell[][] = [
    ['清溪镇村（社区）一览表（2026年）'],
    ['序号', '所属乡镇', '村（社区）名称', '户数', '总人口', '区划代码'],
    [1, '清溪镇', '柳湾村', 201, 700, ''],
    [2, '清溪镇', '东岸村', '1,205', 4000, '990123100777'],
    [3, '清溪镇', '河西社区', 88, 300, ''],
    [4, '清溪镇', '东岸村', 1205, 4000, ''],
    [5, '青山镇', '无名村', 1, 1, ''],
    [6, '清溪镇', '北坡村', '约一百', 1, ''],
  ]
  let id: string
  let plan: Plan

  test('its headings are found and its columns guessed', async () => {
    const begun = await begin('villages', table)
    ;({ id, plan } = begun)
    expect(begun.sheets[0]).toMatchObject({
      headerRow: 1,
      total: 6,
      columns: { name: 2, parent: 1, households: 3, population: 4, statCode: 5 },
      unmatched: ['序号'],
    })
    expect(begun.sheets[0]!.rows[2]).toEqual(['1', '清溪镇', '柳湾村', '201', '700'])
  })

  test('a trial names every wrong and doubled row and leaves nothing behind', async () => {
    const tried = (await admin.post(`/imports/${id}/try`, plan)).body
    expect(tried.counts).toEqual({ total: 6, added: 2, changed: 1, same: 0, faults: 3 })
    expect(tried.faults).toEqual([
      expect.objectContaining({ line: 6, say: expect.stringContaining('和第 4 行重复') }),
      expect.objectContaining({ line: 7, field: '所属乡镇', say: expect.stringContaining('没有“青山镇”') }),
      expect.objectContaining({ line: 8, field: '户数', say: expect.stringContaining('不是数目') }),
    ])
    expect(await regionsNamed('东岸村')).toEqual([])
  })

  test('with a wrong row nothing goes in, unless the person says to leave such rows out', async () => {
    expect(await run(id, plan)).toMatchObject({ failed: expect.stringContaining('第 6 行有误') })
    expect(await regionsNamed('东岸村')).toEqual([])
    expect(await run(id, { ...plan, skipFaulty: true })).toMatchObject({
      failed: null,
      result: { added: 2, changed: 1, faults: 3 },
    })
    expect(await regionsNamed('东岸村')).toEqual([
      expect.objectContaining({
        slug: 'dongan',
        households: 1205,
        kind: 'villageCommittee',
        stat_code: '990123100777',
      }),
    ])
    expect(await regionsNamed('河西社区')).toEqual([expect.objectContaining({ kind: 'residentCommittee' })])
    expect((await regionsNamed('柳湾村'))[0]).toMatchObject({ households: 201 })
    expect(
      (await first(
        w.office.db,
        sql<{
          n: number
        }>`SELECT count(*) AS n FROM obligations o JOIN regions r ON r.id = o.region_id WHERE r.name = '东岸村'`,
      ))!.n,
    ).toBeGreaterThan(10)
    expect((await admin.post(`/imports/${id}/run`, plan)).status).toBe(409)
  })

  test('undo takes back what nobody has used, and says what stays', async () => {
    const used = (await regionsNamed('河西社区'))[0]!
    await admin.post('/people/appoint', { name: '某某某', post: 'V-OFFICER', place: used.slug, from: '2026-10-05' })
    const undone = (await admin.post(`/imports/${id}/undo`)).body
    expect(undone).toMatchObject({ undone: 2, kept: [{ line: 5, label: '河西社区', why: '已经有人用到它了' }] })
    expect(await regionsNamed('东岸村')).toEqual([])
    expect((await regionsNamed('柳湾村'))[0]).toMatchObject({ households: 189 })
    expect((await admin.post(`/imports/${id}/undo`)).status).toBe(409)
  })
})

describe('a list of cadres', () => {
  const head = ['姓名', '村', '职务', '任职时间', '办公电话']
  const table: Cell[][] = [
    head,
    ['成东', '柳湾村', '网格员', new Date('2026-09-01T00:00:00Z'), '0000-6218888'],
    ['成 东', '柳湾村', '代办员', '2026年9月1日', ''],
    ['李四', '柳湾村', '村长', '', ''],
    ['王五', '柳湾村', '网格员', '', '13812345678'],
    ['赵六', '柳湾村', '村党组织书记', '', ''],
  ]

  test('people are appointed as by hand: unknown posts, mobile numbers and full seats are refused with a remedy', async () => {
    await sql`
      UPDATE appointments
      SET to_on = '2026-08-31'
      WHERE region_id = (SELECT id FROM regions WHERE slug = 'liuwan')
        AND post_kind_id IN (
          SELECT id
          FROM post_kinds
          WHERE function IN ('agent', 'responder') AND level = 'village'
        )`.execute(w.office.db)
    const { id, plan } = await begin('people', table)
    expect(plan.columns).toEqual({ name: 0, place: 1, post: 2, from: 3, officePhone: 4 })
    const tried = (await admin.post(`/imports/${id}/try`, plan)).body
    expect(tried.faults.map((f: Shown) => [f.line, f.field])).toEqual([
      [4, '岗位'],
      [5, '办公电话'],
      [6, ''],
    ])
    expect(tried.faults[0].say).toContain('村党组织书记')
    expect(tried.faults[2].say).toContain('已满')
    await run(id, { ...plan, skipFaulty: true })
    const terms = await rows(
      w.office.db,
      sql<{
        person_id: string
        name: string
        from_on: string
        office_phone: string
      }>`
        SELECT a.person_id, k.name, a.from_on, a.office_phone
        FROM appointments a
        JOIN persons p ON p.id = a.person_id
        JOIN post_kinds k ON k.id = a.post_kind_id
        WHERE p.name = '成东'
        ORDER BY k.name`,
    )
    expect(terms.map(({ from_on, office_phone }) => [from_on, office_phone])).toEqual(
      expect.arrayContaining([
        ['2026-09-01', '0000-6218888'],
        ['2026-09-01', ''],
      ]),
    )
    expect(new Set(terms.map((t) => t.person_id)).size, 'one person, two posts').toBe(1)
    expect((await admin.post(`/imports/${id}/undo`)).body).toMatchObject({ undone: 3, kept: [] })
    expect(await rows(w.office.db, sql`SELECT 1 FROM persons WHERE name = '成东'`)).toEqual([])
  })
})

test('the county’s own catalogue: new items and changed days come next month, impossible ones are refused', async () => {
  const known = (await first(
    w.office.db,
    sql<{
      name: string
      category: string
    }>`
      SELECT i.name, c.name AS category
      FROM catalogue_items i
      JOIN catalogue_categories c ON c.code = i.category_code
      WHERE i.code = 'C07-03'`,
  ))!
  const { id, plan } = await begin('items', [
    ['编号', '公开事项', '公开类别', '公开频次', '截止日', '责任单位'],
    ['C07-03', known.name, known.category, '每月', '每月5日前', '农业农村局'],
    ['X01', '村史馆开放安排', known.category, '每季度公开一次', '', '农业农村局'],
    ['X02', '迟到的表', known.category, '每月', '20', '农业农村局'],
    ['X03', '没人管的表', known.category, '偶尔', '', '农业农村局'],
    ['X04', '有两个日子的表', known.category, '及时', '20', '农业农村局'],
  ])
  const tried = (await admin.post(`/imports/${id}/try`, plan)).body
  expect(tried.counts).toMatchObject({ added: 1, changed: 1, faults: 3 })
  expect(tried.faults.map((f: Shown) => f.field)).toEqual(['几日前', '公开频次', '几日前'])
  expect(tried.faults[0].say).toContain('赶不上 10 日归档')
  expect(tried.faults[2].say).toContain('按“几天内”算')
  await run(id, { ...plan, skipFaulty: true })
  const versions = () =>
    rows(
      w.office.db,
      sql<{
        version: number
        day: number
        in_force_from: string
        in_force_to: string | null
      }>`
        SELECT version, (definition -> 'deadline' ->> 'day')::int AS day, in_force_from, in_force_to
        FROM catalogue_items
        WHERE code = 'C07-03'
        ORDER BY version`,
    )
  expect(await versions()).toEqual([
    expect.objectContaining({ day: 8, in_force_to: '2026-11-01' }),
    { version: 2, day: 5, in_force_from: '2026-11-01', in_force_to: null },
  ])
  expect((await admin.post(`/imports/${id}/undo`)).body).toMatchObject({ undone: 2, kept: [] })
  expect(
    (await versions()).map((v) => [v.day, v.in_force_from === v.in_force_to, v.in_force_to]),
    'the second never came into force, the first goes on',
  ).toEqual([
    [8, false, '2026-11-01'],
    [5, true, '2026-11-01'],
    [8, false, null],
  ])
})

describe('old notices', () => {
  test('come in with their days and papers, public but outside log and punctuality', async () => {
    const leaves = await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)
    const { id, plan } = await begin('history', [
      ['村名', '标题', '公开日期', '分类', '附件'],
      ['柳湾村', '2019年收支公开', '2019.5.20', '财务', '收支 2019.jpg'],
      ['柳湾村', '明天的事', '2026-10-06', '', ''],
      ['柳湾村', '没有的附件', '2018-01-02', '', '不存在.pdf'],
    ])
    const photo = new Uint8Array(
      await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
        .jpeg()
        .toBuffer(),
    )
    expect((await upload(`/imports/${id}/files`, '收支 2019.jpg', photo)).status).toBe(200)
    const tried = (await admin.post(`/imports/${id}/try`, plan)).body
    expect(tried.faults.map((f: Shown) => f.say)).toEqual([
      expect.stringContaining('今天以前'),
      expect.stringContaining('没有上传文件“不存在.pdf”'),
    ])
    await run(id, { ...plan, skipFaulty: true })
    const shown = await rows(
      w.t.public,
      sql<{
        title: string
        original_on: string
        sha256: string
      }>`
        SELECT h.title, h.original_on, f.sha256
        FROM public_historical_records h
        JOIN public_historical_files f ON f.record_id = h.id`,
    )
    expect(shown).toEqual([expect.objectContaining({ title: '2019年收支公开', original_on: '2019-05-20' })])
    expect(await rows(w.t.public, sql`SELECT 1 FROM public_files WHERE sha256 = ${shown[0]!.sha256}`)).toHaveLength(1)
    expect(await rows(w.office.db, sql`SELECT 1 FROM ledger_leaves`)).toEqual(leaves)
    expect((await admin.get('/history?place=liuwan')).body.records).toEqual([
      expect.objectContaining({ kind: '财务', files: 1 }),
    ])
    await admin.post(`/imports/${id}/undo`)
    expect(await rows(w.t.public, sql`SELECT 1 FROM public_historical_records`)).toEqual([])
  })

  test('an ID number in the title is refused; one record can be entered by hand', async () => {
    const refused = await admin.post('/history', {
      place: 'liuwan',
      title: '低保户 11010519491231002X',
      on: '2019-05-20',
    })
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).not.toContain('11010519491231002X')
    expect(
      (await admin.post('/history', { place: 'liuwan', title: '二〇一八年村务公开栏照片', on: '2018-05-20' })).status,
    ).toBe(200)
  })
})

describe('lists as counties have them', () => {
  const text = '村名,乡镇,户数\r\n柳湾村,清溪镇,201\r\n=2+5,清溪镇,10\r\n'
  const tryText = async (bytes: Uint8Array) => {
    const { body } = await upload('/imports', '名单.csv', bytes, { kind: 'villages' })
    const plan = { sheet: 0, headerRow: body.sheets[0]!.headerRow, columns: body.sheets[0]!.columns }
    return (await admin.post<Tried>(`/imports/${body.id}/try`, plan)).body
  }

  test('with semicolons, with a byte order mark, as Unicode text: read alike; what looks like a formula stays text', async () => {
    const utf8 = new TextEncoder()
    for (const bytes of [
      utf8.encode(text),
      utf8.encode(`\uFEFF${text}`),
      utf8.encode(text.replaceAll(',', ';')),
      new Uint8Array(Buffer.from(`\uFEFF${text.replaceAll(',', '\t')}`, 'utf16le')),
    ]) {
      expect((await tryText(bytes)).rows).toEqual([
        expect.objectContaining({ label: '柳湾村', effect: 'change', say: expect.stringMatching(/^户数：\d+ → 201$/) }),
        expect.objectContaining({ label: '清溪镇=2+5', effect: 'new' }),
      ])
    }
  })

  test('headings under merged cells are found; a sheet without rows below its headings says so', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('名单')
    sheet.addRows([
      ['村情表'],
      ['所属乡镇', '村（社区）', null, '人口情况'],
      [null, '名称', '类别', '户数', '人口'],
      ['清溪镇', '东岸村', '村', 100, 300],
      [null, '西岸村', '村', 90, 200],
    ])
    for (const merged of ['A1:E1', 'A2:A3', 'B2:C2', 'D2:E2', 'A4:A5']) sheet.mergeCells(merged)
    const { body } = await upload('/imports', '村情.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), {
      kind: 'villages',
    })
    expect(body.sheets[0]).toMatchObject({
      headerRow: 2,
      columns: { name: 1, parent: 0, kind: 2, households: 3, population: 4 },
      total: 2,
    })
    const empty = await begin('villages', [['村名', '乡镇']])
    expect((await admin.post(`/imports/${empty.id}/try`, empty.plan)).body.message).toContain('表头下面没有内容')
  })

  test('another name for a known code is a renaming, told before and after; undo takes the name back', async () => {
    const [{ code }] = (await rows(
      w.office.db,
      sql<{ code: string }>`SELECT code FROM regions WHERE slug = 'liuwan'`,
    )) as [{ code: string }]
    const { id, plan } = await begin('villages', [
      ['编码', '村名', '乡镇'],
      [code, '柳家湾村', '清溪镇'],
      ['', '东 岸村', '清溪镇'],
      ['', '东岸村村民委员会', '清溪镇'],
    ])
    const tried = (await admin.post<Tried>(`/imports/${id}/try`, plan)).body
    expect(tried.rows[0]).toMatchObject({ effect: 'change', say: expect.stringContaining('名称：柳湾村 → 柳家湾村') })
    expect(tried.faults).toEqual([expect.objectContaining({ line: 4, say: expect.stringContaining('和第 3 行重复') })])
    await run(id, { ...plan, skipFaulty: true })
    expect(await regionsNamed('柳家湾村')).toEqual([expect.objectContaining({ slug: 'liuwan' })])
    await admin.post(`/imports/${id}/undo`)
    expect(await regionsNamed('柳湾村')).toEqual([expect.objectContaining({ slug: 'liuwan' })])
    expect(
      await rows(
        w.office.db,
        sql`SELECT before, after FROM region_changes WHERE kind = 'renamed' ORDER BY before COLLATE "C"`,
      ),
    ).toEqual([
      { before: '柳家湾村', after: '柳湾村' },
      { before: '柳湾村', after: '柳家湾村' },
    ])
  })
})

test('what is no table, and who is not the county, is refused', async () => {
  expect(
    (await upload('/imports', '照片.xlsx', new TextEncoder().encode('%PDF-1.7 x'), { kind: 'villages' })).status,
  ).toBe(422)
  expect(
    (await upload('/imports', '名单.csv', new TextEncoder().encode('村名,乡镇\n柳湾村,清溪镇\n'), { kind: 'nothing' }))
      .status,
  ).toBe(422)
  const gbk = Uint8Array.from([
    0xb4, 0xe5, 0xc3, 0xfb, 0x2c, 0xcf, 0xe7, 0xd5, 0xf2, 0x0d, 0x0a, 0xc1, 0xf8, 0xcd, 0xe5, 0xb4, 0xe5, 0x2c, 0xc7,
    0xe5, 0xcf, 0xaa, 0xd5, 0xf2, 0x0d, 0x0a,
  ])
  expect((await upload('/imports', '名单.csv', gbk, { kind: 'villages' })).body.sheets[0]).toMatchObject({
    columns: { name: 0, parent: 1 },
    total: 1,
  })
  expect((await upload('/imports', '名单.csv', gbk, { kind: 'villages' }, clerk)).status).toBe(403)
})
