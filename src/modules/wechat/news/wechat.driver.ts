/** The way out through the official account: one 订阅通知 (`/cgi-bin/message/subscribe/bizsend`). */
import { brokenOff, Refused, type Driver, type Outgoing } from '../../../kernel/notices/drivers.ts'
import { messageOf } from '../../../kernel/notices/templates.ts'
import type { Office } from '../../../kernel/office.ts'
import { dayOf } from '../../../platform/clock.ts'
import { readAccount } from '../account.ts'
import { ask, WechatError } from '../asking/ask.ts'
import { withToken } from '../asking/token.ts'
import { openidIndex } from '../followers.ts'
import { maySend, spend, takeBack } from './consents.ts'
import { dataOf, kindOf, templateFor } from './templates.ts'

type Where = Pick<Office, 'db' | 'secret' | 'now' | 'baseUrl'>

/** WeChat knows no id of ours: what was not answered is not sent again. */
export function wechatDriver(office: Where): Driver {
  return {
    name: 'wechat',
    async send(m) {
      const account = await readAccount(office.db, office.secret)
      const template = await templateFor(office.db, kindOf(m.template))
      if (!account?.inUse || !account.verified || !template) throw new Refused('not set up')
      const who = await maySend(office.db, openidIndex(office.secret, m.to), template.templateId)
      if (!who) throw new Refused('no consent')
      const body = {
        touser: m.to,
        template_id: template.templateId,
        ...(office.baseUrl === undefined ? {} : { page: office.baseUrl + (m.facts?.['link'] ?? '/my') }),
        data: dataOf(template, factsOf(m)),
      }
      try {
        const said = await withToken(office, account, (token) =>
          ask<{ msgid?: number }>(account.apiBase, '/cgi-bin/message/subscribe/bizsend', {
            query: { access_token: token },
            body,
          }),
        )
        await spend(office.db, who.id, template.templateId)
        return String(said.msgid ?? '')
      } catch (error) {
        if (!(error instanceof WechatError)) throw brokenOff(error)
        if (error.code === refusedByPerson) await takeBack(office.db, who.id, template.templateId)
        throw error.isFinal ? new Refused(error.message) : error
      }
    },
  }
}

const refusedByPerson = 43101

/** "2026年12月1日", as fields of dates take it. */
const inChinese = (day: string) => {
  const [y, m, d] = day.split('-').map(Number)
  return `${y}年${m}月${d}日`
}

/** A message's own facts, and what every message can tell. */
const factsOf = (m: Outgoing): Record<string, string> => ({
  what: messageOf(m.template).name,
  place: '阳光村务',
  date: inChinese(dayOf(m.now)),
  ...m.params,
  ...m.facts,
})
