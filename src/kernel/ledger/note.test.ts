import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { checkpointText, parseCheckpoint, parseCheckpointText } from './checkpoint.ts'
import { cosignatureLine, cosignedMessage, parseCosignature, verifyCosignature } from './cosignature.ts'
import { logKey, signNote } from './keys.ts'
import { emptyRoot } from './merkle.ts'
import {
  formatNote,
  formatVkey,
  parseNote,
  parseVkey,
  signatureLine,
  signatureTypes,
  verifierKey,
  verifyNote,
} from './note.ts'
import { goNote, publicLog } from './fixtures/vectors.ts'

/** A private key from its RFC 8032 seed, in PKCS8. */
const keyOf = (seed: string) =>
  createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex'), format: 'der', type: 'pkcs8' })

describe('the published note of Go’s checksum database', () => {
  const note = goNote.text + '\n' + goNote.line

  test('verifies with its published key', async () => {
    expect(verifyNote(parseNote(note)!, parseVkey(goNote.vkey)!)).toBe('valid')
  })

  test('is signed the same, byte for byte, by us', () => {
    const key = logKey('PeterNeumann', keyOf(goNote.seed))
    expect(key.vkey).toBe(goNote.vkey)
    expect(signNote(goNote.text, key)).toBe(note)
  })

  test('no longer verifies with one letter changed, and is unsigned for another key', async () => {
    expect(verifyNote(parseNote(note.replace('answer', 'Answer'))!, parseVkey(goNote.vkey)!)).toBe('invalid')
    expect(verifyNote(parseNote(note)!, parseVkey(publicLog.vkey)!)).toBe('absent')
  })
})

describe('a cosigned checkpoint of a public log', () => {
  const { note, checkpoint } = parseCheckpoint(publicLog.note)!

  test('is read', () => {
    expect(note.signatures).toHaveLength(6)
    expect(checkpoint).toMatchObject({
      origin: 'arche2025h1.staging.ct.transparency.dev',
      size: 1_432_088_532,
      extensions: [],
    })
    expect(
      formatNote(
        note.text,
        note.signatures.map((s) => s.line),
      ),
    ).toBe(publicLog.note)
    expect(checkpointText(checkpoint.origin, checkpoint.size, checkpoint.root)).toBe(note.text)
  })

  test('has a valid signature of the log and valid cosignatures of two witnesses', async () => {
    expect(verifyNote(note, parseVkey(publicLog.vkey)!)).toBe('valid')
    for (const witness of publicLog.witnesses)
      expect(verifyCosignature(note, parseVkey(witness)!)).toEqual({
        verdict: 'valid',
        seconds: publicLog.seconds,
      })
  })

  test('whose size was changed convinces neither', async () => {
    const forged = parseNote(publicLog.note.replace('1432088532', '1432088533'))!
    expect(verifyNote(forged, parseVkey(publicLog.vkey)!)).toBe('invalid')
    for (const witness of publicLog.witnesses)
      expect(verifyCosignature(forged, parseVkey(witness)!).verdict).toBe('invalid')
  })

  test('a witness’s key does not verify as a log’s signature, nor the other way round', async () => {
    expect(verifyNote(note, parseVkey(publicLog.witnesses[0]!)!)).toBe('absent')
    expect(verifyCosignature(note, parseVkey(publicLog.vkey)!)).toEqual({ verdict: 'absent' })
  })
})

test('a witness of our own signs header, time and checkpoint as c2sp.org/tlog-cosignature says', async () => {
  const privateKey = keyOf('11'.repeat(32))
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).subarray(-32))
  const witness = verifierKey('witness.example.com/w1', signatureTypes.cosignature, publicKey)
  const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
  const seconds = 1_679_315_147
  expect(cosignedMessage(text, seconds)).toEqual(utf8(`cosignature/v1\ntime 1679315147\n${text}`))
  const line = cosignatureLine(witness, { seconds, signature: sign(null, cosignedMessage(text, seconds), privateKey) })
  const note = parseNote(formatNote(text, [line]))!
  expect(toHex(note.signatures[0]!.bytes.subarray(0, 8))).toBe('000000006418' + '50cb')
  expect(verifyCosignature(note, witness)).toEqual({ verdict: 'valid', seconds })
  expect(verifyCosignature(parseNote(formatNote(text.replace('20852163', '20852164'), [line]))!, witness)).toEqual({
    verdict: 'invalid',
  })
})

