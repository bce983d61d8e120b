/** Short messages of this room: never what was told or asked for, never how it ended. */
import type { MessageDeclaration } from '../../kernel/notices/templates.ts'

export const messages = {
  applicationReceived: {
    name: '便民服务申请收到了',
    channel: 'sms',
    params: ['code'],
    words: '您交的申请（编号 {code}）收到了。请留好回执，凭编号和六位数字看进度。',
    urgent: false,
  },
  applicationMissing: {
    name: '便民服务申请要补材料',
    channel: 'sms',
    params: ['code'],
    words: '您交的申请（编号 {code}）要补材料，请用回执打开，照着补。补好以前不计办理时间。',
    urgent: false,
  },
  applicationDecided: {
    name: '便民服务申请有结果了',
    channel: 'sms',
    params: ['code'],
    words: '您交的申请（编号 {code}）有结果了，请用回执查看和评价。',
    urgent: false,
  },
  applicationFollowed: {
    name: '便民服务差评已答复',
    channel: 'sms',
    params: ['code'],
    words: '您评价过的申请（编号 {code}）有了答复，请用回执查看。',
    urgent: false,
  },
} as const satisfies Record<string, MessageDeclaration>

declare module '../../kernel/notices/templates.ts' {
  interface MessageTemplates extends Record<keyof typeof messages, unknown> {}
}
