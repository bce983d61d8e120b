/**
 * What a villager put among their own reports: with both halves of the receipt, so that no telephone has to be
 * compared.
 */
import { ownReportOf, supportersOf } from '../../reports/index.ts'
import { application } from '../../services/index.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { digitsHash, sameDigits } from '../../../kernel/receipts/receipt.ts'
import { plainText } from '../../../platform/plainText.ts'

export type MyReport = {
  code: string
  kind: string
  place: string
  received_at: Date
  step: string
  due_at: Date | null
  closed_at: Date | null
  party: string
}

/** What is open first, the soonest due before the others. */
export async function myReports(db: Db, residentId: string): Promise<MyReport[]> {
  const found = await rows(
    db,
    sql<MyReport & { procedure: string }>`
      SELECT p.code, p.kind, r.name AS place, p.received_at, c.procedure, c.step, c.due_at, c.closed_at,
        m.party
      FROM resident_reports m
      JOIN reports p ON p.id = m.report_id
      JOIN regions r ON r.id = p.region_id
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE m.resident_id = ${residentId}
      ORDER BY c.closed_at IS NOT NULL, c.due_at NULLS LAST, p.received_at DESC
      LIMIT 100`,
  )
  return found.map(({ procedure, ...r }) => ({ ...r, step: procedureOf(procedure).steps[r.step]?.name ?? '' }))
}

/** Who put a report among their own as its reporter, not as somebody who stands with it. */
export async function residentsOfReport(db: Db | Tx, reportId: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`
      SELECT resident_id AS id FROM resident_reports WHERE report_id = ${reportId} AND party = 'reporter'`,
  )
  return found.map((r) => r.id)
}

export type MyApplication = {
  code: string
  service: string
  place: string
  sent_at: Date
  step: string
  due_at: Date | null
  closed_at: Date | null
  paused_at: Date | null
}

/** Applications with this person's ID number, whoever filled them in: what waits for them first, then the soonest due. */
export async function myApplications(db: Db, residentId: string): Promise<MyApplication[]> {
  const found = await rows(
    db,
    sql<MyApplication>`
      SELECT a.code, s.name AS service, r.name AS place, a.sent_at, c.step, c.due_at, c.closed_at,
        c.paused_at
      FROM applications a
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      JOIN regions r ON r.id = a.region_id
      JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
      WHERE a.resident_id = ${residentId} AND a.sent_at IS NOT NULL
      ORDER BY c.closed_at IS NOT NULL, c.paused_at IS NULL, c.due_at NULLS LAST, a.sent_at DESC
      LIMIT 100`,
  )
  return found.map((a) => ({
    ...a,
    step: a.paused_at !== null ? '等您补材料' : (procedureOf(application.code).steps[a.step]?.name ?? ''),
  }))
}

/**
 * Puts a report among this person's own. 422 where the two halves do not belong together: the same words whether there
 * is such a report or not.
 */
export async function addReport(
  db: Db | Tx,
  secret: string,
  residentId: string,
  typed: { code: string; digits: string },
  now: Date,
): Promise<void> {
  const code = readCode(typed.code)
  const digits = plainText(typed.digits).replaceAll(/\D/g, '')
  const report = code === undefined ? undefined : await ownReportOf(db as Db, code)
  const right = (of: { secret_hash: string }) => sameDigits(of.secret_hash, digitsHash(secret, report!.code, digits))
  const party = report && (right(report) ? 'reporter' : (await supportersOf(db as Db, report.id)).find(right)?.id)
  if (!report || party === undefined) throw invalid('编号或六位数字不对，请核对回执。', { field: 'code' })
  await sql`
    INSERT INTO resident_reports (resident_id, report_id, party, added_at)
    VALUES (${residentId}, ${report.id}, ${party}, ${now})
    ON CONFLICT (resident_id, report_id) DO NOTHING`.execute(db)
}

/** As whom this person may open a report; `undefined` where it is not among their own. */
export async function partyOfMine(db: Db, residentId: string, code: string): Promise<string | undefined> {
  return (
    await first(
      db,
      sql<{
        party: string
      }>`
        SELECT m.party
        FROM resident_reports m
        JOIN reports p ON p.id = m.report_id
        WHERE m.resident_id = ${residentId} AND p.code = ${code}`,
    )
  )?.party
}
