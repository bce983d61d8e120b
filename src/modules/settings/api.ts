/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { auditApi } from './audit.api.ts'
import { calendarApi } from './calendar.api.ts'
import { settingsApi } from './settings.api.ts'

export const api = (office: Office) =>
  new Hono().route('/', settingsApi(office)).route('/', calendarApi(office)).route('/', auditApi(office))
