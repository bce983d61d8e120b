/** What an upload is, judged by its content; what cannot be used is refused with the way out. */
import { fileTypeOf, type FileType } from './magic.ts'
import { FileRefused } from './refused.ts'
import { zipNames } from './zip.ts'

export type FileKind = 'image' | 'sheet' | 'document' | 'pdf'
/** `name` is safe to show and to save: its ending fits the content. */
export interface Inspected {
  type: FileType
  kind: FileKind
  mime: string
  name: string
}

export const maxFileBytes = 20 * 1024 * 1024

const kinds: Partial<Record<FileType, { kind: FileKind; mime: string; ending: string }>> = {
  jpeg: { kind: 'image', mime: 'image/jpeg', ending: 'jpg' },
  png: { kind: 'image', mime: 'image/png', ending: 'png' },
  webp: { kind: 'image', mime: 'image/webp', ending: 'webp' },
  gif: { kind: 'image', mime: 'image/gif', ending: 'gif' },
  pdf: { kind: 'pdf', mime: 'application/pdf', ending: 'pdf' },
  xlsx: { kind: 'sheet', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
  xls: { kind: 'sheet', mime: 'application/vnd.ms-excel', ending: 'xls' },
  docx: {
    kind: 'document',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ending: 'docx',
  },
  ofd: { kind: 'document', mime: 'application/ofd', ending: 'ofd' },
}

const remedies: Partial<Record<FileType, string>> = {
  heic: '这是苹果手机的 HEIC 照片，电脑和旧手机打不开。请在手机“设置—相机—格式”里选“兼容性最佳”重新拍，或用微信发给自己后保存成 JPG 再上传。',
  doc: '这是旧版 Word 文件（.doc）。请用 WPS 或 Word 打开，另存为 .docx 或 PDF 再上传。',
  ods: '这是 .ods 表格。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。',
  xlsb: '这是二进制的 Excel 文件（.xlsb）。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。',
  oldXls: '这是很旧的 Excel 文件。请用 WPS 或 Excel 打开，另存为 .xlsx 再上传。',
  locked: '文件加了密码，打不开。请用 WPS 或 Excel 打开，去掉密码后另存再上传。',
  zip: '不能上传压缩包。请解压后一份一份上传。',
  text: '请上传 Word、PDF、Excel 文件或图片；文字内容可以直接写在正文里。',
}

/** @throws FileRefused with a sentence for the person who uploads. */
export function inspect(bytes: Uint8Array, name: string): Inspected {
  if (bytes.length === 0) throw new FileRefused('文件是空的。请检查后重新选择。')
  if (bytes.length > maxFileBytes) throw new FileRefused('文件超过 20 MB。请压缩图片或拆成几份再上传。')
  const type = fileTypeOf(bytes)
  const found = kinds[type]
  if (!found)
    throw new FileRefused(
      remedies[type] ?? '不认识这种文件。请上传图片（JPG、PNG）、PDF、Word（.docx）或 Excel（.xlsx）。',
    )
  if ((type === 'xlsx' || type === 'docx') && zipNames(bytes).some((n) => /vbaProject/i.test(n)))
    throw new FileRefused('文件里有宏，不能上传。请另存为不带宏的 .xlsx 或 .docx。')
  return { type, kind: found.kind, mime: found.mime, name: safeName(name, found.ending) }
}

/** No folders, no control or direction characters; at most 80 characters; the ending says what the content is. */
function safeName(name: string, ending: string): string {
  const bare = (name.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  return `${Array.from(bare).slice(0, 80).join('') || '附件'}.${ending}`
}
