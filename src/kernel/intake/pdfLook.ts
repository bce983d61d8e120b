/** Which pages of a PDF its letters do not tell, so that a person or a machine must look. Runs in the parse worker. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { isUnreadable } from './drawnLetters.ts'
import { asSeen, type Item } from './pdfPage.ts'

/**
 * `least`: sides in points of what may hold a word; `ms` that a long document may take, well within its worker's time:
 * pdf.js decodes every picture of a page it looks at.
 */
const taken = { least: 8, ms: 8000 }

/**
 * The pages' texts, as read by whoever selects them and whoever sees them. `look`: what must be looked at, its pictures
 * or also its letters, since what they say of themselves tells nothing.
 */
export type PageText = { text: string; look?: 'pictures' | 'letters' }

export async function pagesOf(pdf: PDFDocumentProxy): Promise<PageText[]> {
  const pages: PageText[] = []
  const looks = lookingAt()
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n)
    const { items } = await page.getTextContent()
    const links = (await page.getAnnotations()).map((mark: { url?: string }) => mark.url ?? '')
    const text = textOf(items)
    const { lines, tangled } = asSeen(items, text)
    const look = tangled || isUnreadable(text) ? 'letters' : (await looks.needed(page, text)) ? 'pictures' : undefined
    pages.push({ text: [text, ...lines, ...links].join('\n'), look })
    page.cleanup()
  }
  return pages
}

/** A page's letters, a line as it ends. */
const textOf = (items: readonly Item[]): string =>
  items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')

/**
 * Tells which pages a person or a machine must look at: those without text (a scan, letters drawn as lines), with
 * pictures, or with letters where no text is (in a pattern, a mask, a font whose letters are drawings).
 */
function lookingAt() {
  const until = Date.now() + taken.ms
  const inTime = (): boolean => Date.now() < until
  const needed = async (page: PDFPageProxy, text: string): Promise<boolean> => {
    if (text.replace(/\s/g, '').length < 5) return true
    // What there was no time to look at is not passed over.
    if (!inTime()) return true
    const drawn = await page.getOperatorList()
    return (await placedImages(page, drawn)).some((p) => isLarge(p.at)) || (await isPainted(page, drawn))
  }
  return { inTime, needed }
}

/** a, b, c, d, e, f of a PDF's matrix: the unit square of a picture onto the page, in points. */
export type Matrix = [number, number, number, number, number, number]
export type Image = { width: number; height: number; kind?: number; data?: Uint8Array | Uint8ClampedArray }
export type Drawn = Awaited<ReturnType<PDFPageProxy['getOperatorList']>>
type Placed = { at: Matrix; image: () => Promise<Image | undefined> }

export const isLarge = ([a, b, c, d]: Matrix): boolean =>
  Math.hypot(a, b) >= taken.least && Math.hypot(c, d) >= taken.least

/** Every picture of the page with its place, through saved states and forms within forms. */
export async function placedImages(page: PDFPageProxy, { fnArray, argsArray }: Drawn): Promise<Placed[]> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const placed: Placed[] = []
  const saved: Matrix[] = []
  let at: Matrix = [1, 0, 0, 1, 0, 0]
  for (const [i, op] of fnArray.entries()) {
    const args = argsArray[i] as unknown[]
    if (op === OPS.save) saved.push(at)
    else if (op === OPS.restore || op === OPS.paintFormXObjectEnd) at = saved.pop() ?? at
    else if (op === OPS.transform) at = times(at, args as unknown as Matrix)
    else if (op === OPS.paintFormXObjectBegin) {
      saved.push(at)
      if (args[0]) at = times(at, args[0] as Matrix)
    } else if (op === OPS.paintImageXObject || op === OPS.paintImageMaskXObject || op === OPS.paintInlineImageXObject)
      placed.push({ at, image: () => imageOf(page, args[0]) })
  }
  return placed
}

/** Whether something is painted by what has a content of its own: a tiling, a mask, a font of drawings. */
async function isPainted(page: PDFPageProxy, { fnArray, argsArray }: Drawn): Promise<boolean> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  return fnArray.some((op, i) => {
    const args = argsArray[i] as readonly unknown[] | null
    if (op === OPS.setFillColorN || op === OPS.setStrokeColorN) return args?.[0] === 'TilingPattern'
    if (op === OPS.beginGroup) return (args?.[0] as { smask?: unknown } | undefined)?.smask !== undefined
    if (op === OPS.setGState)
      return (args![0] as [string, unknown][]).some(([key, value]) => key === 'SMask' && value !== false)
    if (op !== OPS.setFont) return false
    const name = String(args?.[0])
    return page.commonObjs.has(name) && (page.commonObjs.get(name) as { isType3Font?: boolean }).isType3Font === true
  })
}

export const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** An image stands in the arguments, or they name where it will be. */
async function imageOf(page: PDFPageProxy, arg: unknown): Promise<Image | undefined> {
  const named = typeof arg === 'string' ? arg : (arg as { data?: unknown }).data
  if (typeof named !== 'string') return arg as Image
  const from = named.startsWith('g_') ? page.commonObjs : page.objs
  const { promise, resolve } = Promise.withResolvers<unknown>()
  from.get(named, resolve)
  const found = (await promise) as Image | null
  return found?.data ? { ...(typeof arg === 'object' ? (arg as Image) : {}), ...found } : undefined
}
