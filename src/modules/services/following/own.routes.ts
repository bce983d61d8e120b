/** What the receipt of an application opens. Without both halves nothing is told. */
import { toAsk } from '../../../kernel/danger/danger.ts'
import { asAttachment } from '../../../platform/disposition.ts'
import { bodyLimit } from 'hono/body-limit'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { notFound, UserError } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import type { PdfDocument } from '../../../platform/pdf/document.ts'
import { pdfOf } from '../../../platform/pdf/pdf.ts'
import { limiter } from '../../../platform/rateLimit.ts'
import { lastPage } from '../../../web/pager.tsx'
import type { Tx } from '../../../platform/db.ts'
import type { Context as Acting } from '../../../kernel/cases/times.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { answer, visitOf, type Site } from '../../../kernel/site/site.tsx'
import { statement } from '../../../kernel/site/statement.ts'
import { answerOwn } from '../../../kernel/receipts/answerOwn.ts'
import { letIn, letOut, partyOf } from '../../../kernel/receipts/access.ts'
import { receiptTries } from '../../../kernel/receipts/receiptTries.ts'
import { digitsHash, sameDigits } from '../../../kernel/receipts/receipt.ts'
import type { Stars } from '../deciding/applications.schema.ts'
import { checkIdentity, dropDraft, rate, withdraw } from './party.ts'
import { applicationByCode, type ApplicationRow } from '../deciding/application.ts'
import { ownHref } from '../applying/addresses.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { leavesOf } from '../../../kernel/ledger/queries.ts'
import { receiptDocument, resultDocument } from './own.document.ts'
import { findPage, looksPage, ownPage } from './own.pages.tsx'
import { checkedPage, resultSheet, type CheckedResult } from './own.sheets.tsx'
import { looksOf, looksPerPage, openedApplication, readOwn, receiptOf, type Live } from './own.read.ts'
import { plainText } from '../../../platform/plainText.ts'

const pageSchema = z.coerce.number().int().min(1).max(10_000).catch(1)
const typedSchema = z.object({ code: z.string().max(40).catch(''), digits: z.string().max(20).catch('') })
const checkedQ = statement<CheckedResult>(
  'applications.result',
  `SELECT id, service_code, service, place, slug, state, sent_on::text AS sent_on, closed_on::text AS closed_on,
    face, face_salt
  FROM public_application_results WHERE result_code = $1`,
)

export function ownRoutes(app: Hono, site: Site) {
  const small = bodyLimit({
    maxSize: 64_000,
    onError: () => {
      throw new UserError(413, '写得太长了，请写短一点。')
    },
  })
  findRoutes(app, site, small)
  sheetRoutes(app, site)
  deedRoutes(app, site, small)
  resultRoutes(app, site)
}

/** By code and digits to the application. */
function findRoutes(app: Hono, site: Site, small: MiddlewareHandler) {
  const { office } = site
  const tries = receiptTries(office, 'application')
  app.get('/applications', takes(), async (c) => answer(site, c, await visitOf(site, c), findPage({ code: '' }, [])))
  app.post('/applications', small, async (c) => {
    const typed = typedSchema.parse(await c.req.parseBody())
    const code = readCode(typed.code)
    const digits = plainText(typed.digits).replace(/\D/g, '')
    const errors = [
      ...(code === undefined ? [{ field: 'code', say: '编号是 10 位数字和字母，请核对' }] : []),
      ...(digits.length === 6 ? [] : [{ field: 'digits', say: '请填回执上的六位数字' }]),
    ]
    if (code === undefined || errors.length > 0)
      return answer(site, c, await visitOf(site, c), findPage(typed, errors, 422))
    await tries.take(c, code)
    const a = await applicationByCode(office.db, code)
    if (!a || !sameDigits(a.secret_hash, digitsHash(office.secret, code, digits)))
      return answer(
        site,
        c,
        await visitOf(site, c),
        findPage(typed, [{ field: 'code', say: '编号或六位数字不对，请核对回执' }], 422),
      )
    await tries.right(c, code)
    letIn(c, office.secret, code, 'applicant', office.now(), '/applications')
    return c.redirect(ownHref(code), 303)
  })
  app.get('/applications/:code{[0-9A-Za-z]{10}}', takes(), async (c) => {
    const visit = await visitOf(site, c)
    const code = c.req.param('code').toUpperCase()
    // Whose opening has run out, or who scans the paper receipt: the digits are all that is missing. A code that is
    // none looks the same.
    if (partyOf(c, office.secret, code, office.now()) === undefined)
      return answer(site, c, visit, findPage({ code }, [], 404))
    return answer(site, c, visit, ownPage(await readOwn(office, (await openedApplication(office, c)).a), visit.origin))
  })
}

