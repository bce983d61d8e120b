/**
 * Checking a running log from outside: everything is fetched, every hash computed again, and old checkpoints must be
 * continued.
 */
import { fromUtf8, sameBytes } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { edgeFrom, edgeRoot, edgeTiles, grow, type Edge, type TileBytes } from './edge.ts'
import { auditNotices, type FetchEvidence } from './audit.notices.ts'
import { parseEntry, type LedgerEntry } from './entry.ts'
import { consistencyProofFrom, leafHash, verifyConsistency } from './merkle.ts'
import type { VerifierKey } from './note.ts'
import { checkLogSignature, checkWitnesses, newReport, readLogKey, type Report, type Trust } from './report.ts'
import { changedBundles, decodeBundle, readFromTiles, tilePath, tileWidth } from './tiles.ts'

/** Fetches a resource of the log (`checkpoint`, `tile/…`, `key`); `undefined` if the server has none. */
export type FetchResource = (path: string) => Promise<Uint8Array | undefined>

/**
 * `since`: the text of a checkpoint kept from earlier. `notices`: where each notice's evidence comes from, to check
 * what the site shows. Without `trust.vkey` the key the server shows is used and the report says so.
 */
export async function auditLog(
  get: FetchResource,
  trust: Trust,
  since?: string,
  notices?: FetchEvidence,
): Promise<Report> {
  const report = newReport()
  const shown = fromUtf8((await get('key')) ?? new Uint8Array())?.trim()
  const key = readLogKey(report, trust.vkey ?? shown ?? '')
  const parsed = parseCheckpoint(fromUtf8((await get('checkpoint')) ?? new Uint8Array()) ?? '')
  if (!parsed) report.problems.push('取不到日志的检查点（checkpoint），或格式不对。请核对网址，应以 /log/ 结尾。')
  if (!key || !parsed) return report
  const { note, checkpoint } = parsed
  if (checkpoint.origin !== key.name)
    report.problems.push(`检查点的名称「${checkpoint.origin}」与公钥的名称「${key.name}」不同。`)
  if (trust.vkey && shown !== trust.vkey.trim()) report.problems.push('网站现在公布的公钥与您给出的不同。')
  checkLogSignature(report, note, key, '检查点')
  checkWitnesses(report, note, trust.witnesses ?? [])
  const entries = await recompute(report, get, checkpoint)
  if (notices) await auditNotices(report, entries, notices)
  if (since !== undefined && report.problems.length === 0) await checkContinues(report, get, since, checkpoint, key)
  if (report.problems.length === 0) {
    report.confirmed.unshift(
      `日志完好：「${checkpoint.origin}」共 ${checkpoint.size} 条，逐条重算的结果与签名的检查点一致。`,
    )
    if (!trust.vkey)
      report.confirmed.push(`核对用的是网站自己公布的公钥：${shown ?? ''}。请与县里另行公布的比对，或用 --key 给出。`)
  }
  return report
}

/** Hashes all entries again; every tile served and the signed root have to come out. */
async function recompute(report: Report, get: FetchResource, checkpoint: Checkpoint): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = []
  let edge = edgeFrom(0, [])
  for (const bundle of changedBundles(0, checkpoint.size)) {
    const path = tilePath(bundle)
    const entries = decodeBundle((await get(path)) ?? new Uint8Array())
    if (entries?.length !== bundle.width) {
      report.problems.push(`存证记录 ${path} 取不到或不完整，后面的没有再核对。`)
      return all
    }
    const parsed = entries.map(parseEntry)
    all.push(...parsed.filter((entry) => entry !== undefined))
    const foreign = parsed.indexOf(undefined)
    if (foreign >= 0) report.problems.push(`第 ${bundle.index * tileWidth + foreign + 1} 条不是阳光村务的存证记录。`)
    const grown = grow(edge, entries.map(leafHash))
    edge = grown.edge
    await checkTiles(
      report,
      get,
      grown.tiles.filter((t) => t.tile.width === tileWidth),
    )
  }
  await checkTiles(report, get, edgeTilesOf(edge))
  if (!sameBytes(edgeRoot(edge), checkpoint.root))
    report.problems.push('由全部记录重算的根与签名的检查点不符：有记录被改过、删过或加过。')
  return all
}

function edgeTilesOf(edge: Edge): TileBytes[] {
  return edgeTiles(edge.size).map((tile) => ({
    tile,
    bytes: Uint8Array.from(edge.rows[Number(tile.level)]!.flatMap((hash) => [...hash])),
  }))
}

async function checkTiles(report: Report, get: FetchResource, tiles: readonly TileBytes[]) {
  for (const { tile, bytes } of tiles) {
    const served = await get(tilePath(tile))
    if (!served || !sameBytes(served, bytes))
      report.problems.push(`哈希块 ${tilePath(tile)} 取不到，或与存证记录不符。`)
  }
}

async function checkContinues(
  report: Report,
  get: FetchResource,
  since: string,
  checkpoint: Checkpoint,
  key: VerifierKey,
) {
  const old = parseCheckpoint(since)
  if (!old) {
    report.problems.push('您保存的旧检查点读不出来，请核对文件。')
    return
  }
  if (!checkLogSignature(report, old.note, key, '您保存的旧检查点')) return
  const { size, root } = old.checkpoint
  if (size > checkpoint.size) {
    report.problems.push(`日志变短了：您保存的旧检查点有 ${size} 条，现在只有 ${checkpoint.size} 条。`)
    return
  }
  const read = readFromTiles(checkpoint.size, async (tile) => (await get(tilePath(tile))) ?? new Uint8Array())
  const proof = await consistencyProofFrom(size, checkpoint.size, read)
  if (verifyConsistency(size, checkpoint.size, root, checkpoint.root, proof))
    report.confirmed.push(`您保存的旧检查点（${size} 条）完整保留在现在的日志里，旧记录一条没改。`)
  else
    report.problems.push(
      `您保存的旧检查点（${size} 条）与现在的日志对不上：旧记录被改过。请保存好两份检查点，这是篡改的证据。`,
    )
}
