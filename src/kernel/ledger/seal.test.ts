import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDb, type TestDb } from '../../../test/db.ts'
import { first, rows, sql, type Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { cosignatureLine, cosignedMessage } from './cosignature.ts'
import { entryTime, parseEntry, type LedgerEntry } from './entry.ts'
import { logKey, type LogKey } from './keys.ts'
import { verifyConsistency } from './merkle.ts'
import { formatVkey, parseNote, signatureTypes, verifierKey, verifyNote } from './note.ts'
import { checkProof, parseProof } from './proof.ts'
import {
  consistencyProof,
  findCheckpoint,
  inclusionProof,
  latestCheckpoint,
  latestCosignedCheckpoint,
  leavesOf,
  proofsOf,
  tile,
} from './queries.ts'
import { sealPending } from './seal.ts'
import { stageLeaf, stageLeaves, type Leaf } from './stage.ts'
import { addCosignature } from './witnesses.ts'

const start = Date.parse('2026-10-08T01:00:00Z')
const now = new Date(start)
let t: TestDb
let key: LogKey

beforeAll(() => {
  key = logKey('cunwu.example.cn/log', generateKeyPairSync('ed25519').privateKey)
})
beforeEach(async () => {
  t = await testDb()
  return () => t.close()
})

/** The n-th notice of a village, one second after the one before. */
function notice(n: number): Leaf {
  const at = new Date(start + n * 1000)
  const entry: LedgerEntry = {
    v: 1,
    kind: 'publication',
    county: 'qingchuan',
    region: `v${n % 450}`,
    item: 'C04-01',
    period: '2026-09',
    version: 1,
    code: `N${n}`,
    commitment: createHash('sha256').update(`notice ${n}`).digest('base64url'),
    at: entryTime(at),
  }
  return { id: newId(at.getTime()), subjectId: `notice-${n}`, entry, at }
}

const notices = (count: number, from = 0) => Array.from({ length: count }, (_, i) => notice(from + i))

async function stage(db: Db, leaves: Leaf[]) {
  await db.transaction().execute((tx) => stageLeaves(tx, leaves))
}

describe('an empty log', () => {
  test('has nothing before the first run, then a checkpoint of size 0, signed once', async () => {
    expect(await latestCheckpoint(t.public)).toBeUndefined()
    await sealPending(t.db, key, now)
    await sealPending(t.db, key, now)
    const checkpoint = await latestCheckpoint(t.public)
    expect(checkpoint?.note.split('\n').slice(0, 3)).toEqual([
      'cunwu.example.cn/log',
      '0',
      '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    ])
    expect(await tile(t.public, 'tile/0/000')).toBeUndefined()
  })
})

describe('staged leaves', () => {
  test('wait without a number, are sealed by the next run and stay as they are', async () => {
    await stage(t.db, notices(3))
    expect((await leavesOf(t.public, 'notice-1'))[0]?.position).toBeNull()
    expect(await sealPending(t.db, key, now)).toEqual({ sealed: 3, busy: false })
    expect(await sealPending(t.db, key, now)).toEqual({ sealed: 0, busy: false })
    const [leaf] = await leavesOf(t.public, 'notice-1')
    expect(leaf?.position).toBe(1)
    expect(parseEntry(leaf!.entry)).toEqual(notice(1).entry)
  })

  test('vanish with the transaction of what they are about', async () => {
    const broken = t.db.transaction().execute(async (tx) => {
      await stageLeaf(tx, notice(0))
      throw new Error('the notice could not be saved')
    })
    await expect(broken).rejects.toThrow('could not be saved')
    expect(await sealPending(t.db, key, now)).toEqual({ sealed: 0, busy: false })
  })

  test('are numbered in the order of their times, however they arrived', async () => {
    await stage(t.db, notices(5).reverse())
    await sealPending(t.db, key, now)
    const numbered = await rows(
      t.db,
      sql<{ subject_id: string }>`SELECT subject_id FROM ledger_leaves ORDER BY position`,
    )
    expect(numbered.map((r) => r.subject_id)).toEqual([0, 1, 2, 3, 4].map((n) => `notice-${n}`))
  })
})

test('a crash in the middle of sealing leaves nothing half done; the next run seals the same leaves', async () => {
  await stage(t.db, notices(300))
  await sealPending(t.db, key, now)
  await stage(t.db, notices(300, 300))
  // The power goes after the tiles were written and before the commit.
  await t.owner.executeQuery(
    sql`ALTER TABLE ledger_checkpoints ADD CONSTRAINT crash CHECK (size <= 300)`.compile(t.owner),
  )
  await expect(sealPending(t.db, key, now)).rejects.toThrow('crash')
  expect((await latestCheckpoint(t.public))?.size).toBe(300)
  expect(await tile(t.public, 'tile/0/001.p/45')).toBeUndefined()
  await t.owner.executeQuery(sql`ALTER TABLE ledger_checkpoints DROP CONSTRAINT crash`.compile(t.owner))
  expect(await sealPending(t.db, key, now)).toEqual({ sealed: 300, busy: false })
  expect(await foreignRoot(t.public)).toBe(true)
})

test('several sealers at once: one works, every leaf is numbered once', async () => {
  await stage(t.db, notices(2000))
  const results = await Promise.all([1, 2, 3, 4].map(() => sealPending(t.db, key, now)))
  await sealPending(t.db, key, now)
  expect(results.reduce((sum, r) => sum + r.sealed, 0)).toBe(2000)
  const counted = await first(
    t.db,
    sql<{
      n: number
      least: number
      most: number
    }>`SELECT count(DISTINCT position) AS n, min(position) AS least, max(position) AS most FROM ledger_leaves`,
  )
  expect(counted).toEqual({ n: 2000, least: 0, most: 1999 })
  expect(await foreignRoot(t.public)).toBe(true)
})

test('10,000 leaves in uneven runs: a foreign client reading only what is served finds the signed root, and old trees are continued', async () => {
  const sizes = [1, 255, 256, 300, 4500, 10_000]
  let size = 0
  for (const next of sizes) {
    await stage(t.db, notices(next - size, size))
    await sealPending(t.db, key, now)
    size = next
  }
  expect(await foreignRoot(t.public)).toBe(true)
  const last = (await latestCheckpoint(t.public))!
  for (const older of sizes) {
    const old = (await findCheckpoint(t.public, older))!
    expect(verifyConsistency(older, 10_000, old.root, last.root, await consistencyProof(t.public, older, 10_000))).toBe(
      true,
    )
  }
  expect((await inclusionProof(t.public, 9999, 10_000)).length).toBeGreaterThan(5)
  await expect(inclusionProof(t.public, 10_000, 10_001)).rejects.toThrow(RangeError)
})

test('proofs for many leaves at once check out against the newest checkpoint, and none is made for a waiting leaf', async () => {
  const leaves = notices(600)
  await stage(t.db, leaves)
  await sealPending(t.db, key, now)
  const waiting = notice(600)
  await stage(t.db, [waiting])
  const proofs = await proofsOf(t.public, [...leaves.map((l) => l.id), waiting.id])
  expect(proofs.size).toBe(600)
  for (const leaf of leaves) {
    const proof = parseProof(proofs.get(leaf.id)!)!
    expect(checkProof(proof)?.included).toBe(true)
    expect(parseEntry(proof.extra!)).toEqual(leaf.entry)
  }
})

describe('the sequencer refuses to sign', () => {
  beforeEach(async () => {
    await stage(t.db, notices(10))
    await sealPending(t.db, key, now)
    await stage(t.db, notices(1, 10))
  })

  test('over tiles that someone changed', async () => {
    await sql`UPDATE ledger_tiles SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)`.execute(t.owner)
    await expect(sealPending(t.db, key, now)).rejects.toThrow('do not give the root signed at size 10')
  })

  test('under another name', async () => {
    await expect(sealPending(t.db, logKey('other.example.cn/log', key.privateKey), now)).rejects.toThrow(
      'restore keys/log.key',
    )
  })
})

test('the application cannot change or delete what was logged; the public connection reads and nothing more', async () => {
  await stage(t.db, notices(1))
  await expect(sql`UPDATE ledger_leaves SET entry = '\\x00'`.execute(t.db)).rejects.toThrow('permission denied')
  await expect(sql`DELETE FROM ledger_leaves`.execute(t.db)).rejects.toThrow('permission denied')
  await expect(sql`UPDATE ledger_checkpoints SET size = 1`.execute(t.db)).rejects.toThrow('permission denied')
  await expect(sql`SELECT * FROM ledger_leaves`.execute(t.public)).rejects.toThrow('permission denied')
})

describe('a witness of another institution', () => {
  const pair = generateKeyPairSync('ed25519')
  const witness = verifierKey(
    'witness.example.org',
    signatureTypes.cosignature,
    new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)),
  )
  const seconds = start / 1000

  async function answer(text: string) {
    return cosignatureLine(witness, { seconds, signature: sign(null, cosignedMessage(text, seconds), pair.privateKey) })
  }

  test('cosigns a checkpoint; the line is then served with it', async () => {
    await stage(t.db, notices(3))
    await sealPending(t.db, key, now)
    const checkpoint = (await latestCheckpoint(t.db))!
    const line = await answer(parseNote(checkpoint.note)!.text)
    await addCosignature(t.db, 3, line, formatVkey(witness), now)
    await addCosignature(t.db, 3, line, formatVkey(witness), now)
    const served = await latestCosignedCheckpoint(t.public)
    expect(served?.note).toBe(checkpoint.note + line)
    expect(verifyNote(parseNote(served!.note)!, key.verifier)).toBe('valid')
  })

  test('is refused with another tree’s signature, a wrong key, or lines cut short', async () => {
    await sealPending(t.db, key, now)
    await expect(addCosignature(t.db, 0, await answer('another/log\n0\n\n'), formatVkey(witness), now)).rejects.toThrow(
      '见证签名与检查点或公钥不符',
    )
    await expect(addCosignature(t.db, 0, '— witness.example.org', formatVkey(witness), now)).rejects.toThrow(
      '是否复制完整',
    )
    await expect(addCosignature(t.db, 0, '', 'abc', now)).rejects.toThrow('公钥写法不对')
    await expect(addCosignature(t.db, 7, '', formatVkey(witness), now)).rejects.toThrow('没有签发过第 7 条')
    expect(await latestCosignedCheckpoint(t.public)).toBeUndefined()
  })
})

/**
 * A client that knows nothing of our code: it reads the checkpoint and the entry bundles by their specified addresses,
 * checks the signature with Node's own Ed25519 and hashes the tree with Node's own SHA-256.
 */
async function foreignRoot(db: Db): Promise<boolean> {
  const sha = (...parts: Uint8Array[]) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
  const note = (await latestCheckpoint(db))!.note
  const [text, signatures] = note.split(/(?<=\n)\n(?=— )/) as [string, string]
  const signature = Buffer.from(signatures.split(' ')[2]!, 'base64').subarray(4)
  const publicKey = {
    key: Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(key.vkey.split('+').slice(2).join('+'), 'base64').subarray(1),
    ]),
    format: 'der',
    type: 'spki',
  } as const
  if (!verify(null, Buffer.from(text), publicKey, signature)) return false
  const size = Number(text.split('\n')[1])
  let row: Buffer[] = []
  for (let index = 0; index * 256 < size; index++) {
    const width = Math.min(256, size - index * 256)
    const three = String(index).padStart(3, '0')
    const suffix = width < 256 ? `${three}.p/${width}` : three
    const bundle = Buffer.from((await tile(db, `tile/entries/${suffix}`))!)
    const hashes: Buffer[] = []
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at))
      hashes.push(sha(Buffer.of(0), bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at))))
    if (!Buffer.concat(hashes).equals((await tile(db, `tile/0/${suffix}`))!)) return false
    row.push(...hashes)
  }
  // A node without a sibling moves up unchanged: the same tree as RFC 6962's.
  while (row.length > 1)
    row = Array.from({ length: Math.ceil(row.length / 2) }, (_, i) =>
      row[2 * i + 1] ? sha(Buffer.of(1), row[2 * i]!, row[2 * i + 1]!) : row[2 * i]!,
    )
  return row[0]!.toString('base64') === text.split('\n')[2]
}
