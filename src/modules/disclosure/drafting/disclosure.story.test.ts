/**
 * One month's income table from an empty draft to a filed notice, a correction and a withdrawal, as the people of
 * Liuwan do it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let officer: Person
let chair: Person
let member: Person
let secretary: Person
let clerk: Person

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  ;[officer, chair, member, secretary, clerk] = (await Promise.all(
    ['liuwan-officer', 'liuwan-chair', 'liuwan-member1', 'liuwan-secretary', 'qingxi-clerk'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person, Person, Person]
})
afterAll(() => w.close())

const row = (date: string, item: string, amount: string) => ({
  voucherDate: date,
  voucherNo: '1',
  incomeType: '出租及承包收入',
  summary: item,
  payer: '晴川县某某公司',
  amount,
  handler: '林晓',
  receiptNo: '',
})
const strokes = [
  [
    { x: 1, y: 1, t: 0 },
    { x: 20, y: 30, t: 60 },
    { x: 40, y: 8, t: 130 },
  ],
]

async function open(item: string, period: string): Promise<string> {
  const found = await rows(
    w.office.db,
    sql<{
      id: string
    }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.item_code = ${item} AND o.period = ${period}`,
  )
  const opened = await officer.post(`/obligations/${found[0]!.id}/draft`)
  expect(opened.status).toBe(200)
  return opened.body.id
}

describe('a monthly income table', () => {
  let id: string
  let revision = 0

  test('the officer finds it on the desk with its day', async () => {
    const desk = await officer.get('/desk')
    const task = desk.body.tasks.find(
      (t: { title: string; dueOn: string }) => t.title.includes('收入明细') && t.dueOn === '2026-10-08',
    )
    expect(task).toMatchObject({ kind: 'draft', place: '柳湾村', lamp: 'yellow' })
  })

  test('what does not add up or is missing is named cell by cell, and saved all the same', async () => {
    id = await open('C07-03', '2026-09')
    const notice = (await officer.get(`/notices/${id}`)).body
    const types = notice.form.columns.find((c: { key: string }) => c.key === 'incomeType').options
    const saved = await officer.put(`/notices/${id}/draft`, {
      revision: 0,
      content: { rows: [{ ...row('9-3', '东塘水面承包费', '一万八'), incomeType: types[0] }] },
    })
    expect(saved.status).toBe(200)
    expect(saved.body.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ row: 0, column: 'amount', severity: 'error' })]),
    )
    revision = saved.body.revision
    const refused = await officer.post(`/notices/${id}/submit`, { revision })
    expect(refused.status).toBe(422)
  })

  test('somebody of the village in front of a shop’s name is asked about; a place, and a shop, are not', async () => {
    const place = (
      await rows(
        w.office.db,
        sql<{ id: string; path: string }>`
      SELECT id, path FROM regions WHERE slug = 'liuwan'`,
      )
    )[0]!
    await sql`
      INSERT INTO households (id, region_id, code, made_at)
      VALUES ('own-h', ${place.id}, 'own', ${w.now()})`.execute(w.t.owner)
    await sql`
      INSERT INTO residents (id, household_id, region_id, path, path_end, name, changed_at)
      VALUES ('own-1', 'own-h', ${place.id}, ${place.path}, ${`${place.path}~`}, '王新村', ${w.now()}),
        ('own-2', 'own-h', ${place.id}, ${place.path}, ${`${place.path}~`}, '李军', ${w.now()})`.execute(w.t.owner)
    const notice = (await officer.get(`/notices/${id}`)).body
    const types = notice.form.columns.find((c: { key: string }) => c.key === 'incomeType').options
    const asked = async (payer: string) => {
      const saved = await officer.put(`/notices/${id}/draft`, {
        revision,
        content: { rows: [{ ...row('9-3', '东塘水面承包费', '18,000'), incomeType: types[0], payer }] },
      })
      revision = saved.body.revision
      return saved.body.findings.filter((f: { kind: string }) => f.kind === 'owner')
    }
    for (const payer of [
      '王新村老街商店',
      '李军农场',
      '老街王新村超市',
      '晴川超市，王新村老街商店',
      '王新村 老街商店（王新村老街商店）',
    ])
      expect(await asked(payer), payer).toMatchObject([
        { severity: 'ask', say: expect.stringMatching(/^第 1 行.*(?:王新村|李军).*是本村登记的人/) },
      ])
    for (const payer of ['柳湾村老街商店', '王新村、老街商店', '李大军农场', '王家村老街商店', '晴川县某某公司'])
      expect(await asked(payer), payer).toEqual([])
  })

  test('an ID number in a cell is refused, wherever it hides', async () => {
    const notice = (await officer.get(`/notices/${id}`)).body
    const types = notice.form.columns.find((c: { key: string }) => c.key === 'incomeType').options
    const saved = await officer.put(`/notices/${id}/draft`, {
      revision,
      content: {
        rows: [{ ...row('9-3', '东塘承包费，承包人 １１０１０５ 19491231 002X', '18,000'), incomeType: types[0] }],
      },
    })
    revision = saved.body.revision
    expect(saved.body.findings[0]).toMatchObject({ kind: 'id', severity: 'refuse' })
    expect(JSON.stringify(saved.body.findings)).not.toContain('110105194912')
    expect((await officer.post(`/notices/${id}/submit`, { revision })).status).toBe(422)
  })

  test('a second window that saved first is noticed, nothing is overwritten', async () => {
    const stale = await officer.put(`/notices/${id}/draft`, { revision: revision - 1, content: { rows: [] } })
    expect(stale.status).toBe(409)
    expect(stale.body.message).toContain('刷新')
  })

  test('handed in, the committee may not be skipped and the drafter may not review', async () => {
    const notice = (await officer.get(`/notices/${id}`)).body
    const types = notice.form.columns.find((c: { key: string }) => c.key === 'incomeType').options
    const saved = await officer.put(`/notices/${id}/draft`, {
      revision,
      content: { rows: [{ ...row('9-3', '东塘水面承包费（2026 年度）', '18,000'), incomeType: types[0] }] },
    })
    expect(saved.body.problems.filter((p: { severity: string }) => p.severity === 'error')).toEqual([])
    revision = saved.body.revision
    expect((await officer.post(`/notices/${id}/submit`, { revision })).body).toEqual({ step: 'review' })
    const hash = (await secretary.get(`/notices/${id}`)).body.contentHash
    expect(
      (
        await secretary.post(`/notices/${id}/actions/sign`, {
          contentHash: hash,
          secrecyChecked: true,
          signature: { kind: 'strokes', strokes },
        })
      ).status,
    ).toBe(409)
    expect((await officer.post(`/notices/${id}/actions/approve`, {})).status).toBe(403)
    expect((await member.post(`/notices/${id}/actions/approve`, {})).status).toBe(403)
  })

  test('the chair sends it back with a remark on a cell; the officer sees why', async () => {
    expect((await chair.post(`/notices/${id}/actions/return`, {})).status).toBe(422)
    const back = await chair.post(`/notices/${id}/actions/return`, {
      comment: '请写明承包年度',
      cells: [{ row: 0, column: 'summary', say: '哪一年的？' }],
    })
    expect(back.body).toEqual({ step: 'draft' })
    const notice = (await officer.get(`/notices/${id}`)).body
    expect(notice.history.at(-1)).toMatchObject({
      action: 'return',
      comment: '请写明承包年度',
      detail: { cells: [{ row: 0, column: 'summary', say: '哪一年的？' }] },
    })
    expect((await officer.get('/messages')).body.messages[0].say).toContain('退回')
    const saved = await officer.put(`/notices/${id}/draft`, { revision: notice.revision, content: notice.content })
    expect((await officer.post(`/notices/${id}/submit`, { revision: saved.body.revision })).status).toBe(200)
  })

  test('two people at once: one wins, the other is told what happened', async () => {
    const hash = (await chair.get(`/notices/${id}`)).body.contentHash
    const both = await Promise.all([
      chair.post(`/notices/${id}/actions/approve`, { contentHash: hash, seenStep: 'review' }),
      chair.post(`/notices/${id}/actions/approve`, { contentHash: hash, seenStep: 'review' }),
    ])
    expect(both.map((b) => b.status).sort()).toEqual([200, 409])
    expect(both.find((b) => b.status === 409)!.body.message).toMatch(/卢兴.*已在.*书记签字把关/)
  })

  test('the secretary signs: secrecy check, strokes, and it is out at once', async () => {
    const hash = (await secretary.get(`/notices/${id}`)).body.contentHash
    expect(
      (
        await secretary.post(`/notices/${id}/actions/sign`, {
          contentHash: hash,
          signature: { kind: 'strokes', strokes },
        })
      ).body.message,
    ).toContain('保密审查')
    expect(
      (
        await secretary.post(`/notices/${id}/actions/sign`, {
          contentHash: hash,
          secrecyChecked: true,
          signature: { kind: 'strokes', strokes: [] },
        })
      ).status,
    ).toBe(422)
    expect(
      (
        await secretary.post(`/notices/${id}/actions/sign`, {
          contentHash: hash,
          secrecyChecked: true,
          signature: { kind: 'password', password: 'wrong' },
        })
      ).status,
    ).toBe(422)
    const signed = await secretary.post(`/notices/${id}/actions/sign`, {
      contentHash: hash,
      secrecyChecked: true,
      signature: { kind: 'password', password: 'sunlit2026' },
    })
    expect(signed.body).toEqual({ step: 'published', published: 1 })
    const { clock, pastClocks } = (await clerk.get(`/notices/${id}`)).body
    expect(clock.at(-1)).toMatch(/^到 .* 24:00$/)
    expect(pastClocks.map((c: { name: string }) => c.name)).toEqual([
      '村务监督委员会审查（第 1 次）',
      '村务监督委员会审查（第 2 次）',
      '书记签字把关',
    ])
    expect(pastClocks.every((c: { end: string; late: boolean }) => /走完这一步/.test(c.end) && !c.late)).toBe(true)
  })

  test('everybody reads the same clocks on the page and on paper', async () => {
    const [{ code }] = await rows(w.office.public, sql<any>`SELECT code FROM public_notices WHERE notice_id = ${id}`)
    const { clock, pastClocks } = (await clerk.get(`/notices/${id}`)).body
    const page = async (path: string) => (await w.app.request(`http://localhost${path}`)).text()
    const ends = pastClocks.map((c: { end: string }) => c.end)
    for (const path of [`/d/${code}`, `/d/${code}/print`]) {
      const seen = await page(path)
      for (const said of [...ends, ...clock]) expect([path, seen.includes(said), said]).toEqual([path, true, said])
    }
    // What stays folded on the screen is open on paper.
    expect(await page(`/d/${code}`)).toMatch(/<details[^>]*data-printed/)
  })

  test('the public sees it masked, with its hands; the counts and the log know it', async () => {
    const [seen] = await rows(w.office.public, sql<any>`SELECT * FROM public_notices WHERE notice_id = ${id}`)
    expect(seen.content.rows[0]).toMatchObject({
      summary: '东塘水面承包费（2026 年度）',
      amount: '18000.00',
      voucherDate: '2026-09-03',
    })
    expect(seen.hands.map((h: { step: string; name: string }) => h.step)).toEqual([
      '编制',
      '村务监督委员会审查',
      '书记签字把关',
    ])
    expect(seen).toMatchObject({ display_from: '2026-10-06', display_until: '2026-10-20', published_on: '2026-10-05' })
    const [month] = await rows(
      w.office.public,
      sql<any>`
        SELECT m.*
        FROM public_place_months m
        JOIN public_regions r ON r.id = m.region_id
        WHERE r.slug = 'liuwan' AND m.month = '2026-10'`,
    )
    expect(month.published).toBe(1)
    await w.seal()
    const [leaf] = await rows(
      w.office.public,
      sql<any>`SELECT position FROM public_ledger_leaves WHERE id = ${seen.leaf_id}`,
    )
    expect(leaf.position).toBe(0)
  })

  test('the township files it, then demands a correction, which goes through the same hands as version 2', async () => {
    expect((await clerk.post(`/notices/${id}/actions/file`, {})).body).toEqual({ step: 'filed' })
    expect((await clerk.post(`/notices/${id}/actions/demand`, { comment: '金额与票据不符，请核对' })).body).toEqual({
      step: 'filed',
    })
    w.set(new Date(w.now().getTime() + 60_000).toISOString())
    expect(
      (await officer.post(`/notices/${id}/actions/correct`, { comment: '金额少写 500 元，按票据改正' })).body,
    ).toEqual({ step: 'draft' })
    const notice = (await officer.get(`/notices/${id}`)).body
    const saved = await officer.put(`/notices/${id}/draft`, {
      revision: notice.revision,
      content: { ...notice.content, rows: [{ ...notice.content.rows[0], amount: '18500' }] },
    })
    await officer.post(`/notices/${id}/submit`, { revision: saved.body.revision })
    expect(
      (
        await rows(
          w.office.public,
          sql<any>`SELECT content FROM public_notices WHERE notice_id = ${id} AND superseded_at IS NULL`,
        )
      )[0].content.rows[0].amount,
    ).toBe('18000.00')
    const hash = (await chair.get(`/notices/${id}`)).body.contentHash
    await chair.post(`/notices/${id}/actions/approve`, { contentHash: hash })
    expect(
      (
        await secretary.post(`/notices/${id}/actions/sign`, {
          contentHash: hash,
          secrecyChecked: true,
          signature: { kind: 'strokes', strokes },
        })
      ).body,
    ).toEqual({ step: 'published', published: 2 })
    const versions = await rows(
      w.office.public,
      sql<any>`
        SELECT version, content, reason, superseded_at
        FROM public_notices
        WHERE notice_id = ${id}
        ORDER BY version`,
    )
    expect(versions.map((v) => v.content.rows[0].amount)).toEqual(['18000.00', '18500.00'])
    expect(versions[1].reason).toContain('金额少写')
    // The second version went through the same steps: which time it was is said wherever clocks are read.
    const names = (await clerk.get(`/notices/${id}`)).body.pastClocks.map((c: { name: string }) => c.name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('书记签字把关（第 2 次）')
    const [{ code }] = await rows(w.office.public, sql<any>`SELECT code FROM public_notices WHERE notice_id = ${id}`)
    for (const [path, nth] of [
      [`/d/${code}`, 2],
      [`/d/${code}/print`, 2],
      [`/d/${code}/v/1`, 1],
    ] as const)
      expect(await (await w.app.request(`http://localhost${path}`)).text(), path).toContain(
        `书记签字把关（第 ${nth} 次）`,
      )
    expect(
      (await rows(w.office.public, sql<any>`SELECT met_at FROM public_correction_demands WHERE notice_id = ${id}`))[0]
        .met_at,
    ).not.toBeNull()
  })

  test('withdrawn, its page says by whom and why; the content is gone from every public view', async () => {
    expect((await officer.post(`/notices/${id}/actions/withdraw`, { comment: '整张表要重做' })).status).toBe(403)
    expect(
      (await secretary.post(`/notices/${id}/actions/withdraw`, { comment: '整张表要重做，另行公开' })).body,
    ).toEqual({ step: 'withdrawn' })
    const seen = await rows(w.office.public, sql<any>`SELECT * FROM public_notices WHERE notice_id = ${id}`)
    expect(seen.every((s) => s.content === null && s.salt === null && s.title === '')).toBe(true)
    expect(seen[0]).toMatchObject({
      withdrawn: 'withdrawal',
      withdrawn_reason: '整张表要重做，另行公开',
      withdrawn_by: '柳长青',
    })
  })

  test('what was withdrawn is owed again with a day, and published anew beside the withdrawn one', async () => {
    const owed = async () =>
      (
        await rows(
          w.office.db,
          sql<{ id: string; due_on: string; notice_id: string | null; published_at: Date | null }>`
            SELECT o.id, o.due_on, o.notice_id, o.published_at
            FROM obligations o
            JOIN notices n ON (n.region_id, n.item_code, n.period, n.stage) = (o.region_id, o.item_code, o.period,
              o.stage)
            WHERE n.id = ${id}
            ORDER BY o.round DESC`,
        )
      )[0]!
    const again = await owed()
    expect(again).toMatchObject({ notice_id: null, published_at: null })
    expect(again.due_on > dayOf(w.now())).toBe(true)
    const task = (await officer.get('/desk')).body.tasks.find((t: { id: string }) => t.id === again.id)
    expect(task).toMatchObject({ dueOn: again.due_on, lamp: expect.not.stringMatching('red') })
    const next = (await officer.post(`/obligations/${again.id}/draft`, {})).body.id
    expect(next).not.toBe(id)
    expect((await owed()).notice_id).toBe(next)
  })
})

test('nothing to publish goes through the same hands and is public', async () => {
  const id = await open('C07-04', '2026-09')
  const saved = await officer.put(`/notices/${id}/draft`, {
    revision: 0,
    content: { nothing: { reason: '本月没有发生支出。' } },
  })
  expect((await officer.post(`/notices/${id}/submit`, { revision: saved.body.revision })).body).toEqual({
    step: 'review',
  })
  const hash = (await chair.get(`/notices/${id}`)).body.contentHash
  await chair.post(`/notices/${id}/actions/approve`, { contentHash: hash })
  await secretary.post(`/notices/${id}/actions/sign`, {
    contentHash: hash,
    secrecyChecked: true,
    signature: { kind: 'strokes', strokes },
  })
  const [seen] = await rows(
    w.office.public,
    sql<any>`SELECT nothing, content FROM public_notices WHERE notice_id = ${id}`,
  )
  expect(seen).toMatchObject({ nothing: true, content: { nothing: '本月没有发生支出。', rows: [] } })
})

test('a changed draft voids earlier signatures: after a return everything is seen anew', async () => {
  const id = await open('C03-06', '2026-09')
  const notice = (await officer.get(`/notices/${id}`)).body
  const kinds = notice.form.columns.find((c: { key: string }) => c.key === 'kind').options
  const content = {
    rows: [
      {
        date: '2026-09-10',
        kind: kinds[0],
        topic: '学习',
        expected: 20,
        present: 18,
        host: '柳长青',
        summary: '学习文件。',
      },
    ],
  }
  let saved = await officer.put(`/notices/${id}/draft`, { revision: 0, content })
  await officer.post(`/notices/${id}/submit`, { revision: saved.body.revision })
  const before = (await chair.get(`/notices/${id}`)).body.contentHash
  await chair.post(`/notices/${id}/actions/approve`, { contentHash: before })
  await secretary.post(`/notices/${id}/actions/return`, { comment: '人数不对' })
  const again = (await officer.get(`/notices/${id}`)).body
  saved = await officer.put(`/notices/${id}/draft`, {
    revision: again.revision,
    content: { rows: [{ ...content.rows[0], present: 17 }] },
  })
  await officer.post(`/notices/${id}/submit`, { revision: saved.body.revision })
  expect((await chair.post(`/notices/${id}/actions/approve`, { contentHash: before })).status).toBe(409)
  const after = (await chair.get(`/notices/${id}`)).body
  expect(after.step).toBe('review')
  expect(after.contentHash).not.toBe(before)
})

test('strangers get 404: a neighbour village cannot even see that the draft exists', async () => {
  const id = await open('C01-01', '2026-09')
  const nobody = await w.app.request(`http://localhost/api/notices/${id}`)
  expect(nobody.status).toBe(401)
})
