/** A service under construction, kept in this browser until it is saved or thrown away: closing the window loses nothing. */
import type { Service } from '../services.schema.ts'

/** `base`: the version from which it was made, with its number. */
export type KeptDraft = { service: Service; base: Service; seenVersion: number }
const place = (code: string) => `sunlit.service.${code === '' ? 'new' : code}`

export function keepDraft(code: string, draft: KeptDraft): void {
  try {
    localStorage.setItem(place(code), JSON.stringify(draft))
  } catch {
    /* A full or private store: the page itself still holds it. */
  }
}

export function keptDraft(code: string): KeptDraft | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place(code)) ?? 'null') as KeptDraft | null
    return kept &&
      typeof kept.seenVersion === 'number' &&
      kept.base &&
      Array.isArray(kept.service?.materials) &&
      Array.isArray(kept.service.form?.sections)
      ? kept
      : undefined
  } catch {
    return undefined
  }
}

export function forgetDraft(code: string): void {
  try {
    localStorage.removeItem(place(code))
  } catch {
    /* nothing was kept there */
  }
}
