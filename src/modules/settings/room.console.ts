/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/settings',
      name: '县级设置',
      may: 'catalogue.see',
      group: '管理',
      place: 120,
      first: ['county_admin'],
      load: () => import('./console/Settings.tsx'),
    },
    {
      path: '/calendar',
      name: '工作日历',
      may: 'catalogue.see',
      group: '管理',
      place: 140,
      load: () => import('./console/Calendar.tsx'),
    },
    {
      path: '/audit',
      name: '操作记录',
      may: 'audit.see',
      group: '管理',
      place: 150,
      first: ['county_admin', 'inspector'],
      load: () => import('./console/Audit.tsx'),
    },
  ],
}
