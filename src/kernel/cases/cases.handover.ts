/**
 * What a post hands over of cases: those in its hands, what it is asked in others, and the name that stands on them.
 */
import { rows, sql, type Tx } from '../../platform/db.ts'
import type { Handing, HandOverPart, OpenWork } from '../people/handOver.ts'
import { noteBy, systemHand } from './act.ts'
import type { Case } from './case.ts'
import { inHand, waitsFor } from './inHand.ts'
import { allProcedures, procedureOf, type Procedure } from './procedure.ts'
import { visible } from './seeing.ts'
import { namesOf } from './subjects.ts'

/** One part for each kind of case that a procedure declares, and one for what is asked of the post. */
export function caseHandOver(): HandOverPart[] {
  const kinds = Map.groupBy(allProcedures(), (p) => p.kind)
  return [...[...kinds].map(([kind, procedures]) => casesOf(kind, procedures)), asked]
}

const casesOf = (kind: string, procedures: readonly Procedure[]): HandOverPart => ({
  kind,
  open: async (tx, at) => {
    const found = await rows(
      tx,
      sql<Case>`
        SELECT c.*
        FROM cases c
        WHERE ${waitsFor(at, procedures)} AND c.closed_at IS NULL AND ${maySee(at)}
        ORDER BY c.due_at NULLS LAST, c.id`,
    )
    const names = await namesOf(tx, found)
    return found.map((c) => ({
      id: c.id,
      title: titleOf(c, names.get(c.subject_id)!.title),
      step: procedureOf(c.procedure).steps[c.step]!.name,
      due_at: c.due_at,
    }))
  },
  barred: async (tx, at) =>
    (
      await rows(
        tx,
        sql`SELECT 1 FROM cases c WHERE ${waitsFor(at, procedures)} AND c.closed_at IS NULL AND NOT ${maySee(at)}`,
      )
    ).length,
  move: (tx, at, now) => reassign(tx, at, procedures, now),
})

/**
 * Orders, joint handling and opinions asked of a function at a place stay with the post by themselves; they are
 * counted.
 */
const asked: HandOverPart = {
  kind: '督办、交办和会商',
  open: async (tx, at): Promise<OpenWork[]> =>
    (
      await rows(
        tx,
        sql<{ id: string; kind: 'joint' | 'consult' | 'order'; title: string; guarded: boolean; due_at: Date | null }>`
          SELECT q.id, q.kind, c.title, c.guarded, q.due_at
          FROM case_requests q
          JOIN cases c ON c.id = q.case_id
          WHERE q.region_id = ${at.regionId}
            AND ${at.function} = ANY(q.functions)
            AND q.answered_at IS NULL
            AND q.withdrawn_at IS NULL
            AND ${maySee(at)}
          ORDER BY q.due_at NULLS LAST, q.id`,
      )
    ).map((q) => ({ id: q.id, title: titleOf(q, q.title), step: askedAs[q.kind], due_at: q.due_at })),
}
const askedAs = { joint: '等答复交办', consult: '等答复会商', order: '等答复督办' } as const

/** What somebody must keep away from is not told in a record that they may come to read. */
const titleOf = (c: Pick<Case, 'guarded'>, title: string) => (c.guarded ? '有人要回避的一件，这里不写标题' : title)

/** To a successor who is not known yet everything goes. */
const maySee = (at: Handing) => visible('c', at.successor?.personId ?? '')

/**
 * A case that stands under the name of the one who leaves, or of a deputy who acted for them, comes under the
 * successor's; under nobody's where the successor is barred or unknown. Whoever keeps another post there that may go on
 * with it keeps it.
 */
async function reassign(tx: Tx, at: Handing, procedures: readonly Procedure[], now: Date): Promise<void> {
  const hands = procedures.flatMap((p) =>
    Object.entries(p.steps).flatMap(([step, s]) => s.by.map((by) => ({ code: p.code, step, by: by as string }))),
  )
  const moved = await rows(
    tx,
    sql<Case>`
      UPDATE cases c
      SET assignee_id = CASE WHEN NOT ${maySee(at)} THEN NULL ELSE ${at.successor?.personId ?? null} END
      WHERE c.closed_at IS NULL
        AND ${inHand([at], procedures)}
        AND c.assignee_id IN (
          SELECT ${at.personId}
          UNION ALL
          SELECT d.deputy_id
          FROM deputations d
          WHERE d.appointment_id = ${at.appointmentId}
        )
        AND NOT EXISTS (
          SELECT 1
          FROM appointments a
          JOIN post_kinds k ON k.id = a.post_kind_id
          JOIN unnest(
              ${hands.map((h) => h.code)}::text[], ${hands.map((h) => h.step)}::text[],
              ${hands.map((h) => h.by)}::text[]
            ) AS w (procedure, step, function)
            ON w.function = k.function
            AND w.procedure = c.procedure
            AND w.step = c.step
          WHERE a.person_id = c.assignee_id
            AND a.region_id = c.holder_id
            AND a.id <> ${at.appointmentId}
            AND a.from_on <= ${at.on}
            AND (a.to_on IS NULL OR a.to_on > ${at.on})
        )
      RETURNING c.*`,
  )
  for (const c of moved)
    await noteBy(
      tx,
      c,
      systemHand,
      'assign',
      {
        comment: c.assignee_id === null ? '岗位换人，不再指定经办人' : `岗位交接，由${at.successor!.name}接着经办`,
      },
      now,
    )
}
