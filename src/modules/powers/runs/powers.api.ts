/** What the console calls to run powers: lists first, for their addresses look like those of one run. */
import { Hono } from 'hono'
import type { Office } from '../../../kernel/office.ts'
import { listsApi } from './lists.api.ts'
import { papersApi } from './papers.api.ts'
import { stepsApi } from './steps.api.ts'

export const powersApi = (office: Office) =>
  new Hono().route('/', listsApi(office)).route('/', stepsApi(office)).route('/', papersApi(office))
