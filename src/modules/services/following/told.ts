/**
 * Applicants who left a mobile number hear that their application has arrived, lacks papers, is decided, or that their
 * bad rating is answered: each once. The message holds the code and nothing else, neither what was applied for nor how
 * it ended: whoever picks up the telephone learns nothing about a family's relief (personal information protection law,
 * Art. 28).
 */
import { rows, sql, transact, type Db } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { notify } from '../../../kernel/notices/deliver.ts'
import { waysTo } from '../../../kernel/notices/ways.ts'
import type { MessageTemplate } from '../../../kernel/notices/templates.ts'
import { readPhone } from '../../../kernel/residents/numbers.ts'
import { opened } from '../deciding/people.ts'
import { applicationById } from '../deciding/application.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'

type Event = { id: string; event: string; template: MessageTemplate }

/** What happened before that has been told, or is too old to be news. */
const newsDays = 3
const most = 100

/** Puts the messages down, at most a hundred a round. Returns how many. */
export async function tellApplicants(office: { db: Db; secret: string }, now: Date): Promise<number> {
  const { rules } = await contextAt(office.db, now)
  const since = new Date(now.getTime() - newsDays * 86_400_000)
  const events = await rows(
    office.db,
    sql<Event>`
        SELECT e.id, e.event, e.template
        FROM (
          SELECT a.id, a.region_id, 'application ' || a.id || ' received' AS event,
            'applicationReceived' AS template, a.sent_at AS at
          FROM applications a
          WHERE a.sent_at > ${since} AND a.phone_index IS NOT NULL
          UNION ALL
          SELECT a.id, a.region_id, 'application ' || a.id || ' missing ' || c.events, 'applicationMissing',
            c.paused_at
          FROM cases c
          JOIN applications a ON a.id = c.subject_id AND a.phone_index IS NOT NULL
          WHERE c.subject_kind = 'application' AND c.paused_at > ${since}
          UNION ALL
          SELECT a.id, a.region_id, 'application ' || a.id || ' decided', 'applicationDecided', a.closed_at
          FROM applications a
          WHERE a.closed_at > ${since} AND a.state IN ('done', 'refused') AND a.phone_index IS NOT NULL
          UNION ALL
          SELECT a.id, a.region_id, 'application ' || a.id || ' followed', 'applicationFollowed',
            f.answered_at
          FROM application_follows f
          JOIN applications a ON a.id = f.application_id AND a.phone_index IS NOT NULL
          WHERE f.answered_at > ${since}
        ) e
        JOIN regions r ON r.id = e.region_id
        WHERE NOT r.practice
          AND NOT EXISTS (SELECT 1 FROM notice_deliveries d WHERE d.event = e.event)
          AND ${isTried('applicants', sql`e.event`, now)}
        ORDER BY e.at
        LIMIT ${most}`,
  )
  const work = ([e]: readonly Event[]) =>
    transact(office.db, async (tx) => {
      const a = await applicationById(tx, e!.id)
      const phone = readPhone(
        applicantOf(wholeForm(a.service), opened<Answers>(office.secret, 'answers', a.id, a.answers)).phone,
      )!
      const matter = { kind: 'application' as const, id: a.id, residentId: a.resident_id }
      const [way, ...otherwise] = await waysTo(tx, office.secret, matter, phone)
      const message = { event: e!.event, template: e!.template, params: { code: a.code } }
      await notify(tx, office.secret, [{ ...message, ...way!, otherwise }], rules, now)
    })
  await doApart(office.db, { round: 'applicants', items: events, atOnce: 1, idOf: (e) => e.event, work }, now)
  return events.length
}
