/**
 * All text that a Word or Excel file carries, whatever part and element it stands in: cells, text boxes, heads and
 * feet, drop-down lists, names, charts, SmartArt, alternative texts, field codes, tool tips. Cleaning has left the
 * known parts only (files/cleanOffice.ts); every one of them is read here, so that nothing is published unread.
 */
import { readXml } from '../files/xml.ts'

const isXml = (name: string): boolean => /\.(?:xml|svg|rels)$/i.test(name)

/**
 * The parts' texts, a line for what stands apart, without lines that are `known`. @throws FileRefused for broken XML
 * and for document types.
 */
export function officeText(
  parts: ReadonlyMap<string, Uint8Array>,
  known: (line: string) => boolean = () => false,
): string {
  const inside = [...parts]
    .filter(([name]) => isXml(name))
    .flatMap(([name, data]) => [...readXml<string>([data], (emit) => lines(name, emit))])
  return [...[...parts.keys()].filter(speaks), ...inside].filter((line) => !known(line)).join('\n')
}

/**
 * Text inside these is a piece of a sentence: Word and Excel cut a number into several wherever somebody once stopped
 * typing.
 */
const runs = new Set(['t', 'delText', 'r', 'rPr', 'tspan'])
/** What ends a line or a cell. */
const blocks = new Set(['p', 'si', 'is', 'tc', 'tr', 'br', 'cr', 'tab', 'row', 'text'])
/** Field codes stand between the runs of a sentence. */
const aside = new Set(['instrText', 'delInstrText'])
/** Attributes that say something to a person or may: not addresses, numbers of revisions, marks of the file's own. */
const silent = /^xmlns|:(?:id|embed|link|dm|lo|qs|cs|uid)$|^(?:uid|guid|[rR]sid\w*|w14:\w+Id|w:rsid\w*)$/

function lines(part: string, emit: (line: string) => void) {
  const sheet = part.startsWith('xl/worksheets/')
  let line = ''
  let code = ''
  const path: string[] = []
  const end = () => {
    if (line.trim() !== '') emit(line)
    line = ''
  }
  return {
    open(name: string, attributes: Readonly<Record<string, string>>) {
      path.push(name)
      if (speaks(name)) emit(name)
      for (const [key, value] of Object.entries(attributes))
        if (silent.test(key) ? holdsNumber(value) : speaks(value) || speaks(key))
          emit(speaks(key) ? `${key} ${value}` : value)
    },
    text(text: string) {
      const inside = path.at(-1) ?? ''
      // A cell's own value is read as the sheet shows it (`sheetText`): here it may be the number of a shared string.
      if (sheet && inside === 'v') {
        const told = unshown(text)
        if (told !== undefined) emit(told)
        return
      }
      if (aside.has(inside)) code += text
      else line += runs.has(inside) ? text : text.trim()
      if (!runs.has(inside) && !aside.has(inside) && text.trim() !== '') end()
    },
    aside(text: string) {
      if (speaks(text)) emit(text)
    },
    close(name: string) {
      path.pop()
      if (!blocks.has(name) && path.length > 0) return
      end()
      if (code.trim() !== '') emit(code)
      code = ''
    },
  }
}

/**
 * Of a cell's value what the sheet may not show: its format, another cell over it, a sheet that the book does not name
 * hide it. Whole numbers as long as a telephone's, however they are written, and words; sums with fractions and days
 * are numbers of nobody.
 */
function unshown(value: string): string | undefined {
  if (!/^[-+.\dEe\s]*$/.test(value)) return speaks(value) ? value : undefined
  const number = Number(value)
  if (/^\s*\d{11,19}\s*$/.test(value)) return value.trim()
  return Number.isSafeInteger(number) && number >= 1e10 ? String(number) : undefined
}

/** Digits enough, without a gap, for a number that must not be published. */
const holdsNumber = (value: string): boolean => /\d{11}/.test(value)

/** Chinese, or digits enough for a number that must not be published. */
const speaks = (value: string): boolean => /\p{Script=Han}/u.test(value) || (value.match(/\p{Nd}/gu)?.length ?? 0) >= 7
