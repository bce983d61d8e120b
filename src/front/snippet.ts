/** The line of a notice in which something was found. */
const around = 24

export type Snippet = { before: string; hit: string; after: string }

/**
 * The words before, at and after the find: of the whole text typed, else of its first word that stands there; undefined
 * where only the title was found.
 */
export function snippet(
  content: { rows: Record<string, unknown>[]; note: string } | null,
  wanted: readonly string[],
): Snippet | undefined {
  if (content === null) return undefined
  const texts = [...content.rows.flatMap((row) => Object.values(row)), content.note].filter(
    (t) => typeof t === 'string',
  )
  for (const words of wanted) {
    const text = texts.find((t) => t.toLowerCase().includes(words))
    if (text !== undefined && words !== '') return cut(text, words)
  }
  return undefined
}

function cut(text: string, words: string): Snippet {
  const at = text.toLowerCase().indexOf(words)
  const [from, to] = [Math.max(0, at - around), at + words.length]
  return {
    before: (from > 0 ? '…' : '') + text.slice(from, at),
    hit: text.slice(at, to),
    after: text.slice(to, to + around) + (text.length > to + around ? '…' : ''),
  }
}
