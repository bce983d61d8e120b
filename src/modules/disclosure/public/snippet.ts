/** The line of a notice in which something was found. */
const around = 24

/** The words before, at and after the find; undefined where only the title, or words apart, were found. */
export function snippet(content: { rows: Record<string, unknown>[]; note: string } | null, q: string): { before: string; hit: string; after: string } | undefined {
  if (content === null) return undefined
  const wanted = q.normalize('NFKC').toLowerCase()
  const texts = [...content.rows.flatMap((row) => Object.values(row)), content.note].filter((t) => typeof t === 'string')
  for (const text of texts) {
    const at = text.toLowerCase().indexOf(wanted)
    if (at < 0) continue
    const [from, to] = [Math.max(0, at - around), at + wanted.length]
    return { before: (from > 0 ? '…' : '') + text.slice(from, at), hit: text.slice(at, to), after: text.slice(to, to + around) + (text.length > to + around ? '…' : '') }
  }
  return undefined
}
