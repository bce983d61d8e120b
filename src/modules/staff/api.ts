/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { accountsApi } from './accounts.api.ts'
import { handOverApi } from './handOver.api.ts'
import { messagesApi } from './messages.api.ts'
import { peopleApi } from './people.api.ts'
import { postsApi } from './posts.api.ts'
import { secondFactorApi } from './secondFactor.api.ts'
import { structureApi } from './structure.api.ts'
import { sessionApi } from './session.api.ts'

export const api = (office: Office) =>
  new Hono()
    .route('/', sessionApi(office))
    .route('/', secondFactorApi(office))
    .route('/', messagesApi(office))
    .route('/', peopleApi(office))
    .route('/', postsApi(office))
    .route('/', structureApi(office))
    .route('/', handOverApi(office))
    .route('/', accountsApi(office))
