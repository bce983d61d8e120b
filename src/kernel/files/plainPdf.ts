/**
 * Leaves of a PDF's pages what is drawn: known keys of pages, forms, pictures and links, the resources that the content
 * names, the content without what only goes along. An allow-list, for what programs write beside the drawing has no
 * end.
 */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  type PDFContext,
  type PDFDocument,
  type PDFObject,
  type PDFPage,
} from '@cantoo/pdf-lib'
import { plainContent, type Content, type ResourceKind } from './pdfContent.ts'

const keysOf = (names: string): ReadonlySet<string> => new Set(names.split(' ').map((name) => `/${name}`))
const page = keysOf(
  'Type Parent Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate Group Annots UserUnit',
)
const form = keysOf('Type Subtype FormType BBox Matrix Resources Group Length Filter DecodeParms')
const picture = keysOf(
  'Type Subtype Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate SMask SMaskInData Matte Length Filter DecodeParms',
)
const tile = keysOf('Type PatternType PaintType TilingType BBox XStep YStep Resources Matrix Length Filter DecodeParms')
const font = keysOf(
  'Type Subtype Name BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode DescendantFonts CIDSystemInfo DW W DW2 W2 CIDToGIDMap FontBBox FontMatrix CharProcs Resources',
)
const link = keysOf('Type Subtype Rect Border BS C F H A QuadPoints')
const action = keysOf('Type S URI IsMap')
const kinds: readonly ResourceKind[] = ['XObject', 'Font', 'ExtGState', 'ColorSpace', 'Pattern', 'Shading']
const resourceKeys = keysOf(`ProcSet ${kinds.join(' ')}`)

function keep(dict: PDFDict, keys: ReadonlySet<string>): void {
  for (const key of dict.keys()) if (!keys.has(String(key))) dict.delete(key)
}
const key = (name: string) => PDFName.of(name)

/** A link to a web page with nothing but its place and address. */
export function plainLink(mark: PDFDict): void {
  keep(mark, link)
  const to = mark.lookup(key('A'))
  if (to instanceof PDFDict) keep(to, action)
}

/** Rewrites the pages of a document, with all that they draw with, in place. */
export function plainPages(doc: PDFDocument): void {
  const walk = new Walk(doc.context)
  for (const one of doc.getPages()) walk.page(one)
  walk.prune()
}

class Walk {
  /** What is drawn with, by the dictionary that names it: several pages may share one. */
  private readonly used = new Map<PDFDict, Set<string>>()
  /** Streams and fonts that were rewritten already. */
  private readonly done = new Map<PDFObject, Content | undefined>()
  private readonly context: PDFContext

  constructor(context: PDFContext) {
    this.context = context
  }

  page({ node }: PDFPage): void {
    const resources = node.Resources()
    keep(node, page)
    const contents = node.Contents()
    if (contents) {
      const streams = contents instanceof PDFArray ? contents.asArray().map((c) => this.context.lookup(c)) : [contents]
      const bytes = streams.flatMap((s) => (s instanceof PDFRawStream ? [decodePDFRawStream(s).decode(), newline] : []))
      const content = plainContent(Buffer.concat(bytes))
      node.set(key('Contents'), this.context.register(this.context.flateStream(content.bytes)))
      this.draws(content, resources)
    }
    this.look(node.get(key('Group')), resources)
  }

  /** What content draws with is kept and looked through itself. */
  private draws({ used }: Content, resources: PDFDict | undefined): void {
    if (!resources) return
    keep(resources, resourceKeys)
    for (const kind of kinds) {
      const named = resources.lookup(key(kind))
      if (!(named instanceof PDFDict)) continue
      const names = this.used.get(named) ?? new Set()
      this.used.set(named, names)
      for (const name of used[kind]) {
        const first = !names.has(name)
        names.add(name)
        if (first) this.look(named.get(key(name)), resources)
      }
    }
  }

  /** A form, a picture, a pattern, a font, a state with a mask: rewritten once each. */
  private look(object: PDFObject | undefined, around: PDFDict | undefined): void {
    const found = object instanceof PDFRef ? this.context.lookup(object) : object
    if (found instanceof PDFRawStream) return this.stream(found, object, around)
    if (!(found instanceof PDFDict) || this.done.has(found)) return
    this.done.set(found, undefined)
    if (String(found.get(key('Type'))) === '/Font') return this.font(found, around)
    const mask = found.lookup(key('SMask'))
    if (mask instanceof PDFDict) this.look(mask.get(key('G')), around)
    const written = found.lookup(key('Font'))
    if (written instanceof PDFArray) this.look(written.get(0), around)
  }

  private stream(found: PDFRawStream, object: PDFObject | undefined, around: PDFDict | undefined): void {
    const own = found.dict.lookup(key('Resources'))
    const resources = own instanceof PDFDict ? own : around
    if (this.done.has(found)) {
      const content = this.done.get(found)
      if (content) this.draws(content, resources)
      return
    }
    const isPicture = String(found.dict.get(key('Subtype'))) === '/Image'
    const isTile = found.dict.has(key('PatternType'))
    if (isPicture) {
      this.done.set(found, undefined)
      keep(found.dict, picture)
      for (const name of ['SMask', 'Mask']) this.look(found.dict.get(key(name)), around)
      return
    }
    keep(found.dict, isTile ? tile : form)
    const content = plainContent(decodePDFRawStream(found).decode())
    const fresh = this.context.flateStream(content.bytes)
    for (const [name, value] of found.dict.entries())
      if (!['/Length', '/Filter', '/DecodeParms'].includes(String(name))) fresh.dict.set(name, value)
    this.done.set(found, content)
    this.done.set(fresh, content)
    if (object instanceof PDFRef) this.context.assign(object, fresh)
    this.draws(content, resources)
  }

  private font(found: PDFDict, around: PDFDict | undefined): void {
    keep(found, font)
    const glyphs = found.lookup(key('CharProcs'))
    if (!(glyphs instanceof PDFDict)) return
    const own = found.lookup(key('Resources'))
    for (const glyph of glyphs.values()) this.look(glyph, own instanceof PDFDict ? own : around)
  }

  /** What no content names leaves. */
  prune(): void {
    for (const [named, names] of this.used)
      for (const name of named.keys()) if (!names.has(name.decodeText())) named.delete(name)
  }
}

const newline = new Uint8Array([10])
