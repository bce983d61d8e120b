/** The county's code, as leaves and archives carry it. */
import { first, sql, type Db, type Tx } from '../../platform/db.ts'

export async function countyCode(db: Db | Tx): Promise<string> {
  return (
    (await first(db, sql<{ code: string | null }>`SELECT value ->> 'code' AS code FROM settings WHERE code = 'county'`))
      ?.code ?? 'county'
  )
}
