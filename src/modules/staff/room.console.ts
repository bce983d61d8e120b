/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/people',
      name: '人员岗位',
      may: 'people.see',
      group: '管理',
      place: 30,
      first: ['county_admin', 'township_clerk'],
      load: () => import('./console/People.tsx'),
    },
    {
      path: '/posts',
      name: '岗位设置',
      may: 'people.see',
      group: '管理',
      place: 31,
      load: () => import('./console/PostKinds.tsx'),
    },
  ],
}
