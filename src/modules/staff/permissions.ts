/** Who may do what in this room outside a case's own steps. Steps of cases carry their functions in the procedure. */
import { everyPost, type PermissionTable } from '../../kernel/people/can.ts'

export const permissions = {
  'people.see': { by: everyPost, overCounty: true },
  'people.edit': ['township_clerk', 'county_admin'],
  /** The county's posts: made, renamed, ended. */
  'post.edit': { by: ['county_admin'], atTop: true },
  'account.reset': ['township_clerk', 'county_admin'],
} as const satisfies PermissionTable

declare module '../../kernel/people/can.ts' {
  interface Permissions extends Record<keyof typeof permissions, unknown> {}
}
