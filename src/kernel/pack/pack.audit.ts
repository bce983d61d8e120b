/** What the audit trail says of packs that were brought in: by a command on the server, where nobody is signed in. */
import { auditIn } from '../../platform/audit.ts'

export const auditWords = { 'pack.import': '用命令装入资料包' } as const
export const audit = auditIn(auditWords)

/** Who stands in the trail for such a line. */
export const operator = '服务器上的操作员（命令行）'
