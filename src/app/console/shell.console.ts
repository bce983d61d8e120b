/** The shell's own screens: what every office has. */
import type { ConsoleRoom } from '../../console/screen.ts'
import { tasksAddress } from './tasks/filter.ts'

export const shell: ConsoleRoom = {
  screens: [
    {
      path: '/',
      name: '我的任务',
      may: 'desk.see',
      group: '办事',
      place: 10,
      first: 'everyone',
      asksFirst: (query) => [tasksAddress(query)],
      load: () => import('./tasks/Tasks.tsx'),
    },
    {
      path: '/messages',
      name: '消息',
      group: '办事',
      place: 120,
      first: 'everyone',
      load: () => import('./messages/Messages.tsx'),
    },
    { path: '/account', name: '我的账号', load: () => import('./session/Account.tsx') },
  ],
}
