/** /my: what a villager sees who is signed in. Never kept in any cache; the cookie goes below /my only. */
import { asAttachment } from '../../../platform/disposition.ts'
import { answer, visitOf, type Shown, type Site, type Visit } from '../../disclosure/index.pages.ts'
import { applyHref, sittingCookie } from '../../services/index.ts'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { contextAt } from '../../../kernel/cases/office.ts'
import { readCode } from '../../../platform/ids.ts'
import { asResident, tokenIn, type SignedIn } from '../../../kernel/residents/asResident.ts'
import { lookedAt } from '../../../kernel/residents/looks.ts'
import { endSession, tokenHash } from '../../../kernel/residents/signin.ts'
import { errorPage } from '../../../kernel/site/error.pages.tsx'
import { takes } from '../../../kernel/site/parameters.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import type { Tx } from '../../../platform/db.ts'
import { letIn, letOut } from '../../../kernel/receipts/access.ts'
import { receiptTries } from '../../../kernel/receipts/receiptTries.ts'
import { limitSearches, limitTries } from '../signin/limits.ts'
import { devicesOf, endDevices } from './devices.ts'
import { fileFor, looksAt, neighboursCalled, noticesFor, noticesNaming, ownGroup } from './my.queries.ts'
import { myHome, myNotice } from './my.pages.tsx'
import { addReport, myApplications, myReports, partyOfMine } from './own.queries.ts'
import { peoplePage } from './people.pages.tsx'
import { joinRoutes } from '../signin/join.routes.tsx'
import { giveSession } from '../signin/session.ts'
import { signInRoutes, told, waysIn } from '../signin/signin.routes.tsx'
import { endStep, shownOnce, stepOf } from '../signin/step.ts'
import { plainText } from '../../../platform/plainText.ts'

export const residentScripts = { signIn: 'src/modules/residents/signin/browser/signIn.ts' }

