/** The county's administrator hears that something keeps failing by itself: once a day and round. */
import { rows, sql, transact, type Db } from '../platform/db.ts'
import { tellMany } from '../kernel/notices/messages.ts'
import { tellable } from '../kernel/rounds/apart.ts'

export function tellFaults(db: Db, now: Date): Promise<void> {
  return transact(db, async (tx) => {
    const faults = await tellable(tx, now)
    if (faults.length === 0) return
    const counties = await rows(
      tx,
      sql<{ id: string }>`SELECT id FROM regions WHERE level IN ('city', 'county') AND valid_to IS NULL`,
    )
    await tellMany(
      tx,
      counties.map(({ id }) => ({
        regionId: id,
        function: 'county_admin' as const,
        kind: 'health',
        say: `系统自动办的事里有 ${faults.reduce((n, f) => n + f.n, 0)} 件出错，已经跳过，其他的照常办，过一会儿会再试。请告诉维护人员看运行日志。`,
        caseId: null,
      })),
      now,
    )
  })
}
