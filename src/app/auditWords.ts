/** The words of everything that the audit trail may hold, room by room: what each room's `<room>.audit.ts` says. */
import { detailWords, type AuditWords } from '../platform/audit.ts'
import { auditWords as people } from '../kernel/people/people.audit.ts'
import { auditWords as county } from '../modules/county/county.audit.ts'
import { auditWords as disclosure } from '../modules/disclosure/disclosure.audit.ts'
import { auditWords as powers } from '../modules/powers/powers.audit.ts'
import { auditWords as reports } from '../modules/reports/reports.audit.ts'
import { auditWords as residents } from '../modules/residents/residents.audit.ts'
import { auditWords as services } from '../modules/services/services.audit.ts'
import { auditWords as admin } from './admin.audit.ts'

export const auditRooms: readonly { name: string; words: AuditWords }[] = [
  { name: '登录、账号和人员', words: people },
  { name: '村务公开', words: disclosure },
  { name: '民情反映和接口', words: reports },
  { name: '便民服务', words: services },
  { name: '权力运行和用章', words: powers },
  { name: '村民名册和短信', words: residents },
  { name: '区划和名单导入', words: county },
  { name: '县里的设置', words: admin },
]

export const auditWords: AuditWords = {
  ...people,
  ...disclosure,
  ...reports,
  ...services,
  ...powers,
  ...residents,
  ...county,
  ...admin,
}

/** What an entry of the trail says was done. An action of a version that is older than all words is told as such, not as a code. */
export const sayAct = (action: string): string => auditWords[action] ?? '旧版本里的操作'

/** The rest of an entry in words; what no version has words for is left out. */
export function sayDetail(detail: Record<string, unknown>): string {
  return Object.entries(detailWords)
    .filter(([key]) => key in detail)
    .map(([key, words]) => `${words}：${sayValue(detail[key])}`)
    .join('，')
}

function sayValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  return Array.isArray(value) ? value.join('、') : String(value)
}
