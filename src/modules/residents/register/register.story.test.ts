/** A county's register from the Excel to the village's own list: over HTTP, on a real database, jobs included. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { csv, idNumber, importing, mother, partyMan, register, told } from './fixtures/people.ts'
import { registerRows } from './import.sheet.ts'

let w: World
let admin: Person, agent: Person
let neighbour: string
let upload: ReturnType<typeof importing>['upload'],
  work: ReturnType<typeof importing>['work'],
  take: ReturnType<typeof importing>['take'],
  undo: ReturnType<typeof importing>['undo']
beforeAll(async () => {
  w = await makeWorld()
  ;[admin, agent] = await Promise.all([w.signIn('admin'), w.signIn('liuwan-agent')])
  ;({ upload, work, take, undo } = importing(w, admin))
  neighbour = (await first(
    w.office.db,
    sql<{
      slug: string
    }>`SELECT slug FROM regions WHERE level = 'village' AND slug <> 'liuwan' AND NOT practice LIMIT 1`,
  ))!.slug
})
afterAll(() => w.close())
const villageName = async (slug: string) =>
  (await first(w.office.db, sql<{ name: string }>`SELECT name FROM regions WHERE slug = ${slug}`))!.name

describe('the register', () => {
  test('comes in with its purpose and authority, tried without a trace, faults by line and column', async () => {
    const table = csv([
      ['姓名', '行政村', '户主姓名', '与户主关系', '身份证号码', '联系电话', '政治面貌'],
      [mother.name, '柳湾村', mother.name, '户主', mother.id, mother.phone, '群众'],
      ['周小满', '柳湾', mother.name, '孙女', '330101200405210000', '', ''],
      [partyMan.name, '没有的村', partyMan.name, '户主', partyMan.id, '座机', '中共党员'],
      [mother.name, '柳湾村', mother.name, '户主', mother.id, '', ''],
    ])
    expect((await upload('名册.csv', table, { purpose: '', authority: told.authority })).body.message).toContain(
      '请写明为什么要用',
    )
    const { body } = await upload('名册.csv', table, told)
    expect(Object.keys(body.sheet.columns).sort()).toEqual([
      'household',
      'idNumber',
      'name',
      'party',
      'phone',
      'relation',
      'village',
    ])
    const tried = await work(body.id, body.sheet, 'try')
    expect(tried.result.counts).toEqual({ total: 4, added: 1, changed: 0, same: 0, faults: 3 })
    expect(tried.result.faults.map((f: { line: number; field: string }) => [f.line, f.field])).toEqual([
      [3, '身份证号'],
      [4, '村'],
      [5, ''],
    ])
    expect(JSON.stringify(tried.result)).not.toContain(mother.id)
    expect(await rows(w.office.db, sql`SELECT 1 FROM residents`)).toEqual([])
    expect((await work(body.id, body.sheet, 'run')).failed).toContain('什么也没有导入')
  })

  test('is taken in, the same again changes nothing, a move and a death are kept as history, and undo takes back what nobody touched', async () => {
    const head = register[0]!
    expect((await take(register)).counts).toEqual({ total: 4, added: 4, changed: 0, same: 0, faults: 0 })
    expect((await take(register)).counts).toMatchObject({ same: 4, added: 0, changed: 0 })
    const moved = await take([
      head,
      ['周小满', '柳湾村', '001', '孙女', '', '', '', '死亡', '2026-09-30'],
      [partyMan.name, await villageName(neighbour), '017', '户主', partyMan.id, '', '是', '', ''],
      ['新来的', '柳湾村', '009', '户主', '', '', '', '', ''],
    ])
    expect(moved.counts).toMatchObject({ added: 1, changed: 2 })
    expect(
      await rows(
        w.office.db,
        sql`SELECT r.name, c.kind FROM resident_changes c JOIN residents r ON r.id = c.resident_id ORDER BY c.kind`,
      ),
    ).toEqual([
      { name: '周小满', kind: 'died' },
      { name: partyMan.name, kind: 'moved' },
    ])
    expect(await undo(moved.id)).toEqual({ removed: 1, restored: 2, kept: 0 })
    expect(
      await rows(
        w.office.db,
        sql`
          SELECT r.name, g.slug, r.state
          FROM residents r
          JOIN regions g ON g.id = r.region_id
          WHERE r.name IN ('周小满', ${partyMan.name})
          ORDER BY r.name COLLATE "C"`,
      ),
    ).toEqual([
      { name: '周小满', slug: 'liuwan', state: 'here' },
      { name: partyMan.name, slug: 'liuwan', state: 'here' },
    ])
  })

  test('taken back, gives back numbers and telephones as they were; a telephone for half a village is refused', async () => {
    const sealed = () =>
      rows(
        w.office.db,
        sql`SELECT name, id_index, phone_index, encode(phone, 'hex') AS phone FROM residents WHERE name = '吴长根'`,
      )
    const before = await sealed()
    const later = await take([
      ['姓名', '村', '户号', '身份证号', '手机号'],
      ['吴长根', '柳湾村', '003', idNumber('19490130', '011'), '13911110009'],
    ])
    expect(later.counts).toMatchObject({ changed: 1 })
    expect(await sealed()).not.toEqual(before)
    expect(await undo(later.id)).toEqual({ removed: 0, restored: 1, kept: 0 })
    expect(await sealed()).toEqual(before)
    expect(await rows(w.office.db, sql`SELECT 1 FROM resident_befores WHERE import_id = ${later.id}`)).toEqual([])
    const { body } = await upload(
      '名册.csv',
      csv([
        ['姓名', '村', '户号', '手机号'],
        ...Array.from({ length: 8 }, (_, i) => [`代填${'甲乙丙丁戊己庚辛'[i]}`, '柳湾村', `05${i}`, '13911118888']),
      ]),
      told,
    )
    expect(
      (await work(body.id, body.sheet, 'try')).result.faults.map((f: { line: number; say: string }) => [
        f.line,
        f.say.slice(0, 10),
      ]),
    ).toEqual([
      [8, '前面已经有 6 个人'],
      [9, '前面已经有 6 个人'],
    ])
  })

  test('one person and one household are entered and corrected by hand, with history', async () => {
    const card = {
      place: 'liuwan',
      household: '020',
      name: '沈梅',
      relation: '户主',
      sex: '女',
      bornOn: '1960-02-03',
      party: false,
      idNumber: '',
      phone: '13933330001',
      reason: '新迁入',
    }
    const {
      body: { id },
    } = await agent.post('/residents', card)
    expect((await agent.post('/residents', card)).body.message).toContain('已经有同名的人')
    const taken = await agent.post('/residents', { ...card, bornOn: '', household: '021', idNumber: mother.id })
    expect(taken.body.message).toContain('已经在名册上')
    expect(
      (
        await agent.post(`/residents/${id}/details`, {
          place: 'liuwan',
          name: '沈小梅',
          relation: '户主',
          sex: '女',
          bornOn: '',
          party: true,
          idNumber: idNumber('19600203', '022'),
          reason: '按身份证改',
        })
      ).status,
    ).toBe(200)
    expect(
      (
        await agent.post('/residents/household', {
          place: 'liuwan',
          household: '020',
          to: '020-1',
          group: '三组',
          address: '柳湾村 20 号',
          reason: '编号重排',
        })
      ).status,
    ).toBe(200)
    const { changes, ...now } = (await agent.get(`/residents/${id}?place=liuwan`)).body
    expect(now).toMatchObject({
      name: '沈小梅',
      household: '020-1',
      group_name: '三组',
      born_on: '1960-02-03',
      party: true,
    })
    expect(changes.map((x: { kind: string; reason: string }) => `${x.kind} ${x.reason}`).sort()).toEqual([
      'added 新迁入',
      'changed 按身份证改',
      'changed 编号重排',
    ])
    expect(changes.find((x: { reason: string }) => x.reason === '编号重排')).toMatchObject({
      before: { home: '020 户' },
      after: { home: '020-1 户 三组' },
    })
    expect((await admin.post('/residents', card)).status).toBe(403)
    expect((await agent.post(`/residents/${id}/details`, { ...card, place: neighbour, name: '别村改' })).status).toBe(
      404,
    )
  })

  test('a birth date or sex that is not the ID number’s is asked, not replaced: new, corrected, and beside a number kept already', async () => {
    const number = idNumber('19710506', '042')
    const card = {
      place: 'liuwan',
      household: '027',
      name: '柏秀芬',
      relation: '户主',
      sex: '女',
      bornOn: '1971-05-06',
      party: false,
      idNumber: number,
      phone: '',
      reason: '漏登',
    }
    const { household: _, phone: __, ...details } = card
    const asked = (answer: { status: number; body: { message?: string } }, field: string, ...says: string[]) => {
      expect([answer.status, answer.body]).toMatchObject([422, { details: { field } }])
      for (const say of says) expect(answer.body.message).toContain(say)
    }
    asked(await agent.post('/residents', { ...card, bornOn: '1971-06-05' }), 'bornOn', '1971-06-05', '1971-05-06')
    asked(await agent.post('/residents', { ...card, sex: '男' }), 'sex', '身份证号上是女')
    const made = await agent.post('/residents', card)
    expect(made.status).toBe(200)
    const correct = (d: object) => agent.post(`/residents/${made.body.id}/details`, { ...details, ...d })
    asked(await correct({ idNumber: '', bornOn: '1970-05-06' }), 'bornOn', '1970-05-06', '1971-05-06')
    asked(await correct({ idNumber: idNumber('19710607', '042') }), 'bornOn', '1971-06-07')
    expect((await correct({ idNumber: '', bornOn: '', sex: '', name: '柏秀芳' })).status).toBe(200)
    const kept = await first(w.office.db, sql`SELECT born_on, sex FROM residents WHERE id = ${made.body.id}`)
    expect(kept).toEqual({ born_on: '1971-05-06', sex: '女' })
  })

  test('the dead do not move house by a wrong press, and what is so already is not registered again', async () => {
    const {
      body: { id },
    } = await agent.post('/residents', {
      place: 'liuwan',
      household: '022',
      name: '孙老伯',
      relation: '户主',
      sex: '男',
      bornOn: '1930-01-01',
      party: false,
      idNumber: '',
      phone: '',
      reason: '漏登',
    })
    const state = (to: string) =>
      agent.post(`/residents/${id}/state`, { place: 'liuwan', state: to, on: '2026-09-01', reason: '派出所证明' })
    const move = (to: string) =>
      agent.post(`/residents/${id}/move`, { place: 'liuwan', to, household: '030', reason: '搬走' })
    expect((await state('here')).body.message).toContain('不用再登记')
    expect((await state('dead')).status).toBe(200)
    expect((await move('liuwan')).body.message).toContain('去世')
    expect((await agent.get(`/residents/${id}?place=liuwan`)).body).toMatchObject({ state: 'dead', household: '022' })
    expect([(await state('here')).status, (await move(neighbour)).status]).toEqual([200, 200])
    expect((await agent.get(`/residents/${id}?place=liuwan`)).status).toBe(404)
    const [last] = await rows(
      w.office.db,
      sql<{
        before: { household_id: string }
      }>`SELECT before FROM resident_changes WHERE resident_id = ${id} AND kind = 'moved'`,
    )
    expect(last!.before.household_id).not.toBe('')
  })

  test('keeps numbers sealed, and is searched only inside the own village', async () => {
    const kept = (await first(
      w.office.db,
      sql<{
        whole: string
      }>`SELECT encode(convert_to(string_agg(r::text, ''), 'UTF8'), 'escape') AS whole FROM residents r`,
    ))!.whole
    for (const secret of [mother.id, mother.phone, partyMan.id]) expect(kept).not.toContain(secret)
    expect((await agent.get(`/residents?place=liuwan&q=${encodeURIComponent('周桂')}`)).body.people).toMatchObject([
      { name: mother.name, household: '001', level: 0 },
    ])
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${mother.id}`)).body.people
    const card = (await agent.get(`/residents/${id}?place=liuwan`)).body
    expect([card.idNumber.slice(0, 3), card.phone]).toEqual(['330', '139****0001'])
    expect((await agent.get(`/residents?place=${neighbour}&q=a`)).status).toBe(404)
    expect((await admin.get('/residents?place=liuwan&q=a')).status).toBe(403)
    for (const table of ['residents', 'households'])
      await expect(sql.raw(`SELECT * FROM ${table}`).execute(w.office.public)).rejects.toThrow(/permission denied/)
  })

  test('the agent compares a person with the card; another number is refused', async () => {
    const [{ id }] = (await agent.get(`/residents?place=liuwan&q=${mother.id}`)).body.people
    expect(
      (await agent.post(`/residents/${id}/check`, { place: 'liuwan', idNumber: partyMan.id })).body.message,
    ).toContain('不一样')
    expect((await agent.post(`/residents/${id}/check`, { place: 'liuwan', idNumber: mother.id })).status).toBe(200)
    expect((await agent.get(`/residents/${id}?place=liuwan`)).body).toMatchObject({
      level: 2,
      changes: [{ kind: 'checked' }],
    })
  })
})

/** As a Chinese Excel saves CSV. */
function gbkOf(text: string): Uint8Array {
  const codes = new Map<string, number[]>()
  const decoder = new TextDecoder('gbk')
  for (let a = 0x81; a <= 0xfe; a++)
    for (let b = 0x40; b <= 0xfe; b++) codes.set(decoder.decode(Uint8Array.of(a, b)), [a, b])
  return Uint8Array.from([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : codes.get(c)!)))
}

