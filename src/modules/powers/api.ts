/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { powerListApi } from './list/editing.api.ts'
import { powersApi } from './runs/powers.api.ts'
import { sealsApi } from './seals/seals.api.ts'

export const api = (office: Office) =>
  new Hono().route('/', powersApi(office)).route('/', powerListApi(office)).route('/', sealsApi(office))
