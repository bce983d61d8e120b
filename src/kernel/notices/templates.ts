/**
 * The few messages that leave the house, with what may stand in them. Never a report's text, never a secret; the one exception
 * is the code for signing in, which is the message.
 */
export const messageTemplates = {
  signInCode: { name: '登录验证码', params: ['code', 'minutes'], say: (p: Params) => `验证码 ${p['code']}，${p['minutes']} 分钟内有效。不要告诉别人，工作人员不会向您要。`, urgent: true },
  reportAnswered: { name: '民情反映已答复', params: ['code'], say: (p: Params) => `您反映的事（编号 ${p['code']}）有了答复。请用回执查看和评价。`, urgent: false },
} as const
export type MessageTemplate = keyof typeof messageTemplates
export type Params = Readonly<Record<string, string>>

/** The words of a message. */
export const wordsOf = (template: MessageTemplate, params: Params): string => messageTemplates[template].say(params)
