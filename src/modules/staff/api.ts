/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { peopleApi } from './people.api.ts'
import { sessionApi } from './session.api.ts'

export const api = (office: Office) => new Hono().route('/', sessionApi(office)).route('/', peopleApi(office))
