/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { everyPost, type PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'power.edit': { by: ['county_admin'], atTop: true },
  'power.see': everyPost,
  'power.start': ['drafter', 'director', 'signer', 'agent'],
  'power.handle': [
    'drafter',
    'reviewer',
    'signer',
    'director',
    'agent',
    'township_clerk',
    'township_leader',
    'station_clerk',
    'township_discipline',
    'liaison',
  ],
  /** Sealed papers of runs and seals: those who handle them, and who inspects. */
  'power.look': [
    'drafter',
    'reviewer',
    'signer',
    'director',
    'agent',
    'township_clerk',
    'township_leader',
    'station_clerk',
    'township_discipline',
    'inspector',
  ],
  'seal.ask': ['drafter', 'agent', 'director', 'signer'],
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
