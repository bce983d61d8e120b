/** What a visitor, or another institution's tool, can check without believing this site. */
import type { RawBuilder } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkConsistency, verifyNotice } from '../../../kernel/ledger/browser/index.ts'
import { auditLog } from '../../../kernel/ledger/audit.ts'
import { verifyProofFile } from '../../../kernel/ledger/proof.file.ts'
import { sql } from '../../../platform/db.ts'
import { correct, expenses, openLiuwan, publish, type Liuwan } from '../../../front/fixtures/liuwan.ts'

let l: Liuwan
let notice: { id: string; code: string }

beforeAll(async () => {
  l = await openLiuwan()
  notice = await publish(l, 'C07-04', '2026-09', expenses())
})
afterAll(() => l.w.close())

const evidence = async (query = '') => JSON.parse((await l.get(`/d/${notice.code}/evidence.json${query}`)).html)

test('the evidence that the page hands to the browser is enough, and a changed figure is found', async () => {
  const steps = verifyNotice(await evidence())
  expect(steps.map((s) => s.ok)).toEqual([true, true, true, true])
  const forged = await evidence()
  forged.content = forged.content.replace('1260.00', '1290.00')
  expect(verifyNotice(forged).map((s) => s.ok)).toEqual([true, false, true, true])
})

/** What somebody with the owner's rights on the database can do to a published row. */
const changes: [what: string, change: RawBuilder<unknown>, back: RawBuilder<unknown>][] = [
  ['who signed', sql`hands = jsonb_set(hands, '{0,name}', '"别人"')`, sql`hands = before.hands`],
  [
    'when it was signed',
    sql`hands = jsonb_set(hands, '{0,at}', '"2026-10-01T00:00:00.000Z"')`,
    sql`hands = before.hands`,
  ],
  ['the day of publication', sql`published_on = published_on - 9`, sql`published_on = before.published_on`],
  ['the moment', sql`published_at = published_at - interval '9 days'`, sql`published_at = before.published_at`],
  ['the day it was due', sql`due_on = due_on + 30`, sql`due_on = before.due_on`],
  ['until when it is shown', sql`display_until = display_until - 9`, sql`display_until = before.display_until`],
  ['the title', sql`title = '十月支出'`, sql`title = before.title`],
  ['the place', sql`region_id = (SELECT id FROM regions WHERE slug = 'qingxi')`, sql`region_id = before.region_id`],
  ['the period', sql`period = '2026-08'`, sql`period = before.period`],
  [
    'a figure',
    sql`public_content = jsonb_set(public_content, '{note}', '"改"')`,
    sql`public_content = before.public_content`,
  ],
  [
    'that it was ever recorded',
    sql`content_commitment = NULL, record_salt = NULL`,
    sql`content_commitment = before.content_commitment, record_salt = before.record_salt`,
  ],
  [
    'content and its commitment together',
    sql`title = 'x', commitment = repeat('A', 43), content_commitment = repeat('A', 43)`,
    sql`title = before.title, commitment = before.commitment, content_commitment = before.content_commitment`,
  ],
]

test('whoever changes a row in the database is found: on its page, by the browser, by an auditor from outside', async () => {
  const auditor = async () => {
    const get = async (path: string) => {
      const answer = await l.get(path)
      return answer.status === 200 ? answer.bytes : undefined
    }
    return auditLog(
      (path) => get(`/log/${path}`),
      {},
      undefined,
      async (code, version) => {
        const bytes = await get(`/d/${code}/evidence.json?v=${version}`)
        return bytes && JSON.parse(Buffer.from(bytes).toString())
      },
    )
  }
  const owner = l.w.t.owner
  // Who changes rows by hand does not renew kept pages; sooner or later something else does.
  const renewed = () => sql`UPDATE page_versions SET version = version + 1`.execute(owner)
  await sql`CREATE TABLE before AS SELECT * FROM publications WHERE code = ${notice.code}`.execute(owner)
  expect((await auditor()).problems).toEqual([])
  expect((await l.get(`/d/${notice.code}`)).text).not.toContain('对不上')
  for (const [what, change, back] of changes) {
    await sql`UPDATE publications SET ${change} WHERE code = ${notice.code}`.execute(owner)
    await renewed()
    expect((await l.get(`/d/${notice.code}`)).text, what).toContain('和公开时的存证对不上')
    expect(
      verifyNotice(await evidence()).some((s) => s.ok === false),
      what,
    ).toBe(true)
    expect((await auditor()).problems.join(), what).toContain(notice.code)
    await sql`UPDATE publications p SET ${back} FROM before WHERE p.id = before.id`.execute(owner)
  }
  await renewed()
  expect((await auditor()).problems).toEqual([])
  await sql`INSERT INTO withdrawals (notice_id, kind, reason, by_name, by_post, by_place, at, leaf_id) SELECT notice_id,
    'withdrawal', '不想给人看', '某人', '某岗', '某处', now(), 'none' FROM before`.execute(owner)
  expect((await auditor()).problems).toEqual([`公告 ${notice.code} 第 1 版：从网站上撤下了，日志里却没有撤回的记录。`])
  await sql`DELETE FROM withdrawals`.execute(owner)
  await sql`DROP TABLE before`.execute(owner)
  await renewed()
})

test('the proof file checks offline with the key alone', async () => {
  const proof = await l.get(`/d/${notice.code}.tlog-proof`)
  const key = (await l.get('/log/key')).html.trim()
  expect((await verifyProofFile(proof.html, { vkey: key })).problems).toEqual([])
})

test('after a correction both versions have their proof, and the log only grew', async () => {
  const before = (await l.get('/log/checkpoint')).html
  await correct(l, notice.id, '第 1 行金额少写 20 元', expenses('1280'))
  for (const v of ['?v=1', '?v=2', ''])
    expect(verifyNotice(await evidence(v)).map((s) => s.ok)).toEqual([true, true, true, true])
  const after = (await l.get('/log/checkpoint')).html
  const fetchTile = async (path: string) => (await l.get(`/log/${path}`)).bytes
  expect(await checkConsistency(before, after, fetchTile)).toMatchObject({ ok: true })
})

test('the log is served as tlog-tiles wants it, to everybody', async () => {
  const tile = await l.get('/log/tile/0/000.p/2')
  expect([tile.status, tile.bytes.length, tile.headers.get('content-type')]).toEqual([
    200,
    64,
    'application/octet-stream',
  ])
  expect(tile.headers.get('cache-control')).toContain('immutable')
  expect(tile.headers.get('access-control-allow-origin')).toBe('*')
  expect((await l.get('/log/tile/entries/000.p/2')).status).toBe(200)
  for (const path of ['/log/tile/0/000.p/3', '/log/tile/0/001', '/log/tile/9/x'])
    expect((await l.get(path)).status).toBe(404)
})

test('the page about the log names its state; a proof page says where the notice stands', async () => {
  expect((await l.get('/log')).text).toMatch(/一共 \d+ 条/)
  expect((await l.get(`/d/${notice.code}/proof`)).text).toContain('现在核对')
  expect((await l.get(`/d/${notice.code}/print`)).html).toContain('aria-label="查这份公开有没有改过的二维码"')
})

test('withdrawn, only the fact that it was published can be checked', async () => {
  await l.secretary.post(`/notices/${notice.id}/actions/withdraw`, { comment: '整张表要重做，另行公开' })
  await l.w.seal()
  const left = await evidence()
  expect(left.content).toBeUndefined()
  expect(left.salt).toBeUndefined()
  expect(verifyNotice(left).map((s) => s.ok)).toEqual([null, true, true])
})
