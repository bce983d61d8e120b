/** Saving and handing in: once per form, whatever the network does; a refusal loses nothing that was typed or sent. */
import { toAsk } from '../../../kernel/danger/danger.ts'
import type { Context, Hono } from 'hono'
import { first, sql, transact } from '../../../platform/db.ts'
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { isDiskFull } from '../../../platform/disk.ts'
import { conflict, forbidden, notFound, UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt, inContext } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { actorOfSession } from '../../../kernel/people/session.ts'
import type { Answers, AskedForm } from '../../../kernel/asked/asked.schema.ts'
import { freeTexts, fieldNamed, isFile, isList, placedFields } from '../../../kernel/asked/fields.ts'
import type { AnswerProblem } from '../../../kernel/asked/judge.ts'
import { placeOf as problemPlace } from '../../../kernel/asked/page/AskedFields.tsx'
import { readPosted } from '../../../kernel/asked/page/posted.ts'
import type { Context as Acting } from '../../../kernel/cases/times.ts'
import { sendLimit, type SendLimit } from '../../../kernel/site/sendLimit.ts'
import { answer, visitOf, type Site } from '../../../kernel/site/site.tsx'
import { letIn } from '../../../kernel/receipts/access.ts'
import { wholeForm as wholeUpload } from '../../../kernel/site/wholeForm.ts'
import { getService, getVillage } from '../list/services.queries.ts'
import type { Service } from '../list/services.schema.ts'
import { takeBytes } from '../../../kernel/site/uploadLimit.ts'
import { filedLately, rememberFiled } from './filedLately.ts'
import { judgeFiled } from './ownDoubts.ts'
import { dropPaper, papersOf, papersOfApplication, takePaper } from './papers.ts'
import { opened } from '../deciding/people.ts'
import { saveDraft, send, sentBefore, type Filing, type Place, type Receipt } from './receive.ts'
import { correct } from '../following/party.ts'
import { offeredTo, takeOver, type Offered, type Whose } from './reuse.ts'
import { answersAgain, sayAgain } from './startAgain.ts'
import { endSitting, filledFrom, knownOf, sittingNow, type Sitting } from './sitting.ts'
import { wholeForm } from './wholeForm.ts'
import { takes } from '../../../kernel/site/parameters.ts'
import { againHref, applyHref, editHref, ownHref, wholeEditHref } from './addresses.ts'
import { applicationById, type ApplicationRow } from '../deciding/application.ts'
import { finishAtOnce } from '../deciding/atOnce.ts'
import { applyPage, identityTick, openName, type Applying } from './form.pages.tsx'
import { sentAgain } from './samePaper.ts'
import { answeredAnew, openQuestions } from './supplement.ts'
import { sameTwice } from './twoSides.ts'
import { askedNow, openedApplication } from '../following/own.read.ts'

