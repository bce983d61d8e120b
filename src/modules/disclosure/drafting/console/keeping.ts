/** Unsaved work kept on this device, so that a lost connection or a closed window loses nothing. */
import { forgetAt, keepAt, keptAt } from '../../../../console/kept.ts'
import type { Work } from './work.ts'

export type Kept = { revision: number; work: Work; at: string }
const key = (noticeId: string) => `sunlit.draft.${noticeId}`

/** False where the browser refuses (full, or private mode): then the page says that nothing is kept. */
export const keep = (noticeId: string, kept: Kept): boolean => keepAt(key(noticeId), JSON.stringify(kept))

export function keptOf(noticeId: string): Kept | undefined {
  try {
    const text = keptAt(key(noticeId))
    return text === null ? undefined : (JSON.parse(text) as Kept)
  } catch {
    return undefined
  }
}

export const forget = (noticeId: string): void => forgetAt(key(noticeId))
