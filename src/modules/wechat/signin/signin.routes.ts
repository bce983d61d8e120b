/**
 * Signing in by WeChat: there and back by OAuth (`snsapi_base`, nothing is asked of the person), for whoever has bound
 * their WeChat while signed in by telephone or slip.
 */
import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { transact } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { isSameText } from '../../../platform/sameText.ts'
import type { Office } from '../../../kernel/office.ts'
import type { WayIn } from '../../../kernel/room.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { asResident, tokenIn, type SignedIn } from '../../../kernel/residents/asResident.ts'
import { deviceOf } from '../../../kernel/residents/device.ts'
import { endSession, openSession } from '../../../kernel/residents/signin.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { cookieIn, dropCookie, putCookie } from '../../../kernel/site/sealedCookie.ts'
import { siteOrigin } from '../../../kernel/site/origin.ts'
import { giveSession } from '../../residents/index.ts'
import { readAccount, type Account } from '../account.ts'
import { ask, WechatError } from '../asking/ask.ts'
import { answer, visitOf, type Shown, type Site } from '../site.ts'
import { bind, boundTo, isBound, unbind, type Bound } from './bindings.ts'
import { asked, who } from './carried.ts'
import { bindPage, choosePage, unboundPage } from './signin.pages.tsx'

export function signInRoutes(app: Hono, site: Site) {
  const { office } = site
  const show = async (c: Context, shown: Shown) =>
    answer(site, c, await visitOf(site, c), { ...shown, personal: true, noindex: true })

  app.get('/my/wechat', takes(['bind']), async (c) => {
    const account = await accountForSignIn(site)
    const state = randomBytes(24).toString('base64url')
    putCookie(office, c, asked, { state, binds: c.req.query('bind') === '1' })
    const to = new URL(`${account.openBase.replace(/\/$/, '')}/connect/oauth2/authorize`)
    to.search = new URLSearchParams({
      appid: account.appId,
      redirect_uri: `${siteOrigin(office, c)}/my/wechat/back`,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
    }).toString()
    to.hash = 'wechat_redirect'
    c.header('cache-control', 'no-store')
    return c.redirect(to.href, 302)
  })

  app.get('/my/wechat/back', takes(['code', 'state']), async (c) => {
    const account = await accountForSignIn(site)
    const sent = cookieIn(office, c, asked)
    dropCookie(office, c, asked)
    if (!sent || !isSameText(c.req.query('state') ?? '', sent.state)) throw gone()
    const openid = await openidFor(account, c.req.query('code') ?? '')
    putCookie(office, c, who, { openid })
    const people = await boundTo(office.db, office.secret, openid)
    c.header('cache-control', 'no-store')
    return c.redirect(sent.binds || people.length === 0 ? '/my/wechat/bind' : '/my/wechat/who', 302)
  })

  app.get('/my/wechat/who', takes(), async (c) => {
    const { openid } = proven(site, c)
    const people = await boundTo(office.db, office.secret, openid)
    const [only] = people
    if (only && people.length === 1) return enter(site, c, only)
    return show(c, choosePage({ people }))
  })
  app.post('/my/wechat/who', async (c) => {
    const { openid } = proven(site, c)
    const chosen = String((await c.req.parseBody())['resident'] ?? '')
    const me = (await boundTo(office.db, office.secret, openid)).find((p) => p.id === chosen)
    if (!me) throw new UserError(422, '请选您是哪一位。')
    return enter(site, c, me)
  })

  app.get('/my/wechat/bind', takes(), async (c) => {
    proven(site, c)
    const me = await signedIn(site, c)
    return show(c, me ? bindPage({ name: me.name, bound: await isBound(office.db, me.id) }) : unboundPage())
  })
  app.post('/my/wechat/bind', async (c) => {
    const { openid } = proven(site, c)
    const me = await mustBeIn(site, c)
    await transact(office.db, (tx) => bind(tx, office.secret, openid, me.id, office.now()))
    return c.redirect('/my', 303)
  })
  app.post('/my/wechat/unbind', async (c) => {
    const me = await mustBeIn(site, c)
    await transact(office.db, (tx) => unbind(tx, me.id, office.now()))
    return c.redirect('/my', 303)
  })
}

/** Signing in by WeChat as the sign-in pages offer it; undefined where the county has not got it. */
export async function wayIn(office: Office): Promise<WayIn | undefined> {
  return (await accountIf(office))
    ? { text: '用微信登录', href: '/my/wechat', bindHref: '/my/wechat?bind=1' }
    : undefined
}

async function accountIf(office: Office): Promise<Account | undefined> {
  const account = await readAccount(office.db, office.secret)
  if (!account?.inUse || !account.verified) return undefined
  const { rules } = await contextAt(office.db, office.now())
  return rules.find('resident.signIn')?.value === true ? account : undefined
}

async function accountForSignIn({ office }: Site): Promise<Account> {
  const account = await accountIf(office)
  if (!account) throw new UserError(404, '这里不能用微信登录。请用手机号登录。')
  return account
}

const gone = () => new UserError(404, '等得太久，或者这个链接用过了。请从“我的”重新进一次。')

function proven({ office }: Site, c: Context): { openid: string } {
  const proved = cookieIn(office, c, who)
  if (!proved) throw gone()
  return proved
}

/** A code is good once, for five minutes. */
async function openidFor(account: Account, code: string): Promise<string> {
  try {
    const { openid } = await ask<{ openid: string }>(account.apiBase, '/sns/oauth2/access_token', {
      query: { appid: account.appId, secret: account.secret, code, grant_type: 'authorization_code' },
    })
    return openid
  } catch (error) {
    if (error instanceof WechatError) throw gone()
    throw new UserError(503, '现在连不上微信。请过一会儿再试，或者用手机号登录。')
  }
}

const signedIn = ({ office }: Site, c: Context): Promise<SignedIn | undefined> =>
  asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), (_, me) => Promise.resolve(me))

/** Villagers themselves: whoever sits with one binds nothing. */
async function mustBeIn(site: Site, c: Context): Promise<SignedIn> {
  const me = await signedIn(site, c)
  if (!me || me.agent !== '') throw new UserError(401, '登录已经到期，请重新登录。')
  return me
}

async function enter({ office }: Site, c: Context, me: Bound): Promise<Response> {
  const { rules } = await contextAt(office.db, office.now())
  const days = rules.number('resident.sessionDays')
  const old = tokenIn(c.req.header('cookie'))
  const device = deviceOf(c.req.header('user-agent'))
  const token = await transact(office.db, (tx) => openSession(tx, me.id, days * 1_440, office.now(), undefined, device))
  if (old) await endSession(office.db, old)
  giveSession(office, c, token, days * 86_400)
  dropCookie(office, c, who)
  return c.redirect('/my', 303)
}
