/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/applications',
      name: '便民服务申请',
      may: 'application.see',
      group: '办事',
      place: 40,
      first: [
        'agent',
        'director',
        'township_clerk',
        'township_leader',
        'station_clerk',
        'bureau_clerk',
        'bureau_leader',
        'command_room',
      ],
      load: () => import('./deciding/console/Applications.tsx'),
    },
    {
      path: '/applications/:id',
      name: '便民服务申请',
      may: 'application.see',
      load: () => import('./deciding/console/ApplicationScreen.tsx'),
    },
    {
      path: '/applications/follow/:id',
      name: '差评回访',
      may: 'application.see',
      load: () => import('./deciding/console/FollowScreen.tsx'),
    },
    {
      path: '/services',
      name: '办事事项',
      may: 'catalogue.see',
      group: '看情况',
      place: 100,
      first: ['bureau_clerk', 'agent'],
      load: () => import('./list/console/Services.tsx'),
    },
    {
      path: '/services/:code',
      name: '办事事项',
      may: 'catalogue.see',
      load: () => import('./list/console/ServiceScreen.tsx'),
    },
    {
      path: '/hall',
      name: '办事大厅',
      may: 'hall.edit',
      group: '办事',
      place: 130,
      first: ['agent'],
      load: () => import('./halls/console/HallScreen.tsx'),
    },
    {
      path: '/service-menus',
      name: '办事菜单',
      may: 'service.edit',
      group: '管理',
      place: 10,
      load: () => import('./list/console/FrameScreen.tsx'),
    },
    {
      path: '/service-forms',
      name: '办事表单',
      may: 'catalogue.edit',
      group: '管理',
      place: 20,
      load: () => import('./list/console/builder/FormDesign.tsx'),
    },
  ],
}
