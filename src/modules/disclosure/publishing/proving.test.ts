/** What a visitor, or another institution's tool, can check without believing this site. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkConsistency, verifyNotice } from '../../../kernel/ledger/browser/index.ts'
import { verifyProofFile } from '../../../kernel/ledger/proof.file.ts'
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
  const steps = await verifyNotice(await evidence())
  expect(steps.map((s) => s.ok)).toEqual([true, true, true])
  const forged = await evidence()
  forged.content = forged.content.replace('1260.00', '1290.00')
  expect((await verifyNotice(forged))[0]!.ok).toBe(false)
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
    expect((await verifyNotice(await evidence(v))).map((s) => s.ok)).toEqual([true, true, true])
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
  expect((await verifyNotice(left)).map((s) => s.ok)).toEqual([null, true, true])
})
