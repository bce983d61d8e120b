import { beforeAll, describe, expect, test } from 'vitest'
import { smallLog, type SmallNotice } from './fixtures/smallLog.ts'
import { ctInclusion, ctLeaves, ctRoots } from './fixtures/vectors.ts'
import { checkpointText } from './checkpoint.ts'
import { fromHex, utf8 } from './bytes.ts'
import { checkProof, formatProof, parseProof } from './proof.ts'

let notice: SmallNotice

beforeAll(async () => {
  notice = (await smallLog(600)).notices[5]!
})

describe('the format of c2sp.org/tlog-proof', () => {
  const { position, size, proof } = ctInclusion[2]!
  const checkpoint = `${checkpointText('example.com/fancylog', size, fromHex(ctRoots[size]!)!)}\n— example.com/fancylog Az3grlgtzPICa5OS8npVmf1Myq8=\n`
  const text = [
    'c2sp.org/tlog-proof@v1',
    'extra aGVsbG8=',
    'index 5',
    ...proof.map((hash) => Buffer.from(hash, 'hex').toString('base64')),
    '',
    checkpoint,
  ].join('\n')

  test('is read and written, with the certificate-transparency proof in it', () => {
    const parsed = parseProof(text)!
    expect(parsed).toEqual({ extra: utf8('hello'), index: position, hashes: proof.map((h) => fromHex(h)), checkpoint })
    expect(formatProof(parsed)).toBe(text)
    expect(checkProof(parsed, ctLeaves[5])?.included).toBe(true)
    expect(checkProof(parsed, ctLeaves[4])?.included).toBe(false)
  })

  test('extra data may be missing; then the entry has to come from elsewhere', () => {
    const parsed = parseProof(text.replace('extra aGVsbG8=\n', ''))!
    expect(parsed.extra).toBeUndefined()
    expect(checkProof(parsed)).toBeUndefined()
    expect(checkProof(parsed, ctLeaves[5])?.included).toBe(true)
  })

  test('anything else is refused', () => {
    const bad = [
      '',
      text.replace('@v1', '@v2'),
      text.replace('index 5\n', ''),
      text.replace('index 5', 'index 05'),
      text.replace('index 5', 'index -1'),
      text.replace('aGVsbG8=', 'aGVsbG8'),
      text.replace('aGVsbG8=', 'aGVsbG9='),
      text.replace(/=\n\n/, '\n\n'),
      text.replace('index 5\n', 'index 5\nindex 5\n'),
      text.split('\n\n')[0]!,
    ]
    for (const one of bad) expect(parseProof(one), one).toBeUndefined()
  })
})

test('a proof of ours: one changed letter in any line before the checkpoint and it no longer holds', () => {
  expect(checkProof(parseProof(notice.proof)!)?.included).toBe(true)
  for (const line of notice.proof.split('\n\n')[0]!.split('\n')) {
    const at = Math.floor(line.length / 2)
    const changed = `${line.slice(0, at)}${line[at] === 'A' ? 'B' : 'A'}${line.slice(at + 1)}`
    const parsed = parseProof(notice.proof.replace(line, changed))
    expect(parsed && checkProof(parsed)?.included, line).not.toBe(true)
  }
})

test('a proof with its entry fits a QR code (2,953 bytes)', () => {
  expect(utf8(notice.proof).length).toBeLessThan(2953)
})
