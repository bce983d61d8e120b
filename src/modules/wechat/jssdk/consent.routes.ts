/** `/wechat/notices`: where a follower says yes to notices, inside WeChat, with WeChat's own button. */
import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { errorFields, log } from '../../../platform/log.ts'
import { siteOrigin } from '../../../kernel/site/origin.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { readAccount, type Account } from '../account.ts'
import { kinds, readTemplates } from '../news/templates.ts'
import { answer, visitOf, type Site } from '../site.ts'
import { consentPage, elsewherePage, type Signed } from './consent.pages.tsx'
import { signPage } from './signature.ts'
import { ticketNow } from './ticket.ts'

export function consentRoutes(app: Hono, site: Site) {
  app.get('/wechat/notices', takes(), async (c) => {
    const visit = await visitOf(site, c)
    const account = await readAccount(site.office.db, site.office.secret)
    const templates = account?.inUse && account.verified ? await readTemplates(site.office.db) : []
    const inWechat = /MicroMessenger/i.test(c.req.header('user-agent') ?? '')
    if (!account || templates.length === 0) return answer(site, c, visit, elsewherePage('none'))
    if (!inWechat) return answer(site, c, visit, elsewherePage('browser'))
    const signed = await signedFor(site, c, account)
    if (!signed) return answer(site, c, visit, elsewherePage('away'))
    c.header('content-security-policy', policyWith(sdkOf(account)))
    const offered = templates.map((t) => ({ id: t.templateId, name: kinds[t.kind].name }))
    return answer(site, c, visit, consentPage(signed, offered))
  })
}

/** WeChat's own script comes from a host of its own, unless a proxy stands for all of WeChat. */
const sdkOf = ({ openBase }: Account): string =>
  new URL(openBase).host === 'open.weixin.qq.com' ? 'https://res.wx.qq.com' : new URL(openBase).origin

/** The site's policy, and WeChat's script on this one page. */
const policyWith = (sdk: string): string => {
  const wechat = sdk === 'https://res.wx.qq.com' ? `${sdk} https://*.weixin.qq.com` : sdk
  return (
    `default-src 'self'; script-src 'self' ${sdk}; connect-src 'self' ${wechat}; frame-src ${wechat}; ` +
    "style-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; " +
    "frame-ancestors 'none'"
  )
}

/** Undefined where WeChat gives no ticket now. */
async function signedFor({ office }: Site, c: Context, account: Account): Promise<Signed | undefined> {
  try {
    const nonce = randomBytes(12).toString('hex')
    const timestamp = Math.floor(office.now().getTime() / 1000)
    const url = `${siteOrigin(office, c)}/wechat/notices`
    const signature = signPage({ ticket: await ticketNow(office, account), nonce, timestamp, url })
    return { sdk: `${sdkOf(account)}/open/js/jweixin-1.6.0.js`, appId: account.appId, nonce, timestamp, signature }
  } catch (error) {
    log.warn('wechat page not signed', errorFields(error))
    return undefined
  }
}
