/**
 * The few messages that leave the house, with what may stand in them. Never a report's text, never what was applied for
 * or how it ended, never a secret; the one exception is the code for signing in, which is the message. A county may
 * word them anew, with the same gaps and no others.
 */
import { rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { invalid } from '../../platform/errors.ts'

/** One message as the platform words it. `urgent`: goes out at night too. `channel`: whose words these are. */
export type MessageDeclaration = {
  name: string
  channel: 'sms' | 'email' | 'wechat'
  params: readonly string[]
  words: string
  urgent: boolean
}

/** Names of messages: each room adds its own beside its table (`declare module`). */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rooms
export interface MessageTemplates {}
export type MessageTemplate = keyof MessageTemplates | keyof typeof own

/** The kernel's own: offices are told of what waits in the console. */
const own = {
  officeMessage: {
    name: '办公台有新消息（邮件）',
    channel: 'email',
    params: [],
    words: '阳光村务办公台有给您单位的新消息，请登录办公台，在“消息”里查看。',
    urgent: false,
  },
  officeDigest: {
    name: '办公台每日汇总（邮件）',
    channel: 'email',
    params: ['count'],
    words: '阳光村务办公台今天有 {count} 条给您单位的消息，供了解，不急着办。请登录办公台，在“消息”里查看。',
    urgent: false,
  },
} as const satisfies Record<string, MessageDeclaration>

let declared: Readonly<Record<string, MessageDeclaration>> = own

/** The rooms' messages beside the kernel's own (kernel/room.ts). */
export function holdMessages(all: Readonly<Record<string, MessageDeclaration>>): void {
  declared = { ...all, ...own }
}

export const messageNames = (): MessageTemplate[] => Object.keys(declared) as MessageTemplate[]

export function messageOf(template: MessageTemplate): MessageDeclaration {
  const found = declared[template]
  if (!found) throw new Error(`no room declares the message ${template}`)
  return found
}

export type Params = Readonly<Record<string, string>>

/**
 * A message as this county sends it. `carrierCode`: its number at the carrier, '' where the settings of the machine say
 * it.
 */
export type MessageText = { template: MessageTemplate; words: string; carrierCode: string; inUse: boolean }

/** The words of a message with its gaps filled. */
export const wordsOf = (words: string, params: Params): string =>
  words.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')

/** All messages as this county sends them. */
export async function messageTexts(db: Db | Tx): Promise<MessageText[]> {
  const own = await rows(
    db,
    sql<MessageText>`SELECT template, words, carrier_code AS "carrierCode", in_use AS "inUse" FROM message_texts`,
  )
  return messageNames().map(
    (template) =>
      own.find((t) => t.template === template) ?? {
        template,
        words: messageOf(template).words,
        carrierCode: '',
        inUse: true,
      },
  )
}

/**
 * Words a message anew. 422 where a gap is missing or unknown, or where something stands in it that belongs in no
 * message.
 */
export async function setMessageText(tx: Tx, t: MessageText, by: string, now: Date): Promise<void> {
  const { params, urgent } = messageOf(t.template)
  const gaps = [...t.words.matchAll(/\{(.*?)\}/g)].map(([, name]) => name!)
  const missing = params.find((p) => !gaps.includes(p))
  if (missing) throw invalid(`内容里要有 {${missing}}，发的时候会换成真的。`, { field: 'words' })
  const unknown = gaps.find((g) => !params.includes(g))
  if (unknown !== undefined)
    throw invalid(`不认识 {${unknown}}。这条只能用 ${params.map((p) => `{${p}}`).join('、') || '不变的文字'}。`, {
      field: 'words',
    })
  if (/https?:|www\.|\d{7,}/i.test(t.words))
    throw invalid('短信里不要写网址、电话和账号，免得被人仿冒。', { field: 'words' })
  if (urgent && !t.inUse)
    throw invalid('验证码停发，村民就登录不了。不想让村民登录，请在规则里关掉“村民可以登录”。', { field: 'inUse' })
  await sql`
    INSERT INTO message_texts (template, words, carrier_code, in_use, changed_by, changed_at)
    VALUES (${t.template}, ${t.words}, ${t.carrierCode}, ${t.inUse}, ${by}, ${now})
    ON CONFLICT (template)
      DO UPDATE SET words = excluded.words, carrier_code = excluded.carrier_code, in_use = excluded.in_use,
        changed_by = excluded.changed_by, changed_at = excluded.changed_at`.execute(tx)
}
