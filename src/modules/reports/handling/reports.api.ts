/** What the console calls for villagers' reports: lists first, for their addresses look like those of one case. */
import { Hono } from 'hono'
import type { Office } from '../../../kernel/office.ts'
import { correctionsApi } from '../corrections/corrections.api.ts'
import { standardApi } from '../replies/standard.api.ts'
import { besideApi } from './beside.api.ts'
import { caseApi } from './case.api.ts'
import { clockApi } from './clock.api.ts'
import { listsApi } from './lists.api.ts'
import { papersApi } from './papers.api.ts'
import './reports.reactions.ts'

export const reportsApi = (office: Office) =>
  new Hono()
    .route('/', listsApi(office))
    .route('/', caseApi(office))
    .route('/', clockApi(office))
    .route('/', besideApi(office))
    .route('/', papersApi(office))
    .route('/', correctionsApi(office))
    .route('/', standardApi(office))
