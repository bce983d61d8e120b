/** What the system tells a member of staff: read, and marked as read. */
import { Hono } from 'hono'
import { z } from 'zod'
import { transact, type Db } from '../../platform/db.ts'
import { visibleById } from '../../kernel/cases/seeing.ts'
import { markRead, messagesFor } from '../../kernel/notices/messages.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import type { Office } from '../../kernel/office.ts'

export function messagesApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/messages', may('signed-in'), async (c) =>
      c.json({ messages: await messagesFor(office.db, c.get('session').actor, visibleById) }),
    )
    .post(
      '/messages/read',
      may('signed-in'),
      valid('json', z.object({ ids: z.array(z.string().max(40)).max(200) })),
      async (c) => {
        await readMine(office.db, c.get('session').actor, c.req.valid('json').ids, office.now())
        return c.json({ ok: true })
      },
    )
}

/** Marks messages as read; ids of others' messages, or of cases that one may not see, mark nothing. */
async function readMine(db: Db, actor: Actor, ids: readonly string[], now: Date): Promise<void> {
  const mine = new Set((await messagesFor(db, actor, visibleById)).map((m) => m.id))
  const read = ids.filter((id) => mine.has(id))
  await transact(db, (tx) => markRead(tx, actor, read, now))
}
