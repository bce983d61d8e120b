/** Checkpoints (c2sp.org/tlog-checkpoint): the note in which a log states its size and root. */
import { fromBase64, toBase64 } from './bytes.ts'
import { parseNote, type Note } from './note.ts'

/** `extensions`: further lines, opaque to us; our log writes none. */
export type Checkpoint = { origin: string; size: number; root: Uint8Array; extensions: string[] }

/** The text that is signed, ending in a newline. */
export function checkpointText(origin: string, size: number, root: Uint8Array): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Reads the text of a checkpoint; `undefined` if it is malformed. */
export function parseCheckpointText(text: string): Checkpoint | undefined {
  const lines = text.split('\n')
  const [origin, size, root, ...rest] = lines
  const extensions = rest.slice(0, -1)
  if (!origin || !size || !root || rest[rest.length - 1] !== '' || extensions.includes('')) return undefined
  const hash = fromBase64(root)
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)) || hash?.length !== 32) return undefined
  return { origin, size: Number(size), root: hash, extensions }
}

/** Reads a whole checkpoint note; its signatures are not checked here. */
export function parseCheckpoint(note: string): { note: Note; checkpoint: Checkpoint } | undefined {
  const parsed = parseNote(note)
  const checkpoint = parsed && parseCheckpointText(parsed.text)
  return parsed && checkpoint ? { note: parsed, checkpoint } : undefined
}
