/** A PDF for readers: its pages are copied into a fresh file, so that metadata, old versions and attachments stay behind. Runs in the parse worker. */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'
import { FileRefused } from './refused.ts'
import { stripJpeg } from './stripImage.ts'

const maxPages = 500

/** @throws FileRefused for scripts, attached files, passwords and damage. */
export async function cleanPdf(bytes: Uint8Array): Promise<Uint8Array> {
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

async function copyPages(source: PDFDocument): Promise<Uint8Array> {
  if (source.isEncrypted) throw new FileRefused('PDF 加了密码或限制。请去掉后另存再上传。')
  refuseActive(source.context)
  if (source.getPageCount() > maxPages) throw new FileRefused(`PDF 超过 ${maxPages} 页，请拆开上传。`)
  const clean = await PDFDocument.create({ updateMetadata: false })
  for (const page of await clean.copyPages(source, source.getPageIndices())) clean.addPage(page)
  stripObjects(clean.context)
  clean.context.trailerInfo.Info = undefined
  return clean.save({ useObjectStreams: true, updateFieldAppearances: false })
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
function dictsIn(object: PDFObject): PDFDict[] {
  if (object instanceof PDFRawStream) return dictsIn(object.dict)
  if (object instanceof PDFArray) return object.asArray().flatMap(dictsIn)
  return object instanceof PDFDict ? [object, ...object.values().flatMap(dictsIn)] : []
}

const metadataKeys = ['Metadata', 'PieceInfo', 'LastModified', 'Thumb'].map((key) => PDFName.of(key))

function stripObjects(context: PDFContext): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    for (const dict of dictsIn(object)) {
      for (const key of metadataKeys) dict.delete(key)
      if (dict.has(PDFName.of('Rect')) && dict.has(PDFName.of('Subtype'))) dict.delete(PDFName.of('T'))
    }
    if (!(object instanceof PDFRawStream)) continue
    if (String(object.dict.get(PDFName.of('Type')) ?? '') === '/Metadata') context.delete(ref)
    if (String(object.dict.get(PDFName.of('Filter')) ?? '') === '/DCTDecode')
      context.assign(ref, PDFRawStream.of(object.dict, stripJpeg(object.contents)))
  }
}
