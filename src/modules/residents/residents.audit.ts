/** What the audit trail says of the register of villagers. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'residents.searched': '查名册',
  'residents.looked': '看一个村民的资料',
  'residents.import': '导入名册',
  'residents.import.undo': '撤销名册导入',
  'residents.slips': '打印邀请条',
  'residents.here': '登记回村',
  'residents.left': '登记迁出',
  'residents.dead': '登记去世',
  'residents.moved': '换户换村',
  'residents.merged': '合并重复的人',
  'residents.checked': '核对身份证',
  'residents.phone': '登记手机号',
  'residents.added': '登记一个村民',
  'residents.edited': '改村民资料',
  'residents.household': '改一户',
  'residents.accompanied': '陪村民看公开',
} as const

export type ResidentAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
