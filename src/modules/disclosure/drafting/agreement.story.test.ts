/**
 * The month's accounts of Liuwan must agree with one another and with last month's, whichever of them is handed in
 * last.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { bookOf } from '../../../kernel/sheets/writeBook.ts'

let w: World
let officer: Person
let chair: Person
let secretary: Person

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[officer, chair, secretary] = (await Promise.all(
    ['liuwan-officer', 'liuwan-chair', 'liuwan-secretary'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
})
afterAll(() => w.close())

const [summary, income, expense, accounts] = ['C07-02', 'C07-03', 'C07-04', 'C07-05'] as const
const strokes = [
  [
    { x: 1, y: 1, t: 0 },
    { x: 20, y: 30, t: 60 },
  ],
]

async function open(item: string, period: string): Promise<string> {
  const [found] = await rows(
    w.office.db,
    sql<{ id: string }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.item_code = ${item} AND o.period = ${period}`,
  )
  return (await officer.post(`/obligations/${found!.id}/draft`)).body.id
}

type Says = { say: string; asks?: string; severity: string }

async function save(id: string, content: object, more: object = {}) {
  const { revision } = (await officer.get(`/notices/${id}`)).body
  const saved = await officer.put(`/notices/${id}/draft`, { revision, content, ...more })
  expect(saved.status).toBe(200)
  const problems = saved.body.problems as Says[]
  return {
    revision: saved.body.revision as number,
    errors: problems.filter((p) => p.severity === 'error').map((p) => p.say),
    asked: problems.filter((p) => p.asks !== undefined),
  }
}
const handIn = (id: string, revision: number) => officer.post(`/notices/${id}/submit`, { revision })
async function publish(id: string) {
  const { contentHash } = (await chair.get(`/notices/${id}`)).body
  await chair.post(`/notices/${id}/actions/approve`, { contentHash })
  const signed = await secretary.post(`/notices/${id}/actions/sign`, {
    contentHash,
    secrecyChecked: true,
    signature: { kind: 'strokes', strokes },
  })
  expect(signed.body.step).toBe('published')
}

const received = (amount: string) => ({
  rows: [
    {
      voucherDate: '2026-09-03',
      voucherNo: '1',
      incomeType: '租赁收入',
      summary: '东塘水面承包费',
      payer: '晴川县某某公司',
      amount,
      handler: '林晓',
      receiptNo: '',
    },
  ],
})
const month = (figures: object) => ({ rows: [{ lastBalance: '1000', ...figures }] })

describe('the table of the month against its details', () => {
  let summaryId: string
  let incomeId: string
  const figures = { rentContractIncome: '17000', cadrePay: '500', ytdIncome: '17000', ytdExpense: '500' }

  test('totals compute themselves when figures are saved, and follow the figures that change', async () => {
    summaryId = await open(summary, '2026-09')
    await save(
      summaryId,
      month({ rentContractIncome: '16000', cadrePay: '500', ytdIncome: '17000', ytdExpense: '500' }),
    )
    expect((await officer.get(`/notices/${summaryId}`)).body.content.rows[0]).toMatchObject({
      totalIncome: '16000.00',
      totalExpense: '500.00',
      endBalance: '16500.00',
    })
    const { content } = (await officer.get(`/notices/${summaryId}`)).body
    await save(summaryId, { rows: [{ ...content.rows[0], rentContractIncome: '17000' }] })
    expect((await officer.get(`/notices/${summaryId}`)).body.content.rows[0]).toMatchObject({
      totalIncome: '17000.00',
      endBalance: '17500.00',
    })
  })

  test('a total that disagrees in a sheet is kept and asked about beside its cell', async () => {
    const { form } = (await officer.get(`/notices/${summaryId}`)).body
    const sheet = { lastBalance: '1000', ...figures, totalIncome: '18000', totalExpense: '500', endBalance: '18500' }
    const bytes = await bookOf([
      {
        title: '收支',
        columns: form.columns.map((c: { label: string }) => ({ header: c.label, width: 20 })),
        rows: [form.columns.map((c: { key: string }) => sheet[c.key as 'totalIncome'] ?? '')],
      },
    ])
    const read = await officer.upload(`/notices/${summaryId}/sheet`, new File([new Uint8Array(bytes)], '收支.xlsx'))
    expect(read.body.rows[0].totalIncome).toBe('18000.00')
    const saved = await save(summaryId, { rows: read.body.rows }, { settled: true })
    expect(saved.errors).toEqual([
      expect.stringMatching(/本月总收入 18,000.00 应等于 出租及承包收入 17,000.00.*差 1,000.00/),
    ])
    expect((await officer.get(`/notices/${summaryId}`)).body.content.rows[0].totalIncome).toBe('18000.00')
    await save(summaryId, month(figures))
  })

  test('income details handed in after it are asked about, though it is only a draft; a reason lets them pass', async () => {
    incomeId = await open(income, '2026-09')
    const { revision, errors, asked } = await save(incomeId, received('18000'))
    expect(errors).toEqual([])
    expect(asked.map((p) => p.say)).toEqual([
      '金额合计 18,000.00 和“2026 年 9 月月度财务收支公布表”（草稿）的本月总收入 17,000.00 对不上，差 1,000.00。',
    ])
    const refused = await handIn(incomeId, revision)
    expect(refused.status).toBe(422)
    expect(refused.body.message).toContain('对不上')
    const told = await save(incomeId, received('18000'), { confirmed: { [asked[0]!.asks!]: '一千元九月底才到账' } })
    expect((await handIn(incomeId, told.revision)).body).toEqual({ step: 'review' })
    const seen = (await chair.get(`/notices/${incomeId}`)).body
    expect(seen.contradictions).toEqual([
      expect.objectContaining({
        reason: '一千元九月底才到账',
        notice: summaryId,
        say: expect.stringContaining('草稿'),
      }),
    ])
  })

  test('the table, handed in last, is asked about what is in review, then about what is public', async () => {
    const before = await save(summaryId, month(figures))
    expect(before.asked.map((p) => p.say)).toEqual([
      '本月总收入 17,000.00 和“2026 年 9 月收入明细”（在村务监督委员会审查）的金额合计 18,000.00 对不上，差 1,000.00。',
    ])
    await publish(incomeId)
    const after = await save(summaryId, month(figures))
    expect(after.asked[0]!.say).toContain('“2026 年 9 月收入明细”（已公开）')
    const otherwise = await save(summaryId, month({ ...figures, rentContractIncome: '16500', ytdIncome: '16500' }))
    expect((await handIn(summaryId, otherwise.revision)).status).toBe(422)
    const right = await save(summaryId, month({ ...figures, rentContractIncome: '18000', ytdIncome: '18000' }))
    expect(right.asked).toEqual([])
    expect((await handIn(summaryId, right.revision)).status).toBe(200)
  })

  test('“本期无内容” beside a sum is asked about, at the review and at the signature too', async () => {
    const id = await open(expense, '2026-09')
    const { revision, asked } = await save(id, { nothing: { reason: '本月没有发生支出。' } })
    expect(asked.map((p) => p.say)).toEqual([
      '这份写的是“本期无内容”，“2026 年 9 月月度财务收支公布表”（在村务监督委员会审查）的本月总支出却是 500.00，对不上。',
    ])
    expect((await handIn(id, revision)).status).toBe(422)
    const told = await save(
      id,
      { nothing: { reason: '本月没有发生支出。' } },
      { confirmed: { [asked[0]!.asks!]: '报酬下月才列支' } },
    )
    expect((await handIn(id, told.revision)).status).toBe(200)
    const other = (await chair.get(`/notices/${summaryId}`)).body
    expect(other.contradictions).toEqual([
      {
        say: '“2026 年 9 月支出明细”（在村务监督委员会审查）写的是“本期无内容”，这里的本月总支出却是 500.00，对不上。',
        reason: '报酬下月才列支',
        by: '“2026 年 9 月支出明细”的柳湾村村务公开专职人员雷水斌',
        notice: id,
        about: 'others',
      },
    ])
    await publish(id)
    const out = (await secretary.get(`/notices/${id}`)).body
    expect(out.contradictions[0]).toMatchObject({ reason: '报酬下月才列支' })
  })
})

describe('the audit of the supervision committee against the table', () => {
  const audited = (incomeTotal: string, expenseTotal = '500') => ({
    rows: [
      {
        period: '2026-09',
        vouchers: 12,
        incomeTotal,
        expenseTotal,
        opinion: '同意入账',
        members: '柳大山、白小河',
        date: '2026-10-04',
      },
    ],
  })
  test('another sum than the table says is asked about, each figure for itself', async () => {
    const id = await open('C06-03', '2026-09')
    const wrong = await save(id, audited('17000', '600'))
    expect(wrong.asked.map((p) => p.say)).toEqual([
      '支出合计 600.00 和“2026 年 9 月月度财务收支公布表”（在村务监督委员会审查）的本月总支出 500.00 对不上，差 100.00。',
      '收入合计 17,000.00 和“2026 年 9 月月度财务收支公布表”（在村务监督委员会审查）的本月总收入 18,000.00 对不上，差 1,000.00。',
    ])
    expect((await handIn(id, wrong.revision)).status).toBe(422)
    expect(new Set(wrong.asked.map((p) => p.asks)).size).toBe(2)
    expect((await save(id, audited('18000'))).asked).toEqual([])
  })
})

describe('what one side explained stands for both', () => {
  const summaryOf = (income: string, ytdIncome: string) =>
    month({ lastBalance: '18500', rentContractIncome: income, cadrePay: '0', ytdIncome, ytdExpense: '500' })
  const why = '一千元九月底才到账'

  test('whoever hands in the second is not asked again, and the chair reads who explained it, as long as the figures stay', async () => {
    w.set('2026-11-05T09:00:00+08:00')
    await w.obligations()
    const summaryId = await open(summary, '2026-10')
    const drawn = await save(summaryId, summaryOf('17000', '35000'))
    expect(drawn.errors).toEqual([])
    const incomeId = await open(income, '2026-10')
    const october = (amount: string) => ({
      rows: received(amount).rows.map((r) => ({ ...r, voucherDate: '2026-10-03' })),
    })
    const { asked } = await save(incomeId, october('18000'))
    expect(asked.map((p) => p.say).join()).toContain('差 1,000.00')
    const told = await save(incomeId, october('18000'), { confirmed: { [asked[0]!.asks!]: why } })
    expect((await handIn(incomeId, told.revision)).status).toBe(200)

    const opened = (await officer.get(`/notices/${summaryId}`)).body
    const by = '“2026 年 10 月收入明细”的柳湾村村务公开专职人员雷水斌'
    expect(opened.against.explained[asked[0]!.asks!]).toEqual({ reason: why, by })
    const other = await save(summaryId, summaryOf('17500', '35500'))
    expect((await handIn(summaryId, other.revision)).status).toBe(422)
    const same = await save(summaryId, summaryOf('17000', '35000'))
    expect(same.asked.map((p) => p.asks)).toEqual([asked[0]!.asks])
    expect((await handIn(summaryId, same.revision)).body).toEqual({ step: 'review' })
    const seen = (await chair.get(`/notices/${summaryId}`)).body
    expect(seen.contradictions).toContainEqual(expect.objectContaining({ reason: why, by, notice: incomeId }))
    const { history } = seen as { history: { action: string; detail: { contradictions?: object[] } }[] }
    expect(history.at(-1)!.detail.contradictions).toContainEqual(expect.objectContaining({ reason: why, by }))
  })

  test('a reason that was given while the other was a draft is read after both are public', async () => {
    const incomeId = await open(income, '2026-10')
    await publish(incomeId)
    expect((await chair.get(`/notices/${incomeId}`)).body.contradictions).toContainEqual(
      expect.objectContaining({ reason: why, by: null }),
    )
  })
})

describe('a number that stands once', () => {
  const receipts = (...numbers: string[]) => ({
    rows: numbers.map((receiptNo, i) => ({
      ...received('100').rows[0],
      voucherDate: '2026-11-03',
      voucherNo: String(i + 1),
      receiptNo,
    })),
  })
  const why = '一张收据开了三笔'

  test('the same one in three rows is asked about beside each cell; a reason lets it pass and is read at the review', async () => {
    w.set('2026-12-05T09:00:00+08:00')
    await w.obligations()
    const id = await open(income, '2026-11')
    expect((await save(id, receipts('NO.810339', 'NO.810340', ''))).asked).toEqual([])
    const { asked, errors, revision } = await save(id, receipts('NO.810339', 'ＮＯ. 810339', 'NO.7', 'no.810339', ''))
    expect(errors).toEqual([])
    expect(asked.map((p) => [(p as unknown as { row: number }).row, p.say])).toEqual([
      [0, '第 1、2、4 行的票据号都是“NO.810339”，请核对。'],
      [1, expect.stringContaining('第 1、2、4 行的票据号都是')],
      [3, '第 1、2、4 行的票据号都是“no.810339”，请核对。'],
    ])
    const refused = await handIn(id, revision)
    expect([refused.status, refused.body.message]).toEqual([422, expect.stringContaining('有号码重复')])
    const confirmed = { [asked[0]!.asks!]: why }
    const more = await save(id, receipts('NO.810339', 'NO.810339', 'NO.810339', 'NO.810339'), { confirmed })
    expect((await handIn(id, more.revision)).status, 'a fourth row was not explained').toBe(422)
    const told = await save(id, receipts('NO.810339', 'NO.810339', 'NO.7', 'NO.810339'), { confirmed })
    expect((await handIn(id, told.revision)).status).toBe(200)
    expect((await chair.get(`/notices/${id}`)).body.contradictions).toContainEqual(
      expect.objectContaining({ reason: why, about: 'number', notice: null }),
    )
  })
})

test('a public notice of two days, or of years, is asked about with the rule; a reason lets it pass and is read at the review', async () => {
  const id = await open('C04-01', '2026-11')
  const { form } = (await officer.get(`/notices/${id}`)).body as {
    form: { columns: { key: string; label: string; sample?: unknown; options?: string[] }[] }
  }
  const row = Object.fromEntries(
    form.columns.flatMap((c) => [[c.key, c.sample ?? c.options?.[0]]].filter(([, v]) => v)),
  )
  const put = (period: string) => ({ rows: [{ ...row, noticePeriod: period }] })
  const good = await save(id, put('2026-11-18 至 2026-11-24'))
  expect(good).toMatchObject({ errors: [], asked: [] })
  const years = await save(id, put('2026-11-18 至 2031-11-18'))
  expect(years.asked.map((p) => p.say).join()).toMatch(/是 1827 天，最多 366 天（“一次张贴最多登记几天”定的是/)
  const short = await save(id, put('11.18-11.19'))
  expect(short.asked.map((p) => p.say)).toEqual([
    expect.stringMatching(
      /2026-11-18 至 2026-11-19 是 2 天，最少 7 天（公开目录里“最低生活保障对象”定的公示期是 7 天）/,
    ),
  ])
  const refused = await handIn(id, short.revision)
  expect([refused.status, refused.body.message]).toEqual([422, expect.stringContaining('公示的天数不对')])
  const why = '乡镇已经公示过五天，村里补满'
  const told = await save(id, put('11.18-11.19'), { confirmed: { [short.asked[0]!.asks!]: why } })
  const { status, body } = await handIn(id, told.revision)
  expect([status, body.message ?? body.step]).toEqual([200, 'review'])
  expect((await chair.get(`/notices/${id}`)).body.contradictions).toContainEqual(
    expect.objectContaining({ reason: why, about: 'window', notice: null }),
  )
})

describe('the accounts from month to month', () => {
  const account = (opening: string, inflow: string) => ({
    rows: [{ account: '基本户', openingBalance: opening, inflow, outflow: '0' }],
  })
  let august: string

  test('an opening that is not the last closing is asked about; with a reason it goes on', async () => {
    w.set('2026-09-03T09:00:00+08:00')
    await w.obligations()
    august = await open(accounts, '2026-08')
    const first = await save(august, account('100', '400'))
    expect(first).toMatchObject({ errors: [], asked: [] })
    expect((await handIn(august, first.revision)).body).toEqual({ step: 'review' })
    await publish(august)
    w.set('2026-10-06T09:00:00+08:00')
    const september = await open(accounts, '2026-09')
    const other = await save(september, account('600', '0'))
    expect(other.asked[0]!.say).toMatch(/600\.00.*上期.*500\.00.*差 100\.00/)
    expect((await handIn(september, other.revision)).status).toBe(422)
    const none = await save(september, { nothing: { reason: '本月账户没有变动。' } })
    expect(none.asked[0]!.say).toContain('还有 500.00')
    const same = await save(september, account('500', '0'))
    expect(same.asked.length).toBeGreaterThan(0)
    expect(same.asked.every((p) => p.say.includes('月度财务收支公布表'))).toBe(true)
    const reasons = Object.fromEntries(same.asked.map((p) => [p.asks!, '账户和总账口径不同']))
    const told = await save(september, account('500', '0'), { confirmed: reasons })
    expect((await handIn(september, told.revision)).status).toBe(200)
  })

  test('a correction of the month before is held against the month that began with it; its hands see what it changes', async () => {
    expect((await officer.post(`/notices/${august}/actions/correct`, { comment: '利息漏记五十元' })).status).toBe(200)
    const { asked, revision } = await save(august, account('100', '450'))
    expect(asked.map((p) => p.say)).toEqual([
      expect.stringMatching(/“2026 年 9 月货币资金.*500\.00.*这里的.*550\.00，差 50\.00/),
    ])
    expect((await handIn(august, revision)).status).toBe(422)
    const told = await save(august, account('100', '450'), {
      reason: '利息漏记五十元',
      confirmed: { [asked[0]!.asks!]: '九月的随后一起更正' },
    })
    expect((await handIn(august, told.revision)).status).toBe(200)
    const { correction } = (await chair.get(`/notices/${august}`)).body
    expect(correction).toMatchObject({ version: 1, reason: '利息漏记五十元' })
    expect(correction.changes.some((say: string) => /400\.00.*450\.00/.test(say))).toBe(true)
    await publish(august)
    const code = (await chair.get(`/notices/${august}`)).body.code
    const page = await (await w.app.request(`http://localhost/d/${code}/compare`)).text()
    for (const say of correction.changes) expect(page.replaceAll('&quot;', '"')).toContain(say)
  })
})
