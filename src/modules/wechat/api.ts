/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { accountApi } from './account.api.ts'
import { newsApi } from './news/news.api.ts'
import { postersApi } from './posters/posters.api.ts'

export const api = (office: Office) =>
  new Hono().route('/', accountApi(office)).route('/', newsApi(office)).route('/', postersApi(office))
