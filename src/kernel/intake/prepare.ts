/** An upload on its way to readers: inspected, cleaned, its text shown to the privacy guard. The original is stored by the caller. */
import type { Finding } from '../guard/finding.ts'
import { detect } from '../guard/detect.ts'
import { guardFileName } from '../guard/guard.ts'
import { cleanImage } from '../files/cleanImage.ts'
import { inspect, type FileKind, type Inspected } from '../files/inspect.ts'
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

/** @throws FileRefused with a sentence for the person who uploads; UserError 503 where the county's virus scanner must answer and does not. */
export async function prepareFile(bytes: Uint8Array, name: string): Promise<PreparedFile> {
  const safe = await scanned(bytes)
  const file = inspect(bytes, name)
  const { bytes: clean, notes, mime = file.mime, name: finalName = file.name } = await cleaned(bytes, file)
  const where = { attachment: sha256Of(bytes) }
  const inside =
    file.kind === 'image'
      ? { findings: [], unreadablePages: 0 }
      : await parse('guard', { bytes: clean, options: { place: `附件“${shownName(finalName)}”里`, where } })
  return {
    kind: file.kind,
    mime,
    name: finalName,
    bytes: clean,
    findings: [...guardFileName(finalName, where.attachment), ...inside.findings],
    notes: [...notes, ...lookNotes(file, inside.unreadablePages), ...(hasScanner() && !safe ? [notScanned] : [])],
  }
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
  return { bytes, notes: ['OFD 文件的内容和作者信息无法自动检查，请人工确认后再公开。'] }
}

function lookNotes(file: Inspected, unreadable: number): string[] {
  if (file.type === 'ofd' || unreadable === 0)
    return file.kind === 'image' ? ['图片里的文字无法自动检查，请看清没有身份证、电话、账号再公开。'] : []
  if (file.kind === 'pdf') return [`PDF 有 ${unreadable} 页是扫描件，无法自动检查，请人工确认没有个人信息。`]
  return [`文件里有 ${unreadable} 张图片，无法自动检查，请人工确认没有个人信息。`]
}

const shownName = (name: string): string => (detect(name).length > 0 ? '…' : name)
