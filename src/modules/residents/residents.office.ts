/** What the residents' room needs of the running process. */
import type { Office } from '../../kernel/office.ts'

export type ResidentsOffice = Pick<Office, 'db' | 'auth' | 'now' | 'files' | 'jobs' | 'secret' | 'demo' | 'baseUrl'>
