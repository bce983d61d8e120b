/**
 * ZIP containers (xlsx, docx, ofd) from strangers. The central directory is judged first, then every entry is inflated
 * with a count, because a directory can lie about sizes. Format: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16.
 */
import { Inflate, zipSync, type Zippable } from 'fflate'
import { FileRefused } from './refused.ts'

export interface ZipLimits {
  maxBytes: number
  maxEntries: number
}
export const defaultZipLimits: ZipLimits = { maxBytes: 100 * 1024 * 1024, maxEntries: 2_000 }

interface Entry {
  name: string
  method: number
  flags: number
  compressed: number
  size: number
  offset: number
}

/** Entries of the archive in order, folders left out. @throws FileRefused on bombs, encryption and damage. */
export function readZip(bytes: Uint8Array, limits: ZipLimits = defaultZipLimits): Map<string, Uint8Array> {
  const entries = directoryOf(bytes, limits)
  const files = new Map<string, Uint8Array>()
  let left = limits.maxBytes
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue
    if (entry.flags & 1) throw new FileRefused('文件加了密码，无法检查。请另存一份不加密码的再上传。')
    const data = inflate(bytes, entry, left)
    left -= data.length
    files.set(entry.name, data)
  }
  return files
}

/** Packs entries again, with a fixed date so that equal contents give equal bytes. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>, level: 0 | 6 = 6): Uint8Array {
  const entries: Zippable = {}
  for (const [name, data] of files) entries[name] = data
  return zipSync(entries, { level, mtime: new Date(1980, 0, 2) })
}

/** Names in the archive, without inflating anything. */
export const zipNames = (bytes: Uint8Array, limits: ZipLimits = defaultZipLimits): string[] =>
  directoryOf(bytes, limits).map((e) => e.name)

/**
 * One entry piece by piece, for parts too large to hold as a whole; nothing where the archive has none of that name.
 * @throws FileRefused as `readZip`.
 */
export function* zipPieces(
  bytes: Uint8Array,
  name: string,
  limits: ZipLimits = defaultZipLimits,
): Generator<Uint8Array> {
  const entry = directoryOf(bytes, limits).find((e) => e.name === name)
  if (!entry) return
  if (entry.flags & 1) throw new FileRefused('文件加了密码，无法检查。请另存一份不加密码的再上传。')
  const data = packed(bytes, entry)
  if (entry.method === 0) return yield data
  let size = 0
  let ready: Uint8Array[] = []
  const stream = new Inflate((chunk) => {
    size += chunk.length
    if (size > limits.maxBytes) throw tooLarge(limits.maxBytes)
    if (chunk.length > 0) ready.push(chunk)
  })
  for (let at = 0; at < data.length || at === 0; at += step) {
    try {
      stream.push(data.subarray(at, at + step), at + step >= data.length)
    } catch (error) {
      throw error instanceof FileRefused ? error : damaged()
    }
    yield* ready
    ready = []
  }
}

const tooLarge = (limit: number): FileRefused =>
  new FileRefused(
    `文件解开后超过 ${Math.round(limit / 1024 / 1024)} MB，可能有问题，不能接收。请删去多余的图片和空白行后另存再传。`,
  )
const damaged = (): FileRefused => new FileRefused('文件已损坏，打不开。请用 WPS 或 Excel 打开后另存一份再上传。')

function directoryOf(bytes: Uint8Array, limits: ZipLimits): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  const count = view.getUint16(end + 10, true)
  if (count > limits.maxEntries) throw new FileRefused(`文件里的部件超过 ${limits.maxEntries} 个，不能接收。`)
  const entries: Entry[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    entries.push({
      name: entryName(bytes.subarray(at + 46, at + 46 + nameLength)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      compressed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  if (entries.reduce((sum, e) => sum + e.size, 0) > limits.maxBytes) throw tooLarge(limits.maxBytes)
  // Of two entries with one name one program shows the first, another the last: what was checked must be what is read.
  if (new Set(entries.map((e) => e.name.toLowerCase())).size < entries.length) throw damaged()
  return entries
}

/**
 * Old .NET writers put Windows' backslashes into names (APPNOTE 4.4.17 forbids it, Excel reads it); some begin with a
 * stroke.
 */
const entryName = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes).replaceAll('\\', '/').replace(/^\/+/, '')

function endRecord(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw damaged()
}

function inflate(bytes: Uint8Array, entry: Entry, left: number): Uint8Array {
  const data = packed(bytes, entry)
  if (entry.method === 8) return inflateCounted(data, left)
  if (data.length > left) throw tooLarge(defaultZipLimits.maxBytes)
  return data
}

/** An entry's bytes as they stand in the archive. */
function packed(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== 0x04034b50) throw damaged()
  if (entry.method !== 0 && entry.method !== 8) throw damaged()
  const start = entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true)
  return bytes.subarray(start, start + entry.compressed)
}

const step = 64 * 1024

function inflateCounted(data: Uint8Array, left: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  const stream = new Inflate((chunk) => {
    size += chunk.length
    if (size > left) throw tooLarge(defaultZipLimits.maxBytes)
    chunks.push(chunk)
  })
  try {
    for (let at = 0; at < data.length || at === 0; at += step)
      stream.push(data.subarray(at, at + step), at + step >= data.length)
  } catch (error) {
    throw error instanceof FileRefused ? error : damaged()
  }
  return concat(chunks, size)
}

function concat(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
