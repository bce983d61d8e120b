/** Rows of every table for a batch of demo places. Pure but for random ids, salts and codes. */
import { addDays, dayOf, endOfDay } from '../platform/clock.ts'
import { newCode, newId } from '../platform/ids.ts'
import { tsvectorOf } from '../platform/search.ts'
import type { Context } from '../kernel/cases/act.ts'
import { limitAt, timesOf } from '../kernel/cases/times.ts'
import type { Content } from '../kernel/forms/forms.schema.ts'
import { publicContent } from '../kernel/guard/mask.ts'
import { entryBytes, entryTime, type EntryKind } from '../kernel/ledger/entry.ts'
import { leafHash } from '../kernel/ledger/merkle.ts'
import {
  daysBetweenStages,
  demoContent,
  demoEvents,
  demoLife,
  flawOf,
  handsOf,
  randomOf,
  timeOf,
  type DemoLife,
  type Hand,
} from './content/index.ts'
import { procedureFor } from '../modules/disclosure/disclosure.procedure.ts'
import { hashOf, titleOf } from '../modules/disclosure/drafting/drafts.ts'
import { owes, recurringOf, type NewObligation } from '../modules/disclosure/obligations/obligations.ts'
import { dueOf, endOfPeriod } from '../modules/disclosure/obligations/periods.ts'
import { displayOf, namesPeople, searchText, type Published } from '../modules/disclosure/publishing/publish.ts'
import { sealRecord } from '../modules/disclosure/publishing/record.ts'
import { formOf, type ItemRow } from '../modules/disclosure/catalogue/items.read.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import { eventsOf, type DemoEventRow } from './events.ts'
import type { DemoPictures, Subject } from './pictures.ts'
import type { World } from './world.ts'

/** Columns and rows for COPY. */
export type Table = { columns: string[]; rows: unknown[][] }
export type Tables = Record<
  | 'notices'
  | 'obligations'
  | 'cases'
  | 'case_events'
  | 'drafts'
  | 'files'
  | 'publication_files'
  | 'publications'
  | 'withdrawals'
  | 'questions'
  | 'question_reviews'
  | 'answers'
  | 'ledger_leaves'
  | 'cards'
  | 'site_views',
  Table
>

const seed = 'qingchuan'

export function demoRows(
  places: readonly PlaceRow[],
  items: readonly ItemRow[],
  { world, pictures }: { world: World; pictures: DemoPictures },
  ctx: Context,
  today: string,
): Tables {
  const tables = emptyTables()
  for (const place of places) {
    const owed = owedBy(place, items, world, ctx, today)
    const lives = demoLife(
      owed.map(({ o, item }) => ({
        place: place.code,
        level: place.level as 'village',
        item: item.definition,
        period: o.stage === '' ? o.period : `${o.period}/${o.stage}`,
        chain: procedureFor(item.definition.chain, place.level, place.chain).replace('disclosure.', '') as 'jiedong',
        from: knownFrom(place, o),
        due: o.due_on,
      })),
      {
        seed,
        now: today,
        at: ctx.now.toISOString(),
        isWorkday: (d) => ctx.calendar.isWorkday(d),
        ...(place.slug === 'liuwan' ? { leftOpen: lastDue(place, owed, 'C07-03', today) } : {}),
      },
    )
    placeViews(tables, place, today)
    for (const x of waitingAt(place, items, ctx, today)) writeLife(tables, { place, world, pictures, ctx, today, ...x })
    for (const [i, life] of lives.entries())
      writeLife(tables, {
        place,
        world,
        pictures,
        ctx,
        today,
        ...owed[i]!,
        life:
          place.slug === 'liuwan' || life.withdrawal === undefined || place.code.endsWith('07')
            ? life
            : { ...life, withdrawal: undefined },
      })
  }
  return tables
}

type Owed = { o: NewObligation; item: ItemRow }

/**
 * Of an item, the period that has been due last: on any day of the month there is one that is late when nobody has
 * begun it.
 */
function lastDue(place: PlaceRow, owed: readonly Owed[], item: string, today: string) {
  const past = owed.filter(({ o }) => o.item_code === item && o.due_on < today).map(({ o }) => o.period)
  return { place: place.code, item, period: past.toSorted().at(-1) ?? '' }
}

