/** The sums of a template as data: "closing = opening + increase - recovered", "totalIncome = F35.sum(amount)". */

/** One addend. With `template` its value is the sum of that column over the other template's rows. */
export interface Term {
  sign: 1 | -1
  column: string
  template?: string
}
export interface Check {
  target: string
  terms: Term[]
}

const parsed = new Map<string, Check>()

/**
 * Parses a row check or an across check; each text is parsed once.
 * @throws Error with a Chinese sentence for whoever edits the template.
 */
export function parseCheck(text: string): Check {
  const known = parsed.get(text)
  if (known) return known
  const sides = /^\s*([a-z][A-Za-z0-9]*)\s*=\s*(.+?)\s*$/.exec(text)
  if (!sides) throw new Error(`核对式“${text}”写法不对，应像 closing = opening + increase - recovered`)
  const check = { target: sides[1] ?? '', terms: parseTerms(sides[2] ?? '', text) }
  parsed.set(text, check)
  return check
}

function parseTerms(right: string, text: string): Term[] {
  const signed = /^[+-]/.test(right) ? right : `+${right}`
  const pieces = [...signed.matchAll(/([+-])\s*([^+\s-][^+-]*)/g)]
  if (
    pieces
      .map((p) => p[0])
      .join('')
      .replace(/\s/g, '') !== signed.replace(/\s/g, '')
  )
    throw new Error(`核对式“${text}”里的加减号不对`)
  return pieces.map((piece) => parseTerm(piece[1] === '-' ? -1 : 1, (piece[2] ?? '').trim(), text))
}

function parseTerm(sign: 1 | -1, word: string, text: string): Term {
  if (/^[a-z][A-Za-z0-9]*$/.test(word)) return { sign, column: word }
  const other = /^([A-Z][A-Za-z0-9]*)\.(?:sum\(([a-z][A-Za-z0-9]*)\)|([a-z][A-Za-z0-9]*))$/.exec(word)
  const column = other?.[2] ?? other?.[3]
  if (!other?.[1] || !column) throw new Error(`核对式“${text}”里的“${word}”看不懂，应为列名，或像 F35.sum(amount)`)
  return { sign, column, template: other[1] }
}
