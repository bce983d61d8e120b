/** Short messages of this room: never what was told or asked for, never how it ended. */
import type { MessageDeclaration } from '../../kernel/notices/templates.ts'

export const messages = {
  reportAnswered: {
    name: '民情反映已答复',
    channel: 'sms',
    params: ['code'],
    words: '您反映的事（编号 {code}）有了答复。请用回执查看和评价。',
    urgent: false,
  },
} as const satisfies Record<string, MessageDeclaration>

declare module '../../kernel/notices/templates.ts' {
  interface MessageTemplates extends Record<keyof typeof messages, unknown> {}
}
