/** The types of tables and views as the migrated database has them. */
import type pg from 'pg'
import { describer } from './describe.ts'
import { driverTypes, typeText } from './driver.ts'

/**
 * The text of `src/platform/tables.gen.ts`. A column of a view that is reckoned may be NULL as far as anybody knows.
 */
export async function tablesText(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT relname AS name
     FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND NOT relispartition
     ORDER BY relname COLLATE "C"`,
  )
  const [describe, made] = [await describer(client), await driverTypes(client)]
  const shapes: string[] = []
  for (const { name } of tables) {
    const columns = await describe(`SELECT * FROM "${name}"`)
    const lines = columns.map((c) => {
      const type = typeText(made(c.oid))
      return `  ${c.name}: ${type}${(c.nullable || c.reckoned) && type !== 'unknown' ? ' | null' : ''}\n`
    })
    shapes.push(`export interface ${shapeName(name)} {\n${lines.join('')}}\n`)
  }
  const map = tables.map(({ name }) => `  ${name}: ${shapeName(name)}\n`).join('')
  return `// Made from the migrated database by \`npm run tables\`; do not edit.\n\n${shapes.join('\n')}\n/** Tables and views by name. */\nexport interface Tables {\n${map}}\n`
}

/** report_replies → ReportReplies */
const shapeName = (table: string) =>
  table.replace(/(^|_)([a-z0-9])/g, (_, _bar, letter: string) => letter.toUpperCase())
