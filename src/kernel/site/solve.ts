/** Solves the puzzle of `puzzle.ts` in the visitor's browser. */
import { solveChallenge, type Challenge } from 'altcha-lib'
import { concat } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/sha256.ts'

/**
 * Asks for a puzzle and solves it: the text for the form's field `altcha`. `undefined` where that fails; forms work
 * without it.
 */
export async function solvedText(): Promise<string | undefined> {
  try {
    const challenge = (await (await fetch('/ask/challenge')).json()) as Challenge
    const solution = await solveChallenge({ challenge, deriveKey })
    return solution ? JSON.stringify({ challenge, solution }) : undefined
  } catch {
    return undefined
  }
}

/** Solves a puzzle while the person types and adds it to the form. */
export async function addSolved(form: HTMLFormElement): Promise<void> {
  const solved = await solvedText()
  if (solved === undefined) return
  const field = document.createElement('input')
  field.type = 'hidden'
  field.name = 'altcha'
  field.value = solved
  form.append(field)
}

/**
 * SHA-256 over salt and counter; our own, because `crypto.subtle` is missing where the site is opened without https.
 */
async function deriveKey(parameters: { cost: number; keyLength?: number }, salt: Uint8Array, password: Uint8Array) {
  let derivedKey = sha256(concat([salt, password]))
  for (let i = 1; i < parameters.cost; i++) derivedKey = sha256(derivedKey)
  return { derivedKey: derivedKey.slice(0, parameters.keyLength ?? 32) }
}
