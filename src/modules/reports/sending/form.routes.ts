/** Taking a report in: once per form, whatever the network does; a refusal loses nothing that was typed or sent. */
import { aboutRun } from '../../powers/index.ts'
import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { transact } from '../../../platform/db.ts'
import { UserError } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sendLimit, type SendLimit } from '../../../kernel/site/sendLimit.ts'
import { holdersFrom } from '../../../kernel/cases/namedBy.ts'
import { namesSomebody } from '../../../kernel/cases/named.ts'
import { takeIn, takenBefore, type Taken } from './receive.ts'
import { begun } from '../../../kernel/site/begun.ts'
import { cookieIn } from '../../../kernel/site/sealedCookie.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { pastTheVillage, type ReportInput } from '../reports.schema.ts'
import { readRowRef } from './rowRef.ts'
import { takeBytes } from '../../../kernel/site/uploadLimit.ts'
import { dropUpload, takeUpload, uploadsOf } from './uploads.ts'
import { letIn } from '../../../kernel/receipts/access.ts'
import { reportHref } from '../addresses.ts'
import { urgentIn } from '../../../kernel/danger/danger.ts'
import { ownNumberIn } from '../../../kernel/guard/index.ts'
import { askedOf, asksNothing, formPage, type Asks } from './form.pages.tsx'
import { blankForm, firstOfEach, readForm, type Form } from './form.read.ts'
import { aboutNoticeQ, placeFor, type SendingPlace } from './place.queries.ts'
import { wordsOfRow } from './rowWords.ts'
import { similarTo } from './similar.ts'
import { answer, visitOf, type Site, type Visit } from '../site.ts'
import { wholeForm } from '../../../kernel/site/wholeForm.ts'
import { rememberSent, sentLately } from '../../../kernel/site/sentLately.ts'

export function formRoutes(app: Hono, site: Site) {
  const limits = {
    send: sendLimit(site.office, 'report', 6, 60),
    files: sendLimit(site.office, 'report-files', 60, 300),
  }
  const whole = wholeForm('您写的内容没有丢，请按“返回”。')
  for (const path of ['/reports/new', '/v/:slug/reports/new']) {
    app.get(path, takes(['notice', 'row', 'run', 'step', 'begun']), async (c) => {
      const visit = await visitOf(site, c)
      const brought = c.req.query('begun') === '1' ? cookieIn(site.office, c, begun) : undefined
      return answer(
        site,
        c,
        visit,
        await formPage(visit, c.req.param('slug'), {
          form: blankForm({
            ...(brought && { key: brought.key, lat: String(brought.lat ?? ''), lng: String(brought.lng ?? '') }),
            notice: c.req.query('notice') ?? '',
            ref: c.req.query('row') ?? '',
            run: c.req.query('run') ?? '',
            step: c.req.query('step') ?? '',
            kind: c.req.query('notice') ? 'list' : c.req.query('run') ? 'question' : '',
          }),
          uploads: brought ? await uploadsOf(site.office.db, brought.key) : [],
          ...asksNothing,
        }),
      )
    })
    app.post(path, whole, (c) => send(site, c, limits))
  }
}

type Limits = { send: SendLimit; files: SendLimit }

async function send(site: Site, c: Context, limits: Limits): Promise<Response> {
  const visit = await visitOf(site, c)
  const form = await readForm(c)
  await takeFiles(site, c, limits, form)
  const place = await placeOf(visit, c, form)
  const asks = place && form.errors.length === 0 ? await askFirst(site, visit, form, place) : undefined
  if (asks) return again(site, c, visit, form, asks)
  const taken =
    place && form.input && form.errors.length === 0 ? await take(site, c, limits, place, form, form.input) : undefined
  if (!taken) return again(site, c, visit, form)
  letIn(c, site.office.secret, taken.code, 'reporter', site.office.now())
  if (wantsJson(c)) {
    const { code, digits, receipt } = taken
    return c.json({ href: reportHref(code), code, digits, receipt })
  }
  rememberSent(c, taken.sentAs, whoIn(form))
  return c.redirect(reportHref(taken.code), 303)
}

