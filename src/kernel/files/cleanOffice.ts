/**
 * Word and Excel files for readers: no authors, comments, outward links or picture metadata; hidden things are named.
 * Runs in the parse worker.
 */
import { openPackage } from './opc.ts'
import { isKept, missed } from './keptParts.ts'
import { blindExternal, dropDangling, dropParts, editXml, xmlOf, type Parts } from './package.ts'
import { FileRefused } from './refused.ts'
import { stripImage } from './stripImage.ts'
import { unseenNotes } from './unseenText.ts'
import { readZip, writeZip } from './zip.ts'

/** `notes`: what a person must look at before publishing, as Chinese sentences. */
export interface CleanFile {
  bytes: Uint8Array
  notes: string[]
}

/** Cleans an xlsx or docx. @throws FileRefused for macros and embedded files. */
export function cleanOffice(bytes: Uint8Array): CleanFile {
  const parts = readZip(bytes)
  const names = [...parts.keys()]
  if (names.some((n) => /vbaProject|vbaData|macrosheets|activeX/i.test(n)))
    throw new FileRefused('文件里有宏或控件，不能公开。请另存为不带宏的 .xlsx 或 .docx 再上传。')
  if (names.some((n) => /\/embeddings\//i.test(n)))
    throw new FileRefused('文件里嵌入了别的文件，不能公开。请删去嵌入的对象，或把它单独上传。')
  if (
    openPackage(bytes)
      .partsOf(/spreadsheetml\.(?:worksheet|sheet\.main)\+xml$/)
      .some((n) => !usualPlace.test(n))
  )
    throw new FileRefused('表格的内部结构不常见，无法检查。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
  const notes = [...hiddenNotes(parts), ...unseenNotes(parts)]
  const all = new Set(names)
  const dropped = dropParts(parts, (n) => !isKept(n, (owner) => all.has(owner)))
  const gone = missed(dropped)
  if (gone.length > 0) notes.push(`公开的一份里去掉了读者看不全的${gone.join('、')}。`)
  blindExternal(parts)
  dropReferences(parts)
  dropDangling(parts)
  blankProperties(parts)
  for (const [name, data] of parts) if (/\/media\//.test(name)) parts.set(name, stripImage(data))
  return { bytes: writeZip(parts), notes }
}

/** Where Excel, WPS and LibreOffice put their sheets; cleaning looks nowhere else. */
const usualPlace = /^xl\/(?:workbook|worksheets\/[^/]+)\.xml$/

function dropReferences(parts: Parts): void {
  for (const name of parts.keys()) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name))
      editXml(parts, name, (xml) =>
        xml
          .replace(/<(?:\w+:)?legacyDrawing(?:HF)?\s[^>]*\/>/g, '')
          .replace(/<controls>.*?<\/controls>/gs, '')
          .replace(/<f(?:\s[^>]*)?>[^<]*\[\d+\][^<]*<\/f>/g, '')
          .replace(/(<pageSetup\s[^>]*?)\s(?:\w+:)id="[^"]*"/g, '$1'),
      )
    if (/^word\/[^/]+\.xml$/.test(name)) editXml(parts, name, cleanWordXml)
  }
  editXml(parts, 'xl/workbook.xml', (xml) =>
    xml
      .replace(/<externalReferences>.*?<\/externalReferences>/gs, '')
      .replace(/<fileSharing\s[^>]*\/>/g, '')
      .replace(/<x15ac:absPath\s[^>]*\/>/g, ''),
  )
  editXml(parts, 'word/settings.xml', (xml) =>
    xml.replace(/<w:attachedTemplate\s[^>]*\/>/g, '').replace(/<w:rsids>.*?<\/w:rsids>/gs, ''),
  )
}

const cleanWordXml = (xml: string): string =>
  xml
    .replace(/<w:dataBinding\s[^>]*\/>/g, '')
    .replace(/<w:comment(?:RangeStart|RangeEnd|Reference)\s[^>]*\/>/g, '')
    .replace(/\sw:(?:author|initials)="[^"]*"/g, (a) => (a.includes('author') ? ' w:author=""' : ' w:initials=""'))
    .replace(/(<w:(?:ins|del|rPrChange|pPrChange|moveFrom|moveTo)\s[^>]*?)\sw:date="[^"]*"/g, '$1')

const core =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
const app =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'

function blankProperties(parts: Parts): void {
  editXml(parts, 'docProps/core.xml', () => core)
  editXml(parts, 'docProps/app.xml', () => app)
}

/** An attribute that says yes, or nothing at all; Word also says it with other words. */
const isOn = (tag: string): boolean => !/\b(?:\w+:)?val\s*=\s*["'](?:0|false|off)["']/.test(tag)
const hidden = /\shidden\s*=\s*["'](?:1|true)["']/
/** A size at which nothing of a row (below 2 points) or column (below one digit) is seen. */
const none = (size: 'ht' | 'width') =>
  new RegExp(`\\s${size}\\s*=\\s*["']${size === 'ht' ? '[01]' : '0'}(?:\\.\\d+)?["']`)
/** The tags of this name, under any prefix. */
const tags = (xml: string, name: string): string[] =>
  xml.match(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^>]*>`, 'g')) ?? []

function hiddenNotes(parts: Parts): string[] {
  const notes: string[] = []
  const workbook = xmlOf(parts, 'xl/workbook.xml')
  const sheets = tags(workbook, 'sheet')
    .filter((tag) => /\sstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(tag))
    .map(
      (tag) =>
        /\sname\s*=\s*(?:"([^"]*)"|'([^']*)')/
          .exec(tag)
          ?.slice(1)
          .find((name) => name !== undefined) ?? '',
    )
  if (sheets.length > 0)
    notes.push(`表格里有隐藏的工作表（${sheets.join('、')}），别人能打开看到。请删去后重新上传，或确认可以公开。`)
  const pages = [...parts.keys()].filter((n) => /^xl\/worksheets\/[^/]+\.xml$/.test(n)).map((n) => xmlOf(parts, n))
  const byItself = (xml: string) =>
    tags(xml, 'sheetFormatPr').some((tag) => /\szeroHeight\s*=\s*["'](?:1|true)["']/.test(tag))
  if (pages.some((xml) => byItself(xml) || tags(xml, 'row').some((tag) => hidden.test(tag) || none('ht').test(tag))))
    notes.push('表格里有隐藏的行，别人能打开看到。请删去后重新上传，或确认可以公开。')
  if (pages.some((xml) => tags(xml, 'col').some((tag) => hidden.test(tag) || none('width').test(tag))))
    notes.push('表格里有隐藏的列，别人能打开看到。请删去后重新上传，或确认可以公开。')
  const words = [...parts.keys()]
    .filter((n) => /^word\/[^/]+\.xml$/.test(n) && n !== 'word/styles.xml')
    .map((n) => xmlOf(parts, n))
  const styles = hiddenStyles(xmlOf(parts, 'word/styles.xml'))
  if (words.some((xml) => hides(xml) || styles.some((style) => style.test(xml))))
    notes.push('文档里有隐藏的文字。请显示出来核对，或删去后重新上传。')
  if (words.some((xml) => ['del', 'ins', 'moveFrom', 'moveTo'].some((name) => tags(xml, name).length > 0)))
    notes.push('文档里有修订痕迹，删去的字别人还能看到。请“接受全部修订”后重新上传。')
  return notes
}

const hides = (xml: string): boolean => ['vanish', 'specVanish', 'webHidden'].some((name) => tags(xml, name).some(isOn))

/** Styles that hide their text, each as the use of it reads; what nobody uses hides nothing. */
const hiddenStyles = (xml: string): RegExp[] =>
  [...xml.matchAll(/<(?:\w+:)?style\s[^>]*?styleId\s*=\s*["']([^"']+)["'][^>]*>([\s\S]*?)<\/(?:\w+:)?style>/g)]
    .filter(([, , inside]) => hides(inside!))
    .map(([, id]) => new RegExp(`Style\\s[^>]*val\\s*=\\s*["']${id!.replace(/[^\w-]/g, '\\$&')}["']`))