const rowsOf = async (bytes: Uint8Array) => {
  const read: string[][] = []
  for await (const { rows } of registerRows(bytes)) read.push(...rows.map((row) => row.cells))
  return read
}

test('a workbook is read as rows, with numbers, days, rich text and cells merged downwards as a person sees them', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名册')
  sheet.addRows([
    ['柳湾村名册'],
    ['村', '姓名', '户号', '生日', '身份证号'],
    ['柳湾村', '甲 & 乙', 12, new Date('1958-03-02T00:00:00Z'), Number('330101195604120021')],
    ['', { richText: [{ text: '乙' }, { text: '丙' }] }, '013', '1950.3.5', ''],
  ])
  sheet.mergeCells('A1:E1')
  sheet.mergeCells('A3:A4')
  expect(await rowsOf(new Uint8Array(await book.xlsx.writeBuffer()))).toEqual([
    ['柳湾村名册'],
    ['村', '姓名', '户号', '生日', '身份证号'],
    ['柳湾村', '甲 & 乙', '12', '1958-03-02', '3.3010119560412e+17'],
    ['柳湾村', '乙丙', '013', '1950.3.5'],
  ])
})

test('a register behind a hidden sheet, with numbers that are shown with zeros, comes in, and the clerk is told what was passed over', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('去年', { state: 'hidden' }).addRows([
    ['姓名', '村', '户号'],
    ['去年的人', '柳湾村', '001'],
  ])
  const sheet = book.addWorksheet('今年')
  sheet.addRows([
    ['姓名', '村', '户号'],
    ['沈阿婆', '柳湾村', 71],
  ])
  sheet.getCell('C2').numFmt = '0000'
  const { body } = await upload('名册.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), told)
  expect(body.sheet).toMatchObject({
    name: '今年',
    note: '工作表“去年”是隐藏的，没有读；读的是“今年”。要读隐藏的请取消隐藏后重传。',
  })
  expect((await work(body.id, body.sheet, 'run')).result.counts).toMatchObject({ total: 1, added: 1, faults: 0 })
  expect(
    await rows(
      w.office.db,
      sql`SELECT h.code FROM residents r JOIN households h ON h.id = r.household_id WHERE r.name = '沈阿婆'`,
    ),
  ).toEqual([{ code: '0071' }])
})

