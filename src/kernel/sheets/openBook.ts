/**
 * One reader for every sheet that comes in, chosen by what the file is: `xlsx.ts`, `ods.ts`, `olderBooks.ts` (.xls),
 * `csv.ts`.
 */
import { fileTypeOf } from '../files/magic.ts'
import { FileRefused } from '../files/refused.ts'
import type { OpenBook } from './book.ts'
import { openCsv } from './csv.ts'
import { utf16Of } from './decode.ts'
import type { SheetLimits } from './limits.ts'
import { locked, openOlderBook } from './olderBooks.ts'
import { openOds } from './ods.ts'
import { openXlsx } from './xlsx.ts'

/**
 * Rows are read, and their limits judged, only when they are asked for. @throws FileRefused with a sentence that says
 * what to do.
 */
export function openBook(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  if (bytes.length > limits.fileBytes)
    throw new FileRefused(
      `表格文件超过 ${limits.fileBytes / 1024 / 1024} MB。请删去图片和多余的空白行后另存再传，或拆成几份。`,
    )
  const book = opened(bytes, limits)
  if (book.sheets.length > limits.sheets)
    throw new FileRefused(`文件里有 ${book.sheets.length} 张工作表，最多 ${limits.sheets} 张。请只留要上传的那一张。`)
  return book
}

function opened(bytes: Uint8Array, limits: SheetLimits): OpenBook {
  const type = fileTypeOf(bytes, { maxBytes: limits.unpackedBytes, maxEntries: 2_000 })
  switch (type) {
    case 'xlsx':
      return openXlsx(bytes, limits)
    case 'ods':
      return openOds(bytes, limits)
    case 'xls':
      return openOlderBook(bytes, limits)
    case 'locked':
      throw locked()
    case 'oldXls':
      throw new FileRefused('这是 Excel 4 以前的旧文件，读不了。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
    case 'xlsb':
      throw new FileRefused('这是二进制的 Excel 文件（.xlsb），读不了。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
    case 'doc':
      throw new FileRefused('这是旧版 Word 文件，或者是损坏的表格。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
    case 'text':
    case 'unknown':
      if (isMarkup(bytes))
        throw new FileRefused('这是网页或 XML 文件，只是名字像表格。请用 WPS 或 Excel 打开后另存为 .xlsx 再上传。')
      if (utf16Of(bytes) || !bytes.subarray(0, 4096).includes(0)) return openCsv(bytes, limits)
  }
  throw new FileRefused('这不是表格文件。请上传 .xlsx、.xls、.ods 或 .csv 文件。')
}

/** Many systems write a web page, or Excel's XML of 2003, and call it .xls. */
const isMarkup = (bytes: Uint8Array): boolean =>
  /^\s*<(?:\?xml|!doctype|!--|html|head|meta|table|style|body)/i.test(
    new TextDecoder(utf16Of(bytes) ?? 'utf-8').decode(bytes.subarray(0, 400)),
  )
