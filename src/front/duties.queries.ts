/** Statements of the page of duties: which posts a level has, and who is in the groups of a place. */
import { statement } from '../kernel/site/statement.ts'

export type PostKind = { code: string; name: string; seats: number; duty: string; optional: boolean }
export const postKindsQ = statement<PostKind>(
  'postKinds',
  `SELECT code, name, seats, duty, optional FROM public_post_kinds
  WHERE level = $1 AND (ended_on IS NULL OR ended_on >= $2::date) ORDER BY position, code`,
)

export type GroupMember = { group_name: string; person: string; role: string; from_on: string; to_on: string | null }
export const groupsQ = statement<GroupMember>(
  'groups',
  `SELECT group_name, person, role, from_on, to_on FROM public_group_members WHERE region_id = $1
  ORDER BY group_name, CASE role WHEN '组长' THEN 0 WHEN '副组长' THEN 1 WHEN '成员' THEN 2 WHEN '办公室主任' THEN 3 ELSE 4 END, from_on, person`,
)

export type LeadingGroup = { name: string; office: string; office_phone: string; ended_on: string | null }
export const leadingGroupsQ = statement<LeadingGroup>(
  'leadingGroups',
  `SELECT name, office, office_phone, ended_on FROM public_leading_groups
  WHERE region_id = $1 ORDER BY ended_on NULLS FIRST, name`,
)
