/** What the audit trail says of the county centre's settings. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'rule.set': '改规则',
  'settings.footer': '改页脚',
  'calendar.set': '改日历',
  'calendar.remove': '删日历里的一天',
  'log.cosignature': '添加存证见证',
} as const

export type SettingsAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
