/** What the audit trail says of services, halls and applications. */
import { actsOf, auditIn } from '../../platform/audit.ts'
import type { ActionOf } from '../../kernel/cases/procedure.ts'
import type { application } from './deciding/applications.procedure.ts'

const decisions: Record<ActionOf<typeof application>, string> = {
  pass: '办完一步，往下走',
  approve: '签字同意',
  refuse: '不予办理',
  return: '退回经办再看',
  again: '退回村里重新核实',
  transfer: '转给别的单位办',
  lapse: '申请人不再办，终止',
  silence: '到期视为通过',
  withdraw: '申请人撤回',
  unopposed: '公示期满',
  repost: '重新公示',
  uphold: '异议成立，不予办理',
  overrule: '异议不影响办理',
  agreed: '联审同意',
  disagreed: '联审没有通过',
  deliver: '把结果交给申请人',
}

export const auditWords = {
  'service.version': '改服务事项',
  'service.end': '停办服务事项',
  'service.hall': '改办事大厅',
  'service.frame': '改办事菜单',
  ...actsOf('application', decisions),
  'application.sit': '替村民申请',
  'application.missing': '一次性告知要补的材料',
  'application.records': '记入户或评议',
  'application.consult': '请单位会商申请',
  'application.share': '给会商单位看申请材料',
  'application.resume': '申请恢复计时',
  'application.version': '申请换新版事项',
  'application.extend': '申请延长期限',
  'application.reveal': '看申请人的完整号码',
  'application.follow': '答复差评',
} as const

export type ServiceAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
