/** The JSON routes of the console, room by room, and the list of tasks out of all of them. */
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { merged } from '../kernel/room.ts'
import { caseTasks } from '../kernel/tasks/caseTasks.ts'
import type { TaskSource } from '../kernel/tasks/tasks.ts'
import { rooms } from './rooms.ts'
import { tasksApi } from './tasks/tasks.api.ts'

export function staffApi(office: Office): Hono {
  const app = new Hono()
  for (const room of rooms) if (room.api) app.route('/', room.api(office) as Hono)
  app.route('/', tasksApi(office, taskSources(office)) as unknown as Hono)
  return app
}

/** Where tasks come from: every room's cases, and what else rooms have to do. */
export const taskSources = (office: Office): TaskSource[] => [
  caseTasks(office, merged(rooms, 'faces')),
  ...rooms.flatMap((room) => (room.tasks ? [room.tasks(office)] : [])),
]
