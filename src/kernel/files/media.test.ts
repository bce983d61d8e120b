import { expect, test } from 'vitest'
import { mediumOf } from './media.ts'

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const webm = '\x1aE\xdf\xa3'
const mp4 = '\x00\x00\x00\x20ftypisom\x00\x00\x02\x00'
const handler = (kind: string) => `hdlr${'\x00'.repeat(8)}${kind}`

test('sound stays sound, whatever bytes stand in it by chance', () => {
  expect(mediumOf(bytes(`${webm} A_OPUS \x81V_\x03..V_x`))?.kind).toBe('voice')
  expect(mediumOf(bytes(`${mp4} ${handler('soun')} \x01vide\x02`))?.kind).toBe('voice')
  expect(mediumOf(bytes(`OggS ${handler('vide')}`))?.type).toBe('audio/ogg')
})

test('a picture track makes a video, also where it is named at the end of a large file', () => {
  expect(mediumOf(bytes(`${webm} V_VP8 A_OPUS`))?.kind).toBe('video')
  expect(mediumOf(bytes(`${mp4} ${handler('soun')} ${handler('vide')}`))?.kind).toBe('video')
  expect(mediumOf(bytes(`${mp4}${'.'.repeat(5_000_000)}${handler('vide')}`))?.kind).toBe('video')
  expect(mediumOf(bytes('PK\x03\x04'))).toBeUndefined()
})
