/**
 * The receipt: a public code and a second half of six digits without which nothing is shown; and a signed statement of what was
 * sent and when, whose commitment is a leaf of the public log, so that nobody can forge or deny it.
 */
import { createHmac, sign, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { verifyEd25519 } from '../../kernel/ledger/ed25519.ts'
import type { LogKey } from '../../kernel/ledger/keys.ts'

/** Second half of a receipt. It follows from the office's secret and the code, so that a report sent twice gets the same receipt. */
export function digitsOf(secret: string, code: string): string {
  const mac = createHmac('sha256', secret).update(`receipt ${code}`).digest()
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

/** What the database keeps of the second half. */
export function digitsHash(secret: string, code: string, digits: string): string {
  return createHmac('sha256', secret).update(`receipt hash ${code} ${digits}`).digest('base64url')
}

export function sameDigits(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** What was sent: committed to by the leaf. `files`: the SHA-256 of each as it came. */
export type Sent = { v: 1; county: string; region: string; code: string; at: string; text: string; files: string[] }

/** What the receipt states. With the salt, whoever has the text and the files can show that these were sent. */
export type Statement = { v: 1; county: string; region: string; code: string; at: string; commitment: string; salt: string }

const head = 'SUNLIT-R1'

/** "SUNLIT-R1.<statement>.<signature>": base64url of the statement's JSON and the log key's Ed25519 signature over what stands before the last dot. Short enough for a QR code. */
export function signReceipt(key: LogKey, statement: Statement): string {
  const body = `${head}.${Buffer.from(JSON.stringify(statement)).toString('base64url')}`
  return `${body}.${sign(null, Buffer.from(body), key.privateKey).toString('base64url')}`
}

/** The statement of a receipt and whether the log's key signed it; `undefined` for anything that is no receipt. `publicKey`: 32 bytes. */
export async function readReceipt(text: string, publicKey: Uint8Array): Promise<{ statement: Statement; genuine: boolean | undefined } | undefined> {
  const [h, body, signature, ...more] = text.trim().split('.')
  if (h !== head || !body || !signature || more.length > 0) return undefined
  const parsed = statementSchema.safeParse(parseJson(body))
  if (!parsed.success) return undefined
  return { statement: parsed.data, genuine: await verifyEd25519(publicKey, Buffer.from(`${h}.${body}`), Buffer.from(signature, 'base64url')) }
}

const statementSchema = z.strictObject({ v: z.literal(1), county: z.string(), region: z.string(), code: z.string(), at: z.string(), commitment: z.string(), salt: z.string() })

function parseJson(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
