/**
 * A county changes the key for what lies at rest, while people work; the change is ended in the middle and taken up
 * again.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import { folderShelf } from '../kernel/files/folderShelf.ts'
import { fileStore } from '../kernel/files/store.ts'
import { residentVault } from '../kernel/residents/vault.ts'
import { rows, sql } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { holdRing, ringOf } from '../platform/sealing/ring.ts'
import { headOf } from '../platform/sealing/sealer.ts'
import { leftIn, resealAll, sealedColumns } from './reseal.ts'
import { addKey, ringFor } from '../app/ring.ts'

let w: World
let home: string
const secret = 'the secret of a county that changes its keys'
const n = 450

beforeAll(async () => {
  w = await makeWorld()
  home = mkdtempSync(join(tmpdir(), 'sunlit-ring-'))
  await folderShelf(home).write('keys/.here', Buffer.from(''))
})
afterAll(async () => {
  await w.close()
  rmSync(home, { recursive: true, force: true })
})

test('AES to AES to SM4: old values open all the time, a change ended in the middle goes on, nothing is left behind', async () => {
  const db = w.t.owner
  const env = readEnv({ SUNLIT_DATA: home })
  const vault = residentVault(secret)
  const fileKey = Buffer.alloc(32, 3)
  const [village] = await rows(db, sql<{ id: string }>`SELECT id FROM regions WHERE slug = 'liuwan'`)
  for (let i = 0; i < n; i += 1)
    await sql`
      INSERT INTO households (id, region_id, code, address, made_at)
      VALUES (
        ${`h${i}`}, ${village!.id}, ${`c${i}`}, ${vault.seal('address', `h${i}`, `柳湾村 ${i} 号`)}, ${w.now()}
      )`.execute(db)
  const originals = await Promise.all(
    ['户口簿', '身份证'].map((text) => fileStore(folderShelf(home), fileKey).put('original', Buffer.from(text))),
  )
  const addresses = async () =>
    (
      await rows(
        db,
        sql<{ id: string; address: Buffer }>`SELECT id, address FROM households WHERE id LIKE 'h%' ORDER BY id`,
      )
    )
      .map((h) => vault.open('address', h.id, h.address))
      .sort()
  const before = await addresses()
  const column = sealedColumns.find((c) => c.table === 'households' && c.column === 'address')!

  for (const suite of ['aes', 'sm4'] as const) {
    addKey(env, suite, '2026-11-22')
    holdRing(secret, ringFor(env))
    const newest = ringOf(secret).newest()!
    const files = fileStore(folderShelf(home), fileKey, ringOf(secret))
    expect(await addresses()).toEqual(before)
    expect(Buffer.from((await files.get('original', originals[0]!))!).toString()).toBe('户口簿')
    await expect(
      resealAll({
        db,
        secret,
        files,
        originals,
        progress: () => {
          throw new Error('killed')
        },
      }),
    ).rejects.toThrow('killed')
    const left = await leftIn(db, column, headOf(newest))
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThan(n)
    const told: number[] = []
    expect(
      await resealAll({
        db,
        secret,
        files,
        originals,
        progress: (done, total) => {
          told.push(done / total)
        },
      }),
    ).toEqual({ values: left, files: 2 })
    expect(told.every((share) => share > 0 && share <= 1)).toBe(true)
    expect(await leftIn(db, column, headOf(newest))).toBe(0)
    expect(await addresses()).toEqual(before)
    for (const sha256 of originals)
      expect(
        readFileSync(join(home, 'files/original', sha256.slice(0, 2), sha256))
          .subarray(0, 4)
          .toString(),
      ).toBe('SLK1')
    expect(Buffer.from((await files.get('original', originals[1]!))!).toString()).toBe('身份证')
    expect(await resealAll({ db, secret, files, originals, progress: () => undefined })).toEqual({
      values: 0,
      files: 0,
    })
  }
  // What lies there now says nothing without the ring.
  const raw = await rows(db, sql<{ address: Buffer }>`SELECT address FROM households WHERE id = 'h1'`)
  expect(() => residentVault('another secret').open('address', 'h1', raw[0]!.address)).toThrow()
})