test('the example cosignature of the specification carries the time 1679315147', () => {
  const line =
    '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n'
  const note = parseNote(
    formatNote('example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n', [line]),
  )!
  expect(parseCosignature(note.signatures[0]!.bytes)?.seconds).toBe(1_679_315_147)
  expect(toHex(note.signatures[0]!.keyId)).toBe('8d66cf3f')
})

test('verifier keys: every mangling is refused', () => {
  const { vkey } = goNote
  expect(formatVkey(parseVkey(vkey)!)).toBe(vkey)
  for (let i = 0; i < vkey.length; i++) {
    expect(
      parseVkey(vkey.slice(0, i) + String.fromCharCode(vkey.charCodeAt(i) + 1) + vkey.slice(i + 1)),
      `letter ${i}`,
    ).toBeUndefined()
    if (i > 0) expect(parseVkey(vkey.slice(i)), `from ${i}`).toBeUndefined()
    expect(parseVkey(vkey.slice(0, i)), `to ${i}`).toBeUndefined()
  }
  expect(parseVkey('PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==')).toBeUndefined()
  expect(parseVkey('PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')).toBeUndefined()
})

test('malformed notes are refused', () => {
  const good = `${goNote.text}\n${goNote.line}`
  const bad = [
    goNote.text,
    goNote.text + goNote.line,
    good.slice(0, -1),
    `${good}\n`,
    good.replace('— ', '- '),
    good.replace('x08go', 'x08g'),
    good.replace('you', 'y\tu'),
    good.replace('you', 'y\ru'),
    good.replace('PeterNeumann', 'Peter+Neumann'),
    good.replace('PeterNeumann', 'Peter Neumann'),
    `${goNote.text}\n${goNote.line.repeat(101)}`,
  ]
  for (const note of bad) expect(parseNote(note), JSON.stringify(note)).toBeUndefined()
  expect(parseNote(`${goNote.text}\n${goNote.line.repeat(16)}`)?.signatures).toHaveLength(16)
})

test('one wrong signature of the same key spoils the note', async () => {
  const key = parseVkey(goNote.vkey)!
  const wrong = signatureLine(key.name, key.keyId, new Uint8Array(64))
  expect(verifyNote(parseNote(formatNote(goNote.text, [goNote.line, wrong]))!, key)).toBe('invalid')
  expect(
    verifyNote(
      parseNote(formatNote(goNote.text, [goNote.line, signatureLine('another', key.keyId, new Uint8Array(64))]))!,
      key,
    ),
  ).toBe('valid')
})

test('malformed checkpoints are refused', () => {
  const text = checkpointText('example.cn/log', 3, emptyRoot)
  expect(parseCheckpointText(text)).toEqual({ origin: 'example.cn/log', size: 3, root: emptyRoot, extensions: [] })
  expect(parseCheckpointText(`${text}more\n`)?.extensions).toEqual(['more'])
  const bad = [
    text.slice(0, -1),
    text.replace('\n3\n', '\n03\n'),
    text.replace('\n3\n', '\n-3\n'),
    text.replace('\n3\n', '\n\n'),
    text.replace('=', ''),
    `\n${text}`,
    `${text}\n`,
    text.replace('3', '99999999999999999'),
  ]
  for (const one of bad) expect(parseCheckpointText(one), JSON.stringify(one)).toBeUndefined()
})

test('the seed of the published key is 32 bytes', () => {
  expect(fromHex(goNote.seed)).toHaveLength(32)
})
