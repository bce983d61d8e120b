/** `npm run tables`: writes src/platform/tables.gen.ts from a database with all migrations. A test holds the file to them. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
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
