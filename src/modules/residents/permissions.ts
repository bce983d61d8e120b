/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import type { PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'resident.see': ['drafter', 'director', 'signer', 'agent'],
  'resident.edit': ['drafter', 'agent'],
  'resident.accompany': ['agent'],
  'resident.import': ['county_admin'],
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
