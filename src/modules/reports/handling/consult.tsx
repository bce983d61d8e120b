/**
 * The page of an invited outsider (邀将): what they are asked, and a field for their opinion; who the reporter is only
 * where they were told.
 */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { transact } from '../../../platform/db.ts'
import { notFound, UserError } from '../../../platform/errors.ts'
import { sayLimit } from '../../../platform/clock.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { guestRequest } from '../../../kernel/cases/requests.ts'
import { errorPage } from '../../../kernel/site/error.pages.tsx'
import { Careful } from '../../../kernel/danger/danger.parts.tsx'
import { toAsk } from '../../../kernel/danger/danger.ts'
import { answer, visitOf, type Shown, type Site, type Visit } from '../../../kernel/site/site.tsx'
import { answerAsOutsider } from './outsider.ts'
import { toldToGuest } from './shares.ts'
import { meaningOf } from '../sending/namedLater.ts'
import { Meant } from '../sending/named.parts.tsx'
import { ErrorSummary, Field, type FieldError } from '../../../web/field.tsx'
import { takes } from '../../../kernel/site/parameters.ts'

/** `/consult/:key`: the key is in the link that was shown once. Wrong, answered and expired keys look the same. */
export function consultPages(site: Site): Hono {
  const app = new Hono()
  const { office } = site
  const found = async (key: string) => {
    const request = key.length > 60 ? undefined : await guestRequest(office.db, key, office.now())
    if (!request) throw notFound('这个链接不对、已经答复过，或者过期了。请联系邀请您的人。')
    return request
  }
  const toldOf = (request: { id: string }) => toldToGuest(office.db, office.secret, request.id)
  const small = bodyLimit({
    maxSize: 64_000,
    onError: () => {
      throw new UserError(413, '写得太长了，请写短一些。')
    },
  })
  app.get('/consult/:key', takes(), async (c) => {
    const request = await found(c.req.param('key'))
    const visit = await visitOf(site, c)
    return answer(site, c, visit, asked(request, await toldOf(request), visit, {}, []))
  })
  app.post('/consult/:key', small, async (c) => {
    const key = c.req.param('key')
    const request = await found(key)
    const typed = await c.req.parseBody()
    const text = String(typed['text'] ?? '').trim()
    const meant = String(typed['meant'] ?? '')
    const visit = await visitOf(site, c)
    if (text.length < 2 || text.length > 2_000)
      return answer(site, c, visit, {
        ...asked(request, await toldOf(request), visit, typed, [
          { field: 'text', say: text.length < 2 ? '请写您的意见' : '最多 2000 字，请写短一些' },
        ]),
        status: 422,
      })
    const ctx = await contextAt(office.db, office.now())
    const first = toAsk([text], typed, ctx.rules)
    if (first.length > 0)
      return answer(site, c, visit, {
        ...asked(request, await toldOf(request), visit, typed, first),
        status: 422,
      })
    try {
      await transact(office.db, (tx) =>
        answerAsOutsider(tx, key, request.case_id, { text, meaning: meaningOf(meant) }, ctx),
      )
    } catch (error) {
      if (!(error instanceof UserError) || (error.details as { field?: string } | undefined)?.field !== 'meant')
        throw error
      const errors = [{ field: 'meant', say: error.message }]
      return answer(site, c, visit, {
        ...asked(request, await toldOf(request), visit, typed, errors),
        status: 422,
      })
    }
    return c.redirect('/consult/thanks/done', 303)
  })
  app.get('/consult/thanks/done', takes(), async (c) =>
    answer(site, c, await visitOf(site, c), {
      title: '谢谢',
      noindex: true,
      personal: true,
      body: (
        <div class="text">
          <h1>谢谢，已经收到</h1>
          <p>您的意见已经交给办理的人。这个链接不能再用了。</p>
        </div>
      ),
    }),
  )
  app.onError((error, c) => errorPage(site, c, error))
  return app
}

type Asked = { guest_name: string; ask: string; due_at: Date | null }

function asked(
  r: Asked,
  told: { name: string; phone: string } | undefined,
  { frame }: Pick<Visit, 'frame'>,
  typed: Readonly<Record<string, unknown>>,
  errors: FieldError[],
): Shown {
  const [text, meant] = [String(typed['text'] ?? ''), String(typed['meant'] ?? '')]
  const wrong = (field: string) => errors.find((e) => e.field === field)?.say
  return {
    title: '请您看一看',
    noindex: true,
    personal: true,
    body: (
      <div class="text">
        <h1>{r.guest_name}，请您看一看</h1>
        <p class="told">{r.ask}</p>
        {told && (
          <p>
            反映人：{told.name || '没有留姓名'}，{told.phone || '没有留电话'}。只给您办这件事用，请不要告诉别人。
          </p>
        )}
        {r.due_at && <p class="quiet">请在 {sayLimit(r.due_at)} 前答复。</p>}
        <ErrorSummary errors={errors} />
        <form method="post">
          <Field
            name="text"
            label="您的意见"
            help="只有办理这件事的人看得到。"
            value={text}
            rows={8}
            maxLength={2_000}
            error={wrong('text')}
          />
          <Careful rules={frame.rules} written={text} typed={typed} goOn="继续提交" />
          <Meant value={meant} error={wrong('meant')} />
          <p class="do">
            <button type="submit" class="press">
              交给办理的人
            </button>
          </p>
        </form>
      </div>
    ),
  }
}
