/**
 * Applications whose window is held, by an objection or because the notice was taken down: a task of those who may
 * decide, who were told.
 */
import { rows, sql } from '../../../platform/db.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { caseLink } from '../../../kernel/cases/procedure.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { decidersOf } from '../../../kernel/cases/telling.ts'
import type { Office } from '../../../kernel/office.ts'
import { withinAny } from '../../../kernel/regions/range.ts'
import { cap, keyOf, type TaskSource } from '../../../kernel/tasks/tasks.ts'
import { takenDown } from '../../disclosure/index.ts'
import { faces } from './faces.ts'
import { stepsOf } from './publish.ts'

type Found = Case & { place: string; notice_id: string; service: string }

export const heldTasks = ({ db }: Office): TaskSource => ({
  of: async (actor, now) => {
    if (actor.posts.length === 0) return []
    const found = await rows(
      db,
      sql<Found>`
        SELECT c.*, r.name AS place, a.notice_id, s.name AS service
        FROM cases c
        JOIN applications a ON a.id = c.subject_id
        JOIN services s ON s.code = a.service_code AND s.version = a.service_version
        JOIN regions r ON r.id = c.region_id
        WHERE c.subject_kind = 'application'
          AND c.closed_at IS NULL
          AND c.step = ANY(${stepsOf('notice')}::text[])
          AND a.notice_id IS NOT NULL
          AND ${withinAny('c.holder_path', [...new Set(actor.posts.map((p) => p.path))])}
          AND ${visible('c', actor.personId)}
        ORDER BY c.due_at, c.id
        LIMIT ${cap + 1}`,
    )
    const gone = await takenDown(
      db,
      found.map((c) => c.notice_id),
    )
    const held = found.filter((c) => gone.has(c.notice_id) || isHeld(c, now))
    const deciders = await decidersOf(db, held, now)
    return held
      .filter((c) =>
        deciders
          .get(c.id)!
          .some((d) => actor.posts.some((p) => p.regionId === d.regionId && p.function === d.function)),
      )
      .map((c) => ({
        key: keyOf('case', c.id),
        kind: faces['application']!.kind,
        id: c.id,
        title: c.title,
        words: '',
        place: c.place,
        code: c.code,
        due: c.due_at?.toISOString() ?? null,
        // Nobody is late with a window that ends by itself; but it waits for them.
        lamp: 'yellow',
        missed: c.missed_at !== null,
        state: gone.has(c.notice_id) ? '公示被撤下，公示期停着' : '公示期满，异议没有核实完',
        service: c.service,
        power: '',
        who: '',
        mine: false,
        more: '',
        verb: '去决定',
        open: { to: caseLink(c) },
        deeds: [],
      }))
  },
})

/** Past its end, and the sweep has looked and set another time to look again. */
const isHeld = (c: Pick<Case, 'due_at' | 'alarm_at'>, now: Date): boolean =>
  c.due_at !== null && c.due_at <= now && c.alarm_at !== null && c.alarm_at > c.due_at
