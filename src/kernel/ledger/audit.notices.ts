/**
 * What a site shows of its notices against its log: nothing may be gone, changed or withdrawn that the log does not say
 * so of.
 */
import { fromUtf8 } from './bytes.ts'
import { toldSteps, type NoticeEvidence } from './browser/verifyNotice.ts'
import { canonicalBytes } from './commitment.ts'
import type { LedgerEntry } from './entry.ts'
import type { Report } from './report.ts'

/** `/d/CODE/evidence.json?v=VERSION` of the site; `undefined` if it has none. */
export type FetchEvidence = (code: string, version: number) => Promise<NoticeEvidence | undefined>

const atOnce = 8

/** Every version that the log knows, fetched and compared. */
export async function auditNotices(report: Report, entries: readonly LedgerEntry[], get: FetchEvidence): Promise<void> {
  const published = entries.filter((e) => e.kind === 'publication' || e.kind === 'correction')
  const withdrawn = new Set(entries.filter((e) => e.kind === 'withdrawal' || e.kind === 'takedown').map((e) => e.code))
  const faults: string[][] = published.map(() => [])
  const seen = { whole: 0, parts: 0 }
  const waiting = published.entries()
  const one = async () => {
    for (const [i, entry] of waiting) {
      const told = await get(entry.code!, entry.version!)
      const wrong = faultsOf(entry, told, withdrawn.has(entry.code))
      faults[i]!.push(...wrong.map((w) => `公告 ${entry.code} 第 ${entry.version} 版：${w}`))
      if (wrong.length === 0) seen[told?.content === undefined ? 'parts' : 'whole'] += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  report.problems.push(...faults.flat())
  if (seen.whole + seen.parts === 0) return
  report.confirmed.push(
    `网站上的公告 ${seen.whole} 个版本，内容${published.some((e) => e.v === 2) ? '、经办人和日期' : ''}与日志一致${
      seen.parts === 0 ? '' : `；另有 ${seen.parts} 个版本已撤回或不对所有人展示内容，核对了其余部分`
    }。`,
  )
}

function faultsOf(entry: LedgerEntry, told: NoticeEvidence | undefined, withdrawn: boolean): string[] {
  if (!told) return ['日志里有，网站上却没有。']
  if (told.entry !== fromUtf8(canonicalBytes(entry))) return ['网站给出的存证记录不是日志里的那一条。']
  if (entry.v === 2 && told.record === undefined && !withdrawn) return ['从网站上撤下了，日志里却没有撤回的记录。']
  return toldSteps(entry, told).flatMap((step) => (step.ok === false ? [step.label] : []))
}
