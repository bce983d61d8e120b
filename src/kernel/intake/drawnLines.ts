/** Lines out of pieces of text that are drawn somewhere on a page, in whatever order: as whoever sees it reads them. */

/** A piece of text as it is drawn, in the page's measure; `y` grows downwards. */
export type Piece = { x: number; y: number; width: number; height: number; text: string }

/** What stands on one line, from left to right: what touches is one word, what stands apart another cell. */
export const linesOf = (all: readonly Piece[]): string[] =>
  drawnLines(all).map((line) =>
    line.reduce((text, piece, i) => {
      const before = line[i - 1]
      const apart = before && piece.x - (before.x + before.width) > Math.max(1, before.height / 2)
      return `${text}${apart ? ' | ' : ''}${piece.text}`
    }, ''),
  )

/** The pieces of each line, from left to right. */
export function drawnLines(all: readonly Piece[]): Piece[][] {
  const lines: Piece[][] = []
  for (const piece of all.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const line = lines.at(-1)
    if (line && piece.y - line[0]!.y < Math.max(1, line[0]!.height / 2)) line.push(piece)
    else lines.push([piece])
  }
  return lines.map((line) => line.sort((a, b) => a.x - b.x))
}
