/** /my: what a villager sees who is signed in. Never kept in any cache; the cookie goes below /my only. */
import type { Context } from 'hono'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { notFound, UserError } from '../../../platform/errors.ts'
import { errorPage } from '../../../kernel/site/error.pages.tsx'
import { asResident, tokenIn } from '../../../kernel/residents/asResident.ts'
import { endSession } from '../../../kernel/residents/signin.ts'
import { answer, visitOf, type Shown, type Site } from '../../disclosure/public/site.ts'
import { fileFor, noticesFor } from './my.queries.ts'
import { myHome, myNotice } from './my.pages.tsx'
import { joinRoutes } from './join.routes.tsx'
import { giveSession } from './session.ts'
import { signInRoutes } from './signin.routes.tsx'

export const residentScripts = { signIn: 'src/modules/residents/public/browser/signIn.ts' }

export function residentPages(site: Site): Hono {
  const app = new Hono()
  const { office } = site
  app.use('/my/*', bodyLimit({ maxSize: 16_000, onError: () => { throw new UserError(413, '写得太长了。') } }))
  app.get('/my', async (c) => {
    const visit = await visitOf(site, c)
    const shown = await asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), async (tx, me) => myHome(visit, me, await noticesFor(tx, visit.today)))
    return shown ? show(site, c, shown) : c.redirect('/my/sign-in', 303)
  })
  app.get('/my/d/:code', async (c) => {
    const visit = await visitOf(site, c)
    const shown = await asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), (tx, me) => myNotice(visit, tx, me, c.req.param('code')))
    return shown ? show(site, c, shown) : c.redirect(`/my/sign-in?to=${encodeURIComponent(c.req.param('code'))}`, 303)
  })
  app.get('/my/f/:code/:sha256{[0-9a-f]{64}}', async (c) => {
    const file = await asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), (tx) => fileFor(tx, c.req.param('code'), c.req.param('sha256')))
    const bytes = file && (await office.files.get('public', c.req.param('sha256')))
    if (!bytes) throw notFound('没有这个附件，或者不给您看。')
    return c.body(new Uint8Array(bytes), 200, { 'content-type': file.type, 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`, 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" })
  })
  app.post('/my/sign-out', async (c) => {
    const token = tokenIn(c.req.header('cookie'))
    if (token) await endSession(office.db, token)
    giveSession(office, c, '', 0)
    return c.redirect('/my/sign-in', 303)
  })
  signInRoutes(app, site)
  joinRoutes(app, site)
  app.onError((error, c) => { c.header('cache-control', 'no-store'); return errorPage(site, c, error) })
  return app
}

async function show(site: Site, c: Context, shown: Shown): Promise<Response> {
  return answer(site, c, await visitOf(site, c), { ...shown, personal: true, noindex: true })
}
