/** The JSON routes of the console, room by room. No page is imported here: the console's client is made of these types. */
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { countyApi } from '../modules/county/county.api.ts'
import { importsApi } from '../modules/county/imports.api.ts'
import { disclosureApi } from '../modules/disclosure/disclosure.api.ts'
import { filesApi } from '../modules/disclosure/files.api.ts'
import { keepingApi } from '../modules/disclosure/keeping.api.ts'
import { oversightApi } from '../modules/disclosure/oversight.api.ts'
import { accusationsApi } from '../modules/reports/accusations/accusations.api.ts'
import { caseworkApi } from '../modules/reports/casework.api.ts'
import { repliesApi } from '../modules/reports/replies.api.ts'
import { registerApi } from '../modules/reports/register.api.ts'
import { routesApi } from '../modules/reports/routes/routes.api.ts'
import { reportsApi } from '../modules/reports/reports.api.ts'
import { powerListApi } from '../modules/powers/editing.api.ts'
import { powersApi } from '../modules/powers/powers.api.ts'
import { sealsApi } from '../modules/powers/seals.api.ts'
import { keysApi } from '../modules/reports/open311/keys.api.ts'
import { residentImportsApi } from '../modules/residents/imports.api.ts'
import { messagesApi } from '../modules/residents/messages.api.ts'
import { personsApi } from '../modules/residents/persons.api.ts'
import { residentsApi } from '../modules/residents/residents.api.ts'
import { applicationsApi } from '../modules/services/applications/applications.api.ts'
import { hallsApi } from '../modules/services/halls/halls.api.ts'
import { servicesApi } from '../modules/services/services.api.ts'
import { adminApi } from './admin.api.ts'
import { peopleApi } from './people.api.ts'
import { sessionApi } from './session.api.ts'

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
