/** 微信公众号: what people say to the county's official account, and what it answers. */
import { Hono } from 'hono'
import type { Room } from '../../kernel/room.ts'
import type { DefaultRule } from '../../kernel/rules/defaults.ts'
import { accountColumns } from './account.ts'
import { api } from './api.ts'
import { tokenColumns } from './asking/token.ts'
import { callbackRoutes } from './callback/callback.routes.ts'
import { forgetSeen } from './callback/taken.ts'
import { draftRoutes } from './drafts/draft.routes.ts'
import { forgetDrafts, mediaColumns } from './drafts/drafts.ts'
import { fetchWaiting } from './drafts/fetch.ts'
import { followerColumns } from './followers.ts'
import { messages } from './messages.ts'
import { reachByWechat } from './news/reach.ts'
import { atOnce, forgetNews, tellVillageNews } from './news/tell.ts'
import { wechatDriver } from './news/wechat.driver.ts'
import { consentRoutes } from './jssdk/consent.routes.ts'
import { permissions } from './permissions.ts'
import rules from './rules.json' with { type: 'json' }
import { signInRoutes, wayIn } from './signin/signin.routes.ts'
import type { Site } from './site.ts'
import { auditWords } from './wechat.audit.ts'

export const wechat: Room = {
  code: 'wechat',
  name: '微信公众号',
  permissions,
  auditWords,
  rules: rules as readonly DefaultRule[],
  messages,
  channels: (office) => ({ wechat: wechatDriver(office) }),
  reaches: reachByWechat,
  sealedColumns: [...accountColumns, ...tokenColumns, ...followerColumns, ...mediaColumns],
  api,
  pages: wechatPages,
  scripts: { wechatNotices: 'src/modules/wechat/jssdk/browser/notices.ts' },
  wayIn,
  rounds: () => [
    { name: 'wechat-news', everyMs: 60_000, run: (office, ctx) => tellVillageNews(office, ctx), more: atOnce },
    { name: 'wechat-forgets', everyMs: 3_600_000, run: (office, ctx) => forgetNews(office, ctx.now) },
    { name: 'wechat-media', everyMs: 10_000, run: (office) => fetchWaiting(office), more: 10 },
    { name: 'wechat-seen', everyMs: 3_600_000, run: (office, ctx) => forgetSeen(office.db, ctx.now), more: 1000 },
    { name: 'wechat-drafts', everyMs: 3_600_000, run: (office, ctx) => forgetDrafts(office.db, ctx.now), more: 500 },
  ],
}

function wechatPages(site: Site): Hono {
  const app = new Hono()
  callbackRoutes(app, site)
  draftRoutes(app, site)
  consentRoutes(app, site)
  signInRoutes(app, site)
  return app
}
