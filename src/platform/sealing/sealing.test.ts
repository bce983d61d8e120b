/** Ciphers against published values, and a ring of keys through its life. */
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { holdRing, newKey, readRing, ringFrom, writeRing } from './ring.ts'
import { sealerOf } from './sealer.ts'
import { openBytes, sealBytes } from './suites.ts'

test('SM4 and SM3 of this machine give the published values (GB/T 32907 A.1, GB/T 32905 A.1)', () => {
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const cipher = createCipheriv('sm4-cbc', key, Buffer.alloc(16)).setAutoPadding(false)
  expect(Buffer.concat([cipher.update(key), cipher.final()]).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  expect(createHash('sm3').update('abc').digest('hex')).toBe(
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  )
  // HMAC after RFC 2104, by hand.
  const pad = (x: number) => Buffer.alloc(64, x).map((b, i) => b ^ (key[i] ?? 0))
  const sm3 = (...parts: Uint8Array[]) => parts.reduce((h, p) => h.update(p), createHash('sm3')).digest()
  expect(createHmac('sm3', key).update('abc').digest('hex')).toBe(
    sm3(pad(0x5c), sm3(pad(0x36), Buffer.from('abc'))).toString('hex'),
  )
})

test.each(['aes', 'sm4'] as const)(
  '%s: opens under its key and words only, and notices every changed byte',
  (suite) => {
    const key = randomBytes(32)
    for (const length of [0, 1, 15, 16, 17, 5_000]) {
      const bytes = randomBytes(length)
      const sealed = sealBytes(suite, key, 'phone 7', bytes)
      expect(openBytes(suite, key, 'phone 7', sealed)).toEqual(bytes)
      expect(sealBytes(suite, key, 'phone 7', bytes)).not.toEqual(sealed)
    }
    const sealed = sealBytes(suite, key, 'phone 7', Buffer.from('13800138000'))
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed)
      changed[i]! ^= 1
      expect(() => openBytes(suite, key, 'phone 7', changed)).toThrow()
    }
    expect(() => openBytes(suite, key, 'phone 8', sealed)).toThrow()
    expect(() => openBytes(suite, randomBytes(32), 'phone 7', sealed)).toThrow()
    expect(() => openBytes(suite, key, 'phone 7', sealed.subarray(0, 20))).toThrow()
  },
)

test('a ring: what is new is under the newest key, what is older opens under its own; a key made meanwhile is found', () => {
  const secret = randomBytes(16).toString('hex')
  const sealer = sealerOf(secret, 'residents: seal')
  const before = sealer.seal('phone 1', Buffer.from('old'))
  let text = ''
  holdRing(
    secret,
    ringFrom(() => text),
  )
  text = writeRing([newKey([], 'aes', '2026-11-22')])
  holdRing(
    secret,
    ringFrom(() => text),
  )
  const first = sealer.seal('phone 1', Buffer.from('first'))
  const keys = readRing(text)
  text = writeRing([newKey(keys, 'sm4', '2026-11-22'), ...keys])
  // Another process has sealed under the key that this one has not read yet.
  const elsewhere = { ...ringFrom(() => text) }
  holdRing(secret, elsewhere)
  const second = sealer.seal('phone 1', Buffer.from('second'))
  holdRing(
    secret,
    ringFrom(() => text),
  )
  expect([before, first, second].map((sealed) => sealer.open('phone 1', sealed).toString())).toEqual([
    'old',
    'first',
    'second',
  ])
  expect([first, second].map((s) => s.subarray(0, 4).toString())).toEqual(['SLK1', 'SLK1'])
  expect(readRing(text).map((k) => k.id)).toEqual(['2026-11-22-2', '2026-11-22'])
  expect(sealerOf(secret, 'reports: who').seal('phone 1', Buffer.from('x'))).not.toEqual(second)
  expect(() => sealerOf(secret, 'reports: who').open('phone 1', second)).toThrow()
})

test('a key that a running process does not know yet is read when it is met', () => {
  let text = writeRing([newKey([], 'aes', '2026-01-01')])
  const ring = ringFrom(() => text)
  const later = newKey(readRing(text), 'aes', '2026-11-22')
  text = writeRing([later, ...readRing(text)])
  expect(ring.newest()?.id).toBe('2026-01-01')
  expect(ring.find('2026-11-22')?.key).toEqual(later.key)
  expect(ring.newest()?.id).toBe('2026-11-22')
})

test('a ring that is written wrongly is refused with the place of the fault', () => {
  expect(() => readRing('2026-11-22:des:abc')).toThrow('第 1 把钥匙写得不对')
  const line = writeRing([newKey([], 'aes', '2026-11-22')]).trim()
  expect(() => readRing(`${line},${line}`)).toThrow('同名')
  expect(readRing(` ${line} , `)).toHaveLength(1)
})
