/** Signing in: telephone, code, and who it is where several people share the telephone. */
import type { Context, Hono } from 'hono'
import { UserError } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import { peopleOn } from '../../../kernel/residents/signin.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { answer, visitOf, type Shown, type Site } from '../../disclosure/public/site.ts'
import { enter, phoneIn, proven, sendCode } from './session.ts'
import { choosePage, codePage, phonePage } from './signin.pages.tsx'

export function signInRoutes(app: Hono, site: Site) {
  const { office } = site
  const vault = residentVault(office.secret)
  const show = async (c: Context, shown: Shown) => answer(site, c, await visitOf(site, c), { ...shown, personal: true, noindex: true })
  app.get('/my/sign-in', (c) => show(c, phonePage({ to: toOf(c.req.query('to')), demo: office.demo })))
  app.post('/my/code', async (c) => {
    const form = await c.req.parseBody()
    const to = toOf(form['to'])
    const typed = String(form['phone'] ?? '')
    return told(async () => {
      const phone = phoneIn(typed)
      const demoCode = await sendCode(office, c, phone, (await peopleOn(office.db, vault, phone)).length > 0)
      return show(c, codePage({ action: '/my/sign-in', phone, hidden: { to }, demoCode }))
    }, (say) => show(c, phonePage({ to, demo: office.demo, typed, say })))
  })
  app.post('/my/sign-in', async (c) => {
    const form = await c.req.parseBody()
    const to = toOf(form['to'])
    const code = String(form['code'] ?? '')
    const phone = phoneIn(form['phone'])
    return told(async () => {
      const rules = await proven(office, c, phone, code)
      const people = await peopleOn(office.db, vault, phone)
      const me = people.length === 1 ? people[0] : people.find((p) => p.id === form['resident'])
      if (!me) return show(c, choosePage({ phone, code, to, people }))
      await enter(office, c, phone, me.id, rules)
      return c.redirect(to === '' ? '/my' : `/my/d/${to}`, 303)
    }, (say) => show(c, codePage({ action: '/my/sign-in', phone, hidden: { to }, say })))
  })
}

/** What the person can put right is told beside the field; the rest goes on as an error page. */
export async function told(work: () => Promise<Response>, again: (say: string) => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError && [401, 409, 422, 429].includes(error.status)) return again(error.message)
    throw error
  }
}

/** The notice to go to afterwards: a code of ours or nothing. */
const toOf = (typed: unknown): string => readCode(String(typed ?? '')) ?? ''