export function applyRoutes(app: Hono, site: Site) {
  const { office } = site
  const limits = {
    send: sendLimit(office, 'application', 10, 60),
    files: sendLimit(office, 'application-files', 100, 400),
  }
  const whole = wholeUpload('您填的内容没有丢，请按“返回”。')
  const path = '/v/:slug/services/:code{[A-Z][A-Z0-9-]{1,15}}/apply'
  app.get(path, takes(), async (c) => {
    const visit = await visitOf(site, c)
    const at = await formAt(site, c)
    const { sitting, ended } = await sittingNow(
      c,
      office,
      { slug: at.place.slug, code: at.service.code },
      at.place.path,
    )
    if (ended) c.header('set-cookie', endSitting({ slug: at.place.slug, code: at.service.code }), { append: true })
    const before = sitting?.from === undefined ? undefined : await applicationById(office.db, sitting.from)
    const answers = {
      ...(before ? answersAgain(office.secret, at.service, before) : {}),
      ...(sitting?.residentId
        ? filledFrom(at.service, await knownOf(office.db, office.secret, at.service, sitting.residentId))
        : {}),
    }
    return answer(
      site,
      c,
      visit,
      applyPage({
        ...(await shared(site, at, sitting)),
        action: applyHref(at.place.slug, at.service.code),
        key: newId(),
        answers,
        problems: [],
        fileNames: {},
        ...(before ? { say: sayAgain(sayDay(dayOf(before.sent_at!), true)) } : {}),
      }),
    )
  })
  const anew = '/applications/:code{[0-9A-Z]{10}}/again'
  app.get(anew, takes(), async (c) => {
    const { at, from } = await againAt(site, c)
    return answer(
      site,
      c,
      await visitOf(site, c),
      applyPage({
        ...(await shared(site, at, undefined, from)),
        action: againHref(from.code),
        key: newId(),
        answers: answersAgain(office.secret, at.service, from),
        problems: [],
        fileNames: {},
        personal: true,
        say: sayAgain(sayDay(dayOf(from.sent_at!), true)),
      }),
    )
  })
  app.post(anew, whole, async (c) => {
    const { at, from } = await againAt(site, c)
    return take(site, c, limits, { ...at, action: againHref(from.code), ended: false, from })
  })
  app.post(path, whole, async (c) => {
    const at = await formAt(site, c)
    return take(site, c, limits, {
      ...at,
      action: applyHref(at.place.slug, at.service.code),
      ...(await sittingNow(c, office, { slug: at.place.slug, code: at.service.code }, at.place.path)),
    })
  })
  app.get('/applications/:code{[0-9A-Z]{10}}/edit', takes(['whole']), async (c) => {
    const { at, a, going, kept } = await editAt(site, c)
    const papers = await papersOfApplication(office.db, a.id)
    return answer(
      site,
      c,
      await visitOf(site, c),
      applyPage({
        ...(await shared(site, at, undefined)),
        action: editedAt(c, a.code),
        key: newId(),
        answers: kept,
        problems: [],
        fileNames: namesOf(papers),
        going,
      }),
    )
  })
  app.post('/applications/:code{[0-9A-Z]{10}}/edit', whole, async (c) => {
    const { at, a, going, kept } = await editAt(site, c)
    return take(site, c, limits, {
      ...at,
      action: editedAt(c, a.code),
      ended: false,
      going: { ...going, id: a.id, kept },
    })
  })
}

type At = { service: Service; version: number; place: Place }
type Form = At & {
  action: string
  sitting?: Sitting | undefined
  ended: boolean
  /** `kept`: what was saved or handed in. */
  going?: (NonNullable<Applying['going']> & { id: string; kept: Answers }) | undefined
  /** The application whose answers and papers this new one began with. */
  from?: ApplicationRow | undefined
}

async function formAt(site: Site, c: Context): Promise<At> {
  const visit = await visitOf(site, c)
  const [village, { service, version }] = await Promise.all([
    getVillage(visit.db, c.req.param('slug')!),
    getService(visit.db, visit.today, c.req.param('code')!),
  ])
  const practice =
    (await first(site.office.db, sql<{ practice: boolean }>`SELECT practice FROM regions WHERE id = ${village.id}`))
      ?.practice ?? false
  return {
    service,
    version,
    place: { id: village.id, path: village.path, slug: village.slug, name: village.name, practice },
  }
}

/**
 * A draft that goes on, or what is corrected, for whoever holds its receipt. An application keeps the version it was
 * made with; a draft is moved to today's. Where something was named as missing only that is open, unless the whole form
 * is asked for.
 */
async function editAt(site: Site, c: Context) {
  const { a } = await openedApplication(site.office, c)
  const visit = await visitOf(site, c)
  const place: Place = { id: a.region_id, path: a.path, slug: a.slug, name: a.place, practice: a.practice }
  const now =
    a.state === 'draft'
      ? await getService(visit.db, visit.today, a.service_code)
      : { service: a.service, version: a.service_version }
  if (a.state !== 'draft' && a.state !== 'sent') throw conflict('这件申请已经结束，不能再改。')
  const asked = await askedNow(site.office.db, a.id)
  const some = asked.length > 0 && c.req.query('whole') === undefined
  return {
    a,
    at: { ...now, place },
    kept: opened<Answers>(site.office.secret, 'answers', a.id, a.answers),
    going: {
      code: a.code,
      draft: a.state === 'draft',
      asked,
      open: some ? openFor(wholeForm(now.service), asked, []) : undefined,
    },
  }
}

/** Where the form that is on the page goes to. */
const editedAt = (c: Context, code: string) =>
  c.req.query('whole') === undefined ? editHref(code) : wholeEditHref(code)

const openFor = (form: AskedForm, asked: readonly { key: string }[], also: readonly string[]) =>
  openQuestions(
    form,
    asked.map((m) => m.key),
    also,
  )

/**
 * An earlier application, for whoever holds its receipt, and its service as it stands today. 404 where it is no longer
 * offered, 409 for a draft.
 */
