/** A plain tar archive (POSIX.1-1988 ustar) as a stream, so that any tool opens a backup. */
import type { Writable } from 'node:stream'

export const blockSize = 512
const zeros = Buffer.alloc(blockSize)

export type TarWriter = { add(path: string, bytes: Uint8Array): Promise<void>; end(): Promise<void> }

/** `at` dates all entries. Paths of at most 100 ASCII characters, entries below 8 GiB: all that a backup writes. */
export function tarWriter(out: Writable, at: Date): TarWriter {
  // Each write waits for its own end: a full disk is told at once, with the error that the stream met first.
  const write = (bytes: Uint8Array) =>
    new Promise<void>((done, fail) => {
      out.write(bytes, (error) => (error ? fail(out.errored ?? error) : done()))
    })
  return {
    async add(path, bytes) {
      await write(headerOf(path, bytes.length, at))
      await write(bytes)
      const rest = bytes.length % blockSize
      if (rest > 0) await write(zeros.subarray(rest))
    },
    async end() {
      await write(Buffer.alloc(blockSize * 2))
    },
  }
}

function headerOf(path: string, size: number, at: Date): Buffer {
  if (Buffer.byteLength(path) > 100) throw new RangeError(`tar: the path ${path} is too long`)
  const header = Buffer.alloc(blockSize)
  const put = (text: string, offset: number) => header.write(text, offset, 'latin1')
  const octal = (n: number, digits: number) => n.toString(8).padStart(digits, '0')
  put(path, 0)
  put(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100)
  put(`${octal(size, 11)}\0${octal(Math.floor(at.getTime() / 1000), 11)}\0`, 124)
  put('        0', 148)
  put('ustar\0', 257)
  put('00', 263)
  put(`${octal(checksumOf(header), 6)}\0 `, 148)
  return header
}

/** Sum of all bytes, those of the checksum itself counted as blanks. */
export function checksumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, i) => sum + (i >= 148 && i < 156 ? 0x20 : byte), 0)
}
