/** What the audit trail says of places and of lists taken in. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = {
  'region.create': '新设单位',
  'region.rename': '单位更名',
  'region.merge': '合并单位',
  'region.split': '拆分单位',
  'region.move': '划转单位',
  'region.dissolve': '撤销单位',
  'region.live': '安排单位上线',
  'item.live': '安排事项上线',
  'import.run': '导入名单',
  'import.undo': '撤销名单导入',
  'history.enter': '补录历史资料',
} as const

export type CountyAct = keyof typeof auditWords
export const audit = auditIn(auditWords)
