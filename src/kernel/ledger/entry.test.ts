import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fromUtf8, utf8 } from './bytes.ts'
import { canonicalBytes, checkCommitment, commit } from './commitment.ts'
import { entryBytes, entryTime, parseEntry, type LedgerEntry } from './entry.ts'

const entry: LedgerEntry = {
  v: 1,
  kind: 'publication',
  county: 'qingchuan',
  region: 'liushu',
  item: 'C04-01',
  period: '2026-09',
  version: 1,
  code: '7K3M9QX2WD',
  commitment: commit({ title: '九月收支' }, new Uint8Array(32)),
  at: '2026-10-08T01:20:00Z',
}

describe('commitments', () => {
  const salt = Uint8Array.from({ length: 32 }, (_, i) => i)

  test('are SHA-256 over the salt and the canonical JSON', () => {
    const expected = createHash('sha256')
      .update(salt)
      .update('{"amount":1200.5,"title":"九月收支"}', 'utf8')
      .digest('base64url')
    expect(commit({ title: '九月收支', amount: 1200.5 }, salt)).toBe(expected)
  })

  test('hold for the same content in any order, and for no other content or salt', () => {
    const commitment = commit({ a: 1, b: ['王', 2] }, salt)
    expect(checkCommitment(commitment, { b: ['王', 2], a: 1 }, salt)).toBe(true)
    expect(checkCommitment(commitment, { b: ['王', 3], a: 1 }, salt)).toBe(false)
    expect(checkCommitment(commitment, { b: ['王', 2], a: 1 }, salt.with(0, 9))).toBe(false)
    expect(() => commit({}, new Uint8Array(31))).toThrow(RangeError)
  })
})

test('canonical JSON: the example of RFC 8785, section 3.2', () => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000_000_000_000_000_000_000_000_001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\u0022/",
    literals: [null, true, false],
  }
  const expected =
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
  expect(fromUtf8(canonicalBytes(value))).toBe(expected)
  expect(() => canonicalBytes(undefined)).toThrow(TypeError)
  expect(() => canonicalBytes({ n: NaN })).toThrow('NaN')
})

describe('entries', () => {
  test('are canonical JSON and are read back', () => {
    const bytes = entryBytes(entry)
    expect(fromUtf8(bytes)).toMatch(/^\{"at":"2026-10-08T01:20:00Z","code":"7K3M9QX2WD","commitment":/)
    expect(parseEntry(bytes)).toEqual(entry)
    expect(parseEntry(entryBytes({ ...entry, period: 'E:7K3M9QX2WD/award', demo: true }))).toMatchObject({
      period: 'E:7K3M9QX2WD/award',
      demo: true,
    })
  })

  test('in another order, with a blank or with a field more are not ours', () => {
    expect(parseEntry(utf8(JSON.stringify(entry)))).toBeUndefined()
    expect(parseEntry(utf8(`${fromUtf8(entryBytes(entry))} `))).toBeUndefined()
    expect(parseEntry(canonicalBytes({ ...entry, name: 'x' }))).toBeUndefined()
    expect(parseEntry(Uint8Array.of(0xff))).toBeUndefined()
    expect(parseEntry(utf8('{'))).toBeUndefined()
  })

  test('have no field that could hold a name or a sentence', () => {
    for (const field of ['county', 'region', 'item', 'period', 'code'] as const) {
      for (const text of ['王桂兰', 'two words', '', 'x'.repeat(81), 'a\nb']) {
        expect(() => entryBytes({ ...entry, [field]: text }), `${field}: ${text}`).toThrow('只能是编码')
      }
    }
    expect(() => entryBytes({ ...entry, at: '2026-10-08' })).toThrow('精确到秒')
    expect(() => entryBytes({ ...entry, at: '2026-13-08T01:20:00Z' })).toThrow('没有这个时间')
    expect(() => entryBytes({ ...entry, commitment: 'abc' })).toThrow('base64url')
  })

  test('about a notice name it in full; a card need not', () => {
    expect(() => entryBytes({ ...entry, commitment: undefined })).toThrow('公开的存证缺少 commitment')
    expect(() =>
      entryBytes({
        v: 1,
        kind: 'card',
        county: 'qingchuan',
        region: 'liushu',
        item: 'C04-01',
        period: '2026-09',
        at: entry.at,
      }),
    ).not.toThrow()
  })
})

test('an instant is written in UTC to the second', () => {
  expect(entryTime(new Date('2026-10-08T09:20:00.789+08:00'))).toBe('2026-10-08T01:20:00Z')
})
