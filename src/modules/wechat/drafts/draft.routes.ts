/** The link in the chat: hands the draft to the browser and leads to the form, where it is looked at and sent. */
import type { Hono } from 'hono'
import { UserError } from '../../../platform/errors.ts'
import { begun } from '../../../kernel/site/begun.ts'
import { putCookie } from '../../../kernel/site/sealedCookie.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { newReportHref } from '../../reports/index.ts'
import type { Site } from '../site.ts'
import { openDraft } from './drafts.ts'
import { fetchWaiting } from './fetch.ts'

export function draftRoutes(app: Hono, site: Site) {
  const { office } = site
  app.get('/wechat/d/:opener', takes(), async (c) => {
    const draft = await openDraft(office.db, office.secret, c.req.param('opener'), office.now())
    if (!draft) throw new UserError(404, '这个链接过期了。请在公众号里重新发一次，或者直接写反映。')
    await fetchWaiting(office, draft.id)
    putCookie(office, c, begun, { key: draft.formKey, ...draft.at })
    c.header('cache-control', 'no-store')
    return c.redirect(`${newReportHref(draft.village ?? undefined)}?begun=1`, 302)
  })
}
