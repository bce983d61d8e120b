/** What the console calls for applications: lists first, for their addresses look like those of one application. */
import { Hono } from 'hono'
import type { Office } from '../../../kernel/office.ts'
import { sitApi } from '../applying/sit.api.ts'
import { followsApi } from '../following/follows.api.ts'
import './applications.reactions.ts'
import { caseApi } from './case.api.ts'
import { decideApi } from './decide.api.ts'
import { listsApi } from './lists.api.ts'
import { papersApi } from './papers.api.ts'

export const applicationsApi = (office: Office) =>
  new Hono()
    .route('/', listsApi(office))
    .route('/', sitApi(office))
    .route('/', decideApi(office))
    .route('/', caseApi(office))
    .route('/', papersApi(office))
    .route('/', followsApi(office))
