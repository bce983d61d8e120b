/**
 * A report as its handlers see it: what was told, the way it took, its clock explained, and what this person may do
 * now.
 */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import type { Context, Locked } from '../../../kernel/cases/act.ts'
import { historyOf, type Case, type CaseEvent } from '../../../kernel/cases/case.ts'
import { toldRemarks } from '../../../kernel/cases/toldRemarks.ts'
import { handedTo } from '../../../kernel/cases/handedTo.ts'
import { clockLines, clocksOf } from '../../../kernel/cases/clocks.ts'
import { flowOf, type Flow } from '../../../kernel/cases/flow.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { inHand } from '../../../kernel/cases/inHand.ts'
import { handling, mayOf } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { progressOf, requestsOf, waitedFor } from '../../../kernel/cases/requests.ts'
import type { CaseRequest } from '../../../kernel/cases/asked.ts'
import { unbarred, visible } from '../../../kernel/cases/seeing.ts'
import { endsByItself } from '../../../kernel/cases/goingOn.ts'
import { whyNotExtended, whyNotSuspended } from '../../../kernel/cases/pause.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { reportedBefore } from '../sending/before.ts'
import { proposedFace, type FaceRow } from '../echo/faces.ts'
import { correctionOfReport } from '../corrections/corrections.queries.ts'
import { givesAnswer } from './handle.ts'
import { type ReportRow } from './reportOfCase.ts'
import { channels, reportKinds, shows, type ReportKind } from '../reports.schema.ts'
import { filesOfReplies } from '../replies/replyFiles.ts'
import { copiesOf, suggestionFor } from '../routes/routes.ts'
import { eventNames } from '../reports.words.ts'
import { concealed, concealedWords, reportersOf } from './conceal.ts'
import { seenReport, type Seeing } from './reportReaders.ts'
import type { Share } from '../../../kernel/cases/shares.ts'
import { sharesOf } from './shares.ts'
import { splitSteps } from './work.ts'

export type HistoryRow = Pick<CaseEvent, 'seq' | 'at' | 'action' | 'comment' | 'deputy_for' | 'until'> & {
  name: string
  to: string
  handedTo: string
  person: string
  post: string
  place: string
  proof: { sha256: string; name: string }[]
}
export type Choice = {
  action: string
  name: string
  answers: boolean
  needsComment: boolean
  /** Whether the reporter reads the remark. */
  told: boolean
  asks: boolean
  levels: readonly string[] | null
}
export type Can = Record<
  | 'suspend'
  | 'resume'
  | 'extend'
  | 'consult'
  | 'remind'
  | 'join'
  | 'assign'
  | 'label'
  | 'look'
  | 'face'
  | 'note'
  | 'order'
  | 'transcribe'
  | 'share',
  boolean
>

type Extra = {
  spot: string
  group: string | null
  lng: number | null
  lat: number | null
  notice_code: string | null
  notice_title: string | null
  notice_row: string
  row_ref: string
  category: string
  judgement: string
  finding: string | null
  supporters: number
  rating: string | null
  has_consent: boolean
}
type File = {
  id: string
  kind: string
  name: string
  type: string
  bytes: number
  shown_type: string | null
  transcript: string
  transcript_by: string | null
  unreadable: boolean
}