async function againAt(site: Site, c: Context): Promise<{ at: At; from: ApplicationRow }> {
  const { a } = await openedApplication(site.office, c)
  if (a.sent_at === null) throw conflict('这件还没有提交，请接着填，不用再办一件。')
  const visit = await visitOf(site, c)
  const [village, service] = await Promise.all([
    getVillage(visit.db, a.slug),
    getService(visit.db, visit.today, a.service_code),
  ])
  return {
    at: {
      ...service,
      place: { id: village.id, path: village.path, slug: a.slug, name: a.place, practice: a.practice },
    },
    from: a,
  }
}

/** Whose earlier papers are offered to this form, if anybody's. */
const whoseOf = (sitting: Sitting | undefined, from: ApplicationRow | undefined): Whose | undefined =>
  sitting?.residentId ? { residentId: sitting.residentId } : from && { applicationId: from.id }

async function shared(
  site: Site,
  at: At,
  sitting: Sitting | undefined,
  from?: ApplicationRow,
): Promise<Pick<Applying, 'service' | 'village' | 'sitting' | 'offered' | 'today' | 'mb' | 'rules' | 'signIn'>> {
  const now = site.office.now()
  const { rules } = await contextAt(site.office.db, now)
  const whose = whoseOf(sitting, from)
  const offered: Offered[] = whose ? await offeredTo(site.office.db, at.service, whose, now) : []
  return {
    service: at.service,
    village: at.place,
    sitting,
    offered,
    today: new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    mb: rules.number('service.paperMb'),
    rules,
    signIn: rules.find('resident.signIn')?.value === true,
  }
}

async function take(
  site: Site,
  c: Context,
  limits: { send: SendLimit; files: SendLimit },
  at: Form,
): Promise<Response> {
  const { office } = site
  const data = await c.req.formData()
  const form = wholeForm(at.service)
  const key = keyIn(data)
  const doing = String(data.get('do') ?? 'send')
  const problems: AnswerProblem[] = at.ended
    ? [
        {
          field: undefined,
          say: '这张表没有提交：打开它的人已经退出登录，或者不再有代办的岗位。内容没有丢，请不要关这一页；在另一个窗口登录，从“替村民申请”或者“我的”重新打开这件事，再回到这里提交。',
        },
      ]
    : []
  const typed = await withFiles(site, c, limits, { at, form, key, data, problems })
  if (at.going?.open) at.going.open = openFor(form, at.going.asked, data.getAll(openName).map(String))
  const lately = at.going || at.ended || doing === 'finish' ? undefined : await filedLately(c, office, form, key, typed)
  if (lately?.isSent) return filed(site, c, lately.receipt)
  const answers = at.going?.open ? answeredAnew(at.going.kept, typed, at.going.open) : (lately?.answers ?? typed)
  const ctx = await contextAt(office.db, office.now())
  const finishing = doing === 'finish' && at.service.atOnce === true && at.sitting?.agent !== undefined
  const sending = doing === 'send' || finishing
  if (sending && problems.length === 0) problems.push(...judgeFiled(form, answers, dayOf(ctx.now)).problems)
  if (sending && problems.length === 0) problems.push(...(await shownBefore(office, at, key, answers)))
  if (sending && !at.sitting?.agent && problems.length === 0)
    problems.push(...toAsk(freeTexts(form, answers), Object.fromEntries(data), ctx.rules))
  if (doing === 'finish' && !finishing)
    problems.push({ field: undefined, say: '“当场办好”由村里的人在柜台按。您填的都在，请按“提交申请”。' })
  const checked = data.get(identityTick) !== null
  if (finishing && problems.length === 0 && at.service.identity !== 'none' && !checked)
    problems.push({ field: identityTick, say: '当场办好要先对照身份证核对本人，请核对以后勾上。' })
  if ((!sending && doing !== 'save') || problems.length > 0)
    return again(site, c, at, { key, answers, problems, checked, ticks: Object.fromEntries(data) })
  try {
    const filing: Filing = {
      place: at.place,
      service: at.service,
      version: at.version,
      key,
      answers,
      identity: at.sitting?.identity ?? 0,
      ...(at.sitting?.agent ? { by: at.sitting.agent } : {}),
    }
    const receipt = await kept(
      site,
      c,
      limits,
      at,
      filing,
      { doing: sending ? 'send' : 'save', draft: lately?.receipt.code, data },
      ctx,
    )
    if (finishing) await finished(office, at.sitting!, receipt, checked)
    if (!at.going && !wantsJson(c)) rememberFiled(c, form, lately?.key ?? key, answers)
    // A villager agreed to this one application: the next one begins with their consent.
    if (at.sitting?.agent && sending)
      c.header('set-cookie', endSitting({ slug: at.place.slug, code: at.service.code }), { append: true })
    return filed(site, c, receipt)
  } catch (error) {
    const say = toldOnPage(c, error, [403, 404, 409, 413, 415, 422].slice(finishing ? 0 : 3))
    const details = (error as Partial<UserError>).details as { problems?: AnswerProblem[]; field?: string } | undefined
    return again(site, c, at, {
      key,
      answers,
      problems: details?.problems ?? [{ field: details?.field, say }],
      checked,
    })
  }
}

