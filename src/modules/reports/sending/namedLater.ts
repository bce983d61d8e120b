/** Whom the reporter of a complaint names later (in an addition, with a rating, when asking again) is kept from it as if named at once. */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { actAsSystem, lock, type Context } from '../../../kernel/cases/act.ts'
import { bar } from '../../../kernel/cases/bars.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { handsOf } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { unbarred } from '../../../kernel/cases/seeing.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import { pastTheVillage, type ReportKind } from '../reports.schema.ts'
import { namedBy } from './receive.ts'

/** Bars who is named in words added to a complaint; nothing where the report is no complaint. */
export async function barNamedLater(tx: Tx, c: Case, text: string, ctx: Context): Promise<void> {
  const report = await first(tx, sql<{ kind: ReportKind }>`SELECT kind FROM reports WHERE id = ${c.subject_id}`)
  if (!report || !(c.guarded || pastTheVillage.includes(report.kind))) return
  const { themselves } = await namedBy(tx, { about: '', text }, c.path, ctx)
  for (const person of themselves) await bar(tx, c.id, person)
}

/** Hands a complaint on to the place above for as long as nobody who may know of it could take it on where it lies. */
export async function overTheBarred(tx: Tx, reportId: string, ctx: Context): Promise<void> {
  for (let at = (await lock(tx, subject(reportId))).c; at.guarded && at.paused_at === null; ) {
    const up = procedureOf(at.procedure).steps[at.step]?.actions['up']
    if (up?.holder !== 'above' || (await isTakenOn(tx, at, ctx))) return
    const next = await actAsSystem(tx, { ...subject(reportId), action: 'up' }, ctx)
    if (next.holder_id === at.holder_id) return
    at = next
  }
}

const subject = (reportId: string) => ({ subjectKind: 'report', subjectId: reportId }) as const

async function isTakenOn(tx: Tx, c: Case, ctx: Context): Promise<boolean> {
  const functions = [...handsOf(procedureOf(c.procedure).steps[c.step]!, c)]
  return (
    (await first(
      tx,
      sql`
        SELECT 1
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        WHERE a.region_id = ${c.holder_id}
          AND k.function = ANY(${functions}::text[])
          AND ${heldOn('a', dayOf(ctx.now))}
          AND ${unbarred(c.id, sql`a.person_id`)}
          AND EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = a.person_id AND x.disabled_at IS NULL)
        LIMIT 1`,
    )) !== undefined
  )
}
