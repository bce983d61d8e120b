/**
 * The worker thread's entry: takes one task from `workerData`, answers once (rows: piece by piece, as they are asked
 * for), ends. Bundled as a file of its own.
 */
import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import type { Template } from '../forms/forms.schema.ts'
import type { Finding } from '../guard/finding.ts'
import type { TextOptions } from '../guard/guard.ts'
import type { TextRow, TextTable } from '../sheets/textTables.ts'
import type { SheetContext, SheetResult } from '../sheets/sheetResult.ts'
import type { CleanFile } from '../files/cleanOffice.ts'
import { FileRefused } from '../files/refused.ts'
import type { Pictures } from './pictures.ts'
import type { ExtractedText } from './textOf.ts'

export interface ParseTasks {
  sheet: { input: { bytes: Uint8Array; template: Template; ctx: SheetContext }; output: SheetResult }
  tables: { input: { bytes: Uint8Array }; output: TextTable[] }
  text: { input: { bytes: Uint8Array }; output: ExtractedText }
  guard: {
    input: { bytes: Uint8Array; options: TextOptions }
    output: { findings: Finding[]; unreadablePages: number }
  }
  pictures: { input: { bytes: Uint8Array }; output: Pictures }
  cleanOffice: { input: { bytes: Uint8Array }; output: CleanFile }
  cleanPdf: { input: { bytes: Uint8Array }; output: CleanFile }
  markPdf: { input: { bytes: Uint8Array; words: string }; output: Uint8Array }
  markOffice: { input: { bytes: Uint8Array; words: string }; output: Uint8Array }
  letter: { input: { char: string }; output: Uint8Array }
}
export type ParseTask = { [K in keyof ParseTasks]: { task: K; input: ParseTasks[K]['input'] } }[keyof ParseTasks]
/** `passedOver`: hidden sheets before this one. */
export interface RowsPiece {
  name: string
  passedOver: string[]
  hiddenColumns: number[]
  rows: TextRow[]
}
export interface RowsTask {
  task: 'rows'
  input: { bytes: Uint8Array }
}
type Output = ParseTasks[keyof ParseTasks]['output'] | RowsPiece | null
/** After the last piece of rows comes `null`. */
export type ParseReply =
  | { ok: true; output: Output }
  | { ok: false; refused: boolean; message: string; output?: undefined }

/** Each task loads only its own parser. */
async function run(message: ParseTask): Promise<ParseTasks[keyof ParseTasks]['output']> {
  switch (message.task) {
    case 'sheet':
      return (await import('../sheets/parseSheet.ts')).parseSheet(
        message.input.bytes,
        message.input.template,
        message.input.ctx,
      )
    case 'tables':
      return (await import('../sheets/textTables.ts')).textTables(message.input.bytes)
    case 'text':
      return (await import('./textOf.ts')).textOfBytes(message.input.bytes)
    case 'guard':
      return (await import('./textOf.ts')).guardBytes(message.input.bytes, message.input.options)
    case 'pictures':
      return (await import('./pictures.ts')).picturesOf(message.input.bytes)
    case 'cleanOffice':
      return (await import('../files/cleanOffice.ts')).cleanOffice(message.input.bytes)
    case 'cleanPdf':
      return (await import('../files/cleanPdf.ts')).cleanPdf(message.input.bytes)
    case 'markOffice':
      return (await import('../files/markOffice.ts')).markOffice(message.input.bytes, message.input.words)
    case 'letter':
      return (await import('../files/letter.ts')).letterFont(message.input.char)
    case 'markPdf':
      return (await import('../files/markPdf.ts')).markPdf(message.input.bytes, message.input.words)
  }
}

const rowsAtOnce = 500

/** Pieces go out as they are read, at least one, so that an empty sheet too has a name. */
async function runRows(bytes: Uint8Array): Promise<null> {
  const { rows, ...table } = (await import('../sheets/textTables.ts')).firstTable(bytes)
  let piece: TextRow[] = []
  const send = async () => {
    parentPort?.postMessage({ ok: true, output: { ...table, rows: piece } } satisfies ParseReply)
    piece = []
    if (parentPort) await once(parentPort, 'message')
  }
  for (const row of rows) if (piece.push(row) === rowsAtOnce) await send()
  await send()
  return null
}

async function answer(message: ParseTask | RowsTask): Promise<ParseReply> {
  try {
    return { ok: true, output: message.task === 'rows' ? await runRows(message.input.bytes) : await run(message) }
  } catch (error) {
    return {
      ok: false,
      refused: error instanceof FileRefused,
      message: error instanceof Error ? error.message : String(error),
    }
  }
}

parentPort?.postMessage(await answer(workerData as ParseTask | RowsTask))