/** The way to the receipt, opened for whoever filed it. */
function filed({ office }: Site, c: Context, receipt: Receipt): Response {
  letIn(c, office.secret, receipt.code, 'applicant', office.now(), '/applications')
  return wantsJson(c)
    ? c.json({ href: ownHref(receipt.code), code: receipt.code, digits: receipt.digits })
    : c.redirect(ownHref(receipt.code), 303)
}

/**
 * Done at once: what was handed in goes through every step at the counter. Where that fails it stays handed in, and the
 * person is told how to go on; pressed again it goes on from there.
 */
async function finished(office: Office, sitting: Sitting, receipt: Receipt, checked: boolean): Promise<void> {
  try {
    await inContext(office, async (tx, ctx) => {
      const actor = await actorOfSession(office.db, sitting.session, dayOf(ctx.now))
      if (actor?.personId !== sitting.agent!.personId) throw forbidden('您已经退出登录，或者不再有代办的岗位。')
      await finishAtOnce(tx, office.secret, actor, receipt.id, checked, ctx)
    })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      error.status,
      `申请收下了，编号 ${receipt.code}，还没有办完：${error.message}按“提交申请”打开回执，别人可以在“便民服务申请”里接着办。`,
    )
  }
}

/**
 * Of what is about to be sent: papers of which both sides show the same, and those that show again what was to be
 * replaced.
 */
async function shownBefore(office: Office, at: Form, key: string, answers: Answers): Promise<AnswerProblem[]> {
  const asked = at.going?.asked ?? []
  if (asked.length === 0 && !at.service.materials.some((m) => m.twoSides)) return []
  const papers = [
    ...(await papersOf(office.db, key)),
    ...(at.going ? await papersOfApplication(office.db, at.going.id) : []),
  ]
  return [
    ...(await sameTwice(office.files, at.service, answers, papers)),
    ...(await sentAgain(office.files, asked, at.going?.kept ?? {}, answers, papers)),
  ]
}

async function kept(
  site: Site,
  c: Context,
  limits: { send: SendLimit },
  at: Form,
  filing: Filing,
  { doing, draft, data }: { doing: 'send' | 'save'; draft: string | undefined; data: FormData },
  ctx: Acting,
): Promise<Receipt> {
  const { office } = site
  const before = await sentBefore(office.db, office.secret, filing.key)
  if (before) return before
  // An agent at the counter files for a whole village from one address.
  if (!at.sitting?.agent)
    await limits.send.take(
      c,
      String(data.get('altcha') ?? '') || undefined,
      // Each saving of a draft writes it anew.
      doing === 'send' ? filing.key : undefined,
    )
  return transact(office.db, async (tx) => {
    if (at.going && !at.going.draft) {
      const { a } = await openedApplication(office, c, tx)
      await correct(tx, office.secret, a, filing.key, filing.answers, at.going.asked, ctx)
      return { id: a.id, code: a.code, digits: '' }
    }
    const code = at.going?.code ?? draft
    return doing === 'save'
      ? saveDraft(tx, office.secret, filing, ctx, code)
      : send(tx, office.secret, filing, ctx, code)
  })
}

type Posted = { at: Form; form: AskedForm; key: string; data: FormData; problems: AnswerProblem[] }

