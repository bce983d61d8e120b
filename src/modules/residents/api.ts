/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { changesApi } from './register/changes.api.ts'
import { residentImportsApi } from './register/imports.api.ts'
import { personsApi } from './register/persons.api.ts'
import { residentsApi } from './register/residents.api.ts'
import { slipsApi } from './register/slips.api.ts'

export const api = (office: Office) =>
  new Hono()
    .route('/', residentsApi(office))
    .route('/', changesApi(office))
    .route('/', slipsApi(office))
    .route('/', personsApi(office))
    .route('/', residentImportsApi(office))