test('what the clerk does not see in the sheet is not read in silence: hidden rows and columns, formulas without a result', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('名册')
  sheet.addRows([
    ['姓名', '村', '户号', '手机号'],
    ['沈阿大', '柳湾村', '0081', '13900001111'],
    ['沈阿二', '柳湾村', '0082', '13900002222'],
    ['沈阿三', '柳湾村', { formula: 'C2' }, '13900003333'],
  ])
  sheet.getRow(3).hidden = true
  sheet.getColumn(4).hidden = true
  const { body } = await upload('名册.xlsx', new Uint8Array(await book.xlsx.writeBuffer()), told)
  expect(body.sheet).toMatchObject({ note: 'D 列在原表里是隐藏的，没有自动选上。要用请核对以后自己选。' })
  expect(body.sheet.columns).not.toHaveProperty('phone')
  const tried = (await work(body.id, body.sheet, 'try')).result
  expect(tried.counts).toMatchObject({ total: 3, added: 1, faults: 2 })
  expect(tried.faults).toMatchObject([
    { line: 3, say: expect.stringContaining('隐藏的') },
    { line: 4, field: '户号', say: expect.stringContaining('公式还没有算出结果') },
  ])
})

test('a number copied from the line above is noticed by the birth date and sex beside it; a month alone says nothing', async () => {
  const number = idNumber('19710506', '046')
  const lines = [
    ['姓名', '村', '户号', '身份证号', '出生日期', '性别'],
    ['柏大姐', '柳湾村', '0091', number, '1971.5.6', '女'],
    ['柏二姐', '柳湾村', '0091', idNumber('19730607', '048'), '1971年5月6日', '女'],
    ['柏三哥', '柳湾村', '0092', idNumber('19750708', '044'), '', '男'],
    ['柏四姐', '柳湾村', '0093', idNumber('19760708', '044'), '1976年', ''],
  ]
  const { body } = await upload('名册.csv', csv(lines), told)
  const tried = (await work(body.id, body.sheet, 'try')).result
  expect(tried.counts).toMatchObject({ total: 4, added: 2, faults: 2 })
  expect(tried.faults).toMatchObject([
    { line: 3, field: '出生日期', say: expect.stringContaining('身份证号上是 1973-06-07') },
    { line: 4, field: '性别', say: expect.stringContaining('身份证号上是女') },
  ])
})

