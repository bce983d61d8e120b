/**
 * What the page brought along: who is signed in, and what a stranger typed into its fields before the code was there.
 */
import type { Me } from '../../console/me.ts'

/** `undefined`: the page does not say, the server is asked. */
export function meOfPage(): Me | null | undefined {
  const told = document.getElementById('start')?.textContent
  return told ? (JSON.parse(told) as { me: Me | null }).me : undefined
}

type Typed = { username: string; password: string; at: string }

/** Takes the page's own fields away, with what stands in them by then; nothing where they are gone. */
export function takeTyped(): Typed | undefined {
  const early = document.getElementById('early')
  if (!early) return undefined
  const value = (name: string) => early.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? ''
  const at = document.activeElement instanceof HTMLInputElement ? document.activeElement.name : ''
  const typed = { username: value('username'), password: value('password'), at }
  early.remove()
  return typed
}