/** Answers with the ids of all their files: those that came along, those sent ahead, those taken over from before. */
async function withFiles(
  site: Site,
  c: Context,
  limits: { files: SendLimit },
  { at, form, key, data, problems }: Posted,
): Promise<Answers> {
  const { office } = site
  const { answers, files } = readPosted(form, data)
  const ctx = await contextAt(office.db, office.now())
  await dropped(site, form, key, data)
  if (files.length > 0) await limits.files.take(c, undefined)
  for (const { field, file } of files) {
    try {
      await takeBytes(site, c, file.size, ctx.rules)
      await takePaper(
        office,
        key,
        field,
        { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
        ctx.rules,
        ctx.now,
      )
    } catch (error) {
      problems.push({ field, say: toldOnPage(c, error, [413, 415]) })
    }
  }
  const again = new Set(data.getAll('again').map(String))
  const whose = whoseOf(at.sitting, at.from)
  if (again.size > 0 && whose)
    await takeOver(office.db, key, await offeredTo(office.db, at.service, whose, ctx.now), again, ctx.now)
  for (const p of await papersOf(office.db, key)) {
    const field = fieldNamed(form, p.field)
    if (!field) continue
    const before = [answers[p.field] ?? []].flat().filter((id): id is string => typeof id === 'string' && id !== '')
    answers[p.field] = isList(field.kind) ? [...new Set([...before, p.id])] : p.id
  }
  return answers
}

/**
 * What is told on the form itself, with everything that was typed. A page with scripts keeps its form and waits: it is
 * told by the answer's status. @throws what belongs to neither.
 */
function toldOnPage(c: Context, error: unknown, statuses: readonly number[]): string {
  if (error instanceof UserError && statuses.includes(error.status)) return error.message
  if (isDiskFull(error) && !wantsJson(c)) return diskFull
  throw error
}

const diskFull =
  '不是您填错了：服务器的磁盘满了，这次没有存下来。您填的还在，请过一会儿再提交一次，或者告诉村里的代办员。'

/** "drop.idCard.1": that paper is taken back for good. */
async function dropped(site: Site, form: AskedForm, key: string, data: FormData) {
  const [act, field, at] = String(data.get('do') ?? '').split('.')
  const known = act === 'drop' && field ? fieldNamed(form, field) : undefined
  if (!known || !isFile(known.kind)) return
  const id = data.getAll(field!).filter((v): v is string => typeof v === 'string')[Number(at)]
  if (id) await dropPaper(site.office, key, id)
}

async function again(
  site: Site,
  c: Context,
  at: Form,
  shown: {
    key: string
    answers: Answers
    problems: AnswerProblem[]
    checked?: boolean
    ticks?: Record<string, unknown>
  },
): Promise<Response> {
  const open = at.going?.open
  const form = wholeForm(at.service)
  const hidden = (p: AnswerProblem) =>
    open !== undefined && p.field !== undefined && !open.has(p.field) && fieldNamed(form, p.field) !== undefined
  if (wantsJson(c))
    return c.json(
      {
        errors: shown.problems.map((p) => ({
          field: problemPlace(p),
          say: hidden(p) ? `${p.say}这一项在“您以前填的”里，请按“这里面也有要改的”再改。` : p.say,
        })),
      },
      422,
    )
  const wrong = shown.problems.filter(hidden).map((p) => p.field!)
  if (open && wrong.length > 0) at.going!.open = openFor(wholeForm(at.service), at.going!.asked, [...open, ...wrong])
  const papers = [
    ...(await papersOf(site.office.db, shown.key)),
    ...(at.going ? await papersOfApplication(site.office.db, at.going.id) : []),
  ]
  const names = namesOf(papers)
  // Only what is really there is shown as kept.
  for (const { field } of placedFields(wholeForm(at.service)).filter((p) => isFile(p.field.kind))) {
    const ids = [shown.answers[field.key] ?? []]
      .flat()
      .filter((id): id is string => typeof id === 'string' && id in names)
    shown.answers[field.key] = isList(field.kind) ? ids : (ids.at(-1) ?? '')
  }
  return answer(
    site,
    c,
    await visitOf(site, c),
    applyPage({
      ...(await shared(site, at, at.sitting, at.from)),
      action: at.action,
      ...shown,
      fileNames: names,
      going: at.going,
    }),
  )
}

const namesOf = (papers: readonly { id: string; name: string }[]) =>
  Object.fromEntries(papers.map((p) => [p.id, p.name]))

function keyIn(data: FormData): string {
  const key = String(data.get('key') ?? '')
  if (key.length < 8 || key.length > 80) throw notFound('这张表少了一样看不见的东西，请从“办事”里重新打开再填。')
  return key
}

const wantsJson = (c: Context) => c.req.header('accept')?.includes('application/json') ?? false