test('a cell of 1.4 million characters is refused at once with line and column, and the server goes on answering', async () => {
  const lines = [
    ['姓名', '村', '户号'],
    ['沈阿公', '柳湾村', '长'.repeat(1_400_000)],
  ]
  const sent = upload('名册.csv', csv(lines), told)
  expect((await w.app.request('http://localhost/')).status).toBe(200)
  expect((await sent).body.message).toBe(
    '工作表“CSV”第 2 行第 C 列有 1400000 个字，一格最多 32767 个字。请缩短这一格后再传。',
  )
})

test('what villages really send: GBK, a heading over the headings, numbers that Excel broke, days with dots, a small x', async () => {
  const small = 'x'
  const good = Array.from({ length: 200 }, (_, i) => idNumber('19500305', String(100 + i))).find((n) =>
    n.endsWith('X'),
  )!
  const lines = [
    ['柳湾村村民名册', '', '', '', ''],
    ['姓名', '村', '户主', '身份证号', '出生年月'],
    ['周 大 山', '柳湾', '周大山', good.replace('X', small), ''],
    ['孙有福', '柳湾村委会', '孙有福', '3.30101E+17', ''],
    ['何玉兰', '柳湾村', '孙有福', '', '1950.3.5'],
    ['冯春生', '柳湾村', '冯春生', '', '19500305'],
  ]
  const gbk = gbkOf(lines.map((l) => l.join(',')).join('\r\n'))
  const { body } = await upload('名册.csv', gbk, told)
  expect(body.sheet.headerRow).toBe(1)
  const tried = await work(body.id, body.sheet, 'try')
  expect(
    tried.result.faults.map(
      (f: { line: number; field: string; say: string }) => `${f.line} ${f.field} ${f.say.slice(7, 22)}`,
    ),
  ).toEqual(['4 身份证号 已经丢失（被存成了科学计数）。'])
  expect(tried.result.counts).toMatchObject({ total: 4, added: 3, faults: 1 })
})

