/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/wechat',
      name: '微信公众号',
      may: 'wechat.edit',
      group: '管理',
      place: 85,
      load: () => import('./console/Account.tsx'),
    },
  ],
}
