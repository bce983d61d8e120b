/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { applicationsApi } from './deciding/applications.api.ts'
import { hallsApi } from './halls/halls.api.ts'
import { servicesApi } from './list/services.api.ts'

export const api = (office: Office) =>
  new Hono().route('/', applicationsApi(office)).route('/', servicesApi(office)).route('/', hallsApi(office))
