/**
 * Signing in: telephone, code, and who it is where several people share the telephone. Every form leads on to a page
 * that "back" can show again.
 */
import { answer, visitOf, type Shown, type Site } from '../../disclosure/index.pages.ts'
import type { Context, Hono } from 'hono'
import { UserError } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import { asResident, tokenIn } from '../../../kernel/residents/asResident.ts'
import { join, peopleOn } from '../../../kernel/residents/signin.ts'
import { invitationOf } from '../../../kernel/residents/slips.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import type { WayIn } from '../../../kernel/room.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { enter, phoneIn, proven, rulesOfSignIn, sendCode } from './session.ts'
import { choosePage, codePage, phonePage } from './signin.pages.tsx'
import { endStep, putStep, shownOnce, stepOf, type Step } from './step.ts'

export function signInRoutes(app: Hono, site: Site) {
  const { office } = site
  const vault = residentVault(office.secret)
  const show = async (c: Context, shown: Shown) =>
    answer(site, c, await visitOf(site, c), { ...shown, personal: true, noindex: true })
  const isIn = async (c: Context) =>
    (await asResident(office.resident, tokenIn(c.req.header('cookie')), office.now(), async () => true)) === true

  app.get('/my/sign-in', takes(['to']), async (c) => {
    await rulesOfSignIn(office)
    const to = toOf(c.req.query('to'))
    if (await isIn(c)) return c.redirect(homeOf(to), 303)
    const step = shownOnce(office, c, stepOf(office, c))
    return show(
      c,
      phonePage({
        to: to || step.to,
        demo: office.demo,
        typed: step.phone,
        say: step.asked ? undefined : step.say,
        ways: await waysIn(site),
      }),
    )
  })
  app.post('/my/code', async (c) => {
    const form = await c.req.parseBody()
    const typed = { to: toOf(form['to']), phone: String(form['phone'] ?? '').slice(0, 30) }
    return told(
      office,
      c,
      async () => {
        const phone = phoneIn(typed.phone)
        const people = await peopleOn(office.db, vault, phone)
        const demoCode = await sendCode(office, c, {
          phone,
          villageId: people[0]?.region_id,
          puzzle: String(form['altcha'] ?? ''),
        })
        putStep(office, c, { phone, to: typed.to, demoCode, asked: true })
        return '/my/code'
      },
      '/my/sign-in',
      typed,
    )
  })
  app.get('/my/code', takes(), async (c) => {
    const step = shownOnce(office, c, stepOf(office, c))
    if (step.asked)
      return show(
        c,
        codePage({
          phone: step.phone,
          back: step.slip === '' ? '/my/sign-in' : `/my/join/${step.slip}`,
          demoCode: step.demoCode,
          say: step.say,
        }),
      )
    return c.redirect((await isIn(c)) ? '/my' : '/my/sign-in', 303)
  })
  app.post('/my/sign-in', async (c) => {
    const step = stepOf(office, c)
    if (!step.asked) return tooLong(c)
    const code = String((await c.req.parseBody())['code'] ?? '').slice(0, 20)
    return told(office, c, () => enterAs(c, step, code, step.resident), '/my/code', step)
  })
  app.get('/my/who', takes(), async (c) => {
    const step = shownOnce(office, c, stepOf(office, c))
    if (step.code === '') return c.redirect((await isIn(c)) ? '/my' : '/my/sign-in', 303)
    return show(c, choosePage({ people: await peopleOn(office.db, vault, step.phone), say: step.say }))
  })
  app.post('/my/who', async (c) => {
    const step = stepOf(office, c)
    if (step.code === '') return tooLong(c)
    const resident = String((await c.req.parseBody())['resident'] ?? '')
    return told(
      office,
      c,
      async () => {
        if (resident === '') throw new UserError(422, '请选您是哪一位。')
        return enterAs(c, step, step.code, resident)
      },
      '/my/who',
      step,
    )
  })

  /** Signs in; returns where to go on. */
  const enterAs = async (c: Context, step: Step, code: string, resident: string): Promise<string> => {
    const rules = await proven(office, c, step.phone, code)
    if (step.slip !== '') {
      const found = await invitationOf(office.db, vault, step.slip, office.now())
      await enter(office, c, step.phone, resident, rules, (tx) =>
        join(tx, vault, found, resident, step.phone, rules, office.now()),
      )
    } else {
      const people = await peopleOn(office.db, vault, step.phone)
      const me = people.length === 1 ? people[0] : people.find((p) => p.id === resident)
      if (!me) {
        putStep(office, c, { phone: step.phone, to: step.to, asked: true, code })
        return '/my/who'
      }
      await enter(office, c, step.phone, me.id, rules)
    }
    endStep(office, c)
    return homeOf(step.to)
  }

  const tooLong = (c: Context) => {
    putStep(office, c, { say: '填得太久了，请重新获取验证码。' })
    return c.redirect('/my/sign-in', 303)
  }
}

/** Other ways to sign in that the rooms have. */
export const waysIn = async ({ rooms, office }: Site): Promise<WayIn[]> =>
  (await Promise.all(rooms.map((r) => r.wayIn?.(office)))).filter((w) => w !== undefined)

/** Works and goes on to where that leads; what the person can put right is told at `again`, with what was typed. */
export async function told(
  office: Site['office'],
  c: Context,
  work: () => Promise<string>,
  again: string,
  kept: Partial<Step>,
): Promise<Response> {
  try {
    return c.redirect(await work(), 303)
  } catch (error) {
    if (!(error instanceof UserError) || ![401, 409, 422, 429].includes(error.status)) throw error
    const { until: _, ...step } = { until: 0, ...kept }
    putStep(office, c, { ...step, say: error.message })
    return c.redirect(again, 303)
  }
}

/** The notice to go to afterwards: a code of ours or nothing. */
const toOf = (typed: unknown): string => readCode(String(typed ?? '')) ?? ''
const homeOf = (to: string) => (to === '' ? '/my' : `/my/d/${to}`)
