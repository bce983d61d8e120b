/**
 * An upload on its way to readers: inspected, cleaned, its text shown to the privacy guard. The original is stored by
 * the caller.
 */
import type { Finding } from '../guard/finding.ts'
import { detect } from '../guard/detect.ts'
import { guardFileName, guardPicture, guardText } from '../guard/guard.ts'
import { isOwnNumber } from '../guard/refuse.ts'
import { cleanImage } from '../files/cleanImage.ts'
import { inspect, type FileKind, type Inspected } from '../files/inspect.ts'
import { canRead, readPictures } from './ocr/ocr.ts'
import { parse } from './parse.ts'
import { FileRefused } from '../files/refused.ts'
import { hasScanner, notScanned, scanned } from '../files/scanner.ts'
import { sha256Of } from '../files/store.ts'

export interface PreparedFile {
  kind: FileKind
  mime: string
  name: string
  /** What readers get. */
  bytes: Uint8Array
  /** `where.attachment` is the SHA-256 of the bytes as they were sent in. */
  findings: Finding[]
  /** What a person must look at, as Chinese sentences (scans, pictures, hidden rows). */
  notes: string[]
}

/**
 * `forReaders`: whoever looks at the page will see it, so the words in its pictures are read too where the county
 * installed the reader.
 * @throws FileRefused with a sentence for the person who uploads; UserError 503 where the county's virus scanner must
 * answer and does not.
 */
export async function prepareFile(
  bytes: Uint8Array,
  name: string,
  { forReaders = false }: { forReaders?: boolean } = {},
): Promise<PreparedFile> {
  const safe = await scanned(bytes)
  const file = inspect(bytes, name)
  const { bytes: clean, notes, mime = file.mime, name: cleanName = file.name } = await cleaned(bytes, file)
  const finalName = forReaders ? nameForReaders(cleanName, file.kind) : cleanName
  const where = { attachment: sha256Of(bytes) }
  const place = `附件“${shownName(finalName)}”里`
  const inside =
    file.kind === 'image'
      ? { findings: [], unreadablePages: 1 }
      : await parse('guard', { bytes: clean, options: { place, where } })
  const look = inside.unreadablePages > 0 && file.type !== 'ofd'
  const read =
    look && forReaders && canRead() ? await wordsInPictures(clean) : { rows: [], unread: inside.unreadablePages }
  return {
    kind: file.kind,
    mime,
    name: finalName,
    bytes: clean,
    findings: [
      ...guardFileName(finalName, where.attachment),
      ...inside.findings,
      ...guardPicture(read.rows, { place: `${place}的图片`, where }),
    ],
    notes: [
      ...notes,
      ...(finalName === cleanName ? [] : [`文件名里像有证件号或者卡号，已经改名为“${finalName}”。`]),
      ...(look ? [lookNote(file, inside.unreadablePages, read.unread)] : []),
      ...(hasScanner() && !safe ? [notScanned] : []),
    ],
  }
}

/**
 * What looks like a number of somebody's paper or card goes from the name by itself, for not every door asks about it;
 * what is one for certain is refused with its sentence, as everywhere.
 */
function nameForReaders(name: string, kind: FileKind): string {
  const numbers = guardText(name).filter((f) => isOwnNumber(f.kind))
  if (numbers.length === 0 || numbers.some((f) => f.severity === 'refuse')) return name
  return `${kind === 'image' ? '照片' : '附件'}${/\.\w+$/.exec(name)?.[0] ?? ''}`
}

/** `unread`: pictures that nobody has read. */
async function wordsInPictures(bytes: Uint8Array): Promise<{ rows: string[][]; unread: number }> {
  const { images, beyond } = await parse('pictures', { bytes })
  const read = await readPictures(images)
  return { rows: read.flatMap((rows) => rows ?? []), unread: beyond + read.filter((rows) => !rows).length }
}

interface Cleaned {
  bytes: Uint8Array
  notes: string[]
  mime?: string
  name?: string
}

async function cleaned(bytes: Uint8Array, file: Inspected): Promise<Cleaned> {
  if (file.kind === 'image') {
    const image = await cleanImage(bytes)
    const ending = image.type === 'jpeg' ? 'jpg' : image.type
    return {
      bytes: image.bytes,
      notes: [],
      mime: `image/${image.type}`,
      name: file.name.replace(/\.\w+$/, `.${ending}`),
    }
  }
  if (file.type === 'pdf') return parse('cleanPdf', { bytes })
  if (file.type === 'xlsx' || file.type === 'docx') return parse('cleanOffice', { bytes })
  if (file.type === 'xls') throw new FileRefused('旧版 Excel（.xls）作附件会带出作者等信息。请另存为 .xlsx 再上传。')
  return { bytes, notes: ['OFD 文件的文字已经检查过；里面的作者信息、印章和图片原样公开，请人工确认后再公开。'] }
}

/** What a person must look at: of `all` pictures or pages with pictures, `unread` were read by nobody. */
function lookNote(file: Inspected, all: number, unread: number): string {
  const what =
    file.kind === 'image' ? '图片' : file.kind === 'pdf' ? 'PDF 里的扫描页、图片和不能复制的字' : '文件里的图片'
  if (unread === 0) return `${what}上的字已经由机器读过，读到的号码列在这里。机器会读漏、读错，公开前请再看一遍。`
  if (file.kind === 'image') return '图片里的文字无法自动检查，请看清没有身份证、电话、账号再公开。'
  const some = unread < all ? `有 ${unread} ${file.kind === 'pdf' ? '页' : '张'}机器没有读成` : undefined
  if (file.kind === 'pdf')
    return `PDF 有 ${all} 页是扫描件或带图片（或者字不能复制），${some ?? '无法自动检查'}，请人工确认没有个人信息。`
  return `文件里有 ${all} 张图片，${some ?? '无法自动检查'}，请人工确认没有个人信息。`
}

const shownName = (name: string): string => (detect(name).length > 0 ? '…' : name)
