/** Reading a tar archive entry by entry; memory holds one entry at a time. */
import { open, type FileHandle } from 'node:fs/promises'
import { blockSize, checksumOf } from './tar.write.ts'

export type TarEntry = { path: string; bytes: Buffer }

/** The archive is not whole; the message is a Chinese sentence. */
export class TarDamaged extends Error {}

/** All entries in order. Throws `TarDamaged` where a header does not add up or the file ends too early. */
export async function* tarEntries(file: string): AsyncGenerator<TarEntry> {
  const handle = await open(file)
  try {
    for (let at = 0; ; ) {
      const header = await readExactly(handle, at, blockSize)
      if (header.every((b) => b === 0)) return
      const { path, size } = parse(header)
      yield { path, bytes: await readExactly(handle, at + blockSize, size) }
      at += blockSize + Math.ceil(size / blockSize) * blockSize
    }
  } finally {
    await handle.close()
  }
}

function parse(header: Buffer): { path: string; size: number } {
  const text = (from: number, length: number) =>
    header
      .subarray(from, from + length)
      .toString('latin1')
      .replace(/\0.*$/s, '')
      .trim()
  if (text(257, 5) !== 'ustar' || Number.parseInt(text(148, 8), 8) !== checksumOf(header))
    throw new TarDamaged('文件中间有一段损坏了，读不出下一项。')
  return { path: text(0, 100), size: Number.parseInt(text(124, 12), 8) }
}

async function readExactly(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  for (let got = 0; got < length; ) {
    const { bytesRead } = await handle.read(bytes, got, length - got, at + got)
    if (bytesRead === 0) throw new TarDamaged('文件不完整，后面缺了一截，多半是没有写完或者没有拷完。')
    got += bytesRead
  }
  return bytes
}
