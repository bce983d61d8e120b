/** Statements of the page of duties: which posts a level has, and who is in the groups of a place. */
import { statement } from '../kernel/site/statement.ts'

export type PostKind = { code: string; name: string; seats: number; duty: string }
export const postKindsQ = statement<PostKind>(
  'postKinds',
  'SELECT code, name, seats, duty FROM public_post_kinds WHERE level = $1 ORDER BY position, code',
)

export type GroupMember = { group_name: string; person: string; role: string; from_on: string; to_on: string | null }
export const groupsQ = statement<GroupMember>(
  'groups',
  `SELECT group_name, person, role, from_on, to_on FROM public_group_members WHERE region_id = $1
  ORDER BY group_name, CASE role WHEN '组长' THEN 0 WHEN '副组长' THEN 1 WHEN '成员' THEN 2 ELSE 3 END, from_on, person`,
)
