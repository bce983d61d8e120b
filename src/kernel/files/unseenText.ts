/**
 * Words that stand in a Word or Excel file and are shown to nobody who looks at the page: in the paper's own colour,
 * smaller than anybody reads, with a number format that shows nothing. Whoever selects all or copies them reads them;
 * so whoever publishes is told.
 */
import { readXml } from './xml.ts'
import type { Parts } from './package.ts'

/** Sentences for whoever publishes the file. @throws FileRefused for broken XML. */
export function unseenNotes(parts: Parts): string[] {
  const styles = wordStyles(parts.get('word/styles.xml'))
  const theme = lightest(parts)
  const word = [...parts.keys()].some((n) => wordParts.test(n) && anyOf(parts.get(n)!, (emit) => words(styles, emit)))
  const drawn = [...parts.keys()].some((n) => drawnParts.test(n) && anyOf(parts.get(n)!, drawings))
  const unseen = cellStyles(parts.get('xl/styles.xml'), theme)
  const sheet = [...parts.keys()].some(
    (n) =>
      (sheetParts.test(n) && anyOf(parts.get(n)!, (emit) => cells(unseen, emit))) ||
      (stringParts.test(n) && anyOf(parts.get(n)!, (emit) => richTexts(theme, emit))),
  )
  return [...(word || drawn ? [`文档里有${seen}`] : []), ...(sheet ? [`表格里有${seen}`] : [])]
}

const seen =
  '看不见的字（和底色一样是白的、字号小到看不出，或者设成了不显示），别人复制出来就能看到。请删去后重新上传，或确认可以公开。'

const wordParts = /^word\/(?!styles|settings|theme|fontTable|numbering|webSettings)[^/]+\.xml$/
const drawnParts = /^(?:word|xl)\/(?:drawings|diagrams)\/[^/]+\.xml$/
const sheetParts = /^xl\/worksheets\/[^/]+\.xml$/
const stringParts = /^xl\/(?:sharedStrings\.xml|worksheets\/[^/]+\.xml)$/

type Attributes = Readonly<Record<string, string>>
type Reader = ReturnType<Parameters<typeof readXml>[1]>

const anyOf = (data: Uint8Array, begin: (emit: (found: true) => void) => Reader): boolean => {
  for (const found of readXml<true>([data], begin)) return found
  return false
}

/** The attribute of this name, under any prefix. */
const valueOf = (attributes: Attributes, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => key === name || key.endsWith(`:${name}`))?.[1]

/** Lighter than anybody reads on white; `rgb`: "FFFFFF", "FFFFFFFF" with its alpha before it. */
function isWhite(rgb: string | undefined): boolean {
  const six = /^(?:[0-9a-f]{2})?([0-9a-f]{6})$/i.exec(rgb ?? '')?.[1]
  return six !== undefined && [0, 2, 4].every((i) => Number.parseInt(six.slice(i, i + 2), 16) >= 0xf0)
}

/** Smaller letters than these are dots: the smallest that is printed (八号) is 5 points. */
const leastPoints = 4

type Look = { white: boolean; tiny: boolean; ground: boolean }
const plain: Look = { white: false, tiny: false, ground: false }

/** What an element of run or paragraph properties says of colour, size and ground. */
function worn(look: Look, name: string, a: Attributes): Look {
  if (name === 'color') {
    const theme = valueOf(a, 'themeColor')
    const white = theme === undefined ? isWhite(valueOf(a, 'val')) : /^(?:background1|light1)$/.test(theme)
    return { ...look, white }
  }
  if (name === 'sz') return { ...look, tiny: Number(valueOf(a, 'val')) < 2 * leastPoints }
  if (name === 'shd') {
    const fill = valueOf(a, 'fill')
    return { ...look, ground: valueOf(a, 'themeFill') !== undefined || (fill !== 'auto' && !isWhite(fill)) }
  }
  if (name === 'highlight') return { ...look, ground: valueOf(a, 'val') !== 'white' && valueOf(a, 'val') !== 'none' }
  return look
}

