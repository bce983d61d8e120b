/** The JSON routes of the console, room by room. */
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { rooms } from './rooms.ts'

export function staffApi(office: Office): Hono {
  const app = new Hono()
  for (const room of rooms) if (room.api) app.route('/', room.api(office) as Hono)
  return app
}
