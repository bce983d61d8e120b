/** Works out a small puzzle while the person types, so that many people behind one address are not mistaken for a machine. */
import { solveChallenge, type Challenge } from 'altcha-lib'
import { concat } from '../../../../kernel/ledger/bytes.ts'
import { sha256 } from '../../../../kernel/ledger/sha256.ts'
import { forget, keep } from './keep.ts'

if (document.querySelector('[data-asked]')) forget()
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-ask]')) {
  keep(form)
  void prepare(form)
}

async function prepare(form: HTMLFormElement) {
  try {
    const challenge = (await (await fetch('/ask/challenge')).json()) as Challenge
    const solution = await solveChallenge({ challenge, deriveKey })
    if (!solution) return
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'altcha'
    field.value = JSON.stringify({ challenge, solution })
    form.append(field)
  } catch {
    // Without it the form works as it does without JavaScript.
  }
}

/** SHA-256 over salt and counter; our own, because `crypto.subtle` is missing where the site is opened without https. */
async function deriveKey(parameters: { cost: number; keyLength?: number }, salt: Uint8Array, password: Uint8Array) {
  let derivedKey = sha256(concat([salt, password]))
  for (let i = 1; i < parameters.cost; i++) derivedKey = sha256(derivedKey)
  return { derivedKey: derivedKey.slice(0, parameters.keyLength ?? 32) }
}
