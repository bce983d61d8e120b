/** How applications stand in the list of tasks: by their service. */
import { rows, sql } from '../../../platform/db.ts'
import type { Faces, Told } from '../../../kernel/tasks/caseTasks.ts'

export const faces: Faces = {
  application: {
    kind: '便民服务申请',
    told: async (db, ids) => {
      const found = await rows(
        db,
        sql<{ id: string; service: string }>`
          SELECT a.id, s.name AS service
          FROM applications a
          JOIN services s ON s.code = a.service_code AND s.version = a.service_version
          WHERE a.id = ANY(${ids}::text[])`,
      )
      return new Map<string, Told>(found.map((a) => [a.id, { service: a.service }]))
    },
  },
  follow: { kind: '差评回访' },
}
