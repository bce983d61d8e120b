/**
 * The audit trail: who did what, when. A room writes only what it has words for, so that whoever inspects never reads a
 * code.
 */
import { sql, type Db, type Tx } from './db.ts'
import { sayDay } from './clock.ts'
import { newId } from './ids.ts'

export type AuditWords = Readonly<Record<string, string>>
/** What a line may tell besides the act, in words. */
export const detailWords = {
  version: '第几版',
  value: '改成',
  from: '生效',
  before: '原来',
  on: '哪天',
  until: '到哪天',
  reason: '理由',
  days: '天数',
  size: '到第几条',
  places: '单位编码',
  username: '用户名（已打乱）',
  secondFactor: '用了动态码',
  found: '找到几人',
  slips: '几张',
  total: '共几行',
  added: '新增',
  changed: '改动',
  same: '没有变',
  faults: '有误',
  undone: '撤销了',
  removed: '去掉了',
  restored: '改回了',
  kept: '留下了',
  rule: '按规则',
  unit: '交给',
} as const

export type AuditDetail = { [K in keyof typeof detailWords]?: string | number | boolean | readonly string[] }

export type AuditEntry<A extends string> = {
  at: Date
  personId?: string | undefined
  post?: string | undefined
  regionId?: string | undefined
  action: A
  subject?: string | undefined
  /** Persons to whom it was done, where that is not what it is about: appointed, ended, stood in for. */
  whom?: readonly string[] | undefined
  detail?: AuditDetail
  ip?: string
}

/**
 * A room's own way into the audit trail: an action without words does not compile. The one way there is, called once
 * per room in its `<room>.audit.ts` (test/architecture.test.ts). It adds a line in the transaction of what it tells;
 * `detail` holds ids, codes and counts: no personal data.
 */
export function auditIn<W extends AuditWords>(_words: W) {
  return async (tx: Db | Tx, e: AuditEntry<keyof W & string>): Promise<void> => {
    await sql`
      INSERT INTO audit_trail (id, at, person_id, post, region_id, action, subject, whom, detail, ip)
      VALUES (
        ${newId(e.at.getTime())}, ${e.at}, ${e.personId ?? null}, ${e.post ?? null}, ${e.regionId ?? null},
        ${e.action}, ${e.subject ?? null}, ${[...(e.whom ?? [])]}::text[], ${JSON.stringify(e.detail ?? {})}::jsonb, ${e.ip ?? null}
      )`.execute(tx)
  }
}

/** Words of actions that share a first name: `actsOf('notice', { sign: '签字' })` is `{ 'notice.sign': '签字' }`. */
export function actsOf<P extends string, A extends string>(
  prefix: P,
  words: Readonly<Record<A, string>>,
): { readonly [K in `${P}.${A}`]: string } {
  return Object.fromEntries(Object.entries(words).map(([act, said]) => [`${prefix}.${act}`, said])) as {
    [K in `${P}.${A}`]: string
  }
}

let held: readonly { name: string; words: AuditWords }[] = []

/** The words of every room, under the room's name (kernel/room.ts). */
export function holdAuditWords(all: typeof held): void {
  held = all
}

/** The acts of every room in words, for whoever reads the trail. */
export const auditRooms = (): typeof held => held

/**
 * What an entry of the trail says was done. An action of a version that is older than all words is told as such, not as
 * a code.
 */
export const sayAct = (action: string): string => held.find((r) => action in r.words)?.words[action] ?? '旧版本里的操作'

/** The rest of an entry in words; what no version has words for is left out. */
export function sayDetail(detail: Record<string, unknown>): string {
  return Object.entries(detailWords)
    .filter(([key]) => key in detail)
    .map(([key, words]) => `${words}：${sayValue(detail[key])}`)
    .join('，')
}

function sayValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return sayDay(value, true)
  return Array.isArray(value) ? value.join('、') : String(value)
}