/** One case for one person; 404 where it is none of theirs. */
export async function caseForStaff(db: Db, secret: string, actor: Actor, caseId: string, ctx: Context) {
  const { report, c, how } = await seenReport(db, actor, caseId, true)
  const [
    history,
    requests,
    extra,
    files,
    additions,
    replies,
    ratings,
    face,
    names,
    links,
    hands,
    posts,
    correction,
    replyFiles,
  ] = await Promise.all([
    historyOf(db, c.id),
    requestsFor(db, actor, c.id),
    extraOf(db, report.id),
    rows(
      db,
      sql<File>`
        SELECT id, kind, name, type, bytes, shown_type, transcript, transcript_by,
          unreadable_at IS NOT NULL AS unreadable
        FROM report_files
        WHERE report_id = ${report.id}
        ORDER BY position, added_at`,
    ),
    rows(
      db,
      sql<{ text: string; at: Date; from: string | null }>`
        WITH RECURSIVE joined AS (
            SELECT id, subject_id FROM cases WHERE id = ${c.id}
            UNION ALL
            SELECT m.id, m.subject_id
            FROM cases m
            JOIN joined j ON m.merged_into = j.id
            WHERE ${visible('m', actor.personId)}
          )
        SELECT a.text, a.at, CASE WHEN a.report_id <> ${report.id} THEN p.code END AS from
        FROM report_additions a
        JOIN reports p ON p.id = a.report_id
        WHERE a.report_id IN (SELECT subject_id FROM joined)
        ORDER BY a.at, a.id`,
    ),
    rows(
      db,
      sql<{
        seq: number
        text: string
        form: string
        by_name: string
        by_post: string
        by_place: string
        at: Date
      }>`
        SELECT seq, text, form, by_name, by_post, by_place, at
        FROM report_replies
        WHERE report_id = ${report.id}
        ORDER BY seq`,
    ),
    rows(
      db,
      sql<{
        rating: string
        reason: string
        by_party: string
        at: Date
      }>`SELECT rating, reason, by_party, at FROM report_ratings WHERE report_id = ${report.id} ORDER BY at`,
    ),
    first(
      db,
      sql<FaceRow>`
        SELECT shown, title, text, name, file_ids, reason, by_name, by_post, at
        FROM report_faces
        WHERE report_id = ${report.id}
        ORDER BY seq DESC
        LIMIT 1`,
    ),
    first(
      db,
      sql<{
        holder: string | null
        assignee: string | null
      }>`
        SELECT h.name AS holder, p.name AS assignee
        FROM cases c
        LEFT JOIN regions h ON h.id = c.holder_id
        LEFT JOIN persons p ON p.id = c.assignee_id
        WHERE c.id = ${c.id}`,
    ),
    linksOf(db, actor, c),
    handsOf(db, c),
    postNames(db),
    correctionOfReport(db, actor, report.id),
    filesOfReplies(db, report.id),
  ])
  const before =
    how === 'hand' || how === 'above'
      ? await reportedBefore(db, actor, report.id, ctx.rules.number('report.repeatDays'))
      : null
  const handed = await handedTo(db, c.id, history)
  const mediations =
    how === 'hand' || how === 'above'
      ? await rows(
          db,
          sql<{ id: string; title: string; mediator: string; outcome: 'agreed' | 'failed' | 'withdrawn' | null }>`
            SELECT id, title, mediator, outcome
            FROM mediations
            WHERE report_id = ${report.id}
            ORDER BY opened_at`,
        )
      : []
  const actions = choicesOf(actor, c, history)
  const suggestion = how === 'hand' && actions.some((a) => a.asks) ? await suggestionFor(db, c.id) : null
  // Whoever reads along knows of their own copy, not of others'.
  const own = actor.posts.map((p) => p.regionId)
  const copies =
    how === 'hand' || how === 'above' ? await copiesOf(db, c.id) : how === 'copy' ? await copiesOf(db, c.id, own) : []
  const step = procedureOf(c.procedure).steps[c.step]!
  const whole = {
    case: headOf(c, names!, c.merged_into === null ? step.name : '已并入另一件', ctx.now),
    how,
    report: {
      ...faceless(report),
      ...extra!,
      kindName: reportKinds[report.kind as ReportKind],
      channelName: channels[report.channel as keyof typeof channels],
      showName: shows[report.show as keyof typeof shows],
    },
    files,
    additions,
    replies: replies.map((r) => ({ ...r, files: replyFiles.filter((f) => f.seq === r.seq) })),
    ratings,
    requests,
    joint: progressOf(c, requests) ?? null,
    correction: correction ?? null,
    before,
    history: history.map((e) => lineOf(c, e, handed.get(e.seq) ?? '')),
    ...clockLines(clocksOf(c.procedure, history, ctx.calendar, ctx.now)),
    face: face ?? null,
    proposal: proposedFace(report),
    flow: flowFor(c, posts),
    links,
    mediations,
    hands,
    splitSteps: splitSteps(actor, c),
    actions,
    suggestion,
    copies,
    can: canOf(actor, { c, history }, how, waitedFor(requests).length > 0, ctx),
  }
  if (how === 'copy') return readAlong(whole)
  return how === 'asked' ? asAsked(db, secret, report, whole) : whole
}

