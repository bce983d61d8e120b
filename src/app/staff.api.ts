/** The JSON routes of the console, room by room. No page is imported here: the console's client is made of these types. */
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { countyApi } from '../modules/county/places/county.api.ts'
import { importsApi } from '../modules/county/imports/imports.api.ts'
import { disclosureApi } from '../modules/disclosure/drafting/disclosure.api.ts'
import { filesApi } from '../modules/disclosure/drafting/files.api.ts'
import { keepingApi } from '../modules/disclosure/archive/keeping.api.ts'
import { oversightApi } from '../modules/disclosure/obligations/oversight.api.ts'
import { accusationsApi } from '../modules/reports/accusations/accusations.api.ts'
import { caseworkApi } from '../modules/reports/handling/casework.api.ts'
import { repliesApi } from '../modules/reports/replies/replies.api.ts'
import { registerApi } from '../modules/reports/statistics/register.api.ts'
import { routesApi } from '../modules/reports/routes/routes.api.ts'
import { reportsApi } from '../modules/reports/handling/reports.api.ts'
import { powerListApi } from '../modules/powers/list/editing.api.ts'
import { powersApi } from '../modules/powers/runs/powers.api.ts'
import { sealsApi } from '../modules/powers/seals/seals.api.ts'
import { keysApi } from '../modules/reports/open311/keys.api.ts'
import { residentImportsApi } from '../modules/residents/register/imports.api.ts'
import { messagesApi } from '../modules/messages/messages.api.ts'
import { personsApi } from '../modules/residents/register/persons.api.ts'
import { residentsApi } from '../modules/residents/register/residents.api.ts'
import { applicationsApi } from '../modules/services/deciding/applications.api.ts'
import { hallsApi } from '../modules/services/halls/halls.api.ts'
import { servicesApi } from '../modules/services/list/services.api.ts'
import { adminApi } from '../modules/settings/settings.api.ts'
import { peopleApi } from '../modules/staff/people.api.ts'
import { sessionApi } from '../modules/staff/session.api.ts'

/** The JSON routes of the console; their types are what its client is made of. */
export function staffApi(office: Office) {
  return new Hono()
    .route('/', sessionApi(office))
    .route('/', disclosureApi(office))
    .route('/', filesApi(office))
    .route('/', oversightApi(office))
    .route('/', keepingApi(office))
    .route('/', peopleApi(office))
    .route('/', adminApi(office))
    .route('/', countyApi(office))
    .route('/', importsApi(office))
    .route('/', reportsApi(office))
    .route('/', caseworkApi(office))
    .route('/', repliesApi(office))
    .route('/', registerApi(office))
    .route('/', routesApi(office))
    .route('/', residentsApi(office))
    .route('/', personsApi(office))
    .route('/', messagesApi(office))
    .route('/', residentImportsApi(office))
    .route('/', keysApi(office))
    .route('/', accusationsApi(office))
    .route('/', applicationsApi(office))
    .route('/', servicesApi(office))
    .route('/', powersApi(office))
    .route('/', powerListApi(office))
    .route('/', hallsApi(office))
    .route('/', sealsApi(office))
}
export type StaffApi = ReturnType<typeof staffApi>