/** What came along is kept under the form's key, so that it need not be sent again when something else is wrong. */
async function takeFiles(site: Site, c: Context, limits: Limits, form: Form) {
  const { office } = site
  for (const id of form.drops) await dropUpload(office, form.typed.key, id)
  if (form.files.length === 0) return
  await limits.files.take(c, undefined)
  const ctx = await contextAt(office.db, office.now())
  for (const file of form.files) {
    try {
      await takeBytes(site, c, file.size, ctx.rules)
      await takeUpload(
        office,
        form.typed.key,
        { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
        ctx.rules,
        office.now(),
      )
    } catch (error) {
      note(form, error, 'files')
    }
  }
}

async function placeOf(visit: Visit, c: Context, form: Form): Promise<SendingPlace | undefined> {
  const slug = c.req.param('slug') ?? form.typed.place
  if (slug !== '') return placeFor(visit, slug)
  form.errors.push({ field: 'place', say: `请选择反映给哪个村，不是哪个村的事就选${visit.frame.whole}` })
  return undefined
}

/**
 * Before the first sending: whom to call in danger, what others have told already, whether it is about one of those who
 * would get it, numbers that are one's own. Each is asked once and answered for itself: by the second press, danger by
 * the tick that one has called, which may be set before anything else was asked.
 */
async function askFirst(site: Site, visit: Visit, form: Form, place: SendingPlace): Promise<Asks | undefined> {
  const { typed, input } = form
  const answered = typed.asked.split(' ')
  const urgent = typed.urgent === 'seen' ? [] : urgentIn(typed.text, visit.frame.rules)
  const [lng, lat] =
    typeof input!.lng === 'number' && typeof input!.lat === 'number' ? [input!.lng, input!.lat] : [undefined, undefined]
  const metres = Number(visit.frame.rules.find('report.similarMetres')?.value ?? 300)
  const similar =
    answered.includes('similar') || pastTheVillage.includes(input!.kind)
      ? []
      : await similarTo(
          site.office.db,
          place,
          { kind: input!.kind, text: input!.text, spot: input!.spot, lng, lat },
          metres,
        )
  const files = await uploadsOf(site.office.db, typed.key)
  const named =
    !answered.includes('named') &&
    !pastTheVillage.includes(input!.kind) &&
    namesSomebody(
      [input!.text, input!.spot, ...files.map((f) => f.name)].join('\n'),
      await holdersFrom(site.office.db, place.path, visit.today),
    )
  const numbers = answered.includes('numbers')
    ? undefined
    : ownNumberIn([input!.text, input!.spot, typed.about].join('\n'))
  return urgent.length === 0 && similar.length === 0 && !named && numbers === undefined
    ? undefined
    : { urgent, similar, named, numbers }
}

/** Stores it and gives the receipt; `undefined` where something is wrong, which then stands beside its field. */
async function take(
  site: Site,
  c: Context,
  limits: Limits,
  place: SendingPlace,
  form: Form,
  input: ReportInput,
): Promise<(Taken & { sentAs: string }) | undefined> {
  // Files say more than the words, and a picture alone says nothing of which one it is.
  const wordsOnly = input.text !== '' && (await uploadsOf(site.office.db, form.typed.key)).length === 0
  const sentAs = (wordsOnly ? sentLately(c, whoIn(form)) : undefined) ?? input.key
  const sent = { ...input, key: keyOf({ ...input, key: sentAs }, place) }
  try {
    // What was taken in already is only told again: a phone that tries once more is no flood.
    const before = await takenBefore(site.office.db, site.office, sent.key)
    if (before) return { ...before, sentAs }
    await limits.send.take(c, form.typed.altcha, sent.key)
    return { ...(await store(site, place, form, sent)), sentAs }
  } catch (error) {
    note(form, error, 'text')
    return undefined
  }
}

async function store(site: Site, place: SendingPlace, form: Form, input: ReportInput): Promise<Taken> {
  const { office } = site
  const ctx = await contextAt(office.db, office.now())
  const notice = form.typed.notice === '' ? undefined : (await aboutNoticeQ(office.publicPool, form.typed.notice))[0]
  const about = notice?.path.startsWith(place.path) ? notice : undefined
  const ref = about && readRowRef(form.typed.ref)
  const row = about && ref && (await wordsOfRow(office.publicPool, about.code, ref))
  const run =
    form.typed.run === '' ? undefined : await aboutRun(office.publicPool, form.typed.run, form.typed.step, place.path)
  const filed = {
    channel: place.level === 'village' ? ('web' as const) : ('city' as const),
    noticeId: about?.notice_id,
    run,
    ...(row === undefined ? {} : { row: { ref: form.typed.ref, words: row } }),
  }
  return onceOnly(
    () =>
      transact(office.db, (tx) => takeIn(tx, office, { ...place, practice: false }, input, form.typed.key, filed, ctx)),
    () => takenBefore(office.db, office, input.key),
  )
}

/** Two presses at the same moment: the second finds what the first has stored. */
async function onceOnly(work: () => Promise<Taken>, before: () => Promise<Taken | undefined>): Promise<Taken> {
  try {
    return await work()
  } catch (error) {
    const stored = (error as { code?: string }).code === '23505' ? await before() : undefined
    if (!stored) throw error
    return stored
  }
}

/** Who says it, and where: the same words by somebody else are another report. */
const whoIn = ({ typed }: Form) => [typed.name, typed.phone, typed.spot]

/** Whoever goes back and writes something else tells something else: the key is bound to the words. */
const keyOf = (input: ReportInput, place: SendingPlace) =>
  createHash('sha256').update([input.key, place.slug, input.kind, input.text].join('\n')).digest('base64url')

/** A refusal that names a field stands beside it; anything else is told as an error. */
function note(form: Form, error: unknown, otherwise: string) {
  if (!(error instanceof UserError) || ![413, 415, 422].includes(error.status)) throw error
  const field = (error.details as { field?: string } | undefined)?.field ?? otherwise
  form.errors.push({ field, say: error.message })
}

async function again(site: Site, c: Context, visit: Visit, form: Form, asks: Asks = asksNothing): Promise<Response> {
  form.errors = firstOfEach(form.errors)
  if (wantsJson(c))
    return c.json(
      { errors: form.errors, ...asks, asked: askedOf(asks, form.typed.asked) },
      form.errors.length > 0 ? 422 : 409,
    )
  const uploads = await uploadsOf(site.office.db, form.typed.key)
  return answer(site, c, visit, await formPage(visit, c.req.param('slug'), { form, uploads, ...asks }))
}

const wantsJson = (c: Context) => c.req.header('accept')?.includes('application/json') ?? false
