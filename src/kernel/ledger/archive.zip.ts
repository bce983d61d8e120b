/** Opening a ZIP that a stranger may have tampered with. */
import { unzipSync } from 'fflate'

/** A year of a village with its attachments stays far below; more is an attack or a mistake. */
const maxUnpacked = 2 * 1024 ** 3

/** The files by path, or one sentence why it cannot be opened. */
export function readZip(zip: Uint8Array): Map<string, Uint8Array> | string {
  const names: string[] = []
  let total = 0
  try {
    const unpacked = unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        total += originalSize
        names.push(name)
        if (total > maxUnpacked) throw new RangeError('too large')
        return !name.endsWith('/')
      },
    })
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    return twice === undefined
      ? new Map(Object.entries(unpacked))
      : `压缩包里有两个同名文件「${twice}」，其中一个是后加的。`
  } catch (error) {
    if (error instanceof RangeError) return '压缩包解开后超过 2 GB，没有打开。'
    return '压缩包打不开：文件不完整或已损坏。请重新拷贝一份。'
  }
}
