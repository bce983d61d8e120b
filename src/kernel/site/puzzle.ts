/**
 * The small puzzle that a browser solves before a form is sent (proof of work, no picture to read). Nobody is kept out
 * without it.
 */
import { createHmac } from 'node:crypto'
import { createChallenge, verifySolution, type Challenge, type Solution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import { z } from 'zod'

const minutes = 60
const payload = z.object({
  challenge: z.custom<Challenge>((v) => typeof v === 'object' && v !== null),
  solution: z.custom<Solution>((v) => typeof v === 'object' && v !== null),
})

/** A puzzle of some thousands of hashes, good for an hour. */
export function newPuzzle(secret: string, now: Date): Promise<Challenge> {
  return createChallenge({
    algorithm: 'SHA-256',
    cost: 2,
    keyPrefix: '000',
    deriveKey,
    hmacSignatureSecret: keyOf(secret),
    expiresAt: new Date(now.getTime() + minutes * 60_000),
  })
}

/** The solved puzzle's own signature, by which it can be used once; undefined where it is missing, wrong or too old. */
export async function solvedPuzzle(secret: string, text: string | undefined): Promise<string | undefined> {
  if (!text || text.length > 4_000) return undefined
  try {
    const { challenge, solution } = payload.parse(JSON.parse(text))
    const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: keyOf(secret) })
    return verified ? challenge.signature : undefined
  } catch {
    return undefined
  }
}

const keyOf = (secret: string) => createHmac('sha256', secret).update('ask-puzzle').digest('hex')
