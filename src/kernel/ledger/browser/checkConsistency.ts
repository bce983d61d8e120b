/**
 * In the visitor's browser: does today's log still hold everything that an earlier checkpoint, kept by the visitor,
 * held?
 */
import { parseCheckpoint } from '../checkpoint.ts'
import { consistencyProofFrom, verifyConsistency } from '../merkle.ts'
import { readFromTiles, tilePath } from '../tiles.ts'
import type { Step } from './steps.ts'

const grouped = (count: number): string => count.toLocaleString('en')

/** `older`, `newer`: checkpoint notes. `fetchTile`: the bytes under a tile's path, relative to the log's address. */
export async function checkConsistency(
  older: string,
  newer: string,
  fetchTile: (path: string) => Promise<Uint8Array>,
): Promise<Step> {
  const old = parseCheckpoint(older)?.checkpoint
  const now = parseCheckpoint(newer)?.checkpoint
  if (!old || !now) return { ok: false, label: '检查点读不出来，请核对是否复制完整。' }
  if (old.origin !== now.origin)
    return { ok: false, label: `两个检查点不是同一个日志的：「${old.origin}」和「${now.origin}」。` }
  if (old.size > now.size)
    return { ok: false, label: `日志变短了：以前有 ${grouped(old.size)} 条，现在只有 ${grouped(now.size)} 条。` }
  try {
    const proof = await consistencyProofFrom(
      old.size,
      now.size,
      readFromTiles(now.size, (tile) => fetchTile(tilePath(tile))),
    )
    if (verifyConsistency(old.size, now.size, old.root, now.root, proof))
      return { ok: true, label: `以前的 ${grouped(old.size)} 条都在，一条没改；现在共 ${grouped(now.size)} 条。` }
    return {
      ok: false,
      label: `以前的 ${grouped(old.size)} 条与现在的日志对不上：旧记录被改过。请保存好两个检查点，这是证据。`,
    }
  } catch {
    return { ok: null, label: '日志的数据没有取到，暂时不能核对。请检查网络后再试。' }
  }
}
