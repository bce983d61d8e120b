/**
 * `npm run tables`: writes src/platform/tables.gen.ts from a database with all migrations, and freezes migrations that
 * are new (src/platform/frozen.later.json). Tests hold both files to the migrations. A hash that is there already
 * stays: a file that was changed since keeps failing its test.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { foldedNames } from '../src/platform/before/before.ts'
import later from '../src/platform/frozen.later.json' with { type: 'json' }
import { migrations } from '../src/platform/migrate.ts'
import { root } from '../src/platform/root.ts'
import { startTestCluster } from '../test/cluster.ts'
import { tablesText } from './statements/tables.ts'

const cluster = await startTestCluster()
const url = new URL(cluster.url)
url.pathname = `/${cluster.template}`
const client = new pg.Client({ connectionString: url.href })
try {
  await client.connect()
  writeFileSync(join(root, 'src/platform/tables.gen.ts'), await tablesText(client))
} finally {
  await client.end()
  await cluster.stop()
}

const found = migrations().filter((m) => !foldedNames.has(m.name))
const frozen = { ...Object.fromEntries(found.map((m) => [m.name, m.sha256])), ...later }
writeFileSync(join(root, 'src/platform/frozen.later.json'), `${JSON.stringify(frozen, null, 2)}\n`)
