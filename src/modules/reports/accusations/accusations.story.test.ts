/** An accusation, sealed to the discipline office: nobody else learns of it, and nobody else could read it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql } from '../../../platform/db.ts'
import { fromBase64url, toBase64url, utf8 } from '../../../kernel/ledger/bytes.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { visitor } from '../fixtures/visitor.ts'
import type { Body } from './accusations.schema.ts'
import { openWith, sealFor, type PublicKey } from './envelope.ts'
import { newKeyFile, openKeyFile } from './keyFile.ts'

let w: World
let officer: Person
let file: { key: PublicKey; text: string }
const passphrase = '柳湾村口的老槐树三百年'
const body: Body = {
  v: 1,
  about: '柳湾村某干部',
  text: '把修路的钱拿去还自己的债，账上写成了砂石。',
  evidence: '工地的记工本',
  files: [],
}

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  officer = await w.signIn('discipline')
  file = await newKeyFile(passphrase)
})
afterAll(() => w.close())

async function send(key: string, identity?: { name: string; phone: string }) {
  const form = new FormData()
  form.set('keyId', file.key.id)
  form.set('key', key)
  form.set('sealed', new Blob([await sealFor(file.key, 'body', body)]), 'sealed')
  if (identity) form.set('identity', new Blob([await sealFor(file.key, 'identity', { v: 1, ...identity })]), 'identity')
  w.office.proxies = 1
  return w.app.request('http://localhost/accusations', {
    method: 'POST',
    body: form,
    headers: { origin: 'http://localhost', host: 'localhost', 'x-forwarded-for': '10.1.2.3' },
  })
}

test("until the office has a key the page shows the telephone alone; then its form and the key's fingerprint", async () => {
  const v = visitor(w)
  const before = await v.get('/accusations/new')
  expect(before.html).toContain('tel:12388')
  expect(before.html).not.toContain('<form data-accuse')
  expect((await send('no key yet, so refused')).status).toBe(409)
  expect(
    (await officer.post('/accusation-keys', { publicKey: toBase64url(utf8('not a point'.repeat(6).slice(0, 65))) }))
      .status,
  ).toBe(422)
  expect((await officer.post('/accusation-keys', { publicKey: toBase64url(file.key.bytes) })).status).toBe(200)
  const after = await v.get('/accusations/new')
  expect(after.html.indexOf('tel:12388')).toBeLessThan(after.html.indexOf('data-accuse'))
  expect(after.html).toContain(file.key.id.match(/.{4}/g)!.join(' '))
  expect(after.headers.get('cache-control')).toBe('no-store')
})

test('it arrives once; the receipt tells how far it is; the office opens it with file and passphrase, who made it only with a reason', async () => {
  const sent = await send('one accusation, one key', { name: '王大姐', phone: '13912345678' })
  expect(sent.status).toBe(201)
  const receipt = (await sent.json()) as { code: string; digits: string }
  expect(await (await send('one accusation, one key')).json()).toEqual(receipt)
  const v = visitor(w)
  expect((await v.post('/reports', receipt)).html).toContain('已收到，纪检机关还没有打开')
  expect(
    (await v.post('/reports', { ...receipt, digits: receipt.digits === '000000' ? '000001' : '000000' })).html,
  ).toContain('编号或六位数字不对')

  const { rows: list } = (await officer.get('/accusations')).body
  expect(list).toHaveLength(1)
  const at = `/accusations/${list[0].id}`
  expect((await officer.post(`${at}/state`, { state: 'accepted' })).status).toBe(409)
  await expect(openKeyFile(file.text, 'wrong passphrase')).rejects.toThrow('口令不对')
  await expect(openKeyFile('{}', passphrase)).rejects.toThrow('这不是钥匙文件')
  const { privateKey } = await openKeyFile(file.text, passphrase)
  const opened = (await officer.post(`${at}/open`)).body
  expect(await openWith(privateKey, opened.keyId, 'body', fromBase64url(opened.sealed)!)).toEqual(body)
  w.set('2026-11-16T09:05:00+08:00')
  expect((await officer.post(`${at}/identity`, { why: '' })).status).toBe(422)
  const who = (await officer.post(`${at}/identity`, { why: '联系核实时间' })).body
  expect(await openWith(privateKey, who.keyId, 'identity', fromBase64url(who.sealed)!)).toMatchObject({
    name: '王大姐',
  })
  await expect(openWith(privateKey, who.keyId, 'body', fromBase64url(who.sealed)!)).rejects.toThrow()
  expect(who.looks.map((l: { what: string; why: string }) => [l.what, l.why])).toEqual([
    ['identity', '联系核实时间'],
    ['body', ''],
  ])
  expect((await officer.post(`${at}/state`, { state: 'accepted' })).status).toBe(200)
  expect((await v.post('/reports', receipt)).html).toContain('已受理')
})

test('no other post learns of it, the administrator neither; nothing in the log, the trail, the cases or in clear at rest', async () => {
  const { id } = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM accusations`))!
  for (const who of ['admin', 'inspector', 'qingxi-discipline', 'qingxi-clerk', 'liuwan-secretary']) {
    const person = await w.signIn(who)
    expect(
      [(await person.get('/accusations')).status, (await person.post(`/accusations/${id}/open`)).status],
      who,
    ).toEqual([403, 403])
    // The inspector is told that the office has a key, never that something came in.
    expect(JSON.stringify((await person.get('/messages')).body)).not.toMatch(/收到|accusation/)
  }
  const trail = JSON.stringify((await (await w.signIn('admin')).get('/audit')).body)
  expect(trail).toContain('accusation.key')
  expect(trail).not.toContain(id)
  await w.seal()
  expect(
    (await first(
      w.office.db,
      sql<{
        n: number
      }>`
        SELECT (SELECT count(*) FROM cases WHERE subject_kind <> 'notice')::int + (
          SELECT count(*) FROM ledger_leaves WHERE subject_id = ${id}
        )::int AS n`,
    ))!.n,
  ).toBe(0)
  const kept = await rows(
    w.office.db,
    sql<{ sealed: Buffer; identity: Buffer }>`SELECT sealed, identity FROM accusations`,
  )
  for (const { sealed, identity } of kept)
    for (const word of ['柳湾', '王大姐', '13912345678'])
      expect(sealed.includes(Buffer.from(word)) || identity.includes(Buffer.from(word))).toBe(false)
  // A short one and a long one of the same block have the same length.
  const long = await sealFor(file.key, 'body', { ...body, text: body.text.repeat(50) })
  expect(long.length).toBe(kept[0]!.sealed.length)
})

test('a new key takes over; what was sealed before still opens with the old file', async () => {
  const next = await newKeyFile('另外一把钥匙的很长的口令')
  const publicKey = toBase64url(next.key.bytes)
  // Whoever got into the officer's account has not got the file.
  expect((await officer.post('/accusation-keys', { publicKey })).status).toBe(409)
  expect((await officer.post('/accusation-keys', { publicKey, proof: 'guessed' })).status).toBe(422)
  expect((await officer.post('/accusation-keys/end')).status).toBe(200)
  expect((await officer.post('/accusation-keys', { publicKey })).status).toBe(409)
  const challenge = (await officer.post('/accusation-keys/challenge')).body
  const old = await openKeyFile(file.text, passphrase)
  const proof = await openWith(old.privateKey, challenge.keyId, 'body', fromBase64url(challenge.sealed)!)
  expect((await officer.post('/accusation-keys', { publicKey, proof })).status).toBe(200)
  const inspector = await w.signIn('inspector')
  expect(JSON.stringify((await inspector.get('/messages')).body)).toContain('换钥匙')
  expect((await send('sealed to the old key, too late')).status).toBe(409)
  const { keys, rows: list } = (await officer.get('/accusations')).body
  expect(keys.map((k: { waiting: number; ended_at: string | null }) => [k.waiting, k.ended_at === null])).toEqual([
    [0, true],
    [1, false],
  ])
  const opened = (await officer.post(`/accusations/${list[0].id}/open`)).body
  const { privateKey } = await openKeyFile(file.text, passphrase)
  expect(await openWith(privateKey, opened.keyId, 'body', fromBase64url(opened.sealed)!)).toEqual(body)
  expect((await officer.post('/accusation-keys/end')).status).toBe(200)
  expect((await visitor(w).get('/accusations/new')).html).toContain('还没有开通网上举报')
})