/**
 * What still waits for the next hand where the demo's accounts are at home, so that each has something to do: item,
 * last hand so far.
 */
const waiting: Readonly<Record<string, readonly (readonly [string, Hand['step']])[]>> = {
  liuwan: [
    ['C12-01', 'submit'],
    ['C05-07', 'review'],
    ['C05-03', 'review'],
  ],
  hetang: [
    ['C12-01', 'review'],
    ['C05-07', 'stationReview'],
  ],
  qingxi: [['C12-01', 'submit']],
  minzhengju: [['C12-01', 'submit']],
  nongyenongcunju: [['C12-01', 'submit']],
}

/** Places whose notices are made whatever the size of the demo. */
export const homes: readonly string[] = ['liuwan', 'hetang']

function waitingAt(
  place: PlaceRow,
  items: readonly ItemRow[],
  ctx: Context,
  today: string,
): (Owed & { life: DemoLife })[] {
  // The last working day that is over.
  let day = addDays(today, -1)
  while (!ctx.calendar.isWorkday(day)) day = addDays(day, -1)
  return (waiting[place.slug] ?? []).flatMap(([code, upTo]) => {
    const item = items.find((i) => i.code === code)
    if (!item || !owes(place, item)) return []
    const on = addDays(day, -1)
    const period = `E:${place.code}-${code}-${on.replaceAll('-', '').slice(2)}-9`.toLowerCase().replace('e:', 'E:')
    const due = dueOf(item.definition.deadline, period, on, ctx.calendar)
    const o: NewObligation = {
      region_id: place.id,
      path: place.path,
      item_code: item.code,
      item_version: item.version,
      period,
      stage: '',
      due_on: due.on,
      provisional: due.provisional,
      event_on: on,
      event_title: '',
    }
    const chain = procedureFor(item.definition.chain, place.level, place.chain).replace('disclosure.', '') as 'jiedong'
    const level = place.level as 'village'
    const hands = handsOf(
      { chain, level, from: on, published: day, isWorkday: (d) => ctx.calendar.isWorkday(d) },
      randomOf(seed, place.code, 'waiting', code),
    )
    const last = hands.findIndex((h) => h.step === upTo)
    const life: DemoLife = {
      due: { place: place.code, level, item: item.definition, period, chain, from: on, due: due.on },
      outcome: 'open',
      lateDays: 0,
      hands: hands.slice(0, last + 1),
      questions: [],
    }
    return [{ o, item, life }]
  })
}

/** What the place owes: recurring and standing items, and the events that happened. */
function owedBy(place: PlaceRow, items: readonly ItemRow[], world: World, ctx: Context, today: string): Owed[] {
  const by = new Map(items.map((i) => [i.code, i]))
  const recurring = recurringOf(place, items, today, ctx.calendar)
  const owedItems = items.filter((i) => owes(place, i)).map((i) => i.definition)
  const events = demoEvents(world.demoPlace(place), owedItems, place.goes_live_on, today, seed).map(
    (e): NewObligation => {
      const item = by.get(e.item)!
      const [period, stage] = e.period.split('/') as [string, string | undefined]
      const due = dueOf(item.definition.deadline, period, e.on, ctx.calendar)
      return {
        region_id: place.id,
        path: place.path,
        item_code: item.code,
        item_version: item.version,
        period,
        stage: stage ?? '',
        due_on: due.on,
        provisional: due.provisional,
        event_on: e.on,
        event_title: '',
      }
    },
  )
  return [...recurring, ...events].map((o) => ({ o, item: by.get(o.item_code)! }))
}

/**
 * First day on which the content can be known: the event's, the day after the period; for a plan, due before its year
 * is over, the month in which it is due.
 */
export function knownFrom(
  place: Pick<PlaceRow, 'goes_live_on'>,
  o: Pick<NewObligation, 'period' | 'due_on' | 'event_on'>,
): string {
  if (o.event_on !== null) return o.event_on
  const after = addDays(endOfPeriod(o.period) ?? place.goes_live_on, 1)
  if (after <= o.due_on) return after
  const month = `${o.due_on.slice(0, 7)}-01`
  return month < place.goes_live_on ? place.goes_live_on : month
}

