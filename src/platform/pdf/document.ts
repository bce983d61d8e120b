/** A printed document as data: blocks that follow one another on A4. */

/** A stretch of text in one manner. */
export type Run = { text: string; strong?: boolean; quiet?: boolean }
export type Rich = string | readonly Run[]

export type PdfBlock =
  | { kind: 'title'; text: string; above?: string }
  /** Two short texts on one line, left and right. */
  | { kind: 'ends'; left: string; right: string }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: Rich; align?: 'center' | 'right'; small?: boolean }
  /** Label and value, one under the other, in a frame. */
  | { kind: 'facts'; facts: readonly (readonly [label: string, value: Rich])[] }
  | { kind: 'list'; items: readonly Rich[]; marks: 'dots' | 'numbers' | 'boxes'; columns?: 1 | 2 }
  /** `widths`: shares of the sheet's width; equal where they are not given. The head stands again on each page. */
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly Rich[])[]; widths?: readonly number[] }
  /**
   * A QR code with words beside it; the address must be among them. `large`: for long texts, whose squares would be too
   * small to scan.
   */
  | { kind: 'qr'; text: string; beside: readonly Rich[]; large?: boolean }

export type PdfDocument = {
  title: string
  blocks: readonly PdfBlock[]
  /** At the foot of each page, beside the page number. */
  foot?: string
  landscape?: boolean
  /** Letters become smaller, down to three quarters, if that brings it on one sheet. */
  onePage?: boolean
}

export const runsOf = (text: Rich): readonly Run[] => (typeof text === 'string' ? [{ text }] : text)
