/** Taking in questions and reports of what is missing. */
import { toAsk } from '../../../kernel/danger/danger.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { regionIdQ } from '../../../kernel/regions/shown.queries.ts'
import { bodyLimit } from 'hono/body-limit'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { transact } from '../../../platform/db.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { FieldError } from '../../../web/field.tsx'
import { ask, questionSchema, type QuestionInput } from './questions.ts'
import { placeById } from '../catalogue/places.read.ts'
import { askPage, receiptPage } from './ask.pages.tsx'
import type { Typed } from './ask.parts.tsx'
import { obligationQ } from '../obligations/missing.queries.ts'
import { findNotice } from '../publishing/notice.read.ts'
import { obligationPage } from '../obligations/obligation.pages.tsx'
import { newPuzzle } from '../../../kernel/site/puzzle.ts'
import { sendLimit, type SendLimit } from '../../../kernel/site/sendLimit.ts'
import { answer, page, visitOf, type Site } from '../site.ts'
import { rememberSent, sentLately } from '../../../kernel/site/sentLately.ts'

export function askRoutes(app: Hono, site: Site) {
  const limits = sendLimit(site.office, 'ask', 6, 60)

  app.get('/ask/challenge', async (c) => {
    c.header('cache-control', 'no-store')
    return c.json(await newPuzzle(site.office.secret, new Date()))
  })
  app.get(
    '/q/:code',
    page(
      site,
      () => 'all',
      (visit, c) => receiptPage(visit, c.req.param('code')!),
    ),
  )
  app.get(
    '/d/:code/ask',
    page(
      site,
      () => 'all',
      (visit, c) => askPage(visit, c.req.param('code')!),
    ),
  )
  // Read whole before anything is counted: a form has no reason to be larger.
  const small = bodyLimit({
    maxSize: 64_000,
    onError: () => {
      throw new UserError(413, '写得太长了，请分几次写。')
    },
  })
  app.post('/d/:code/ask', small, async (c) => {
    const visit = await visitOf(site, c)
    const { notice } = await findNotice(visit, c.req.param('code'))
    if (notice.withdrawn !== null) throw notFound('这项公开已经撤回，不能再提问。')
    const form = await formOf(c, visit.frame.rules)
    if (!form.input) return answer(site, c, visit, await askPage(visit, notice.code, form))
    return take(site, c, limits, form.input, form.altcha, { noticeId: notice.notice_id, slug: notice.place_slug })
  })
  app.post('/v/:slug/missing/:id', small, async (c) => {
    const visit = await visitOf(site, c)
    const obligation = (await obligationQ(visit.db, c.req.param('id')))[0]
    if (!obligation || obligation.place_slug !== c.req.param('slug')) throw notFound('没有这个事项。')
    const form = await formOf(c, visit.frame.rules, 'missing')
    if (!form.input)
      return answer(site, c, visit, await obligationPage(visit, obligation.place_slug, obligation.id, form))
    return take(site, c, limits, form.input, form.altcha, { obligationId: obligation.id, slug: obligation.place_slug })
  })
}

type Form = { typed: Typed; errors: FieldError[]; input?: QuestionInput; altcha?: string }
const typedSchema = z.object({
  kind: z.string().max(20).catch('question'),
  text: z.string().catch(''),
  name: z.string().catch(''),
  showName: z.string().optional(),
  contact: z.string().catch(''),
  key: z.string().max(80).catch(''),
  urgent: z.string().optional(),
  numbers: z.string().optional(),
  altcha: z.string().optional(),
})

/** What was typed, and what of it is wrong. `kind` is fixed where the page decides it. */
async function formOf(c: Context, rules: Pick<Rules, 'find'>, kind?: QuestionInput['kind']): Promise<Form> {
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > 64_000) throw new UserError(413, '您写的内容太长了，请分几次提交。')
  const raw = typedSchema.parse(await c.req.parseBody())
  const typed: Typed = { ...raw, kind: kind ?? raw.kind, showName: raw.showName !== undefined }
  const checked = questionSchema.safeParse({ ...typed, key: typed.key === '' ? undefined : typed.key })
  if (checked.success && checked.data.kind === 'comment' && checked.data.name === '')
    return { typed, errors: [{ field: 'name', say: '要公开显示的话，请写姓名；不想显示姓名，下面不勾就写“一位村民”' }] }
  const asked = toAsk([typed.text, typed.name], typed, rules)
  if (checked.success && asked.length > 0) return { typed, errors: asked }
  if (checked.success && !(kind === undefined && checked.data.kind === 'missing'))
    return { typed, errors: [], input: checked.data, altcha: raw.altcha }
  const issues = checked.error?.issues ?? []
  return {
    typed,
    errors:
      issues.length === 0
        ? [{ field: 'kind-question', say: '请选择您想说的是哪一种' }]
        : issues.map((i) => ({
            field: i.path[0] === 'kind' ? 'kind-question' : String(i.path[0]),
            say: i.path[0] === 'kind' ? '请选择您想说的是哪一种' : i.message,
          })),
  }
}

/** Takes it in, once per key, and leads to the page that thanks. */
async function take(
  site: Site,
  c: Context,
  limits: SendLimit,
  input: QuestionInput,
  altcha: string | undefined,
  target: { noticeId?: string; obligationId?: string; slug: string },
): Promise<Response> {
  const { office } = site
  const ctx = await contextAt(office.db, office.now())
  const regionId = (await regionIdQ(office.publicPool, target.slug))[0]!.id
  const who = [input.name, input.contact]
  const key = sentLately(c, who) ?? input.key
  await limits.take(c, altcha, key)
  const taken = await transact(office.db, async (tx) =>
    ask(
      tx,
      { noticeId: target.noticeId, obligationId: target.obligationId, place: await placeById(tx, regionId) },
      { ...input, key },
      ctx,
    ),
  )
  if (key !== undefined) rememberSent(c, key, who)
  return c.redirect(`/q/${taken.code}`, 303)
}
