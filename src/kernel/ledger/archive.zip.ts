/** Opening a ZIP that a stranger may have tampered with. */
import { unzipSync } from 'fflate'

/** A year of a village with its attachments stays far below; more is an attack or a mistake. */
const maxUnpacked = 2 * 1024 ** 3

/**
 * The files by path, or one sentence why it cannot be opened. A file whose own bytes are damaged is there all the same,
 * not as it was, so that whoever compares it with the manifest names it.
 */
export function readZip(zip: Uint8Array): Map<string, Uint8Array> | string {
  try {
    const names = namesIn(zip)
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) return `压缩包里有两个同名文件「${twice}」，其中一个是后加的。`
    const files = names.filter((name) => !name.endsWith('/'))
    try {
      return new Map(Object.entries(unzipSync(zip, { filter: ({ name }) => !name.endsWith('/') })))
    } catch {
      return new Map(files.map((name) => [name, unpacked(zip, name)]))
    }
  } catch (error) {
    if (error instanceof RangeError) return '压缩包解开后超过 2 GB，没有打开。'
    return '压缩包打不开：文件不完整或已损坏。请重新拷贝一份。'
  }
}

/**
 * The names that its directory lists. Throws RangeError where they would be too much, another error where there is no
 * directory.
 */
function namesIn(zip: Uint8Array): string[] {
  const names: string[] = []
  let total = 0
  unzipSync(zip, {
    filter: ({ name, originalSize }) => {
      total += originalSize
      names.push(name)
      if (total > maxUnpacked) throw new RangeError('too large')
      return false
    },
  })
  return names
}

/** No file of an archive is a single zero. */
const damaged = new Uint8Array(1)

function unpacked(zip: Uint8Array, wanted: string): Uint8Array {
  try {
    return unzipSync(zip, { filter: ({ name }) => name === wanted })[wanted] ?? damaged
  } catch {
    return damaged
  }
}
