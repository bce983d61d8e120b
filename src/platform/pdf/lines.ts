/**
 * Breaks Chinese text into lines: between any two characters, but no line begins with a closing sign or ends with an
 * opening one; Latin words and figures stay whole.
 */
import type { Run } from './document.ts'

/** Width of a character in ems. */
export type Measure = (char: string, strong: boolean) => number
export type Piece = { text: string; strong: boolean; quiet: boolean; x: number }
export type Line = { pieces: Piece[]; width: number }

const notFirst = /^[，。、；：！？）》〉」』】〕”’％%…—·,.;:!?)\]}℃°]/
const notLast = /[（《〈「『【〔“‘([{￥$]$/
/** A word of Latin letters and figures, blanks, or a single character of anything else. */
const unit = /\n|[ \u3000]+|[\p{Script=Latin}\p{Nd}@#&_/\\.:?=%+~'-]+|[^]/gu

type Char = { char: string; run: Run; width: number }
type Cluster = { chars: Char[]; width: number }

/** `width` and `size` in the same unit. An empty text is one empty line. */
export function linesOf(runs: readonly Run[], width: number, size: number, measure: Measure): Line[] {
  const lines: Char[][] = [[]]
  let used = 0
  const put = (cluster: Cluster) => {
    lines.at(-1)!.push(...cluster.chars)
    used += cluster.width
  }
  const next = () => {
    lines.push([])
    used = 0
  }
  for (const cluster of clustersOf(runs, size, measure)) {
    if (cluster.chars[0]!.char === '\n') next()
    else if (used + cluster.width <= width + 0.01) put(cluster)
    else if (cluster.chars.every((c) => isBlank(c.char))) next()
    else {
      if (used > 0) next()
      for (const part of cluster.width > width
        ? cluster.chars.map((c) => ({ chars: [c], width: c.width }))
        : [cluster]) {
        if (used + part.width > width + 0.01 && used > 0) next()
        put(part)
      }
    }
  }
  return lines.map(lineOf)
}

const isBlank = (char: string) => char === ' ' || char === '\u3000'

/** What must not be parted, runs notwithstanding. */
function clustersOf(runs: readonly Run[], size: number, measure: Measure): Cluster[] {
  const clusters: Cluster[] = []
  let open = false
  for (const run of runs) {
    for (const [text] of run.text.matchAll(unit)) {
      const chars = [...text].map((char) => ({
        char,
        run,
        width: char === '\n' ? 0 : measure(char, run.strong === true) * size,
      }))
      const before = clusters.at(-1)
      const joins =
        before !== undefined && before.chars[0]!.char !== '\n' && text !== '\n' && (open || notFirst.test(text))
      if (joins) before.chars.push(...chars)
      else clusters.push({ chars, width: 0 })
      open = notLast.test(text)
    }
  }
  return clusters.map((c) => ({ ...c, width: c.chars.reduce((all, { width }) => all + width, 0) }))
}

function lineOf(chars: readonly Char[]): Line {
  const pieces: Piece[] = []
  let x = 0
  let last: Run | undefined
  for (const { char, run, width } of chars) {
    if (run === last) pieces.at(-1)!.text += char
    else pieces.push({ text: char, strong: run.strong === true, quiet: run.quiet === true, x })
    last = run
    x += width
  }
  return { pieces, width: x }
}
