/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { everyPost, handlers, type PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  /** Applications for services: whoever may have one in hand or be asked about it. */
  'application.see': everyPost,
  'application.handle': handlers,
  'application.file': ['agent', 'drafter', 'director', 'grid_leader', 'responder'],
  'application.oversee': [
    'liaison',
    'station_clerk',
    'township_clerk',
    'township_leader',
    'bureau_clerk',
    'bureau_leader',
    'inspector',
    'county_admin',
    'command_room',
  ],
  'service.edit': { by: ['county_admin'], atTop: true },
  'hall.edit': ['drafter', 'director', 'agent', 'township_clerk', 'county_admin'],
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
