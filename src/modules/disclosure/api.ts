/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { Hono } from 'hono'
import type { Office } from '../../kernel/office.ts'
import { keepingApi } from './archive/keeping.api.ts'
import { cardsApi } from './cards/cards.api.ts'
import { catalogueApi } from './catalogue/catalogue.api.ts'
import { decidingApi } from './drafting/decide.ts'
import { disclosureApi } from './drafting/disclosure.api.ts'
import { filesApi } from './drafting/files.api.ts'
import { coverageApi } from './obligations/coverage.api.ts'
import { eventsApi } from './obligations/events.api.ts'
import { questionsApi } from './questions/questions.api.ts'

export const api = (running: Office) =>
  new Hono()
    .route('/', disclosureApi(running))
    .route('/', decidingApi(running))
    .route('/', filesApi(running))
    .route('/', coverageApi(running))
    .route('/', cardsApi(running))
    .route('/', eventsApi(running))
    .route('/', questionsApi(running))
    .route('/', keepingApi(running))
    .route('/', catalogueApi(running))
