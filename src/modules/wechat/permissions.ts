/** Who may do what in this room. */
import type { PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'wechat.edit': { by: ['county_admin'], atTop: true },
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
