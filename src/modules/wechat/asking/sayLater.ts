/** What could not be said within five seconds: a message of the account's own, for 48 hours after the person spoke. */
import type { Office } from '../../../kernel/office.ts'
import { errorFields, log } from '../../../platform/log.ts'
import type { Account } from '../account.ts'
import type { Reply } from '../callback/envelope.ts'
import { ask } from './ask.ts'
import { withToken } from './token.ts'

/** Never fails: the person asks again where nothing comes. */
export async function sayLater(office: Office, account: Account, openid: string, reply: Reply): Promise<void> {
  const [first] = reply.kind === 'news' ? reply.articles : []
  const content = reply.kind === 'text' ? reply.text : `${first?.title ?? ''}\n${first?.url ?? ''}`
  const body = { touser: openid, msgtype: 'text', text: { content } }
  await withToken(office, account, (token) =>
    ask(account.apiBase, '/cgi-bin/message/custom/send', { query: { access_token: token }, body }),
  ).catch((error: unknown) => log.warn('wechat answer not sent', errorFields(error)))
}
