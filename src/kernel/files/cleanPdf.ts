/**
 * A PDF for readers: its pages are copied into a fresh file, so that metadata, old versions and attachments stay
 * behind. Runs in the parse worker.
 */
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib'
import type { CleanFile } from './cleanOffice.ts'
import { plainLink, plainPages } from './plainPdf.ts'
import { FileRefused } from './refused.ts'
import { stripJpeg } from './stripImage.ts'

const maxPages = 500

/** @throws FileRefused for scripts, attached files, passwords and damage. */
export async function cleanPdf(bytes: Uint8Array): Promise<CleanFile> {
  try {
    return await copyPages(
      await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true, throwOnInvalidObject: false }),
    )
  } catch (error) {
    throw error instanceof FileRefused
      ? error
      : new FileRefused('PDF 打不开，可能已损坏。请重新生成或打印成 PDF 后再上传。')
  }
}

async function copyPages(source: PDFDocument): Promise<CleanFile> {
  if (source.isEncrypted) throw new FileRefused('PDF 加了密码或限制。请去掉后另存再上传。')
  refuseActive(source.context)
  if (source.getPageCount() > maxPages) throw new FileRefused(`PDF 超过 ${maxPages} 页，请拆开上传。`)
  const notes = withoutMarks(source)
  if (source.catalog.has(PDFName.of('OCProperties')))
    notes.push('PDF 里有可以关掉的图层，公开的一份里全部显示出来。请核对。')
  plainPages(source)
  const clean = await PDFDocument.create({ updateMetadata: false })
  for (const page of await clean.copyPages(source, source.getPageIndices())) clean.addPage(page)
  stripObjects(clean.context)
  refuseNumbered(clean.context)
  clean.context.trailerInfo.Info = undefined
  return { bytes: await clean.save({ useObjectStreams: true, updateFieldAppearances: false }), notes }
}

/**
 * Form fields become part of the page as they look; what people wrote on the pages (comments, stamps, marks) goes, and
 * so do links but those to web pages: none of it is text of the page, which is what is read. Returns what a person must
 * know of it.
 */
function withoutMarks(source: PDFDocument): string[] {
  if (source.catalog.has(PDFName.of('AcroForm'))) source.getForm().flatten()
  let gone = 0
  for (const page of source.getPages()) {
    const marks = page.node.Annots()
    if (!marks) continue
    for (let i = marks.size() - 1; i >= 0; i--) {
      const mark = marks.lookup(i)
      if (mark instanceof PDFDict && isWebLink(mark)) continue
      if (!(mark instanceof PDFDict && subtypeOf(mark) === '/Link')) gone++
      marks.remove(i)
    }
  }
  return gone === 0 ? [] : [`PDF 上另加的 ${gone} 处批注、图章已去掉，公开的一份里没有。请核对。`]
}

const subtypeOf = (mark: PDFDict): string => String(mark.lookup(PDFName.of('Subtype')) ?? '')

/** A link to a web page whose address is all that it says. */
function isWebLink(mark: PDFDict): boolean {
  if (subtypeOf(mark) !== '/Link') return false
  const action = mark.lookup(PDFName.of('A'))
  const uri = action instanceof PDFDict ? action.lookup(PDFName.of('URI')) : undefined
  if (!(uri instanceof PDFString || uri instanceof PDFHexString) || !/^https?:\/\//i.test(uri.decodeText()))
    return false
  plainLink(mark)
  return true
}

const activeKeys = ['JS', 'JavaScript', 'EmbeddedFiles', 'EmbeddedFile', 'EF', 'Launch', 'RichMedia', 'XFA'].map(
  (key) => PDFName.of(key),
)
const activeTypes = new Set([
  '/JavaScript',
  '/Launch',
  '/EmbeddedFile',
  '/Filespec',
  '/FileAttachment',
  '/RichMedia',
  '/SubmitForm',
  '/ImportData',
])

function refuseActive(context: PDFContext): void {
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (dictsIn(object).some(isActive))
      throw new FileRefused('PDF 里有脚本或附带的文件，不能公开。请用“打印成 PDF”另存一份再上传。')
  }
}

function isActive(dict: PDFDict): boolean {
  if (activeKeys.some((key) => dict.has(key))) return true
  return ['S', 'Type', 'Subtype'].some((key) => activeTypes.has(String(dict.get(PDFName.of(key)) ?? '')))
}

/** The dictionaries of an object, those written inside others included. */
export function dictsIn(object: PDFObject): PDFDict[] {
  if (object instanceof PDFRawStream) return dictsIn(object.dict)
  if (object instanceof PDFArray) return object.asArray().flatMap(dictsIn)
  return object instanceof PDFDict ? [object, ...object.values().flatMap(dictsIn)] : []
}

/** Texts that a drawing needs: which signs a font has, where a link leads. */
const needed = new Set(['/Registry', '/Ordering', '/URI'])
const isText = (object: PDFObject): boolean => object instanceof PDFString || object instanceof PDFHexString

/** Texts that are not drawn and that no reader of the page sees. */
function withoutTexts(dict: PDFDict): void {
  for (const [key, value] of dict.entries()) {
    if (isText(value) && !needed.has(String(key))) dict.delete(key)
    if (value instanceof PDFArray) emptyTexts(value)
  }
}

/** The colours of a palette stand in a text of their own. */
function emptyTexts(array: PDFArray): void {
  const isPalette = String(array.size() > 0 ? array.get(0) : '') === '/Indexed'
  array.asArray().forEach((value, i) => {
    if (isText(value) && !isPalette) array.set(i, PDFString.of(''))
    if (value instanceof PDFArray) emptyTexts(value)
  })
}

/** Names are part of what is drawn and can't go: one that holds a number long enough is refused. */
function refuseNumbered(context: PDFContext): void {
  const isNumbered = (object: PDFObject) => object instanceof PDFName && /\d{11}/.test(object.decodeText())
  for (const [, object] of context.enumerateIndirectObjects())
    if (dictsIn(object).some((dict) => dict.keys().some(isNumbered) || dict.values().some(isNumbered)))
      throw new FileRefused('PDF 内部的名称里有像号码的数字，无法去掉。请用“打印成 PDF”另存一份再上传。')
}

const metadataKeys = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb', 'Alt', 'ActualText', 'E', 'StructParents'].map(
  (key) => PDFName.of(key),
)

function stripObjects(context: PDFContext): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictsIn(object)) {
      for (const key of metadataKeys) dict.delete(key)
      withoutTexts(dict)
      if (dict.has(PDFName.of('Rect')) && dict.has(PDFName.of('Subtype'))) dict.delete(PDFName.of('T'))
    }
    if (!(object instanceof PDFRawStream)) continue
    if (String(object.dict.get(PDFName.of('Type')) ?? '') === '/Metadata') context.delete(ref)
    if (String(object.dict.get(PDFName.of('Filter')) ?? '') === '/DCTDecode')
      context.assign(ref, PDFRawStream.of(object.dict, stripJpeg(object.contents)))
  }
}
