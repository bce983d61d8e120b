/**
 * The process that reads words in pictures: one picture after another, as its parent sends them. Of its own, because
 * the models take hundreds of megabytes and never give all of them back; the parent ends it now and then (`ocr.ts`).
 */
import { constants, setPriority } from 'node:os'
import { openModel } from './model.ts'

/** `rows` is absent where the picture could not be opened. */
export type OcrReply = { rows?: string[][] }

// Whoever reads a page comes before whoever waits for a scan.
setPriority(constants.priority.PRIORITY_LOW)
const model = await openModel()

process.on('message', (bytes: Uint8Array) => {
  model.rows(bytes).then(
    (rows) => process.send?.({ rows } satisfies OcrReply),
    () => process.send?.({} satisfies OcrReply),
  )
})
process.on('disconnect', () => process.exit(0))
