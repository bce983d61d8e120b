/** What a receipt opens. Without both halves nothing is told, not even whether there is such a report. */
import { toAsk } from '../../../kernel/danger/danger.ts'
import { asAttachment } from '../../../platform/disposition.ts'
import { bodyLimit } from 'hono/body-limit'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { transact, type Tx } from '../../../platform/db.ts'
import { conflict, notFound, UserError } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import { pdfOf } from '../../../platform/pdf/pdf.ts'
import { partly } from '../../../platform/partial.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import type { Context as Acting } from '../../../kernel/cases/times.ts'
import { stateFor } from '../accusations/accusations.ts'
import { ownReport, rate, rateBeside, reopen } from './party.ts'
import { meaningOf } from '../sending/namedLater.ts'
import { digitsHash, sameDigits } from '../../../kernel/receipts/receipt.ts'
import { ratings, type Rating } from '../reports.schema.ts'
import { mediaJob } from '../sending/voice.ts'
import { answerOwn, type OwnForm } from '../../../kernel/receipts/answerOwn.ts'
import { letIn, letOut, partyOf, type Party } from '../../../kernel/receipts/access.ts'
import { accusationPage } from '../accusations/accuse.pages.tsx'
import { addAll, takeFiles } from './add.ts'
import { reportHref } from '../addresses.ts'
import { findPage } from './find.pages.tsx'
import { reportReceipt } from './own.document.ts'
import { ownPage } from './own.pages.tsx'
import { ownFile, ownReportOf, supportersOf, type OwnReport } from './own.queries.ts'
import { readOwn, receiptOf } from './own.read.ts'
import { publicReportPage } from '../echo/report.pages.tsx'
import { answer, visitOf, type Site } from '../site.ts'
import { receiptTries } from '../../../kernel/receipts/receiptTries.ts'
import { wholeForm } from '../../../kernel/site/wholeForm.ts'
import { copyOf, shownBytes } from '../copies.ts'
import { plainText } from '../../../platform/plainText.ts'

const typedSchema = z.object({ code: z.string().max(40).catch(''), digits: z.string().max(20).catch('') })

export function ownRoutes(app: Hono, site: Site) {
  const { office } = site
  const tries = receiptTries(office, 'receipt')
  const small = bodyLimit({
    maxSize: 64_000,
    onError: () => {
      throw new UserError(413, '写得太长了，请分几次写。')
    },
  })

  app.get('/reports', takes(), async (c) => answer(site, c, await visitOf(site, c), findPage({ code: '' }, [])))
  app.post('/reports', small, async (c) => {
    const typed = typedSchema.parse(await c.req.parseBody())
    const code = readCode(typed.code)
    const digits = plainText(typed.digits).replace(/\D/g, '')
    if (code === undefined || digits.length !== 6) {
      const errors = [
        ...(code === undefined ? [{ field: 'code', say: '编号是 10 位数字和字母，请核对' }] : []),
        ...(digits.length === 6 ? [] : [{ field: 'digits', say: '请填回执上的六位数字' }]),
      ]
      return answer(site, c, await visitOf(site, c), findPage(typed, errors, 422))
    }
    await tries.take(c, code)
    const party = await partyFor(site, code, digits)
    if (party === undefined) {
      const accusation = await stateFor(office.db, office.secret, code, digits)
      if (accusation) await tries.right(c, code)
      if (accusation)
        return answer(
          site,
          c,
          await visitOf(site, c),
          accusationPage(
            accusation,
            (await contextAt(office.db, office.now())).rules.text('report.hotline.discipline'),
          ),
        )
    }
    if (party === undefined)
      return answer(
        site,
        c,
        await visitOf(site, c),
        findPage(typed, [{ field: 'code', say: '编号或六位数字不对，请核对回执' }], 422),
      )
    await tries.right(c, code)
    letIn(c, office.secret, code, party, office.now())
    return c.redirect(reportHref(code), 303)
  })
  app.get('/reports/:code{[0-9A-Za-z]{10}}', takes(['view']), async (c) => {
    const visit = await visitOf(site, c)
    const code = c.req.param('code').toUpperCase()
    const party = partyOf(c, office.secret, code, office.now())
    const report = party === undefined ? undefined : await ownReportOf(office.db, code)
    if (report && party !== undefined && c.req.query('view') !== 'public')
      return answer(site, c, visit, ownPage(visit, await readOwn(office, report, party)))
    // Who scanned a receipt: only the digits are missing. A code that is none looks the same.
    if (c.req.query('view') === 'own') return answer(site, c, visit, findPage({ code }, []))
    const shown = await publicReportPage(visit, code, await contextAt(office.db, office.now()))
    return answer(site, c, visit, shown ?? findPage({ code }, [], 404))
  })
  app.post('/reports/:code{[0-9A-Z]{10}}/leave', small, (c) => {
    letOut(c, c.req.param('code'))
    return c.redirect('/reports', 303)
  })
  app.get('/reports/:code{[0-9A-Z]{10}}/receipt.pdf', async (c) => {
    const { report, party } = await opened(site, c)
    const own = await readOwn(office, report, party)
    const paper = reportReceipt(own, (await visitOf(site, c)).origin)
    return c.body(Buffer.from(await pdfOf(paper, report.received_at)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': asAttachment(`回执-${report.code}.pdf`),
      'cache-control': 'no-store',
    })
  })
  app.get('/reports/:code/receipt', async (c) => {
    const { report } = await opened(site, c)
    return c.body(`${await receiptOf(office, report)}\n`, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': asAttachment(`${report.code}.receipt`),
      'cache-control': 'no-store',
    })
  })
  app.get('/reports/:code/files/:id', (c) => file(site, c))
  app.post('/reports/:code/rate', small, (c) =>
    ownDeed(site, c, {
      who: 'any',
      form: 'rate',
      text: 'reason',
      take: async (tx, own, { typed, party }, ctx) => {
        const rating = typed['rating'] ?? ''
        if (!Object.hasOwn(ratings, rating))
          throw new UserError(422, '请选择满意、基本满意或不满意', { field: 'rating-satisfied' })
        const reason = (typed['reason'] ?? '').slice(0, 1_000)
        if (party === 'reporter') await rate(tx, own, rating as Rating, reason, 'reporter', ctx)
        else await rateBeside(tx, own, party, rating as Rating, reason, ctx)
      },
    }),
  )
  app.post('/reports/:code/reopen', small, (c) =>
    ownDeed(site, c, {
      who: 'any',
      form: 'reopen',
      text: 'again',
      fields: { comment: 'again' },
      take: (tx, own, { typed }, ctx) => reopen(tx, own, (typed['again'] ?? '').slice(0, 1_000), ctx),
    }),
  )
  app.post('/reports/:code/add', wholeForm('您写的内容没有丢，请按“返回”。'), (c) =>
    ownDeed(site, c, {
      who: 'reporter',
      form: 'add',
      text: 'more',
      fields: { text: 'more' },
      before: ({ typed, files }, ctx) => takeFiles(office, typed['key'] ?? '', files, ctx),
      take: async (tx, own, { typed }, ctx) => {
        const added = await addAll(
          tx,
          own,
          {
            key: typed['key'] ?? '',
            text: (typed['more'] ?? '').trim().slice(0, 5_000),
            meaning: meaningOf(typed['meant']),
          },
          ctx,
        )
        if (added.some((f) => f.kind === 'voice' || f.kind === 'video'))
          await office.jobs.send(tx, mediaJob, { reportId: own.id }, '', ctx.now)
      },
    }),
  )
}