type Life = Owed & {
  place: PlaceRow
  world: World
  pictures: DemoPictures
  ctx: Context
  today: string
  life: DemoLife
}

function writeLife(t: Tables, x: Life) {
  const { o, item, place, life } = x
  const events = life.hands.length > 0 ? eventsOf(place, item, life, x.world) : []
  const obligationId = newId()
  const told = contentOf(x)
  o.event_title = titleFor(x, told)
  if (events === undefined || events.length === 0) {
    obligationRow(t, x, obligationId, null, null)
    cardRows(t, x, obligationId, item.code, undefined)
    return
  }
  const noticeId = newId(Date.parse(events[0]!.at))
  const code = newCode()
  const title = titleOf(item, o)
  const full = withPicture(t, x, told, events[0]!)
  t.notices.rows.push([
    noticeId,
    code,
    place.id,
    place.path,
    item.code,
    item.version,
    o.period,
    o.stage,
    title,
    item.definition.audience,
    events[0]!.at,
    events[0]!.personId,
  ])
  const publishedAt = life.outcome === 'published' ? timeOf(life.hands, 'publish') : undefined
  obligationRow(t, x, obligationId, noticeId, publishedAt ? new Date(publishedAt) : null)
  cardRows(t, x, obligationId, code, publishedAt)
  caseRows(t, x, noticeId, events, full)
  if (publishedAt) publicationRows(t, x, { noticeId, code, title, events, full })
  else t.drafts.rows.push([noticeId, 1, full, hashOf(full), '', events[0]!.at, events[0]!.personId])
}

/** Of what a village takes photographs: its meetings and customs, works under way and done. */
const pictured: Readonly<Record<string, readonly [Subject, 'before' | 'after', string]>> = {
  'C01-04': ['oldFolks', 'after', '活动照片.jpg'],
  'C03-06': ['meeting', 'after', '主题党日照片.jpg'],
  'C05-07': ['oldFolks', 'before', '商量时的照片.jpg'],
  'C10-04': ['works', 'before', '施工照片.jpg'],
  'C10-05': ['road', 'after', '验收照片.jpg'],
}

function pictureOf({ item, pictures }: Pick<Life, 'item' | 'pictures'>) {
  const told = pictured[item.code]
  return told && pictures.get(told[0])![told[1]]
}

/** The content with its photograph, uploaded by whoever drafted it. */
function withPicture(t: Tables, x: Life, content: Content, drafted: DemoEventRow): Content {
  const picture = pictureOf(x)
  const name = pictured[x.item.code]?.[2]
  if (!picture || name === undefined || x.life.nothing !== undefined || drafted.personId === null) return content
  const id = newId(Date.parse(drafted.at))
  const { sha256, shown, bytes, type } = picture
  t.files.rows.push([id, sha256, name, 'image', bytes, shown, bytes, type, x.place.id, drafted.personId, drafted.at])
  return { ...content, attachments: [{ file: id, name, kind: 'image', public: true }] }
}

function contentOf(x: Life): Content {
  const content = x.life.nothing
    ? { rows: [], fields: {}, note: '', attachments: [], nothing: { reason: x.life.nothing } }
    : demoContent(x.item.definition, x.item.template ?? undefined, {
        place: x.world.demoPlace(x.place),
        period: x.o.stage === '' ? x.o.period : `${x.o.period}/${x.o.stage}`,
        seed,
        on: x.o.event_on ?? x.place.goes_live_on,
        out: dayOf(new Date(timeOf(x.life.hands, 'publish') ?? x.ctx.now)),
      })
  return content
}

/** Where the content says what it is about, by the order in which it names things best. */
const names = [
  'title',
  'policyName',
  'kind',
  'subject',
  'project',
  'projectName',
  'matter',
  'event',
  'agenda',
  'fundName',
]

/** What happens is called by what it is about, else by its month; what comes with the calendar by its period. */
function titleFor({ o, item }: Life, content: Content): string {
  if (o.event_on === null) return ''
  const told: Readonly<Record<string, unknown>> = content.rows.length === 1 ? content.rows[0]! : content.fields
  const own = names.map((key) => told[key]).find((v) => typeof v === 'string' && v !== '' && !v.endsWith('。'))
  if (typeof own === 'string') return own
  const at = item.definition.stages.findIndex((s) => s.key === o.stage)
  const began = addDays(o.event_on, -daysBetweenStages * Math.max(0, at))
  const n = Number(/-(\d+)$/.exec(o.period)?.[1] ?? '1')
  return `${began.slice(0, 4)} 年 ${Number(began.slice(5, 7))} 月${item.name}${n > 1 ? `（第 ${n} 批）` : ''}`
}

