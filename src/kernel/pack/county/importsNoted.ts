/** What the pack said when it was last brought in: what differs from it since was changed in the console. */
import { first, sql, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { inOrderOf, type PackPart, type PackTexts } from '../part.ts'

/** Late enough that what comes into force later is part of it. */
const always = '9000-01-01'

/** The county as these parts write it, with what is in force later. A county without settings yet has nothing. */
export async function stateOf(tx: Tx, parts: readonly PackPart[]): Promise<PackTexts> {
  const files = new Map<string, string>()
  if (!(await first(tx, sql`SELECT 1 FROM settings WHERE code = 'county'`))) return files
  for (const part of inOrderOf(parts)) for (const [name, text] of await part.export(tx, always)) files.set(name, text)
  return files
}

/** Of the last import; `undefined` where none is on record. */
export async function lastImport(tx: Tx): Promise<PackTexts | undefined> {
  const found = await first(
    tx,
    sql<{ files: Record<string, string> }>`SELECT files FROM pack_imports ORDER BY at DESC, id DESC LIMIT 1`,
  )
  return found && new Map(Object.entries(found.files))
}

/**
 * `files`: the county as the pack alone would have made it. `reverted`: what was done in the console and taken back by
 * name.
 */
export async function noteImport(tx: Tx, files: PackTexts, reverted: readonly string[], now: Date): Promise<void> {
  await sql`
    INSERT INTO pack_imports (id, at, files, reverted)
    VALUES (${newId()}, ${now}, ${JSON.stringify(Object.fromEntries(files))}::jsonb, ${reverted}::text[])`.execute(tx)
}