/** Whose digits these are. */
async function partyFor(site: Site, code: string, digits: string): Promise<Party | undefined> {
  const { db, secret } = site.office
  const report = await ownReportOf(db, code)
  if (!report) return undefined
  if (sameDigits(report.secret_hash, digitsHash(secret, code, digits))) return 'reporter'
  return (await supportersOf(db, report.id)).find((s) => sameDigits(s.secret_hash, digitsHash(secret, code, digits)))
    ?.id
}

async function opened(site: Site, c: Context): Promise<{ report: OwnReport; party: Party }> {
  const code = c.req.param('code')!.toUpperCase()
  const party = partyOf(c, site.office.secret, code, site.office.now())
  const report = party === undefined ? undefined : await ownReportOf(site.office.db, code)
  if (!report || party === undefined)
    throw notFound('这里只有拿着回执的人能看。请从“用回执查结果”进来，填编号和六位数字。')
  return { report, party }
}

type Deed = {
  who: 'reporter' | 'any'
  /** Its form's name, and the field of its text box. */
  form: string
  text: string
  /** Done outside the transaction, since it takes long. */
  before?: (form: OwnForm, ctx: Acting) => Promise<void>
  take: (
    tx: Tx,
    own: Awaited<ReturnType<typeof ownReport>>,
    sent: OwnForm & { party: Party },
    ctx: Acting,
  ) => Promise<unknown>
  /** The kernel's fields by their names on this page. */
  fields?: Record<string, string>
}

/** A deed of whoever holds the receipt of a report. */
const ownDeed = (site: Site, c: Context, deed: Deed): Promise<Response> =>
  answerOwn(c, async () => {
    const { office } = site
    const { report, party } = await opened(site, c)
    if (deed.who === 'reporter' && party !== 'reporter')
      throw conflict('这一步只有最先反映的人能办；要重新办理，办结后您也可以提出。')
    return {
      href: reportHref(report.code),
      field: 'more',
      ...(deed.fields ? { fields: deed.fields } : {}),
      work: async (form) => {
        const ctx = await contextAt(office.db, office.now())
        const first = toAsk([form.typed[deed.text] ?? ''], form.typed, ctx.rules, deed.form)[0]
        if (first) throw new UserError(422, first.say, { field: first.field })
        await deed.before?.(form, ctx)
        await transact(office.db, async (tx) =>
          deed.take(tx, await ownReport(tx, report.code), { ...form, party }, ctx),
        )
      },
      again: async (refused) => {
        const visit = await visitOf(site, c)
        return answer(site, c, visit, ownPage(visit, await readOwn(office, report, party), refused))
      },
    }
  })

/** A file for the report's own people: what can be shown everywhere, else as it came. */
async function file(site: Site, c: Context): Promise<Response> {
  const { report, party } = await opened(site, c)
  const found = party === 'reporter' ? await ownFile(site.office.db, report.code, c.req.param('id')!) : undefined
  if (found?.poster_sha256 && c.req.query('still') === '1')
    return partly(c, (await copyOf(site.office.files, found.poster_sha256))!, {
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-store',
    })
  const bytes = found && (await shownBytes(site.office.files, found))
  if (!found || !bytes) throw notFound('没有这个文件。')
  return partly(c, bytes, {
    'content-type': found.shown_type ?? found.type,
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; media-src 'self'; sandbox",
    'x-content-type-options': 'nosniff',
  })
}
