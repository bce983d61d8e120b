/**
 * What open cases are looked at by their lamps for, and the figures that lists, boards and tasks of every room count
 * so. Pure.
 */

/** `missed`: whose limit was missed once, whatever the lamp says now. */
export const lampFilters = ['green', 'yellow', 'red', 'paused', 'missed'] as const
export type LampFilter = (typeof lampFilters)[number]

/** As people read them. */
export const lampFigures = {
  red: '逾期 = 现在这一步已经超过期限的件数',
  missed: '现在或以前逾期 = 现在逾期的，加上以前有一步超过期限的件数',
} as const
