/** A household's slip: choose who you are, prove a telephone, and it is yours from now on. */
import type { Context, Hono } from 'hono'
import { contextAt } from '../../../kernel/cases/office.ts'
import { invitationOf, type Invitation } from '../../../kernel/residents/slips.ts'
import { join } from '../../../kernel/residents/signin.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { invalid } from '../../../platform/errors.ts'
import { Choices, ErrorSummary, Field } from '../../../web/field.tsx'
import { answer, visitOf, type Shown, type Site } from '../../disclosure/public/site.ts'
import { limitTries } from './limits.ts'
import { enter, phoneIn, proven, sendCode } from './session.ts'
import { codePage } from './signin.pages.tsx'
import { told } from './signin.routes.tsx'

export function joinRoutes(app: Hono, site: Site) {
  const { office } = site
  const vault = residentVault(office.secret)
  const show = async (c: Context, shown: Shown) => answer(site, c, await visitOf(site, c), { ...shown, personal: true, noindex: true })
  const invitation = async (c: Context): Promise<Invitation> => {
    await limitTries(office, c, (await contextAt(office.db, office.now())).rules)
    return invitationOf(office.db, vault, c.req.param('slip')!, office.now())
  }
  app.get('/my/join/:slip', async (c) => show(c, joinPage(c.req.param('slip'), await invitation(c))))
  app.post('/my/join/:slip/code', async (c) => {
    const form = await c.req.parseBody()
    const found = await invitation(c)
    const typed = { resident: String(form['resident'] ?? ''), phone: String(form['phone'] ?? '') }
    return told(async () => {
      if (!found.people.some((p) => p.id === typed.resident && !p.taken)) throw invalid('请选您是哪一位。', { field: 'resident' })
      const phone = phoneIn(typed.phone)
      const demoCode = await sendCode(office, c, phone, true)
      return show(c, codePage({ action: `/my/join/${c.req.param('slip')}`, phone, hidden: { resident: typed.resident }, demoCode }))
    }, (say) => show(c, joinPage(c.req.param('slip'), found, typed, say)))
  })
  app.post('/my/join/:slip', async (c) => {
    const form = await c.req.parseBody()
    const phone = phoneIn(form['phone'])
    const resident = String(form['resident'] ?? '')
    const found = await invitation(c)
    return told(async () => {
      const rules = await proven(office, c, phone, String(form['code'] ?? ''))
      await enter(office, c, phone, resident, rules, (tx) => join(tx, vault, found, resident, phone, rules, office.now()))
      return c.redirect('/my', 303)
    }, (say) => show(c, codePage({ action: `/my/join/${c.req.param('slip')}`, phone, hidden: { resident }, say })))
  })
}

function joinPage(slip: string, found: Invitation, typed = { resident: '', phone: '' }, say?: string): Shown {
  const free = found.people.filter((p) => !p.taken)
  return {
    title: `${found.village}邀请您登录`, status: say ? 422 : 200,
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: say.startsWith('请选') ? `resident-${free[0]?.id ?? ''}` : 'phone', say }]} />}
        <h1>{found.village}邀请您登录</h1>
        {free.length === 0 ? <p>您家的人都已经绑定了手机，直接<a href="/my/sign-in">登录</a>就行。</p> : (
          <form method="post" action={`/my/join/${slip}/code`}>
            <Choices name="resident" legend="您是哪一位" value={typed.resident} choices={free.map((p) => ({ value: p.id, text: p.name }))} />
            <Field name="phone" label="您的手机号" value={typed.phone} error={say && !say.startsWith('请选') ? say : undefined} autocomplete="tel" maxLength={20} required help="几个人可以用同一个手机号。" />
            <p class="do"><button class="press" type="submit">获取验证码</button></p>
          </form>
        )}
        <p class="quiet">这张邀请条不是您家的，请交回村里，不要替别人选。</p>
      </div>
    ),
  }
}