function obligationRow(t: Tables, { o, life }: Life, id: string, noticeId: string | null, publishedAt: Date | null) {
  t.obligations.rows.push([
    id,
    o.region_id,
    o.path,
    o.item_code,
    o.item_version,
    o.period,
    o.stage,
    o.due_on,
    o.due_on.slice(0, 7),
    o.provisional,
    o.event_on,
    o.event_title,
    noticeId,
    publishedAt,
    publishedAt && dayOf(publishedAt),
    life.nothing !== undefined && publishedAt !== null,
    o.event_on ?? '2026-08-01',
  ])
}

/** Red cards as the sweep would have recorded them, each a leaf where the county shows its cards. */
function cardRows(t: Tables, x: Life, obligationId: string, code: string, publishedAt: string | undefined) {
  const { o, today, ctx } = x
  const late = publishedAt ? dayOf(new Date(publishedAt)) > o.due_on : o.due_on < today
  if (!late) return
  const nominal = endOfDay(o.due_on)
  const id = newId()
  t.cards.rows.push([id, 'obligation', obligationId, 'due', 'red', o.region_id, o.path, nominal, nominal])
  if (ctx.rules.text('cards.visibleTo') !== 'internal')
    leafRow(t, x, newId(nominal.getTime()), 'card', id, nominal.toISOString(), { code })
}

function caseRows(t: Tables, x: Life, noticeId: string, events: DemoEventRow[], content: Content) {
  const last = events.at(-1)!
  const id = newId(Date.parse(events[0]!.at))
  const procedure = procedureFor(x.item.definition.chain, x.place.level, x.place.chain)
  const limit = limitAt({ procedure, limits: {} }, last.to, x.ctx)
  const clock = limit && timesOf({ from: new Date(last.at), limit }, x.ctx.calendar)
  const hash = hashOf(content)
  t.cases.rows.push([
    id,
    procedure,
    'notice',
    noticeId,
    x.place.id,
    x.place.path,
    last.to,
    last.at,
    clock?.warnAt ?? null,
    clock?.dueAt ?? null,
    events[0]!.at,
    null,
    events.length,
    hash,
  ])
  for (const [i, e] of events.entries())
    t.case_events.rows.push([
      id,
      i + 1,
      e.at,
      e.action,
      e.from,
      e.to,
      e.personId,
      e.name,
      e.appointmentId,
      e.post,
      e.place,
      e.comment,
      hash,
      e.action === 'sign' ? { secrecyChecked: true } : {},
    ])
}

function publicationRows(
  t: Tables,
  x: Life,
  n: { noticeId: string; code: string; title: string; events: DemoEventRow[]; full: Content },
) {
  const { life, item, place } = x
  const form = formOf(item)
  const flaw = life.correction
    ? flawOf(n.full, Array.isArray(form) ? form : form.columns, randomOf(seed, n.code))
    : undefined
  const firstAt = timeOf(life.hands, 'publish')!
  const split = n.events.findIndex((e) => e.action === 'correct')
  const firstHands = split < 0 ? n.events : n.events.slice(0, split)
  const secondAt = flaw && life.correction ? timeOf(life.correction.hands, 'publish') : undefined
  const commitment = publication(t, x, {
    ...n,
    events: firstHands,
    content: flaw?.wrong ?? n.full,
    version: 1,
    at: firstAt,
    reason: '',
    superseded: secondAt,
  })
  if (secondAt)
    publication(t, x, {
      ...n,
      events: n.events.slice(split + 1),
      content: n.full,
      version: 2,
      at: secondAt,
      reason: flaw!.reason,
      superseded: undefined,
    })
  for (const q of life.questions) questionRows(t, x, n.noticeId, q)
  noticeViews(t, x, n.code, dayOf(new Date(firstAt)))
  if (life.withdrawal) {
    const signer = x.world.holder(place, 'signer')
    const leaf = newId(Date.parse(life.withdrawal.at))
    t.withdrawals.rows.push([
      n.noticeId,
      'withdrawal',
      life.withdrawal.reason,
      signer?.name ?? '',
      signer?.post ?? '',
      place.name,
      life.withdrawal.at,
      leaf,
    ])
    leafRow(t, x, leaf, 'withdrawal', n.noticeId, life.withdrawal.at, {
      code: n.code,
      version: 1,
      commitment,
    })
  }
}

