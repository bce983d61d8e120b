/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { historyApi } from './history/history.api.ts'
import { importsApi } from './imports/imports.api.ts'
import { countyApi } from './places/county.api.ts'

export const api = (office: Office) =>
  new Hono().route('/', countyApi(office)).route('/', importsApi(office)).route('/', historyApi(office))
