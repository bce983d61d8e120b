/** Settings as the county centre reads them. */
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'

export function settingsOf(db: Db) {
  return rows(db, sql<{ code: string; value: unknown }>`SELECT code, value FROM settings ORDER BY code`)
}

/** The county's province; empty where its pack is of before provinces. */
export async function provinceOf(db: Db): Promise<string> {
  const county = await first(
    db,
    sql<{ province: string | null }>`SELECT value ->> 'province' AS province FROM settings WHERE code = 'county'`,
  )
  return county?.province ?? ''
}

/** The foot of every page. */
export async function setFooter(tx: Tx, footer: object, by: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO settings (code, value, set_at, set_by)
    VALUES (
      'footer', ${JSON.stringify(footer)}::jsonb, ${now},
      ${by}
    )
    ON CONFLICT (code)
      DO UPDATE SET value = excluded.value, set_at = excluded.set_at, set_by = excluded.set_by`.execute(tx)
}