function publication(
  t: Tables,
  x: Life,
  p: {
    noticeId: string
    code: string
    title: string
    events: DemoEventRow[]
    content: Content
    version: number
    at: string
    reason: string
    superseded: string | undefined
  },
) {
  const { item, place, o } = x
  const face = publicContent(p.content, formOf(item), { audience: 'everyone' })
  const published: Published = {
    title: p.title,
    place: place.slug,
    item: item.code,
    period: o.period,
    stage: o.stage,
    version: p.version,
    template: item.template_code,
    templateVersion: item.template_version,
    rows: face.rows,
    hiddenRows: face.hiddenRows,
    totals: face.totals,
    note: face.note,
    nothing: face.nothing?.reason ?? null,
    attachments: face.attachments.map((a) => ({ name: a.name, kind: a.kind, sha256: pictureOf(x)!.shown })),
    reason: p.reason,
  }
  const leafId = newId(Date.parse(p.at))
  const on = dayOf(new Date(p.at))
  const shown = displayOf(item.definition, on, x.ctx.rules)
  const handedIn = Math.max(
    0,
    p.events.findLastIndex((e) => e.action === 'submit'),
  ) // what was sent back before is no hand of this version
  const hands = p.events
    .slice(handedIn)
    .filter((e) => e.personId !== null && ['submit', 'approve', 'sign'].includes(e.action))
    .map((e) => ({
      step: e.stepName,
      name: e.name,
      post: e.post,
      place: e.place,
      at: new Date(e.at).toISOString(),
      deputyFor: '',
      comment: e.comment,
    }))
  const sealed = sealRecord(published, {
    place_slug: place.slug,
    item_code: item.code,
    period: o.period,
    stage: o.stage,
    code: p.code,
    version: p.version,
    title: p.title,
    audience: item.definition.audience,
    hands,
    reason: p.reason,
    nothing: face.nothing !== undefined,
    due_on: o.due_on,
    published_at: new Date(p.at),
    published_on: on,
    display_from: shown.from,
    display_until: shown.until,
    leaves_on: shown.leaves,
  })
  const id = newId(Date.parse(p.at))
  for (const [position, a] of published.attachments.entries())
    t.publication_files.rows.push([id, position, a.sha256, a.name, pictureOf(x)!.type, pictureOf(x)!.bytes])
  t.publications.rows.push([
    id,
    p.noticeId,
    p.version,
    p.code,
    place.id,
    place.path,
    item.code,
    item.category_code,
    o.period,
    o.stage,
    p.title,
    item.definition.audience,
    p.content,
    published,
    sealed.salt,
    sealed.commitment,
    sealed.content_commitment,
    sealed.record_salt,
    leafId,
    JSON.stringify(hands),
    p.reason,
    face.nothing !== undefined,
    namesPeople(item.definition),
    o.due_on,
    p.at,
    on,
    shown.from,
    shown.until,
    shown.leaves,
    shown.retain,
    p.superseded ?? null,
    x.life.withdrawal ? null : tsvectorOf(searchText(published, item)),
    true,
  ])
  leafRow(t, x, leafId, p.version === 1 ? 'publication' : 'correction', p.noticeId, p.at, {
    code: p.code,
    version: p.version,
    commitment: sealed.commitment,
  })
  return sealed.commitment
}

/** Read most on the day on which it came out, and again when it was talked about; in a larger place by more. */
function noticeViews(t: Tables, { place, today }: Life, code: string, from: string) {
  const random = randomOf(seed, 'views', code)
  const readers = place.level === 'village' ? 14 : 30
  for (const [after, most] of [
    [0, readers],
    [3, readers / 2],
    [12, readers / 4],
  ] as const) {
    const day = addDays(from, after)
    const views = random.int(0, Math.ceil(most))
    if (day < today && views > 0) t.site_views.rows.push([code, day, views])
  }
}

