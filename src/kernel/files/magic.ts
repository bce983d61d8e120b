/** What a file is, by its first bytes and inner names, never by its name. */
import { zipNames } from './zip.ts'

export type FileType =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'heic'
  | 'pdf'
  | 'xlsx'
  | 'xls'
  | 'docx'
  | 'doc'
  | 'ofd'
  | 'zip'
  | 'text'
  | 'unknown'

/** @throws FileRefused where a ZIP container is damaged. */
export function fileTypeOf(bytes: Uint8Array): FileType {
  const head = Array.from(bytes.subarray(0, 16), (b) => String.fromCharCode(b)).join('')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp'
  if (/^GIF8[79]a/.test(head)) return 'gif'
  if (head.slice(4, 8) === 'ftyp' && /^(?:heic|heix|hevc|heim|heis|mif1|msf1)/.test(head.slice(8, 12))) return 'heic'
  if (head.startsWith('%PDF-')) return 'pdf'
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipType(zipNames(bytes))
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'))
    return hasUtf16(bytes, 'Workbook') || hasUtf16(bytes, 'Book') ? 'xls' : 'doc'
  return isText(bytes) ? 'text' : 'unknown'
}

function zipType(names: readonly string[]): FileType {
  if (names.includes('xl/workbook.xml')) return 'xlsx'
  if (names.includes('word/document.xml')) return 'docx'
  return names.includes('OFD.xml') ? 'ofd' : 'zip'
}

/** Stream names of an OLE container stand in UTF-16 in its directory. */
function hasUtf16(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'))
}

function isText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && bytes.subarray(0, 4096).every((b) => b >= 0x20 || b === 0x09 || b === 0x0a || b === 0x0d)
}
