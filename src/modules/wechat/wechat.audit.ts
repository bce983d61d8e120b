/** What the audit trail says of the official account. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'wechat.account': '改公众号设置',
  'wechat.menu': '改公众号菜单',
  'wechat.template': '改微信通知的模板',
  'wechat.posters': '做公众号海报',
} as const

export const audit = auditIn(auditWords)
