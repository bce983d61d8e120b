/** Short messages of this room: never what was told or asked for, never how it ended. */
import type { MessageDeclaration } from '../../kernel/notices/templates.ts'

export const messages = {
  signInCode: {
    name: '登录验证码',
    channel: 'sms',
    params: ['code', 'minutes'],
    words: '验证码 {code}，{minutes} 分钟内有效。不要告诉别人，工作人员不会向您要。',
    urgent: true,
  },
} as const satisfies Record<string, MessageDeclaration>

declare module '../../kernel/notices/templates.ts' {
  interface MessageTemplates extends Record<keyof typeof messages, unknown> {}
}
