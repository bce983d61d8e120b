/** One complaint about a published list that was upheld, so that the demo's officer has a correction to make. */
import { connect, first, sql, transact } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { dayOf } from '../platform/clock.ts'
import { contextAt } from '../kernel/cases/office.ts'
import type { Office } from '../kernel/office.ts'
import { actorOf } from '../kernel/people/actor.ts'
import { handle, setFace } from '../modules/reports/handling/handle.ts'
import { receive } from '../modules/reports/sending/receive.ts'
import { reportSchema } from '../modules/reports/reports.schema.ts'
import { hoursOf } from './reports.more.ts'
import { markLeaves } from './reports.ts'
import { placeAt } from '../kernel/regions/placeAt.ts'

const text = '公布的表里少了一笔，村东机井的承包费没有写进去，请查一查。'

/** In Liuwan, about the newest table of incomes. Nothing happens where there is none, or where it was done before. */
export async function loadDemoCorrection(
  office: Pick<Office, 'db' | 'secret'>,
  ownerUrl: string,
  now: Date,
): Promise<void> {
  const ctxNow = await contextAt(office.db, now)
  const owner = connect(ownerUrl, { max: 1, name: 'sunlit-demo' })
  await transact(
    owner.db,
    async (tx) => {
      const place = await placeAt(tx, 'liuwan')
      const notice =
        place &&
        (await first(
          tx,
          sql<{
            notice_id: string
          }>`
            SELECT notice_id
            FROM publications
            WHERE region_id = ${place.id} AND item_code = 'C07-03' AND superseded_at IS NULL AND NOT nothing
            ORDER BY published_at DESC
            LIMIT 1`,
        ))
      const clerk =
        place &&
        (await first(
          tx,
          sql<{
            person_id: string
          }>`
            SELECT a.person_id
            FROM appointments a
            JOIN post_kinds k ON k.id = a.post_kind_id
            JOIN regions r ON r.id = a.region_id
            WHERE k.function = 'township_clerk' AND a.to_on IS NULL AND starts_with(${place.path}, r.path)
            ORDER BY a.id
            LIMIT 1`,
        ))
      const actor = clerk && (await actorOf(tx, clerk.person_id, dayOf(now)))
      if (!place || !notice || !actor || (await first(tx, sql`SELECT 1 FROM report_corrections LIMIT 1`))) return
      const { told, ctxAt } = hoursOf(now.getTime() - 30 * 3_600_000, { ...ctxNow, at: now })
      const made = await receive(
        tx,
        office.secret,
        place,
        reportSchema.parse({ kind: 'list', text, show: 'nameless', name: '演示村民', key: newId() }),
        [],
        { channel: 'web', noticeId: notice.notice_id },
        told,
      )
      const caseId = (await first(
        tx,
        sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'report' AND subject_id = ${made.id}`,
      ))!.id
      const ctx = ctxAt(14)
      await handle(
        tx,
        actor,
        {
          caseId,
          action: 'uphold',
          comment: '补上村东机井的承包费，合计重新算',
          reply: { text: '查了合同和票据，确实漏记一笔，已经请村里更正后重新公开。', form: 'written' },
          category: '集体资产和财务',
        },
        ctx,
      )
      await setFace(
        tx,
        office.secret,
        actor,
        caseId,
        { shown: true, title: '收入明细少了一笔', text, fileIds: [], reason: '', withName: false },
        ctx,
      )
      await markLeaves(tx)
    },
    1,
  ).finally(() => owner.close())
}
