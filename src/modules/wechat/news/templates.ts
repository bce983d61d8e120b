/**
 * Notices at WeChat (订阅通知): which template the county chose for each kind, and which of our facts stands in which of
 * its fields.
 */
import { z } from 'zod'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'

/** The kinds, with the facts that each can tell. */
export const kinds = {
  villageNews: {
    name: '关注的村有新公开',
    facts: { place: '村名', title: '公开的哪一项', count: '共几项', date: '哪天公开的' },
  },
  matterNews: {
    name: '反映、申请有进展',
    facts: { what: '进展', code: '编号', date: '时间', place: '请到哪里看' },
  },
} as const satisfies Record<string, { name: string; facts: Readonly<Record<string, string>> }>

export type Kind = keyof typeof kinds
export type Template = { kind: Kind; templateId: string; lasting: boolean; fields: Readonly<Record<string, string>> }

/** Of which kind one of our messages is. */
export const kindOf = (message: string): Kind => (message === 'villageNews' ? 'villageNews' : 'matterNews')

/** How many signs a field holds, by the beginning of its name (developers.weixin.qq.com, 订阅通知 参数值内容限制). */
const most: Readonly<Record<string, number>> = {
  thing: 20,
  time: 24,
  date: 24,
  phrase: 5,
  const: 20,
}

export const templateSchema = z.object({
  kind: z.enum(Object.keys(kinds) as [Kind, ...Kind[]]),
  templateId: z
    .string()
    .trim()
    .regex(/^[\w-]{20,64}$/, '模板编号不对，请从公众平台的“订阅通知”里抄'),
  lasting: z.boolean(),
  fields: z
    .record(
      z.string().regex(/^(?:thing|character_string|number|letter|time|date|phrase|const)\d{1,2}$/, '没有这样的字段名'),
      z.string().max(20),
    )
    .refine((f) => Object.keys(f).length >= 1 && Object.keys(f).length <= 5, '请填 1 到 5 个字段'),
})

const shape = sql`kind, template_id AS "templateId", lasting, fields`

export const readTemplates = (db: Db | Tx): Promise<Template[]> =>
  rows(db, sql<Template>`SELECT ${shape} FROM wechat_templates ORDER BY kind`)

export const templateFor = (db: Db | Tx, kind: Kind): Promise<Template | undefined> =>
  first(db, sql<Template>`SELECT ${shape} FROM wechat_templates WHERE kind = ${kind}`)

/** Keeps a template. What was said yes to another one of this kind is good no more. */
export async function saveTemplate(tx: Tx, t: Template, by: string, now: Date): Promise<void> {
  await sql`
    INSERT INTO wechat_templates (kind, template_id, lasting, fields, changed_by, changed_at)
    VALUES (${t.kind}, ${t.templateId}, ${t.lasting}, ${JSON.stringify(t.fields)}::jsonb, ${by}, ${now})
    ON CONFLICT (kind)
      DO UPDATE SET template_id = excluded.template_id, lasting = excluded.lasting, fields = excluded.fields,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(tx)
  await forgetOthers(tx)
}

export async function dropTemplate(tx: Tx, kind: Kind): Promise<void> {
  await sql`DELETE FROM wechat_templates WHERE kind = ${kind}`.execute(tx)
  await forgetOthers(tx)
}

const forgetOthers = (tx: Tx) =>
  sql`
    DELETE FROM wechat_consents c
    WHERE NOT EXISTS (SELECT 1 FROM wechat_templates t WHERE t.template_id = c.template_id)`.execute(tx)

/** What stands in the fields, as WeChat takes it: a longer, an empty or another one makes it refuse the whole (47003). */
export function dataOf(t: Template, facts: Readonly<Record<string, string>>): Record<string, { value: string }> {
  return Object.fromEntries(
    Object.entries(t.fields).map(([field, fact]) => [field, { value: fitted(field, facts[fact] ?? '') }]),
  )
}

function fitted(field: string, text: string): string {
  const type = field.replace(/\d+$/, '')
  if (type === 'number') return text.replaceAll(/\D/g, '') || '0'
  if (type === 'character_string' || type === 'letter') return text.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 32) || '-'
  const all = [...text]
  const signs = most[type] ?? 20
  return all.length <= signs ? text || '无' : `${all.slice(0, signs - 1).join('')}…`
}
