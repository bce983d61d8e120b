import type { Office } from '../../kernel/office.ts'

/** What the residents' room needs of the running process. */
export type ResidentsOffice = Pick<Office, 'db' | 'auth' | 'now' | 'files' | 'jobs' | 'secret' | 'demo' | 'baseUrl'>
