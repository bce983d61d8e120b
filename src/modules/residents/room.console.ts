/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/residents',
      name: '村民名册',
      may: 'resident.see',
      group: '办事',
      place: 140,
      first: ['drafter', 'agent', 'responder'],
      load: () => import('./register/console/Residents.tsx'),
    },
    {
      path: '/resident-imports',
      name: '名册导入',
      may: 'resident.import',
      group: '管理',
      place: 70,
      load: () => import('./register/console/ResidentImports.tsx'),
    },
  ],
}
