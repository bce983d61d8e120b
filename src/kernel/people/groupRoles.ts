/** What somebody may be in a leading group, the head first. */
export const groupRoles = ['组长', '副组长', '成员', '办公室主任', '办公室成员'] as const
export type GroupRole = (typeof groupRoles)[number]
