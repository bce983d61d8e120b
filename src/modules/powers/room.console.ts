/** The screens of this room. */
import type { ConsoleRoom } from '../../console/screen.ts'

export const room: ConsoleRoom = {
  screens: [
    {
      path: '/powers/runs',
      name: '权力办理',
      may: 'power.see',
      group: '办事',
      place: 100,
      first: ['drafter', 'director', 'signer', 'reviewer', 'agent'],
      load: () => import('./runs/console/Runs.tsx'),
    },
    { path: '/powers/start', name: '发起一件', may: 'power.start', load: () => import('./runs/console/Start.tsx') },
    {
      path: '/powers/runs/:id',
      name: '权力办理',
      may: 'power.see',
      load: () => import('./runs/console/RunScreen.tsx'),
    },
    {
      path: '/seals',
      name: '用章登记',
      may: 'power.see',
      group: '办事',
      place: 110,
      first: ['director', 'drafter', 'agent'],
      load: () => import('./seals/console/Seals.tsx'),
    },
    { path: '/seals/:id', name: '用章登记', may: 'power.see', load: () => import('./seals/console/Seals.tsx') },
    {
      path: '/power-list',
      name: '权力清单',
      may: 'power.see',
      group: '看情况',
      place: 110,
      first: ['signer', 'director', 'inspector', 'reviewer'],
      load: () => import('./list/console/PowerList.tsx'),
    },
    {
      path: '/power-aspects',
      name: '权力清单的方面',
      may: 'power.edit',
      load: () => import('./list/console/Aspects.tsx'),
    },
    {
      path: '/power-list/:code',
      name: '权力清单',
      may: 'power.see',
      load: () => import('./list/console/PowerScreen.tsx'),
    },
  ],
}
