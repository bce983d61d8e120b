/** What the audit trail says of short messages and e-mails. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'address.set': '填单位邮箱',
  'address.dropped': '去掉单位邮箱',
  'address.confirmed': '确认单位邮箱',
  'address.tried': '试发单位邮箱',
  'message.text': '改短信内容',
} as const

export const audit = auditIn(auditWords)