/**
 * What a unit sees that is asked and was not told who the reporter is: the matter in words without names and numbers,
 * the way it took, and what it is asked. No paper, picture or voice: nobody knows who can be told by them.
 */
async function asAsked<
  T extends {
    report: { text: string; hasContact: boolean; hasAbout: boolean; has_consent: boolean }
    additions: { text: string }[]
    replies: { files: unknown[] }[]
    history: HistoryRow[]
    proposal: { text: string }
  },
>(db: Db, secret: string, report: ReportRow, whole: T): Promise<T> {
  const known = await reportersOf(db, secret, report.id)
  const words = (text: string) => concealedWords(db, text, report.region_id, known)
  const [text, ...additions] = await Promise.all([report.text, ...whole.additions.map((a) => a.text)].map(words))
  return eachText(
    {
      ...whole,
      report: { ...whole.report, text: text!, hasContact: false, hasAbout: false, has_consent: false },
      proposal: { ...whole.proposal, text: text! },
      additions: whole.additions.map((a, i) => ({ ...a, text: additions[i]! })),
      replies: whole.replies.map((r) => ({ ...r, files: [] })),
      history: whole.history.map((e) => ({ ...e, proof: [] })),
      files: [],
      before: null,
      links: [],
    },
    (one) => concealed(one, known),
  )
}

/** The same with every text as `put` makes it, wherever it stands. */
function eachText<T>(value: T, put: (text: string) => string): T {
  const of = (x: unknown): unknown =>
    typeof x === 'string'
      ? put(x)
      : Array.isArray(x)
        ? x.map(of)
        : x === null || typeof x !== 'object' || x instanceof Date
          ? x
          : Object.fromEntries(Object.entries(x).map(([k, v]) => [k, of(v)]))
  return of(value) as T
}

/**
 * What a unit sees that only reads along: the matter and the answers, nothing that shows who reported or how it was
 * dealt with between offices.
 */
function readAlong<
  T extends {
    report: {
      text: string
      hasContact: boolean
      hasAbout: boolean
      lng: number | null
      lat: number | null
      has_consent: boolean
    }
    proposal: { text: string }
  },
>(whole: T): T {
  const nothing = {
    files: [],
    additions: [],
    ratings: [],
    requests: [],
    history: [],
    hands: [],
    links: [],
    mediations: [],
    pastClocks: [],
    before: null,
    actions: [],
    splitSteps: [],
  }
  return {
    ...whole,
    ...nothing,
    report: {
      ...whole.report,
      text: whole.proposal.text,
      hasContact: false,
      hasAbout: false,
      has_consent: false,
      lng: null,
      lat: null,
    },
  }
}

function headOf(
  c: Case,
  names: { holder: string | null; assignee: string | null },
  stepName: string,
  now: Date,
): Pick<
  Case,
  | 'id'
  | 'code'
  | 'missed_at'
  | 'title'
  | 'step'
  | 'events'
  | 'due_at'
  | 'opened_at'
  | 'closed_at'
  | 'paused_at'
  | 'guarded'
  | 'provisional'
  | 'escalated'
  | 'assignee_id'
> & {
  stepName: string
  endsByItself: boolean
  procedureName: string
  lamp: Lamp
  holder: string | null
  assignee: string | null
} {
  const {
    id,
    code,
    title,
    step,
    events,
    due_at,
    opened_at,
    closed_at,
    paused_at,
    guarded,
    provisional,
    escalated,
    missed_at,
    assignee_id,
  } = c
  return {
    id,
    code,
    title,
    step,
    events,
    due_at,
    opened_at,
    closed_at,
    paused_at,
    guarded,
    provisional,
    escalated,
    missed_at,
    assignee_id,
    stepName,
    endsByItself: endsByItself(c),
    procedureName: procedureOf(c.procedure).name,
    lamp: lampAt(c, now),
    ...names,
  }
}

