/**
 * Strangers' files: so much of one address, so much in all, and never the database's room; what is given up is swept.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeWorld, type World } from '../../../test/world.ts'
import { sweepUploads, unsentBytes } from '../../modules/reports/sending/uploads.ts'
import { sql } from '../../platform/db.ts'
import { roomKeeper } from '../../platform/disk.ts'
import { newId } from '../../platform/ids.ts'
import { contextAt, forgetContext } from '../cases/office.ts'
import { folderShelf } from '../files/folderShelf.ts'
import { fileStore } from '../files/store.ts'

let w: World
const folder = mkdtempSync(join(tmpdir(), 'sunlit-full-'))
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  w.office.proxies = 1
})
beforeEach(async () => {
  await sql`DELETE FROM rate_limits`.execute(w.office.db)
})
afterAll(async () => {
  await w.close()
  rmSync(folder, { recursive: true })
})

const mb = 1024 * 1024
const begin = (ip: string, bytes: number) =>
  w.app.request('http://localhost/uploads', {
    method: 'POST',
    headers: {
      origin: 'http://localhost',
      host: 'localhost',
      'x-forwarded-for': ip,
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes),
      'upload-metadata': `key ${Buffer.from(newId()).toString('base64')},name ${Buffer.from('a.jpg').toString('base64')}`,
    },
  })
async function setRule(code: string, value: number) {
  await sql`UPDATE rules SET value = ${JSON.stringify(value)}::jsonb WHERE code = ${code}`.execute(w.t.owner)
  forgetContext(w.office.db)
}

test('one address sends so much in an hour; another goes on', async () => {
  await setRule('upload.addressMbHour', 100)
  expect((await begin('10.0.0.1', 30 * mb)).status).toBe(201)
  expect((await begin('10.0.0.1', 30 * mb)).status).toBe(201)
  expect((await begin('10.0.0.1', 30 * mb)).status).toBe(201)
  const refused = await begin('10.0.0.1', 30 * mb)
  expect([refused.status, await refused.text()]).toEqual([
    429,
    expect.stringContaining('这个网络一小时里传的文件太多了'),
  ])
  expect((await begin('10.0.0.2', 30 * mb)).status).toBe(201)
})

test('what lies here unsent is bounded in all, and swept after the days of the rule', async () => {
  expect(await unsentBytes(w.office.db)).toBe(120 * mb)
  await setRule('upload.waitingMb', 130)
  const refused = await begin('10.0.0.3', 30 * mb)
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('还没有提交的文件太多')])
  w.set('2026-10-09T09:00:00+08:00')
  await sweepUploads(w.office, await contextAt(w.office.db, w.now()))
  expect(await unsentBytes(w.office.db)).toBe(0)
  expect((await begin('10.0.0.3', 30 * mb)).status).toBe(201)
  await setRule('upload.waitingMb', 5000)
})

test('what begins at one moment passes the bound no further than what begins one after another', async () => {
  const before = (await unsentBytes(w.office.db)) / mb
  await setRule('upload.waitingMb', before + 100)
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => begin(`10.0.1.${i}`, 30 * mb)))
  expect(answers.map((a) => a.status).sort()).toEqual([...Array(3).fill(201), ...Array(9).fill(503)])
  expect((await unsentBytes(w.office.db)) / mb).toBe(before + 90)
  await setRule('upload.waitingMb', 5000)
})

test('where the disk keeps only what the database needs, no file is taken and everything else goes on', async () => {
  const usual = w.office.files
  const begun = await begin('10.0.0.4', mb)
  const full = roomKeeper(folder, 1_000_000_000)
  w.office.files = fileStore(folderShelf(folder), Buffer.alloc(32), undefined, full)
  const refused = await begin('10.0.0.4', mb)
  expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('快满了')])
  const piece = await w.app.request(new URL(begun.headers.get('location')!, 'http://localhost/uploads'), {
    method: 'PATCH',
    headers: {
      origin: 'http://localhost',
      host: 'localhost',
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(9),
  })
  expect([piece.status, await piece.text()], 'a piece of what was begun before').toEqual([
    503,
    expect.stringContaining('快满了'),
  ])
  await expect(w.office.files.put('original', new Uint8Array(9))).rejects.toThrow(/快满了/)
  expect((await w.app.request('http://localhost/v/liuwan')).status).toBe(200)
  w.office.files = usual
})

test.each([-1, 1.5, 1e300])('a length of %d is none', async (bytes) => {
  const answer = await begin('10.0.0.5', bytes)
  expect(answer.status).toBe(400)
})
