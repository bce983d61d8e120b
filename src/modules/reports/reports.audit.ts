/**
 * What the audit trail says of reports, of what is kept beside them, of the discipline office's key and of open
 * interfaces.
 */
import { actsOf, auditIn } from '../../platform/audit.ts'
import type { ActionOf } from '../../kernel/cases/procedure.ts'
import type { procedures } from './reports.procedure.ts'

const decisions: Record<ActionOf<(typeof procedures)[number]>, string> = {
  answer: '答复反映',
  decline: '不予受理反映',
  team: '交村里办理',
  up: '上报上级办理',
  hand: '交乡镇办理',
  transfer: '转给别的单位',
  ask: '交有关单位办理',
  gather: '有关单位已答复',
  recall: '收回重办',
  investigate: '立项调查',
  conclude: '报领导决定',
  decide: '作出决定并答复',
  again: '退回再查',
  rate: '评价',
  silence: '到期办结',
  reopen: '重新办理',
  differs: '回访不符，重新办理',
  uphold: '核查属实，要求更正',
  dismiss: '核查不属实，答复',
  corrected: '已经更正',
  withdrawn: '已经撤回',
  waive: '不再等更正',
  waived: '不用更正了',
}

export const auditWords = {
  ...actsOf('report', decisions),
  'report.enter': '代村民登记反映',
  'report.look': '看反映人的联系方式',
  'report.face': '审核反映的公开内容',
  'report.heard': '语音转文字',
  'report.transcript': '听写录音',
  'report.note': '记备注',
  'report.remind': '催没有答复的单位',
  'report.assign': '指定经办人',
  'report.label': '登记类别和研判',
  'report.suspend': '暂停计时',
  'report.resume': '恢复计时',
  'report.extend': '延长期限',
  'report.consult': '请人会商',
  'report.guest': '邀请外面的人会商',
  'report.guestLink': '给邀请的人换新链接',
  'report.share': '告诉被请的人反映人是谁',
  'report.opinion': '答复会商或交办',
  'report.order': '督办',
  'report.merge': '合并反映',
  'report.split': '拆分反映',
  'report.callback': '回访',
  'report.ledger': '导出台账',
  'report.route': '设办理路线',
  'report.route.change': '改办理路线',
  'report.route.try': '用以前的反映试办理规则',
  'report.route.on': '启用办理规则',
  'report.route.off': '暂停办理规则',
  'report.route.end': '停用办理路线',
  'report.routed': '按规则交办',
  'mediation.open': '登记调解',
  'mediation.meeting': '记调解过程',
  'mediation.end': '调解结束',
  'mediation.follow-up': '回访调解履行',
  'standard-answer.set': '改常用答复',
  'standard-answer.end': '停用常用答复',
  'accusation.key': '启用举报钥匙',
  'accusation.key-end': '停收网上举报',
  'apikey.given': '发接口密钥',
  'apikey.ended': '停接口密钥',
} as const

export type ReportAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
