/**
 * Words in a Word or Excel file: the first line of a document, the head of every printed sheet, and the file's
 * description. They can be taken out again by whoever edits the file, unlike those burnt into a picture; that the file
 * was opened is recorded all the same. Runs in the parse worker.
 */
import { editXml, type Parts } from './package.ts'
import { FileRefused } from './refused.ts'
import { readZip, writeZip } from './zip.ts'

/**
 * `bytes`: cleaned before. No cell or paragraph of the file's own is moved or changed. @throws FileRefused where the
 * file cannot be opened.
 */
export function markOffice(bytes: Uint8Array, words: string): Uint8Array {
  const parts = opened(bytes)
  editXml(parts, 'docProps/core.xml', (xml) => described(xml, escaped(words)))
  editXml(parts, 'word/document.xml', (xml) =>
    xml.replace(/<(\w+):body>/, (body, ns: string) => body + firstLine(ns, escaped(words))),
  )
  for (const name of parts.keys())
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name))
      editXml(parts, name, (xml) => headed(xml, escaped(words.replaceAll('&', '&&'))))
  return writeZip(parts)
}

function opened(bytes: Uint8Array): Parts {
  try {
    return readZip(bytes)
  } catch {
    throw new FileRefused('文件打不开，可能已损坏。')
  }
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const firstLine = (ns: string, words: string) =>
  `<${ns}:p><${ns}:r><${ns}:rPr><${ns}:color ${ns}:val="7A7A7A"/><${ns}:sz ${ns}:val="18"/></${ns}:rPr><${ns}:t xml:space="preserve">${words}</${ns}:t></${ns}:r></${ns}:p>`

/** Cleaning has left nothing but the root, open or closed in itself. */
function described(xml: string, words: string): string {
  const line = `<dc:description xmlns:dc="http://purl.org/dc/elements/1.1/">${words}</dc:description>`
  return xml
    .replace(/<dc:description[^>]*>.*?<\/dc:description>/s, '')
    .replace(/(<cp:coreProperties\b[^>]*?)\/>/, `$1></cp:coreProperties>`)
    .replace('</cp:coreProperties>', () => `${line}</cp:coreProperties>`)
}

/** What follows the head and foot in a sheet (ECMA-376 part 1, 18.3.1.99: the order is fixed). */
const after =
  /<(?:rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|<\/worksheet>/

function headed(xml: string, words: string): string {
  const bare = xml.replace(/<headerFooter\b[^>]*?(?:\/>|>.*?<\/headerFooter>)/s, '')
  return bare.replace(after, (next) => `<headerFooter><oddHeader>&amp;C${words}</oddHeader></headerFooter>${next}`)
}