/** What the applicant may read and take along. */
function sheetRoutes(app: Hono, site: Site) {
  const { office } = site
  app.get('/applications/:code{[0-9A-Z]{10}}/result', takes(), async (c) => {
    const visit = await visitOf(site, c)
    return answer(site, c, visit, resultSheet(await decided(office, c), visit.origin))
  })
  app.get('/applications/:code{[0-9A-Z]{10}}/result.pdf', async (c) => {
    const own = await decided(office, c)
    return paper(c, `办理结果-${own.a.code}`, resultDocument(own, (await visitOf(site, c)).origin), own.a.closed_at!)
  })
  app.get('/applications/:code{[0-9A-Z]{10}}/receipt.pdf', async (c) => {
    const own = await handedIn(office, c)
    return paper(c, `回执-${own.a.code}`, receiptDocument(own, (await visitOf(site, c)).origin), own.a.sent_at!)
  })
  app.get('/applications/:code{[0-9A-Z]{10}}/looks', takes(['page']), async (c) => {
    const { a } = await openedApplication(office, c)
    const asked = pageSchema.parse(c.req.query('page'))
    const found = await looksOf(office.db, a.id, asked)
    const page = lastPage(asked, found.total, looksPerPage)
    return answer(
      site,
      c,
      await visitOf(site, c),
      looksPage(a, page === asked ? found : await looksOf(office.db, a.id, page), page),
    )
  })
  app.get('/applications/:code{[0-9A-Z]{10}}/receipt', async (c) => {
    const { a } = await openedApplication(office, c)
    const receipt = receiptOf(office, a, (await contextAt(office.db, office.now())).county)
    if (!receipt) throw notFound('还没有提交，没有收件证明。')
    return c.body(`${receipt}\n`, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': asAttachment(`${a.code}.receipt`),
      'cache-control': 'no-store',
    })
  })
}

/** What the applicant does. */
function deedRoutes(app: Hono, site: Site, small: MiddlewareHandler) {
  const { office } = site
  const identities = limiter(office.pool, 'application-identity', 10, 3600)
  app.post('/applications/:code{[0-9A-Z]{10}}/leave', small, (c) => {
    letOut(c, c.req.param('code'), '/applications')
    return c.redirect('/applications', 303)
  })
  app.post('/applications/:code{[0-9A-Z]{10}}/drop', small, async (c) => {
    const { a } = await openedApplication(office, c)
    await dropDraft(office, a.id)
    letOut(c, a.code, '/applications')
    return c.redirect('/applications', 303)
  })
  app.post('/applications/:code{[0-9A-Z]{10}}/withdraw', small, (c) =>
    ownDeed(site, c, { text: 'reason', form: 'withdraw' }, (tx, a, typed, ctx) =>
      withdraw(tx, a, (typed['reason'] ?? '').slice(0, 200), ctx),
    ),
  )
  app.post('/applications/:code{[0-9A-Z]{10}}/rate', small, (c) =>
    ownDeed(site, c, { text: 'text', form: '' }, (tx, a, typed, ctx) => {
      const stars = Number(typed['stars'])
      if (![1, 2, 3, 4, 5].includes(stars)) throw new UserError(422, '请选一个评价', { field: 'stars' })
      return rate(tx, office.secret, a, stars as Stars, (typed['text'] ?? '').slice(0, 1_000), ctx)
    }),
  )
  app.post('/applications/:code{[0-9A-Z]{10}}/identity', small, (c) =>
    ownPress(site, c, async (a) => {
      if (!office.identity || a.state !== 'sent') throw notFound('这里不能网上核对身份，请工作人员当面核对。')
      await identities.take(a.code)
      await checkIdentity(office, office.identity, a)
    }),
  )
}

/** A result on paper is checked by its code: anybody may. */
function resultRoutes(app: Hono, site: Site) {
  const { office } = site
  app.get('/results/:code{[0-9A-Za-z]{10}}', takes(), async (c) => {
    const code = readCode(c.req.param('code')) ?? ''
    const found = (await checkedQ(office.publicPool, code))[0]
    const leaf = found && (await leavesOf(office.public, found.id)).findLast((l) => l.kind === 'closing')
    return answer(site, c, await visitOf(site, c), checkedPage(code, found, leaf))
  })
}

async function handedIn(office: Office, c: Context): Promise<Live> {
  const own = await readOwn(office, (await openedApplication(office, c)).a)
  if (own.c === undefined) throw notFound('还没有提交，没有回执。')
  return own as Live
}

async function decided(office: Office, c: Context): Promise<Live> {
  const own = await handedIn(office, c)
  if (own.a.result_code === null) throw notFound('还没有结果。')
  return own
}

/** The applicant's own: kept nowhere on the way. */
async function paper(c: Context, name: string, document: PdfDocument, at: Date): Promise<Response> {
  return c.body(Buffer.from(await pdfOf(document, at)), 200, {
    'content-type': 'application/pdf',
    'content-disposition': asAttachment(`${name}.pdf`),
    'cache-control': 'no-store',
  })
}

/** The free text of a deed, and of which form on the page its ticks are. */
type Said = { text: 'reason' | 'text'; form: string }

/**
 * A deed of the applicant in words of their own: of danger and of numbers in them is asked first, whatever the deed is.
 */
const ownDeed = (
  site: Site,
  c: Context,
  said: Said,
  take: (tx: Tx, a: ApplicationRow, typed: Record<string, string>, ctx: Acting) => Promise<unknown>,
): Promise<Response> =>
  ownPress(site, c, (a, typed) =>
    inContext(site.office, (tx, ctx) => {
      const first = toAsk([typed[said.text] ?? ''], typed, ctx.rules, said.form)[0]
      if (first) throw new UserError(422, first.say, { field: first.field })
      return take(tx, a, typed, ctx)
    }),
  )

/** A press of the applicant on their own page. */
const ownPress = (
  site: Site,
  c: Context,
  work: (a: ApplicationRow, typed: Record<string, string>) => Promise<unknown>,
): Promise<Response> =>
  answerOwn(c, async () => {
    const { a } = await openedApplication(site.office, c)
    return {
      href: ownHref(a.code),
      field: 'reason',
      work: ({ typed }) => work(a, typed),
      again: async (refused) => {
        const visit = await visitOf(site, c)
        return answer(site, c, visit, ownPage(await readOwn(site.office, a), visit.origin, refused))
      },
    }
  })
