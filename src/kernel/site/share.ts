/**
 * Shares as every page, screen and sheet shows them: in percent, one decimal; none where nothing can be divided. Pure.
 */

export const shareOf = (n: number, of: number): number | null => (of === 0 ? null : Math.round((n / of) * 1_000) / 10)

/** "98.5%" */
export const sayShare = (share: number | null): string => (share === null ? '—' : `${share}%`)
