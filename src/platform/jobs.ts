/**
 * Long work that a person starts and may leave: pg-boss runs it, `job_progress` tells how far it is. Sent in the
 * transaction of what it belongs to: a rolled-back transaction leaves no job.
 */
import { fromKysely, PgBoss } from 'pg-boss'
import { first, sql, type Db, type Tx } from './db.ts'
import { isDiskFull } from './disk.ts'
import { UserError } from './errors.ts'
import { newId } from './ids.ts'
import { errorFields, log } from './log.ts'

export type Report = (done: number, total: number, say: string) => Promise<void>
export type Handler = (data: Record<string, unknown>, report: Report) => Promise<unknown>
export type Jobs = {
  send(tx: Tx, kind: string, data: Record<string, unknown>, ownerId: string, now: Date): Promise<string>
  stop(): Promise<void>
}
export type JobState = {
  id: string
  kind: string
  done: number
  total: number
  say: string
  started_at: Date
  finished_at: Date | null
  failed: string | null
  result: unknown
}

const queue = 'long-work'

/** Starts pg-boss on the owner's connection. With handlers this process works; without, it only sends. */
export async function startJobs(
  ownerUrl: string,
  db: Db,
  handlers: Record<string, Handler> | undefined,
): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 4, application_name: 'sunlit-jobs' })
  boss.on('error', (error) => log.warn('jobs', errorFields(error)))
  await boss.start()
  await boss.createQueue(queue, { retryLimit: 2, expireInSeconds: 3_600 })
  await grant(boss)
  if (handlers)
    await boss.work<{ id: string; kind: string; data: Record<string, unknown> }>(
      queue,
      { pollingIntervalSeconds: 1, batchSize: 1 },
      async ([job]) => {
        if (job) await runOne(db, handlers, job.data)
      },
    )
  return {
    async send(tx, kind, data, ownerId, now) {
      const id = newId(now.getTime())
      await sql`
        INSERT INTO job_progress (id, kind, owner_id, started_at, say)
        VALUES (${id}, ${kind}, ${ownerId}, ${now}, '排队中')`.execute(tx)
      await boss.send(queue, { id, kind, data }, { db: fromKysely(tx) })
      return id
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
}

/** The application sends jobs in its own transactions. */
async function grant(boss: PgBoss) {
  const db = boss.getDb()
  const { rows } = await db.executeSql(`SELECT quote_ident(name) AS app FROM role_names WHERE role = 'app'`)
  const { app } = rows[0] as { app: string }
  await db.executeSql(`GRANT USAGE ON SCHEMA pgboss TO ${app}`)
  await db.executeSql(`GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA pgboss TO ${app}`)
}

async function runOne(
  db: Db,
  handlers: Record<string, Handler>,
  job: { id: string; kind: string; data: Record<string, unknown> },
) {
  const handler = handlers[job.kind]
  const end = (failed: string | null, result: unknown) =>
    sql`
      UPDATE job_progress
      SET finished_at = now(), failed = ${failed},
        result = ${result === undefined ? null : JSON.stringify(result)}::jsonb
      WHERE id = ${job.id}`.execute(db)
  if (!handler) return void (await end('没有这种任务。', undefined))
  try {
    const result = await handler(job.data, async (done, total, say) => {
      await sql`UPDATE job_progress SET done = ${done}, total = ${total}, say = ${say} WHERE id = ${job.id}`.execute(db)
    })
    await end(null, result)
  } catch (error) {
    if (!(error instanceof UserError)) log.error('job failed', { kind: job.kind, ...errorFields(error) })
    await end(
      error instanceof UserError
        ? error.message
        : isDiskFull(error)
          ? '服务器的磁盘满了，任务没有完成，什么也没有改。请联系县管理员清理磁盘，再做一次。'
          : '任务没有完成，已经记下，请稍后再试或联系县管理员。',
      undefined,
    )
  }
}

/** A person's own job. */
export function jobOf(db: Db, id: string, ownerId: string): Promise<JobState | undefined> {
  return first(
    db,
    sql<JobState>`
      SELECT id, kind, done, total, say, started_at, finished_at, failed, result
      FROM job_progress
      WHERE id = ${id} AND owner_id = ${ownerId}`,
  )
}
