import { randomBytes } from 'node:crypto'

/** UUIDv7 (RFC 9562) as text, made by the application so that any PostgreSQL works. */
export function newId(at = Date.now()): string {
  const b = randomBytes(16)
  b.writeUIntBE(at, 0, 6)
  b[6] = (b[6]! & 0x0f) | 0x70
  b[8] = (b[8]! & 0x3f) | 0x80
  const h = b.toString('hex')
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A public code: 10 characters of Crockford base 32, random (50 bits). */
export function newCode(bytes: Uint8Array = randomBytes(10)): string {
  return Array.from(bytes.subarray(0, 10), (b) => crockford[b & 31]).join('')
}

/** What a person typed as a code: upper case, I and L as 1, O as 0, blanks and hyphens dropped. `undefined` if it is none. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(code) ? code : undefined
}
