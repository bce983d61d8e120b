/**
 * What happens to the posts that watch the others is told to all of them at once and stands in the public log, without
 * a name.
 */
import { sql, first, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { countyCode } from '../regions/county.ts'
import { entryTime } from '../ledger/entry.ts'
import { stageLeaf } from '../ledger/stage.ts'
import { tell } from '../notices/messages.ts'
import type { PostFunction } from './functions.ts'
import { watching, type By } from './reach.ts'

/** What was done: its word, and how the log calls it. */
const deeds = {
  appoint: '任命',
  handOver: '交接',
  end: '离任',
  deputy: '登记代理',
  deputyEnd: '结束代理',
  account: '重设账号',
  key: '换钥匙',
  keyEnd: '停用钥匙',
} as const

/** Nothing for other posts. `path`: of the place whose post it is. */
export async function tellOfWatch(
  tx: Tx,
  by: Pick<By, 'name' | 'second'> & { personId?: string },
  post: { function: PostFunction; path: string; post: string },
  deed: keyof typeof deeds,
  now: Date,
): Promise<void> {
  if (!watching.includes(post.function)) return
  const place = (await first(
    tx,
    sql<{ id: string; slug: string; name: string }>`SELECT id, slug, name FROM regions WHERE path = ${post.path}`,
  ))!
  const who = by.second ? `${by.name}和${by.second.name}` : by.name
  for (const watcher of watching)
    await tell(tx, {
      regionId: place.id,
      function: watcher,
      kind: 'watch',
      caseId: null,
      say: `${post.post}：${who}办了${deeds[deed]}。不是您知道的，请马上查问。`,
      link: `/people?place=${place.slug}`,
      by: by.personId,
      now,
    })
  await stageLeaf(tx, {
    id: newId(now.getTime()),
    subjectId: place.id,
    at: now,
    entry: {
      v: 1,
      kind: 'checkpointNote',
      county: await countyCode(tx),
      region: place.slug,
      code: `watch/${post.function}/${deed}`,
      at: entryTime(now),
    },
  })
}
