/** Which paragraphs of a text came, went or changed between two versions. */

export interface ParagraphChange {
  kind: 'added' | 'removed' | 'changed'
  number: number
  before?: string
  after?: string
}

/** Paragraph numbers count from 1: of the new text, for removed ones of the old text. */
export function compareParagraphs(before: string, after: string): ParagraphChange[] {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)]
  const changes: ParagraphChange[] = []
  let o = 0
  let n = 0
  for (const [keptOld, keptNow] of [...commonRun(old, now), [old.length, now.length] as const]) {
    while (o < keptOld && n < keptNow)
      changes.push({ kind: 'changed', number: n + 1, before: old[o++] ?? '', after: now[n++] ?? '' })
    while (o < keptOld) changes.push({ kind: 'removed', number: o + 1, before: old[o++] ?? '' })
    while (n < keptNow) changes.push({ kind: 'added', number: n + 1, after: now[n++] ?? '' })
    o++
    n++
  }
  return changes
}

const paragraphsOf = (text: string): string[] =>
  text
    .split(/\n+/)
    .map((p) => p.trim())
    .filter((p) => p !== '')

/** Places of the longest common run of paragraphs (dynamic programming). */
function commonRun(old: readonly string[], now: readonly string[]): (readonly [number, number])[] {
  const length = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0))
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = length[i]
      if (row)
        row[j] =
          old[i] === now[j] ? 1 + (length[i + 1]?.[j + 1] ?? 0) : Math.max(length[i + 1]?.[j] ?? 0, row[j + 1] ?? 0)
    }
  }
  const pairs: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) pairs.push([i++, j++])
    else if ((length[i + 1]?.[j] ?? 0) >= (length[i]?.[j + 1] ?? 0)) i++
    else j++
  }
  return pairs
}
