/**
 * The cases in a person's hands as tasks. What a kind of case is called and how it begins is said by its room
 * (`faces`).
 */
import { rows, sql, type Db } from '../../platform/db.ts'
import { historiesOf, type Case } from '../cases/case.ts'
import { inHand } from '../cases/inHand.ts'
import { lampAt } from '../cases/inbox.queries.ts'
import { lampFigures } from '../cases/lampFigures.ts'
import { mayOf } from '../cases/may.ts'
import { caseLink, procedureOf } from '../cases/procedure.ts'
import { visible } from '../cases/seeing.ts'
import type { Office } from '../office.ts'
import type { Actor } from '../people/actor.ts'
import { cap, keyOf, type Deed, type TaskRow, type TaskSource } from './tasks.ts'

/** What a room tells of one of its cases in a list: the first words, the service or power that it is of. */
export type Told = { words?: string; service?: string; power?: string }
/** How cases of a kind are told in lists. `told`: by the id of what they are about; one question for all of them. */
export type Face = {
  kind: string
  verb?: string
  deeds?: readonly Deed[]
  told?: (db: Db, subjectIds: readonly string[]) => Promise<Map<string, Told>>
}
export type Faces = Readonly<Record<string, Face>>

/** The source of every room's cases. */
export function caseTasks({ db }: Pick<Office, 'db'>, faces: Faces): TaskSource {
  return { figure: lampFigures.red, of: (actor, now) => inHands(db, actor, faces, now) }
}

type Found = Case & { place: string; assignee: string | null }

async function inHands(db: Db, actor: Actor, faces: Faces, now: Date): Promise<TaskRow[]> {
  if (actor.posts.length === 0) return []
  const found = await rows(
    db,
    sql<Found>`
      SELECT c.*, r.name AS place, p.name AS assignee
      FROM (
        SELECT *
        FROM cases c
        WHERE ${inHand(actor.posts)} AND c.closed_at IS NULL AND ${visible('c', actor.personId)}
        ORDER BY c.due_at, c.id
        LIMIT ${cap + 1}
      ) AS c
      JOIN regions r ON r.id = c.region_id
      LEFT JOIN persons p ON p.id = c.assignee_id
      ORDER BY c.due_at, c.id`,
  )
  const [told, histories] = await Promise.all([
    toldOf(db, found, faces),
    historiesOf(
      db,
      found.filter((c) => procedureOf(c.procedure).steps[c.step]?.apart).map((c) => c.id),
    ),
  ])
  return found.map((c) => {
    const face = faces[c.subject_kind]
    const { words = '', service = '', power = '' } = told.get(c.subject_id) ?? {}
    const may = mayOf(actor, c, histories.get(c.id) ?? [])
    return {
      key: keyOf('case', c.id),
      kind: face?.kind ?? procedureOf(c.procedure).name,
      id: c.id,
      title: c.title,
      words,
      place: c.place,
      code: c.code,
      due: c.due_at?.toISOString() ?? null,
      lamp: lampAt(c, now),
      missed: c.missed_at !== null,
      state: procedureOf(c.procedure).steps[c.step]?.name ?? c.step,
      service,
      power,
      who: c.assignee ?? '',
      mine: c.assignee_id === actor.personId,
      more: c.escalated > 0 ? '已报上级' : '',
      verb: face?.verb ?? (may.length > 0 ? '去办理' : '看一看'),
      open: { to: caseLink(c) },
      // Reminding is for where others are waited for.
      deeds: (face?.deeds ?? []).filter((d) => d !== 'remind' || procedureOf(c.procedure).steps[c.step]?.joint),
    }
  })
}

async function toldOf(db: Db, cases: readonly Found[], faces: Faces): Promise<Map<string, Told>> {
  const told = new Map<string, Told>()
  await Promise.all(
    Object.entries(faces).map(async ([kind, face]) => {
      const ids = cases.filter((c) => c.subject_kind === kind).map((c) => c.subject_id)
      if (ids.length === 0 || !face.told) return
      for (const [id, t] of await face.told(db, ids)) told.set(id, t)
    }),
  )
  return told
}
