/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/places',
      name: '区划和上线',
      may: 'region.edit',
      group: '管理',
      place: 50,
      first: ['county_admin'],
      load: () => import('./places/console/Places.tsx'),
    },
    {
      path: '/imports',
      name: '名单导入',
      may: 'import.run',
      group: '管理',
      place: 60,
      first: ['county_admin'],
      load: () => import('./imports/console/Imports.tsx'),
    },
    {
      path: '/history',
      name: '历史资料',
      may: 'import.run',
      group: '管理',
      place: 110,
      load: () => import('./history/console/History.tsx'),
    },
  ],
}
