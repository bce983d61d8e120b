/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/message-settings',
      name: '短信和邮件',
      may: 'address.edit',
      group: '管理',
      place: 80,
      load: () => import('./console/MessageSettings.tsx'),
    },
    {
      path: '/deliveries',
      name: '发件箱',
      may: 'message.see',
      group: '管理',
      place: 90,
      load: () => import('./console/Deliveries.tsx'),
    },
  ],
}
