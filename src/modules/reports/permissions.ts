/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { everyPost, handlers, type PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'report.see': [...everyPost, 'discipline_officer'],
  /** Accusations, sealed to the discipline office's key (CAUTIONS 5). */
  'accusation.read': ['discipline_officer'],
  'report.handle': handlers,
  'report.enter': [
    'responder',
    'grid_leader',
    'agent',
    'director',
    'drafter',
    'liaison',
    'station_clerk',
    'township_clerk',
    'command_room',
    'bureau_clerk',
    'county_admin',
  ],
  'report.extend': ['director', 'signer', 'township_leader', 'bureau_leader', 'county_admin'],
  'copy.see': ['bureau_clerk', 'bureau_leader', 'station_clerk'],
  'report.oversee': [
    'liaison',
    'township_clerk',
    'township_leader',
    'township_discipline',
    'command_room',
    'bureau_leader',
    'inspector',
    'county_admin',
  ],
  'report.order': ['township_leader', 'command_room', 'county_admin'],
  'report.callback': ['liaison', 'township_clerk', 'township_leader', 'command_room', 'county_admin'],
  'report.mediate': [
    'director',
    'signer',
    'grid_leader',
    'liaison',
    'station_clerk',
    'township_clerk',
    'command_room',
    'county_admin',
  ],
  'report.export': ['township_clerk', 'township_leader', 'command_room', 'county_admin'],
  'apikey.edit': { by: ['county_admin'], atTop: true },
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
