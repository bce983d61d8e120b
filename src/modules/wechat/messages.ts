/** What followers of a village are told: how many, never of whom. */
import type { MessageDeclaration } from '../../kernel/notices/templates.ts'

export const messages = {
  villageNews: {
    name: '关注的村有新公开（微信）',
    channel: 'wechat',
    params: ['count'],
    words: '您关注的村今天新公开了 {count} 项。',
    urgent: false,
  },
} as const satisfies Record<string, MessageDeclaration>

declare module '../../kernel/notices/templates.ts' {
  interface MessageTemplates extends Record<keyof typeof messages, unknown> {}
}
