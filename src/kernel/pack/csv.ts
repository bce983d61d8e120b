/** Comma-separated tables as WPS and Excel write and read them: BOM, CRLF, quotes; `,` `;` or tab between cells. */

export type CsvLine = { line: number; cells: string[] }
export type CsvTable = { lines: CsvLine[]; unclosedQuoteAt?: number }

/** Splits a table into lines of cells, keeping the number of the text line on which each begins. Empty lines are left out. */
export function parseCsv(text: string): CsvTable {
  const separator = separatorOf(text)
  const lines: CsvLine[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let startedAt = 1
  let quotedSince = 0
  const endCell = () => {
    cells.push(cell.trim().replace(/^'(?='*[=+\-@＝＋－＠])/, ''))
    cell = ''
  }
  const endLine = () => {
    endCell()
    if (cells.some((c) => c !== '')) lines.push({ line: startedAt, cells })
    cells = []
    startedAt = line + 1
  }
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charAt(i)
    if (quotedSince > 0) {
      if (c === '"' && text.charAt(i + 1) === '"') {
        cell += '"'
        i += 1
      } else if (c === '"') quotedSince = 0
      else cell += c
      if (c === '\n') line += 1
    } else if (c === '"' && cell.trim() === '') {
      quotedSince = line
      cell = ''
    } else if (c === separator) endCell()
    else if (c === '\n') {
      endLine()
      line += 1
    } else if (c === '\r') {
      if (text.charAt(i + 1) !== '\n') {
        endLine()
        line += 1
      }
    } else cell += c
  }
  endLine()
  return quotedSince > 0 ? { lines, unclosedQuoteAt: quotedSince } : { lines }
}

/** Writes a table that WPS and Excel open by double click without broken characters: UTF-8 with BOM and CRLF. Text that they would take for a formula gets an apostrophe, which `parseCsv` takes away. */
export function writeCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const defused = (value: string | number) =>
    typeof value === 'string' && /^'*[=+\-@＝＋－＠]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value)
      ? `'${value}`
      : String(value)
  const quote = (value: string | number) =>
    /[",;\t\r\n]/.test(String(value)) ? `"${defused(value).replaceAll('"', '""')}"` : defused(value)
  return '\uFEFF' + [header, ...rows].map((row) => row.map(quote).join(',') + '\r\n').join('')
}

/** The sign that stands most often in the first line outside quotes; Excel uses `;` in some languages and tabs for Unicode text. */
function separatorOf(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const count = (sign: string) => first.split(sign).length - 1
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}
