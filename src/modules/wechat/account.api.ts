/** The official account in the console: what is entered, what of it is kept secret even from whoever entered it. */
import { Hono } from 'hono'
import { z } from 'zod'
import { transact } from '../../platform/db.ts'
import { invalid, notFound, UserError } from '../../platform/errors.ts'
import type { Office } from '../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../kernel/staff/staff.ts'
import { ask } from './asking/ask.ts'
import { saidBy } from './asking/saidBy.ts'
import { readAccount, saveAccount } from './account.ts'
import { withToken } from './asking/token.ts'
import { asWechat, keepMenu, menuSchema, readMenu } from './menu.ts'
import { audit } from './wechat.audit.ts'

const address = (say: string) => z.url({ protocol: /^https?$/, error: say }).max(200)

const input = z.object({
  appId: z
    .string()
    .trim()
    .regex(/^wx[0-9a-f]{16}$/, '开发者 ID 不对，应该是 18 位'),
  originalId: z
    .string()
    .trim()
    .regex(/^gh_\w{6,20}$/, '原始 ID 不对，请从公众号设置里抄'),
  secret: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/, '开发者密码不对，应该是 32 位')
    .optional(),
  token: z
    .string()
    .trim()
    .regex(/^\w{3,32}$/, '令牌是 3 到 32 位字母或数字')
    .optional(),
  aesKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{43}$/, '消息加解密密钥是 43 位字母或数字')
    .optional(),
  plain: z.boolean(),
  dropOld: z.boolean().default(false),
  apiBase: address('接口地址要写完整的网址').default('https://api.weixin.qq.com'),
  openBase: address('授权地址要写完整的网址').default('https://open.weixin.qq.com'),
  verified: z.boolean(),
  inUse: z.boolean(),
})

export function accountApi(office: Pick<Office, 'db' | 'auth' | 'now' | 'secret' | 'baseUrl'>) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/wechat/account', may('wechat.edit'), async (c) => {
      const account = await readAccount(office.db, office.secret)
      return c.json({
        callback: office.baseUrl === undefined ? undefined : `${office.baseUrl}/wechat/callback`,
        account: account && {
          appId: account.appId,
          originalId: account.originalId,
          plain: account.keys.length === 0,
          old: account.tokens.length > 1 || account.keys.length > 1,
          apiBase: account.apiBase,
          openBase: account.openBase,
          verified: account.verified,
          inUse: account.inUse,
        },
      })
    })
    .put('/wechat/account', may('wechat.edit'), valid('json', input), async (c) => {
      const { actor } = c.get('session')
      const given = c.req.valid('json')
      await transact(office.db, async (tx) => {
        const before = await readAccount(tx, office.secret)
        const secret = given.secret ?? before?.secret
        const token = given.token ?? before?.tokens[0]
        if (secret === undefined) throw invalid('请填 AppSecret。', { field: 'secret' })
        if (token === undefined) throw invalid('请填令牌。', { field: 'token' })
        if (!given.plain && given.aesKey === undefined && before?.keys[0] === undefined)
          throw invalid('请填消息加解密密钥，或者选明文模式。', { field: 'aesKey' })
        await saveAccount(tx, office.secret, { ...given, secret, token }, before, actor.personId, office.now())
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'wechat.account', subject: given.appId })
      })
      return c.json({ ok: true })
    })
    .get('/wechat/menu', may('wechat.edit'), async (c) => c.json(await readMenu(office.db)))
    .put('/wechat/menu', may('wechat.edit'), valid('json', z.object({ menu: menuSchema })), async (c) => {
      const { actor } = c.get('session')
      const { menu } = c.req.valid('json')
      const account = await readAccount(office.db, office.secret)
      if (!account?.inUse) throw notFound('公众号没有启用。')
      if (office.baseUrl === undefined) throw new UserError(422, '还没有设网站网址（BASE_URL），菜单打不开网页。')
      const body = asWechat(menu, office.baseUrl)
      await withToken(office, account, (token) =>
        ask(account.apiBase, '/cgi-bin/menu/create', { query: { access_token: token }, body }),
      ).catch((error: unknown) => {
        throw new UserError(422, saidBy(error))
      })
      await transact(office.db, async (tx) => {
        await keepMenu(tx, menu, office.now())
        await audit(tx, { at: office.now(), personId: actor.personId, action: 'wechat.menu', subject: account.appId })
      })
      return c.json({ ok: true })
    })
    .post('/wechat/account/try', may('wechat.edit'), async (c) => {
      const account = await readAccount(office.db, office.secret)
      if (!account) throw notFound('还没有填公众号。')
      try {
        await ask(account.apiBase, '/cgi-bin/stable_token', {
          body: { grant_type: 'client_credential', appid: account.appId, secret: account.secret },
        })
      } catch (error) {
        throw new UserError(422, saidBy(error))
      }
      return c.json({ ok: true })
    })
}
