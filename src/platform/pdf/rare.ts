/**
 * Characters that the font does not hold are never left out silently: a box stands for each, and the end of the
 * document says which.
 */
import type { PdfBlock, Rich, Run } from './document.ts'

export const missingSign = '□'

/** The blocks with every character printable; where some were not, a last block that names them. */
export function printable(blocks: readonly PdfBlock[], hasGlyph: (char: string) => boolean): PdfBlock[] {
  const missing = new Set<string>()
  const text = (s: string) =>
    [...s.replace(/[\p{Cf}\uFE00-\uFE0F]/gu, '').replace(/[\t\r]/g, ' ')]
      .map((char) => {
        if (char === '\n' || hasGlyph(char)) return char
        missing.add(char)
        return missingSign
      })
      .join('')
  const rich = (r: Rich): Rich =>
    typeof r === 'string' ? text(r) : r.map((run): Run => ({ ...run, text: text(run.text) }))
  const done = blocks.map((b) => cleaned(b, text, rich))
  return missing.size === 0
    ? done
    : [
        ...done,
        {
          kind: 'text',
          small: true,
          text: `有 ${missing.size} 个字印不出来，印成了${missingSign}，请手写补上（字的编码：${[...missing].map((c) => `U+${c.codePointAt(0)!.toString(16).toUpperCase()}`).join('、')}）。`,
        },
      ]
}

function cleaned(b: PdfBlock, text: (s: string) => string, rich: (r: Rich) => Rich): PdfBlock {
  switch (b.kind) {
    case 'title':
      return { ...b, text: text(b.text), ...(b.above === undefined ? {} : { above: text(b.above) }) }
    case 'ends':
      return { ...b, left: text(b.left), right: text(b.right) }
    case 'heading':
      return { ...b, text: text(b.text) }
    case 'text':
      return { ...b, text: rich(b.text) }
    case 'facts':
      return { ...b, facts: b.facts.map(([label, value]) => [text(label), rich(value)]) }
    case 'list':
      return { ...b, items: b.items.map(rich) }
    case 'table':
      return { ...b, head: b.head.map(text), rows: b.rows.map((row) => row.map(rich)) }
    case 'qr':
      return { ...b, beside: b.beside.map(rich) }
  }
}
