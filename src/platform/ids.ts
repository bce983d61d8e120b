/** Ids of rows and public codes; nobody can guess a code. */
import { randomFillSync } from 'node:crypto'
import { plainText } from './plainText.ts'

/** Drawn from the system four kilobytes at a time: an id needs ten bytes, and one request some ids. */
const pool = Buffer.alloc(4096)
let used = pool.length

function random(n: number): Buffer {
  if (used + n > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += n
  return Buffer.from(pool.subarray(used - n, used))
}

let lastAt = 0
let lastInMs = 0

/**
 * UUIDv7 (RFC 9562) as text, made by the application so that any PostgreSQL works. Those of one millisecond count up in
 * the twelve bits after it (section 6.2, method 1), so that what is sorted by time and id stands in the order in which
 * this process made it.
 */
export function newId(at = Date.now()): string {
  const b = random(16)
  b.writeUIntBE(at, 0, 6)
  lastInMs = at === lastAt ? (lastInMs + 1) & 0xfff : b.readUInt16BE(6) & 0x7ff
  lastAt = at
  b.writeUInt16BE(lastInMs | 0x7000, 6)
  b[8] = (b[8]! & 0x3f) | 0x80
  const h = b.toString('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A public code: 10 characters of Crockford base 32, random (50 bits). */
export function newCode(bytes: Uint8Array = random(10)): string {
  return Array.from(bytes.subarray(0, 10), (b) => crockford[b & 31]).join('')
}

/**
 * What a person typed as a code: upper case, I and L as 1, O as 0, blanks and hyphens dropped. `undefined` if it is
 * none.
 */
export function readCode(text: string): string | undefined {
  const code = plainText(text)
    .toUpperCase()
    .replace(/[\s·-]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : undefined
}
