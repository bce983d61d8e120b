/** Unsaved work kept on this device, so that a lost connection or a closed window loses nothing. */
import type { Work } from './work.ts'

export type Kept = { revision: number; work: Work; at: string }
const key = (noticeId: string) => `sunlit.draft.${noticeId}`

/** False where the browser refuses (full, or private mode): then the page says that nothing is kept. */
export function keep(noticeId: string, kept: Kept): boolean {
  try {
    localStorage.setItem(key(noticeId), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export function keptOf(noticeId: string): Kept | undefined {
  try {
    const text = localStorage.getItem(key(noticeId))
    return text === null ? undefined : (JSON.parse(text) as Kept)
  } catch {
    return undefined
  }
}

export function forget(noticeId: string) {
  try {
    localStorage.removeItem(key(noticeId))
  } catch {
    /* nothing was kept there */
  }
}
