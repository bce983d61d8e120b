/** What a file is, by its first bytes and inner names, never by its name. */
import { openPackage } from './opc.ts'
import { zipNames, zipPieces, type ZipLimits } from './zip.ts'

export type FileType =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'heic'
  | 'pdf'
  | 'xlsx'
  | 'xlsb'
  | 'ods'
  | 'xls'
  | 'oldXls'
  | 'locked'
  | 'docx'
  | 'doc'
  | 'ofd'
  | 'zip'
  | 'text'
  | 'unknown'

/**
 * `locked`: an Office file behind a password; `oldXls`: Excel 2 to 4. @throws FileRefused where a ZIP container is
 * damaged.
 */
export function fileTypeOf(bytes: Uint8Array, limits?: ZipLimits): FileType {
  const head = Array.from(bytes.subarray(0, 16), (b) => String.fromCharCode(b)).join('')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.slice(4, 8) === 'ftyp' && /^(?:heic|heix|hevc|heim|heis|mif1|msf1)/.test(head.slice(8, 12))) return 'heic'
  if (head.startsWith('%PDF-')) return 'pdf'
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipType(bytes, limits)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return hasUtf16(bytes, 'EncryptedPackage')
      ? 'locked'
      : hasUtf16(bytes, 'Workbook') || hasUtf16(bytes, 'Book')
        ? 'xls'
        : 'doc'
  // [MS-XLS] 2.4.21: the first record of Excel 2, 3 and 4 files.
  if (['\t\0\x04\0', '\t\x02\x06\0', '\t\x04\x06\0'].some((record) => head.startsWith(record))) return 'oldXls'
  return isText(bytes) ? 'text' : 'unknown'
}

const main =
  /spreadsheetml\.(?:sheet|template)\.main\+xml$|ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml$/
const binary = /ms-excel\.sheet\.binary\.macroEnabled\.main$/

/** Workbooks are known by their content types, wherever their parts lie. */
function zipType(bytes: Uint8Array, limits?: ZipLimits): FileType {
  const names = zipNames(bytes, limits)
  if (names.includes('[Content_Types].xml')) {
    const { partsOf } = openPackage(bytes, limits)
    if (partsOf(main).length > 0) return 'xlsx'
    if (partsOf(binary).length > 0) return 'xlsb'
  }
  if (names.includes('word/document.xml')) return 'docx'
  if (names.includes('OFD.xml')) return 'ofd'
  return openDocument(bytes, names, limits) ? 'ods' : 'zip'
}

function openDocument(bytes: Uint8Array, names: readonly string[], limits?: ZipLimits): boolean {
  if (!names.includes('mimetype')) return false
  const [mimetype = new Uint8Array()] = zipPieces(bytes, 'mimetype', limits)
  return new TextDecoder().decode(mimetype).startsWith('application/vnd.oasis.opendocument.spreadsheet')
}

/** Stream names of an OLE container stand in UTF-16 in its directory. */
function hasUtf16(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'))
}

function isText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.subarray(0, 4096).every((b) => b >= 0x20 || b === 0x09 || b === 0x0a || b === 0x0d)
}
