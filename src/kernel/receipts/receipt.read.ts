/** Reading a receipt, on the server, on the command line, and in the visitor's browser: nothing of Node, no zod. */
import { fromBase64url, fromUtf8, utf8 } from '../ledger/bytes.ts'
import { verifyEd25519 } from '../ledger/ed25519.ts'

/** What the receipt states. With the salt, whoever has the text and the files can show that these were sent. */
export type Statement = {
  v: 1
  county: string
  region: string
  code: string
  at: string
  commitment: string
  salt: string
}

export const receiptHead = 'SUNLIT-R1'

/**
 * The statement of a receipt and whether the log's key signed it; `undefined` for anything that is no receipt.
 * `publicKey`: 32 bytes.
 */
export function readReceipt(
  text: string,
  publicKey: Uint8Array,
): { statement: Statement; genuine: boolean } | undefined {
  const [head, body, signature, ...more] = text.trim().split('.')
  if (head !== receiptHead || !body || !signature || more.length > 0) return undefined
  const [statement, signed] = [statementOf(body), fromBase64url(signature)]
  if (!statement || !signed) return undefined
  return { statement, genuine: verifyEd25519(publicKey, utf8(`${head}.${body}`), signed) }
}

const fields = ['county', 'region', 'code', 'at', 'commitment', 'salt'] as const

function statementOf(body: string): Statement | undefined {
  try {
    const value = JSON.parse(fromUtf8(fromBase64url(body) ?? new Uint8Array()) ?? '') as Record<string, unknown>
    const right =
      value['v'] === 1 &&
      fields.every((f) => typeof value[f] === 'string') &&
      Object.keys(value).length === fields.length + 1
    return right ? (value as unknown as Statement) : undefined
  } catch {
    return undefined
  }
}
