/**
 * Reporters who left a telephone hear that there is an answer; the message holds the code and nothing of the report.
 */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { notify } from '../../../kernel/notices/deliver.ts'
import { waysTo } from '../../../kernel/notices/ways.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'

type Answer = { id: string; code: string; report_id: string; contact: Uint8Array }

/**
 * Puts down a message for each new answer, once; an answer whose reporter left no mobile number is marked as seen.
 * Returns how many were looked at.
 */
export async function tellAnswered(office: { db: Db; secret: string }, now: Date): Promise<number> {
  const { rules } = await contextAt(office.db, now)
  const since = new Date(now.getTime() - 3 * 86_400_000)
  const answers = await rows(
    office.db,
    sql<Answer>`
        SELECT p.id, r.code, r.id AS report_id, r.contact
        FROM report_replies p
        JOIN reports r ON r.id = p.report_id
        WHERE p.at > ${since}
          AND r.contact IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM notice_deliveries d WHERE d.event = 'answer ' || p.id)
          AND ${isTried('answered', sql`p.id`, now)}
        ORDER BY p.at
        LIMIT 100`,
  )
  const work = ([one]: readonly Answer[]) =>
    transact(office.db, async (tx) => {
      const a = one!
      const contact = vaultOf(office.secret).open<{ phone: string }>('contact', a.report_id, a.contact)
      const phone = readPhone(contact.phone)
      const [way, ...otherwise] = await waysTo(tx, office.secret, { kind: 'report', id: a.report_id }, phone)
      const message = { event: `answer ${a.id}`, template: 'reportAnswered' as const, params: { code: a.code } }
      if (way) await notify(tx, office.secret, [{ ...message, ...way, otherwise }], rules, now)
      else
        await sql`
          INSERT INTO notice_deliveries (
            id, event, recipient, channel, template, shown_address, state, not_before, made_at
          )
          VALUES (
            ${a.id}, ${`answer ${a.id}`}, '', 'sms', 'reportAnswered', '没有手机号', 'dropped', ${now}, ${now}
          )
          ON CONFLICT (event, recipient, channel) DO NOTHING`.execute(tx)
    })
  await doApart(office.db, { round: 'answered', items: answers, atOnce: 1, idOf: (a) => a.id, work }, now)
  return answers.length
}