/** Styles of the document by their id, each with what it takes over from the style that it is based on. */
function wordStyles(data: Uint8Array | undefined): ReadonlyMap<string, Look> {
  const own = new Map<string, { look: Look; base: string | undefined }>()
  if (!data) return new Map()
  let id = ''
  const read = readXml<never>([data], () => ({
    open(name: string, a: Attributes) {
      if (name === 'style') {
        id = valueOf(a, 'styleId') ?? ''
        own.set(id, { look: plain, base: undefined })
      }
      const style = own.get(id)
      if (!style) return
      if (name === 'basedOn') style.base = valueOf(a, 'val')
      style.look = worn(style.look, name, a)
    },
    close(name: string) {
      if (name === 'style') id = ''
    },
  }))
  for (const _ of read);
  const whole = (of: string, depth: number): Look => {
    const style = own.get(of)
    if (!style) return plain
    const base = style.base === undefined || depth > 20 ? plain : whole(style.base, depth + 1)
    return {
      white: style.look.white || base.white,
      tiny: style.look.tiny || base.tiny,
      ground: style.look.ground || base.ground,
    }
  }
  return new Map([...own.keys()].map((of) => [of, whole(of, 0)]))
}

/** Runs with words in them that are white where nothing lies under them, or too small. */
function words(styles: ReadonlyMap<string, Look>, emit: (found: true) => void): Reader {
  // One look for each open table cell, paragraph and run: what is said of the outer holds for the inner.
  const open: { name: string; look: Look }[] = []
  let inText = false
  const carries = new Set(['tbl', 'tr', 'tc', 'p', 'r'])
  return {
    open(name, a) {
      const outer = open.at(-1)?.look ?? plain
      if (carries.has(name)) open.push({ name, look: outer })
      const here = open.at(-1)
      if (here && /^(?:pStyle|rStyle|tblStyle)$/.test(name)) {
        const style = styles.get(valueOf(a, 'val') ?? '') ?? plain
        here.look = {
          white: style.white || here.look.white,
          tiny: style.tiny || here.look.tiny,
          // What a table's style paints is not looked up row by row: it may be a dark head.
          ground: style.ground || here.look.ground,
        }
      }
      // The paragraph's own mark has properties too: they are nobody's words.
      if (here && (here.name !== 'p' || name === 'shd')) here.look = worn(here.look, name, a)
      inText = name === 't'
    },
    text(text) {
      const look = open.at(-1)?.look
      if (inText && look && text.trim() !== '' && (look.tiny || (look.white && !look.ground))) emit(true)
    },
    close(name) {
      inText = false
      if (open.at(-1)?.name === name) open.pop()
    },
  }
}

/** Letters in shapes are white on a ground often enough; too small they never are for a reason. */
function drawings(emit: (found: true) => void): Reader {
  let tiny = false
  let inText = false
  return {
    open(name, a) {
      if (name === 'r') tiny = false
      if (name === 'rPr' && a['sz'] !== undefined) tiny = Number(a['sz']) < 100 * leastPoints
      inText = name === 't'
    },
    text(text) {
      if (inText && tiny && text.trim() !== '') emit(true)
    },
    close() {
      inText = false
    },
  }
}

/** Whether the theme's first colour (`theme="0"` in Excel, the paper) is white, as it is but for dark themes. */
function lightest(parts: Parts): boolean {
  const text = new TextDecoder().decode(parts.get('xl/theme/theme1.xml') ?? new Uint8Array())
  const first = /<(?:\w+:)?lt1>\s*<(?:\w+:)?\w+Clr\s[^>]*?(?:lastClr|val)="([0-9A-Fa-f]{6})"/.exec(text)?.[1]
  return first === undefined || isWhite(first)
}

