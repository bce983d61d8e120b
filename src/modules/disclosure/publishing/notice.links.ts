/** The addresses of a notice, in one home: they are printed, shared and in the feeds, and must stay. */
import type { Notice } from './notice.queries.ts'

/** Where the pages around a notice are. */
export function addressesOf(n: Pick<Notice, 'code'>) {
  const base = `/d/${n.code}`
  return {
    self: base,
    ask: `${base}/ask`,
    print: `${base}/print`,
    proof: `${base}/proof`,
    compare: `${base}/compare`,
    xlsx: `${base}.xlsx`,
    csv: `${base}.csv`,
    json: `${base}.json`,
    version: (v: number) => `${base}/v/${v}`,
  }
}
