/** How runs and uses of a seal stand in the list of tasks: a run by its power. */
import { rows, sql } from '../../../platform/db.ts'
import type { Faces, Told } from '../../../kernel/tasks/caseTasks.ts'

export const faces: Faces = {
  power_run: {
    kind: '权力办理',
    told: async (db, ids) => {
      const found = await rows(
        db,
        sql<{ id: string; power: string }>`
          SELECT id, power_name AS power
          FROM power_runs
          WHERE id = ANY(${ids}::text[])`,
      )
      return new Map<string, Told>(found.map((r) => [r.id, { power: r.power }]))
    },
  },
  seal_use: { kind: '用章' },
}