/** A place's own page: each week since it went live, more in the days after the books came out. */
function placeViews(t: Tables, place: PlaceRow, today: string) {
  const random = randomOf(seed, 'views', place.code)
  for (let day = place.goes_live_on; day < today; day = addDays(day, 7)) {
    const busy = Number(day.slice(8)) <= 14 ? 2 : 1
    t.site_views.rows.push([place.slug, day, random.int(4, 18) * busy])
  }
}

function leafRow(
  t: Tables,
  { o, item, place, world }: Life,
  id: string,
  kind: EntryKind,
  subject: string,
  at: string,
  of: { code: string; version?: number; commitment?: string },
) {
  const entry = entryBytes({
    v: kind === 'publication' || kind === 'correction' ? 2 : 1,
    kind,
    county: world.county,
    region: place.slug,
    item: item.code,
    period: o.stage === '' ? o.period : `${o.period}/${o.stage}`,
    at: entryTime(new Date(at)),
    demo: true,
    ...of,
  })
  t.ledger_leaves.rows.push([id, at, kind, subject, entry, leafHash(entry)])
}

function questionRows(t: Tables, { place, world }: Life, noticeId: string, q: DemoLife['questions'][number]) {
  const id = newId(Date.parse(q.at))
  const code = newCode()
  const officer = world.holder(place, 'drafter') ?? world.holder(place, 'director')
  t.questions.rows.push([
    id,
    code,
    q.kind,
    noticeId,
    place.id,
    place.path,
    place.id,
    q.text,
    q.name,
    q.showName,
    q.at,
    addDays(q.at.slice(0, 10), 5),
    true,
  ])
  if (q.name !== '') t.question_reviews.rows.push([id, true, '', officer?.name ?? '', officer?.post ?? '', q.at])
  if (q.answeredAt === '') return
  const leafId = newId(Date.parse(q.answeredAt))
  t.answers.rows.push([
    newId(),
    id,
    q.answer,
    '',
    officer?.name ?? '',
    officer?.post ?? '',
    place.name,
    q.answeredAt,
    leafId,
    true,
  ])
  const entry = entryBytes({
    v: 1,
    kind: 'reply',
    county: world.county,
    region: place.slug,
    code,
    at: entryTime(new Date(q.answeredAt)),
    demo: true,
  })
  t.ledger_leaves.rows.push([leafId, q.answeredAt, 'reply', id, entry, leafHash(entry)])
}

function emptyTables(): Tables {
  const table = (columns: string): Table => ({ columns: columns.split(' '), rows: [] })
  return {
    notices: table('id code region_id path item_code item_version period stage title audience created_at created_by'),
    obligations: table(
      'id region_id path item_code item_version period stage due_on due_month provisional event_on event_title notice_id published_at published_on nothing made_at',
    ),
    cases: table(
      'id procedure subject_kind subject_id region_id path step step_since warn_at due_at opened_at closed_at events content_hash',
    ),
    case_events: table(
      'case_id seq at action from_step to_step person_id person_name appointment_id post_name place_name comment content_hash detail',
    ),
    drafts: table('notice_id revision content content_hash reason saved_at saved_by'),
    files: table('id sha256 name kind bytes public_sha256 public_bytes public_type region_id uploaded_by uploaded_at'),
    publications: table(
      'id notice_id version code region_id path item_code category_code period stage title audience content public_content salt commitment content_commitment record_salt leaf_id hands reason nothing names_people due_on published_at published_on display_from display_until leaves_on retain_until superseded_at tokens demo',
    ),
    publication_files: table('publication_id position sha256 name type bytes'),
    withdrawals: table('notice_id kind reason by_name by_post by_place at leaf_id'),
    questions: table('id code kind notice_id region_id path handler_id text name show_name asked_at due_on demo'),
    question_reviews: table('question_id shown reason by_name by_post at'),
    answers: table('id question_id text conclusion by_name by_post by_place at leaf_id demo'),
    ledger_leaves: table('id staged_at kind subject_id entry leaf_hash'),
    site_views: table('code day views'),
    cards: table('id subject_kind subject_id clock colour region_id path nominal_at recorded_at'),
  }
}