/** Colour of a font or ground in Excel: by itself, by the theme, by the old list in which 1 and 9 are white. */
function isWhiteCell(a: Attributes, theme: boolean): boolean {
  if (a['theme'] !== undefined) return a['theme'] === '0' && theme && Number(a['tint'] ?? 0) > -0.1
  if (a['indexed'] !== undefined) return a['indexed'] === '1' || a['indexed'] === '9'
  return isWhite(a['rgb'])
}

/** The numbers of the cell styles in which nothing of a cell is seen. */
function cellStyles(data: Uint8Array | undefined, theme: boolean): ReadonlySet<string> {
  const fonts: { white: boolean; tiny: boolean }[] = []
  const grounds: boolean[] = []
  const blank = new Set<string>()
  const unseen = new Set<string>()
  const path: string[] = []
  let at = 0
  if (!data) return unseen
  const read = readXml<never>([data], () => ({
    open(name: string, a: Attributes) {
      path.push(name)
      const inside = path.at(-2)
      if (name === 'numFmt' && isBlank(a['formatCode'] ?? '')) blank.add(a['numFmtId'] ?? '')
      if (name === 'font' && inside === 'fonts') fonts.push({ white: false, tiny: false })
      if (inside === 'font' && path.at(-3) === 'fonts') {
        const font = fonts.at(-1)!
        if (name === 'color') font.white = isWhiteCell(a, theme)
        if (name === 'sz') font.tiny = Number(a['val']) < leastPoints
      }
      if (name === 'fill' && inside === 'fills') grounds.push(false)
      if (name === 'patternFill' && path.at(-3) === 'fills' && (a['patternType'] ?? 'none') !== 'none')
        grounds[grounds.length - 1] = true
      if (name === 'gradientFill' && path.at(-3) === 'fills') grounds[grounds.length - 1] = true
      if (name === 'fgColor' && inside === 'patternFill' && path.at(-4) === 'fills' && isWhiteCell(a, theme))
        grounds[grounds.length - 1] = false
      if (name === 'xf' && inside === 'cellXfs') {
        const font = fonts[Number(a['fontId'] ?? 0)]
        const ground = grounds[Number(a['fillId'] ?? 0)] ?? false
        if (font?.tiny || (font?.white && !ground) || blank.has(a['numFmtId'] ?? '')) unseen.add(String(at))
        at += 1
      }
    },
    close() {
      path.pop()
    },
  }))
  for (const _ of read);
  return unseen
}

/** ";;;" and its kin: every section of the format is empty. */
const isBlank = (format: string): boolean => /^(?:\[[^\]]*\])?(?:;(?:\[[^\]]*\])?){2,3}$/.test(format.trim())

/** Cells with something in them in such a style. */
function cells(unseen: ReadonlySet<string>, emit: (found: true) => void): Reader {
  let hidden = false
  let inside = ''
  return {
    open(name, a) {
      if (name === 'c') hidden = unseen.has(a['s'] ?? '0')
      inside = name
    },
    text(text) {
      if (hidden && (inside === 'v' || inside === 't') && text.trim() !== '') emit(true)
    },
    close(name) {
      inside = ''
      if (name === 'c') hidden = false
    },
  }
}

/**
 * Pieces of a cell's words in a font of their own, that are too small or white; what lies under the cell is not known
 * here.
 */
function richTexts(theme: boolean, emit: (found: true) => void): Reader {
  let hidden = false
  let inRun = false
  let inText = false
  return {
    open(name, a) {
      if (name === 'r') [inRun, hidden] = [true, false]
      if (inRun && name === 'color') hidden ||= isWhiteCell(a, theme)
      if (inRun && name === 'sz') hidden ||= Number(a['val']) < leastPoints
      inText = name === 't'
    },
    text(text) {
      if (inRun && inText && hidden && text.trim() !== '') emit(true)
    },
    close(name) {
      inText = false
      if (name === 'r') inRun = false
    },
  }
}
