/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import type { PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'settings.edit': { by: ['county_admin'], atTop: true },
  'calendar.edit': { by: ['county_admin'], atTop: true },
  'audit.see': { by: ['inspector', 'county_admin'], overCounty: true },
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
