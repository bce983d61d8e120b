/**
 * Reads a county pack from its folder. Everything readable is given back, everything unreadable is a fault; nothing is
 * thrown away silently.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { parseCsv } from '../csv.ts'
import { decode, type Encoding } from '../../sheets/decode.ts'
import type { Fault } from '../fault.ts'
import { Pack, type PackPart, type PackTexts } from '../part.ts'
import type { Room } from '../../room.ts'
import { strangersIn } from './strangers.ts'

/** Whoever brings parts of the pack. */
export type Rooms = readonly Pick<Room, 'pack'>[]
/** `texts`: the files as they were read. `converted`: those that were not UTF-8. */
export type ReadPack = {
  pack: Pack
  texts: PackTexts
  faults: Fault[]
  converted: { file: string; encoding: Encoding }[]
}
type ReadTexts = Omit<ReadPack, 'pack' | 'texts'> & { texts: Map<string, string> }

/** Only faults of form (bytes, commas, columns, types); whether the parts fit together is `checkPack`'s business. */
export async function readPack(folder: string, rooms: Rooms): Promise<ReadPack> {
  const parts = partsOf(rooms)
  const { texts, faults, converted } = await readTexts(folder, parts)
  return { pack: packOf(parts, texts, faults), texts, faults, converted }
}

/** The pack that these files say; what is wrong with their writing comes to `faults`. */
export const packOf = (parts: readonly PackPart[], texts: PackTexts, faults: Fault[]): Pack =>
  new Pack(new Map(parts.map((part) => [part, part.read(texts, faults)])))

export const partsOf = (rooms: Rooms): PackPart[] => rooms.flatMap((r) => r.pack ?? [])

/** All files of the pack that exist, as text; names the missing and the damaged ones. */
async function readTexts(folder: string, parts: readonly PackPart[]): Promise<ReadTexts> {
  const read: ReadTexts = { texts: new Map(), faults: [], converted: [] }
  for (const [file, need] of parts.flatMap((part) => Object.entries(part.files))) {
    const present = await presentFiles(folder, file)
    if (need === 'required' && present.length === 0)
      read.faults.push({
        file,
        line: 0,
        field: '',
        say: '缺少这个文件。',
        remedy: '请从样本县复制一份再改；如果是 Excel 文件，请另存为 CSV。',
        cause: true,
      })
    for (const name of present) {
      await readText(folder, name, read)
      if (need === 'required') read.faults.push(...headerOnly(name, read.texts))
    }
  }
  read.faults.push(...(await unknownFiles(folder, parts)))
  return read
}

/** A list under a name that no part reads ("person.csv", "rules/extra.jsn", "rule/") would be left out in silence. */
async function unknownFiles(folder: string, parts: readonly PackPart[]): Promise<Fault[]> {
  const meant = parts.flatMap((part) => Object.keys(part.files))
  const known = new Set((await Promise.all(meant.map((file) => presentFiles(folder, file)))).flat())
  return strangersIn(folder, meant, known)
}

/** A list that a county cannot be without, with its heading alone. */
function headerOnly(file: string, texts: ReadonlyMap<string, string>): Fault[] {
  if (!file.endsWith('.csv') || parseCsv(texts.get(file) ?? '').lines.length !== 1) return []
  return [{ file, line: 1, field: '', say: '只有表头，一行内容也没有。', remedy: '请从第二行开始填写。', cause: true }]
}

async function readText(folder: string, file: string, { texts, faults, converted }: ReadTexts): Promise<void> {
  const bytes = await readFile(join(folder, file))
  if (isWorkbook(bytes)) {
    faults.push({
      file,
      line: 0,
      field: '',
      say: '这是 Excel 工作簿，只是名字像 CSV。',
      remedy: '请在 WPS 或 Excel 里打开，另存为 CSV（逗号分隔）。',
      cause: true,
    })
    return
  }
  const { text, encoding, brokenLines } = decode(bytes)
  texts.set(file, text)
  if (encoding === 'GB18030' || encoding === 'UTF-16') converted.push({ file, encoding })
  for (const line of brokenLines)
    faults.push({
      file,
      line,
      field: '',
      say: '这一行有认不出的字节，文字已经损坏。',
      remedy: '请重新输入这一行的文字，保存成 UTF-8 或者 GBK 编码的 CSV。',
    })
}

/** A ZIP (.xlsx) or an OLE file (.xls). */
const isWorkbook = (bytes: Buffer) => ['504b0304', 'd0cf11e0'].includes(bytes.subarray(0, 4).toString('hex'))

/** The files that a part means: the one of that name, or all that fit (`rules/*.json`). */
async function presentFiles(folder: string, file: string): Promise<string[]> {
  const [before = '', after] = posix.basename(file).split('*')
  const names = await readdir(join(folder, posix.dirname(file))).catch(() => [])
  const fitting = names.filter((n) => (after === undefined ? n === before : n.startsWith(before) && n.endsWith(after)))
  return fitting.sort().map((name) => posix.join(posix.dirname(file), name))
}
