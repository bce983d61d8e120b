/** The figures of open cases that lists, boards and tasks of every room count by their lamps, as people read them. Pure. */
export const lampFigures = {
  red: '逾期 = 现在这一步已经超过期限的件数',
  missed: '现在或以前逾期 = 现在逾期的，加上以前有一步超过期限的件数',
} as const
