/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { accusationsApi } from './accusations/accusations.api.ts'
import { reportsApi } from './handling/reports.api.ts'
import { mediationApi } from './mediation/mediation.api.ts'
import { keysApi } from './open311/keys.api.ts'
import { repliesApi } from './replies/replies.api.ts'
import { routesApi } from './routes/routes.api.ts'
import { enteringApi } from './sending/entering.api.ts'
import { callbacksApi } from './statistics/callbacks.api.ts'
import { statisticsApi } from './statistics/statistics.api.ts'

export const api = (office: Office) =>
  new Hono()
    .route('/', reportsApi(office))
    .route('/', repliesApi(office))
    .route('/', enteringApi(office))
    .route('/', callbacksApi(office))
    .route('/', mediationApi(office))
    .route('/', statisticsApi(office))
    .route('/', routesApi(office))
    .route('/', keysApi(office))
    .route('/', accusationsApi(office))
