/**
 * The way of a seal's use: asked, approved by one who leads the village, stamped by the keeper. Whoever asked in
 * writing does not approve.
 */
import { defineProcedure } from '../../../kernel/cases/procedure.ts'

export const sealing = defineProcedure({
  code: 'power.seal',
  name: '用章登记',
  kind: '用章登记',
  start: 'asked',
  screen: '/seals',
  bySubject: true,
  steps: {
    asked: {
      name: '等批准',
      by: ['director', 'signer'],
      standing: 'holder',
      within: 'seal.approveDays',
      actions: {
        approve: { name: '批准', to: 'approved' },
        refuse: { name: '不批准', to: 'refused', needsComment: true },
      },
    },
    approved: {
      name: '等盖章',
      by: ['drafter'],
      standing: 'holder',
      within: 'seal.stampDays',
      actions: {
        stamp: { name: '盖章登记', to: 'stamped' },
        giveUp: { name: '不盖了', to: 'refused', needsComment: true },
      },
    },
    stamped: { name: '已盖章', by: [], standing: 'own', end: true, actions: {} },
    refused: { name: '没有盖章', by: [], standing: 'own', end: true, actions: {} },
  },
})
