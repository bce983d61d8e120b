/** A backup is read through to its end before anything is written anywhere: every entry, every hash, the passphrase. */
import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { invalid, UserError } from '../errors.ts'
import { openKeys } from './keys.ts'
import { filePattern, keysPath, manifestPath, manifestSchema, partPath, type Manifest } from './manifest.ts'
import type { Progress } from './make.ts'
import { TarDamaged, tarEntries } from './tar.read.ts'

export type Checked = { manifest: Manifest; keys: unknown }

/**
 * Throws `UserError` 422 with the reason where the backup is damaged, incomplete or foreign, or the passphrase wrong.
 */
export async function checkBackup(file: string, passphrase: string, progress: Progress): Promise<Checked> {
  try {
    return await check(file, passphrase, progress)
  } catch (error) {
    if (error instanceof UserError) throw error
    if (error instanceof TarDamaged) throw refused(error.message)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw invalid(`找不到文件 ${file}。`)
    throw error
  }
}

const refused = (why: string) => invalid(`这份备份不能用：${why}什么也没有恢复。请换一份备份，或者重新拷贝一次。`)

async function check(file: string, passphrase: string, progress: Progress): Promise<Checked> {
  const seen = new Map<string, { bytes: number; sha256: string; lines: number }>()
  let manifestBytes: Buffer | undefined
  let sealed: Buffer | undefined
  for await (const { path, bytes } of tarEntries(file)) {
    if (path === manifestPath) manifestBytes = bytes
    else if (path === keysPath) sealed = bytes
    else {
      if (seen.has(path)) throw refused(`“${path}”出现了两次。`)
      seen.set(path, {
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        lines: path.startsWith('tables/') ? linesIn(path, bytes) : 0,
      })
      if (seen.size % 20 === 0) progress(seen.size, seen.size + 20, `检查备份，已看 ${seen.size} 项`)
    }
  }
  if (!manifestBytes) throw refused(`缺少“${manifestPath}”，文件不完整。`)
  if (!sealed) throw refused(`缺少“${keysPath}”，文件不完整。`)
  const manifest = readManifest(manifestBytes)
  compare(manifest, seen)
  const keys = openKeys(sealed, passphrase, manifestBytes)
  if (keys === undefined) throw refused('口令不对，或者清单、密钥被改动过。请先核对口令。')
  progress(1, 1, `检查通过：${manifest.tables.length} 张表，${manifest.files} 个附件`)
  return { manifest, keys }
}

function readManifest(bytes: Buffer): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    throw refused('清单读不出来，不是阳光村务的备份，或者损坏了。')
  }
}

/**
 * Nothing missing, nothing added, nothing changed; rows as many as the manifest says; every path one that a backup has.
 */
function compare(manifest: Manifest, seen: ReadonlyMap<string, { bytes: number; sha256: string; lines: number }>) {
  for (const e of manifest.entries) {
    const found = seen.get(e.path)
    if (!found) throw refused(`缺少“${e.path}”。`)
    if (found.bytes !== e.bytes || found.sha256 !== e.sha256)
      throw refused(`“${e.path}”的内容和清单不符，损坏了或者被改动过。`)
  }
  const parts = new Set(
    manifest.tables.flatMap((t) => Array.from({ length: t.parts }, (_, i) => partPath(t.name, i + 1))),
  )
  const listed = new Set(manifest.entries.map((e) => e.path))
  const foreign = [...seen.keys()].find((path) => !listed.has(path) || !(parts.has(path) || filePattern.test(path)))
  if (foreign !== undefined) throw refused(`里面多出“${foreign}”，不是备份该有的内容。`)
  for (const t of manifest.tables) {
    const lines = Array.from({ length: t.parts }, (_, i) => seen.get(partPath(t.name, i + 1))?.lines ?? 0).reduce(
      (a, b) => a + b,
      0,
    )
    if (lines !== t.rows) throw refused(`数据表 ${t.name} 应有 ${t.rows} 行，只有 ${lines} 行。`)
  }
}

function linesIn(path: string, bytes: Buffer): number {
  try {
    const text = gunzipSync(bytes)
    let lines = 0
    for (let at = text.indexOf(0x0a); at >= 0; at = text.indexOf(0x0a, at + 1)) lines += 1
    return lines
  } catch {
    throw refused(`“${path}”解不开，损坏了。`)
  }
}
