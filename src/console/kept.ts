/**
 * What somebody has typed and not sent, kept in this browser until it is: under their own name, so that whoever signs
 * in here next finds nothing of it, and they themselves find it again.
 */
import { lastMe } from './me.ts'

const nameOf = (place: string) => `${place} ${lastMe()?.username ?? ''}`

/** What was kept at a place; null where nothing was, or the browser refuses. */
export function keptAt(place: string): string | null {
  try {
    return localStorage.getItem(nameOf(place))
  } catch {
    return null
  }
}

/** False where the browser refuses (full, or private mode): the page itself still holds it. */
export function keepAt(place: string, text: string): boolean {
  try {
    localStorage.setItem(nameOf(place), text)
    return true
  } catch {
    return false
  }
}

export function forgetAt(place: string): void {
  try {
    localStorage.removeItem(nameOf(place))
  } catch {
    /* nothing was kept there */
  }
}
