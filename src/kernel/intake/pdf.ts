/** PDFs as pdf.js opens them for reading: no fonts, no scripts, nothing from outside. Runs in the parse worker. */
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { FileRefused } from '../files/refused.ts'

/** What `work` finds in the document. @throws FileRefused where it cannot be opened or read. */
export async function inPdf<T>(bytes: Uint8Array, work: (pdf: PDFDocumentProxy) => Promise<T>): Promise<T> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const root = new URL('../../', import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))
  const folder = (name: string): string => new URL(name, root).pathname
  const task = getDocument({
    data: new Uint8Array(bytes),
    isOffscreenCanvasSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
    cMapUrl: folder('cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts/'),
    wasmUrl: folder('wasm/'),
  })
  try {
    return await task.promise.then(work)
  } catch {
    throw new FileRefused('PDF 打不开，可能已损坏或加了密码。请重新打印成 PDF 后再上传。')
  } finally {
    await task.destroy()
  }
}
