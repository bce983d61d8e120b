/** A household's slip: choose who you are, prove a telephone, and it is yours from now on. */
import { answer, visitOf, type Shown, type Site } from '../../disclosure/index.pages.ts'
import type { Context, Hono } from 'hono'
import { invitationOf, type Invitation } from '../../../kernel/residents/slips.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { invalid } from '../../../platform/errors.ts'
import { Choices, ErrorSummary, Field } from '../../../web/field.tsx'
import { limitTries } from './limits.ts'
import { phoneIn, rulesOfSignIn, sendCode } from './session.ts'
import { told } from './signin.routes.tsx'
import { putStep, shownOnce, stepOf, type Step } from './step.ts'

export function joinRoutes(app: Hono, site: Site) {
  const { office } = site
  const vault = residentVault(office.secret)
  const invitation = async (c: Context): Promise<Invitation> => {
    await limitTries(office, c, await rulesOfSignIn(office))
    return invitationOf(office.db, vault, c.req.param('slip')!, office.now())
  }
  app.get('/my/join/:slip', takes(), async (c) => {
    const step = shownOnce(office, c, stepOf(office, c))
    return answer(site, c, await visitOf(site, c), {
      ...joinPage(c.req.param('slip'), await invitation(c), step.slip === c.req.param('slip') ? step : undefined),
      personal: true,
      noindex: true,
    })
  })
  app.post('/my/join/:slip/code', async (c) => {
    const slip = c.req.param('slip')
    const form = await c.req.parseBody()
    const found = await invitation(c)
    const typed = {
      slip,
      resident: String(form['resident'] ?? '').slice(0, 40),
      phone: String(form['phone'] ?? '').slice(0, 30),
    }
    return told(
      office,
      c,
      async () => {
        if (!found.people.some((p) => p.id === typed.resident && !p.taken))
          throw invalid('请选您是哪一位。', { field: 'resident' })
        const phone = phoneIn(typed.phone)
        const demoCode = await sendCode(office, c, {
          phone,
          villageId: found.villageId,
          puzzle: String(form['altcha'] ?? ''),
        })
        putStep(office, c, { ...typed, phone, demoCode, asked: true })
        return '/my/code'
      },
      `/my/join/${slip}`,
      typed,
    )
  })
}

function joinPage(slip: string, found: Invitation, step: Step | undefined): Shown {
  const free = found.people.filter((p) => !p.taken)
  const say = step?.say
  const aboutWho = say?.startsWith('请选') === true
  return {
    title: `${found.village}邀请您登录`,
    status: say ? 422 : 200,
    scripts: ['signIn'],
    body: (
      <div class="text">
        {say && <ErrorSummary errors={[{ field: aboutWho ? `resident-${free[0]?.id ?? ''}` : 'phone', say }]} />}
        <h1>{found.village}邀请您登录</h1>
        {free.length === 0 ? (
          <p>
            您家的人都已经绑定了手机，直接<a href="/my/sign-in">登录</a>就行。
          </p>
        ) : (
          <form method="post" action={`/my/join/${slip}/code`} data-once>
            <Choices
              name="resident"
              legend="您是哪一位"
              value={step?.resident ?? ''}
              error={aboutWho ? say : undefined}
              choices={free.map((p) => ({ value: p.id, text: p.name }))}
            />
            <Field
              name="phone"
              label="您的手机号"
              value={step?.phone ?? ''}
              error={aboutWho ? undefined : say}
              inputmode="tel"
              autocomplete="tel"
              maxLength={20}
              required
              help="几个人可以用同一个手机号。"
            />
            <p class="do">
              <button class="press" type="submit">
                获取验证码
              </button>
            </p>
          </form>
        )}
        <p class="quiet">这张邀请条不是您家的，请交回村里，不要替别人选。</p>
      </div>
    ),
  }
}