test('a file that is none, or a broken one, is refused in a sentence', async () => {
  expect((await upload('a.xlsx', new TextEncoder().encode('PK\u0003\u0004 no workbook'), told)).body.message).toMatch(
    /打不开|损坏/,
  )
  expect(
    (await upload('a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0]), told)).body.message,
  ).toContain('不是表格文件')
})

test('a sealed number cannot be moved to another row, and the index tells nothing without the key', () => {
  const [a, b] = [residentVault('one secret'), residentVault('another secret')]
  const sealed = a.seal('id', 'row 1', mother.id)
  expect(a.open('id', 'row 1', sealed)).toBe(mother.id)
  expect(() => a.open('id', 'row 2', sealed)).toThrow()
  expect(() => b.open('id', 'row 1', sealed)).toThrow()
  expect(a.index('id', mother.id)).not.toBe(b.index('id', mother.id))
})

test('who married in from abroad stands in the register by a passport, is found and compared by it', async () => {
  const details = { place: 'liuwan', name: '阮氏花', household: 'H900', reason: '嫁到本村，有居留证件' }
  expect((await agent.post('/residents', { ...details, idNumber: '12345678' })).status).toBe(422)
  const made = await agent.post('/residents', { ...details, idNumber: 'ｃ １２３４５６７' })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const compared = (idNumber: string) => agent.post(`/residents/${made.body.id}/check`, { place: 'liuwan', idNumber })
  expect((await compared('C7654321')).status).toBe(422)
  expect((await compared('C1234567')).status).toBe(200)
  expect((await agent.get('/residents?place=liuwan&q=C1234567')).body.people).toHaveLength(1)
})
