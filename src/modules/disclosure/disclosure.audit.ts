/** What the audit trail says of notices, questions, cards and what happens in a village. */
import { actsOf, auditIn } from '../../platform/audit.ts'
import type { ActionOf } from '../../kernel/cases/procedure.ts'
import type { procedures } from './disclosure.procedure.ts'

const decisions: Record<ActionOf<(typeof procedures)[number]>, string> = {
  submit: '送审',
  approve: '审查同意',
  return: '退回修改',
  sign: '签字',
  publish: '公开',
  recall: '收回',
  takeBack: '取回',
  file: '备案',
  demand: '要求更正',
  correct: '更正',
  uncorrect: '取消更正',
  withdraw: '撤回',
  takedown: '下架',
  archive: '归档',
}

export const auditWords = {
  ...actsOf('notice', decisions),
  'notice.paper': '登记张贴',
  'notice.remark': '写指导意见',
  urge: '催办',
  'card.lift': '销牌',
  'event.report': '登记事项',
  'question.review': '审核提问',
  'question.answer': '答复提问',
  'archive.run': '归档打包',
  'selfcheck.save': '填自查表',
  'selfcheck.sign': '签自查表',
  'notice.sourceAdd': '上传原始凭证',
  'notice.sourceRemove': '去掉原始凭证',
  'notice.sourceLook': '查看原始凭证',
  'notice.rowCheck': '逐行核对',
  'onboarding.tick': '核对上线准备',
  'catalogue.version': '改公开目录',
  'catalogue.categories': '改公开类别',
} as const

export type DisclosureAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