/** Nothing sealed leaves this room by accident. */
function faceless(r: ReportRow) {
  const { id, code, kind, channel, text, show, slug, place, received_at } = r
  return {
    id,
    code,
    kind,
    channel,
    text,
    show,
    slug,
    place,
    received_at,
    hasContact: r.contact !== null,
    hasAbout: r.about !== null,
  }
}

function extraOf(db: Db, id: string): Promise<Extra | undefined> {
  return first(
    db,
    sql<Extra>`
      SELECT p.spot, g.name AS group, p.lng, p.lat, n.code AS notice_code, n.title AS notice_title,
        p.notice_row, p.row_ref, p.category, p.judgement, p.finding, p.supporters, p.rating,
        p.consent_file_id IS NOT NULL AS has_consent
      FROM reports p
      LEFT JOIN regions g ON g.id = p.group_id
      LEFT JOIN notices n ON n.id = p.notice_id
      WHERE p.id = ${id}`,
  )
}

/** Cases merged into this one, that it went into, or that were split. */
function linksOf(db: Db, actor: Actor, c: Case): Promise<{ id: string; title: string; code: string; how: string }[]> {
  return rows(
    db,
    sql<{
      id: string
      title: string
      code: string
      how: string
    }>`
      SELECT id, title, code,
        CASE
          WHEN merged_into = ${c.id} THEN '并进来的'
          WHEN id = ${c.merged_into} THEN '已并入'
          WHEN split_from = ${c.id} THEN '拆出去的'
          ELSE '从这件拆来'
        END AS how
      FROM cases
      WHERE (
          merged_into = ${c.id}
          OR split_from = ${c.id}
          OR id = ANY(${[c.merged_into, c.split_from].filter((x) => x !== null)}::text[])
        )
        AND ${visible('cases', actor.personId)}
      ORDER BY opened_at`,
  )
}

/** Who could take it on at the place that has it. */
function handsOf(db: Db, c: Case): Promise<{ id: string; name: string; post: string }[]> {
  const step = procedureOf(c.procedure).steps[c.step]!
  return rows(
    db,
    sql<{
      id: string
      name: string
      post: string
    }>`
      SELECT DISTINCT ON (p.id) p.id, p.name, k.name AS post
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${c.holder_id}
        AND a.to_on IS NULL
        AND k.function = ANY(${[...step.by] as string[]}::text[])
        AND ${unbarred(c.id, sql`p.id`)}
      ORDER BY p.id
      LIMIT 40`,
  )
}

/**
 * Who could take on some of these cases, of those that the actor has in hand; whom a case bars is told when it is
 * given.
 */
export async function colleaguesFor(
  db: Db,
  actor: Actor,
  caseIds: readonly string[],
): Promise<{ id: string; name: string; post: string }[]> {
  const held = await rows(
    db,
    sql<Case>`
      SELECT DISTINCT ON (c.holder_id, c.procedure, c.step) c.*
      FROM cases c
      WHERE c.id = ANY(${caseIds}::text[])
        AND ${inHand(actor.posts)}
        AND ${visible('c', actor.personId)}`,
  )
  const found = (await Promise.all(held.map((c) => handsOf(db, c)))).flat()
  return [...new Map(found.map((p) => [p.id, p])).values()]
}

async function postNames(db: Db): Promise<Map<string, string>> {
  const found = await rows(
    db,
    sql<{
      function: string
      name: string
    }>`SELECT DISTINCT ON (function) function, name FROM post_kinds ORDER BY function, position`,
  )
  return new Map(found.map((f) => [f.function, f.name]))
}

