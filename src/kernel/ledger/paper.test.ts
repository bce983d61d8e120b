import { beforeAll, expect, test } from 'vitest'
import { verifyNotice } from './browser/verifyNotice.ts'
import { smallLog, type SmallLog } from './fixtures/smallLog.ts'
import { noticesRead, nothingRead, paperCodes, takeCode } from './paper.ts'

let log: SmallLog
beforeAll(async () => (log = await smallLog(300)))

const of = (n: number) => ({ code: log.notices[n]!.code, version: 1 })
const codesOf = (n: number, told = log.notices[n]!.told) => paperCodes(of(n), told, log.notices[n]!.proof)
/** What a reader says who has read these codes and kept the log's key. */
const said = (texts: string[], vkey = log.key.vkey) => {
  const read = nothingRead()
  for (const t of texts) takeCode(read, t)
  return noticesRead(read, vkey).map((n) => ({
    ...n,
    evidence: undefined,
    ok: n.evidence && verifyNotice(n.evidence).map((s) => s.ok),
  }))
}

test('the codes of a paper, in any order and twice, prove content, place in the log and signature', () => {
  const [proof, told, ...more] = codesOf(7)
  expect(more).toEqual([])
  const right = [{ ...of(7), evidence: undefined, missing: 0, known: 1, ok: [true, true, true] }]
  expect(said([proof!, told!])).toEqual(right)
  expect(said([told!, ` ${told!}\n`, proof!.trim(), proof!])).toEqual(right)
})

test('a long content goes on over several codes, and what is still missing is said', () => {
  const long = Array.from({ length: 900 }, (_, i) => `${(i * 7919) % 10_007}`).join(' ')
  const codes = codesOf(7, { content: JSON.stringify(long), salt: 'A'.repeat(43) })
  expect(codes.length).toBeGreaterThan(2)
  expect(said([codes[0]!, codes[2]!])).toMatchObject([
    { missing: codes.length - 2, known: codes.length - 1, ok: [null, true, true] },
  ])
  // The salt is another notice's: the content is no longer this one's.
  expect(said(codes)).toMatchObject([{ missing: 0, ok: [false, true, true] }])
  expect(
    codesOf(7, { content: JSON.stringify(long.repeat(8).replace(/ 1/g, (m, at: number) => ` ${at}`)) }),
  ).toHaveLength(1)
})

test('forged papers: another content, another proof, another key', async () => {
  const [proof, told] = codesOf(7)
  const other = codesOf(8)[1]!.replace(log.notices[8]!.code, log.notices[7]!.code)
  expect(said([proof!, other])).toMatchObject([{ ok: [false, true, true] }])
  expect(said([proof!.replace('index 7', 'index 6'), told!])).toMatchObject([{ ok: [true, false, true] }])
  expect(said([proof!, told!], (await smallLog(1)).key.vkey)).toMatchObject([{ ok: [true, true, false] }])
})

test.each([
  '',
  'https://example.cn/d/K86679AXXV',
  'SUNLIT-P1.NOTICE0007-1.2/1.AAAA',
  'SUNLIT-P1.NOTICE0007-1.1/9.AAAA',
  'c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nx',
])('another code is not taken: %j', (text) => expect(takeCode(nothingRead(), text)).toBe(false))

test('a spoiled part never breaks the reading', () => {
  const [proof, told] = codesOf(7)
  for (let at = told!.lastIndexOf('.') + 1; at < told!.length; at += 5)
    expect(
      said([proof!, `${told!.slice(0, at)}${told![at] === 'A' ? 'B' : 'A'}${told!.slice(at + 1)}`])[0]!.ok![1],
    ).toBe(true)
})
