/**
 * Checks a receipt: by the log's key alone, without a network, and against the running log where its address is given.
 */
import { sayTime } from '../../platform/clock.ts'
import { auditLog, type FetchResource } from '../ledger/audit.ts'
import { fromUtf8 } from '../ledger/bytes.ts'
import { parseCheckpoint } from '../ledger/checkpoint.ts'
import { parseEntry } from '../ledger/entry.ts'
import { newReport, readLogKey, type Report, type Trust } from '../ledger/report.ts'
import { changedBundles, decodeBundle, tilePath, tileWidth } from '../ledger/tiles.ts'
import { readReceipt, type Statement } from './receipt.read.ts'

/**
 * `text`: the receipt. `get`: reads the running log; without it only the signature is checked. The key must come from
 * the county, not from the receipt.
 */
export async function checkReceipt(text: string, trust: Trust, get?: FetchResource): Promise<Report> {
  const report = newReport()
  const key = readLogKey(report, trust.vkey ?? (get ? (fromUtf8((await get('key')) ?? new Uint8Array()) ?? '') : ''))
  if (!key) return report
  const read = readReceipt(text, key.publicKey)
  if (!read) report.problems.push('这不是阳光村务的回执，或者不完整。')
  else if (!read.genuine) report.problems.push('签名不对：回执被改过，或者不是这个县发的。')
  if (!read || report.problems.length > 0) return report
  const { statement: s } = read
  report.confirmed.push(
    `回执是真的：编号 ${s.code}，${sayTime(new Date(s.at), true)} 收到（${s.county} ${s.region}）。`,
  )
  if (get) await checkLogged(report, s, trust, get)
  return report
}

/** The whole log is computed again, and the receipt's commitment must stand in it. */
async function checkLogged(report: Report, s: Statement, trust: Trust, get: FetchResource) {
  const fetched = new Map<string, Promise<Uint8Array | undefined>>()
  const once: FetchResource = (path) => {
    const known = fetched.get(path) ?? get(path)
    fetched.set(path, known)
    return known
  }
  const audit = await auditLog(once, trust)
  report.problems.push(...audit.problems)
  report.confirmed.push(...audit.confirmed)
  const size = parseCheckpoint(fromUtf8((await once('checkpoint')) ?? new Uint8Array()) ?? '')?.checkpoint.size ?? 0
  for (const bundle of changedBundles(0, size)) {
    const entries = decodeBundle((await once(tilePath(bundle))) ?? new Uint8Array()) ?? []
    const at = entries.findIndex((e) => {
      const entry = parseEntry(e)
      return (
        entry?.kind === 'receipt' && entry.code === s.code && entry.commitment === s.commitment && entry.at === s.at
      )
    })
    if (at >= 0) return void report.confirmed.push(`公开存证第 ${bundle.index * tileWidth + at + 1} 条就是这张回执。`)
  }
  report.problems.push('公开存证里没有这张回执。刚刚收到的，请过一分钟再核对。')
}