function flowFor(c: Case, posts: ReadonlyMap<string, string>): Flow {
  const { steps } = procedureOf(c.procedure)
  return flowOf(
    c.procedure,
    (s) =>
      steps[s]!.by.slice(0, 2)
        .map((f) => posts.get(f) ?? '')
        .filter((n) => n !== '')
        .join('、'),
    c.merged_into === null ? c.step : '',
    false,
  )
}

function lineOf(c: Case, e: CaseEvent, handedTo: string): HistoryRow {
  const { steps } = procedureOf(c.procedure)
  const action = e.from_step === null ? undefined : steps[e.from_step]?.actions[e.action]
  const moved = e.to_step !== null && e.to_step !== e.from_step
  return {
    seq: e.seq,
    at: e.at,
    action: e.action,
    comment: e.comment,
    deputy_for: e.deputy_for,
    until: e.until,
    name: action?.name ?? eventNames[e.action] ?? e.action,
    to: moved ? (steps[e.to_step!]?.name ?? '') : '',
    handedTo,
    person: e.person_name,
    post: e.post_name,
    place: e.place_name,
    proof: proofOf(e),
  }
}

/** Papers of a suspension are kept as "sha256 name". */
function proofOf(e: CaseEvent): { sha256: string; name: string }[] {
  const all = Array.isArray(e.detail['proof']) ? e.detail['proof'].map(String) : []
  return all.map((p) => ({ sha256: p.slice(0, 64), name: p.slice(65) }))
}

function choicesOf(actor: Actor, c: Case, history: CaseEvent[]): Choice[] {
  const { steps } = procedureOf(c.procedure)
  return mayOf(actor, c, history).map((action) => {
    const a = steps[c.step]!.actions[action]!
    return {
      action,
      name: a.name,
      answers: givesAnswer(action, a.to),
      needsComment: a.needsComment ?? false,
      told: toldRemarks.has(action),
      asks: a.asks ?? false,
      levels: a.holder === 'chosen' ? (a.levels ?? []) : null,
    }
  })
}

function canOf(actor: Actor, { c, history }: Locked, how: Seeing, awaits: boolean, ctx: Context): Can {
  const mine = handling(actor, c) !== undefined && c.merged_into === null
  const above = postFor(actor, 'report.order', c.holder_path ?? c.path)
  const reviewer = postFor(actor, 'report.oversee', c.path)
  return {
    suspend: mine && whyNotSuspended(c, history, ctx) === undefined,
    resume: mine && c.paused_at !== null,
    extend:
      postFor(actor, 'report.extend', c.holder_path ?? c.path) !== undefined &&
      whyNotExtended(c, history, ctx) === undefined,
    consult: mine,
    remind: mine && awaits,
    join: mine,
    assign: mine,
    label: mine,
    look: mine || how === 'told',
    transcribe: mine,
    share: mine,
    face: mine || (reviewer !== undefined && reviewer.function !== 'inspector'),
    note: mine || (how === 'above' && reviewer?.function !== 'inspector'),
    order: above !== undefined && c.closed_at === null && above.regionId !== c.holder_id,
  }
}

export type RequestRow = Omit<CaseRequest, 'functions' | 'clock'> & {
  place: string
  mine: boolean
  /** Whether and why they were told who the reporter is. */
  shared: Share | null
}

/** Who else was asked, and whether this person is to answer. */
async function requestsFor(db: Db, actor: Actor, caseId: string): Promise<RequestRow[]> {
  const [found, shares] = await Promise.all([requestsOf(db, caseId), sharesOf(db, caseId)])
  const places = new Map(
    (
      await rows(
        db,
        sql<{
          id: string
          name: string
        }>`SELECT id, name FROM regions WHERE id = ANY(${found.map((q) => q.region_id)}::text[])`,
      )
    ).map((r) => [r.id, r.name]),
  )
  return found.map(({ functions, clock: _clock, ...q }) => ({
    ...q,
    place: places.get(q.region_id ?? '') ?? '',
    shared: shares.find((s) => s.request_id === q.id) ?? null,
    mine:
      q.answered_at === null &&
      q.withdrawn_at === null &&
      actor.posts.some((p) => p.regionId === q.region_id && functions.includes(p.function)),
  }))
}
