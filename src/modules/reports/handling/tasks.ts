/** This room's part of the list of tasks: how its cases begin, and what others ask of a post about theirs. */
import { rows, sql } from '../../../platform/db.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Faces, Told } from '../../../kernel/tasks/caseTasks.ts'
import { keyOf, type TaskSource } from '../../../kernel/tasks/tasks.ts'
import { askedOf } from './asked.queries.ts'

/** As many letters of a report as a list shows. */
const words = 60

export const faces: Faces = {
  report: {
    kind: '民情反映',
    deeds: ['claim', 'assign', 'remind'],
    told: async (db, ids) => {
      const found = await rows(
        db,
        sql<{ id: string; text: string }>`
          SELECT id, left(text, ${words}) AS text
          FROM reports
          WHERE id = ANY(${ids}::text[])`,
      )
      return new Map<string, Told>(found.map((r) => [r.id, { words: r.text.replace(/\s+/g, ' ').trim() }]))
    },
  },
  correction: { kind: '更正', verb: '去更正' },
}

const asked = { joint: '请你单位办理', consult: '请你会商', order: '督办' } as const

export const askedTasks = ({ db, secret }: Office): TaskSource => ({
  of: async (actor, now) =>
    (await askedOf(db, secret, actor, now)).map((a) => ({
      key: keyOf('asked', a.id),
      kind: asked[a.kind],
      id: a.id,
      title: a.title,
      words: a.ask,
      place: a.place,
      code: '',
      due: a.due_at?.toISOString() ?? null,
      lamp: a.lamp,
      missed: false,
      state: '等您单位答复',
      service: '',
      power: '',
      who: '',
      mine: false,
      more: '',
      verb: '去答复',
      open: { to: a.link },
      deeds: [],
    })),
})