export function residentPages(site: Site): Hono {
  const app = new Hono()
  const { office } = site
  const tries = receiptTries(office, 'receipt')
  app.use(
    '/my/*',
    bodyLimit({
      maxSize: 16_000,
      onError: () => {
        throw new UserError(413, '写得太长了。')
      },
    }),
  )
  /** Reads as whoever is signed in; `undefined` where nobody is. */
  const asMe = <T,>(c: Context, read: (tx: Tx, me: SignedIn) => Promise<T>) =>
    asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), read)
  /** A page for whoever is signed in; else to the forms for that, and back to the notice. */
  const page = async (c: Context, show: (visit: Visit, tx: Tx, me: SignedIn) => Promise<Shown>, to = '') => {
    const visit = await visitOf(site, c)
    const shown = await asMe(c, (tx, me) => show(visit, tx, me))
    return shown
      ? answer(site, c, visit, { ...shown, personal: true, noindex: true })
      : c.redirect(`/my/sign-in${to === '' ? '' : `?to=${encodeURIComponent(to)}`}`, 303)
  }
  /** Villagers themselves only: whoever sits with one does neither their reports nor their searching. */
  const alone = async (c: Context): Promise<SignedIn> => {
    const me = await asMe(c, (_, who) => Promise.resolve(who))
    if (!me) throw new UserError(401, '登录已经到期，请重新登录。')
    if (me.agent !== '') throw notFound('代办员陪着看的时候不能用这一项。')
    return me
  }

  app.get('/my', takes(), async (c) => {
    const step = shownOnce(office, c, stepOf(office, c))
    return page(c, async (visit, tx, me) =>
      myHome(visit, me, {
        group: await ownGroup(tx, me),
        notices: await noticesFor(tx, me.path, visit.today),
        looks: await looksAt(tx),
        reports: me.agent === '' ? await myReports(office.db, me.id) : [],
        applications: me.agent === '' ? await myApplications(office.db, me.id) : [],
        say: step.say,
        ways: me.agent === '' ? await waysIn(site) : [],
        devices:
          me.agent === '' ? await devicesOf(office.db, me.id, tokenIn(c.req.header('cookie'))!, office.now()) : [],
      }),
    )
  })
  app.get('/my/d/:code', takes(), async (c) => {
    const code = c.req.param('code')
    return page(
      c,
      async (visit, tx, me) => {
        const shown = await myNotice(visit, tx, me, code)
        await lookedAt(office.db, tokenIn(c.req.header('cookie'))!, 'notice', code, office.now())
        return shown
      },
      code,
    )
  })
  app.get('/my/f/:code/:sha256{[0-9a-f]{64}}', async (c) => {
    const { today } = await visitOf(site, c)
    const file = await asMe(c, (tx) => fileFor(tx, c.req.param('code'), c.req.param('sha256'), today))
    const bytes = file && (await office.files.get('public', c.req.param('sha256')))
    if (!bytes) throw notFound('没有这个附件，或者不给您看。')
    await lookedAt(office.db, tokenIn(c.req.header('cookie'))!, 'file', c.req.param('code'), office.now())
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': file.type,
      'content-disposition': asAttachment(file.name),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
    })
  })
  app.post('/my/people', async (c) => {
    const me = await alone(c)
    const typed = plainText(String((await c.req.parseBody())['name'] ?? ''))
      .replaceAll(/\s/g, '')
      .slice(0, 20)
    if (typed.length >= 2) await limitSearches(office, (await contextAt(office.db, office.now())).rules, me.id)
    return page(c, async (visit, tx) =>
      peoplePage(
        visit,
        me,
        typed,
        typed.length < 2
          ? undefined
          : { people: await neighboursCalled(tx, typed), notices: await noticesNaming(tx, typed, visit.today) },
      ),
    )
  })
  app.get('/my/people', takes(), (c) => page(c, async (visit, _, me) => peoplePage(visit, me, '', undefined)))
  app.post('/my/reports', async (c) => {
    const me = await alone(c)
    const form = await c.req.parseBody()
    return told(
      office,
      c,
      async () => {
        await limitTries(office, c, (await contextAt(office.db, office.now())).rules)
        const code = readCode(String(form['code'] ?? '').slice(0, 40))
        if (code !== undefined) await tries.take(c, code)
        await addReport(
          office.db,
          office.secret,
          me.id,
          { code: code ?? '', digits: String(form['digits'] ?? '').slice(0, 20) },
          office.now(),
        )
        await tries.right(c, code!)
        return '/my#reports'
      },
      '/my',
      {},
    )
  })
  app.get('/my/reports/:code{[0-9A-Z]{10}}', async (c) => {
    const code = c.req.param('code')
    const party = await partyOfMine(office.db, (await alone(c)).id, code)
    if (party === undefined) throw notFound('您的名下没有这件反映。')
    letIn(c, office.secret, code, party, office.now())
    return c.redirect(`/reports/${code}`, 303)
  })
  app.get('/my/applications/:code{[0-9A-Z]{10}}', async (c) => {
    const code = c.req.param('code')
    if (!(await myApplications(office.db, (await alone(c)).id)).some((a) => a.code === code))
      throw notFound('您的名下没有这件申请。')
    letIn(c, office.secret, code, 'applicant', office.now(), '/applications')
    return c.redirect(`/applications/${code}`, 303)
  })
  app.get('/my/services/:code{[A-Z][A-Z0-9-]{1,15}}', async (c) => {
    const me = await asMe(c, (_, who) => Promise.resolve(who))
    if (!me || me.agent !== '') return c.redirect('/my/sign-in', 303)
    const at = { slug: me.slug, code: c.req.param('code') }
    c.header(
      'set-cookie',
      sittingCookie(
        office.secret,
        at,
        { session: tokenHash(tokenIn(c.req.header('cookie'))!), residentId: me.id, identity: me.level },
        office.now(),
        office.baseUrl?.startsWith('https:') ?? false,
      ),
      { append: true },
    )
    return c.redirect(applyHref(at.slug, at.code), 303)
  })
  app.post('/my/devices/:id{[a-z0-9-]+}/end', async (c) => {
    const me = await alone(c)
    const id = c.req.param('id')
    await endDevices(office.db, me.id, tokenIn(c.req.header('cookie'))!, id === 'others' ? 'others' : { id })
    return c.redirect('/my#devices', 303)
  })
  app.post('/my/sign-out', async (c) => {
    const token = tokenIn(c.req.header('cookie'))
    const me = await asMe(c, (_, who) => Promise.resolve(who))
    if (me) for (const r of await myReports(office.db, me.id)) letOut(c, r.code)
    if (me) for (const a of await myApplications(office.db, me.id)) letOut(c, a.code, '/applications')
    if (token) await endSession(office.db, token)
    giveSession(office, c, '', 0)
    endStep(office, c)
    return c.redirect('/my/sign-in', 303)
  })
  signInRoutes(app, site)
  joinRoutes(app, site)
  app.onError((error, c) => {
    c.header('cache-control', 'no-store')
    return errorPage(site, c, error)
  })
  return app
}
