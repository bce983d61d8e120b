/** What the audit trail says of the list of powers, of runs and of seals. */
import { actsOf, auditIn } from '../../platform/audit.ts'
import type { ActionOf } from '../../kernel/cases/procedure.ts'
import type { running } from './runs/runs.procedure.ts'
import type { sealing } from './seals/seals.procedure.ts'

const steps: Record<ActionOf<typeof running>, string> = {
  record: '记下一步',
  finish: '记下最后一步',
  skip: '跳过一步',
  skipLast: '跳过最后一步',
  stop: '停办',
  amend: '改金额',
  sendBack: '退回上一步',
}
const seals: Record<ActionOf<typeof sealing>, string> = {
  approve: '批准用章',
  refuse: '不批准用章',
  stamp: '登记盖章',
  giveUp: '不盖章了',
}

export const auditWords = {
  'power.version': '改权力清单',
  'power.end': '权力不再列入清单',
  'power.aspects': '改权力清单的方面',
  'power.start': '开始办一项权力',
  ...actsOf('power', steps),
  'power.confirm': '确认一步',
  'power.pause': '暂停计时',
  'power.resume': '恢复计时',
  'power.look': '看封存的材料',
  'seal.ask': '登记用章申请',
  ...actsOf('seal', seals),
} as const

export type PowerAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
