/** What the console shows of applications. */
import type { RawBuilder } from 'kysely'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { historyOf, type CaseEvent } from '../../../kernel/cases/case.ts'
import { handedTo } from '../../../kernel/cases/handedTo.ts'
import { clockLines, clocksOf } from '../../../kernel/cases/clocks.ts'
import { endsByItself } from '../../../kernel/cases/goingOn.ts'
import { everLate } from '../../../kernel/cases/late.ts'
import { lampAt } from '../../../kernel/cases/inbox.queries.ts'
import { mayOf } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { requestsOf } from '../../../kernel/cases/requests.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import { paperOf } from '../../../kernel/asked/paper.ts'
import { maskedAnswers } from '../../../kernel/asked/show.ts'
import { maskName } from '../../../kernel/forms/masks.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { aidsOf } from './aids.ts'
import { identities, type Service } from '../list/services.schema.ts'
import { grades, states, type CaseRecord, type Result } from './applications.schema.ts'
import { opened } from './people.ts'
import { papersOfApplication } from '../applying/papers.ts'
import { askedNow, promiseOf } from '../following/own.read.ts'
import { limitWords, shownLegs } from './routes.ts'
import { sharesOf } from './shares.ts'
import { look, seen } from './applicationReaders.ts'
import { newerVersion } from './versions.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'
import { within } from '../../../kernel/regions/range.ts'
import { readCode } from '../../../platform/ids.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

/**
 * One application for whoever may see it. Answers and papers only for whom the step needs; that they were opened is
 * written down first.
 */
export async function applicationForStaff(db: Db, secret: string, actor: Actor, caseId: string, ctx: Context) {
  const s = await seen(db, actor, caseId)
  const { a, c, how } = s
  const inside = how === 'hand' || how === 'asked'
  // What staff wrote on the way, and the notices, tell who applied.
  const plain = how !== 'consulted'
  if (inside) await look(db, actor, s, '申请内容', '', ctx.now)
  const procedure = procedureOf(c.procedure)
  const [history, requests, asked, notices, names, shares] = await Promise.all([
    historyOf(db, c.id),
    requestsOf(db, c.id),
    askedNow(db, a.id),
    noticeCodes(db, [a.notice_id, a.result_notice_id]),
    placeNames(db, c.route?.map((leg) => leg.holder.id) ?? []),
    sharesOf(db, c.id),
  ])
  const isMine = (r: (typeof requests)[number]) =>
    actor.posts.some((p) => p.regionId === r.region_id && r.functions.includes(p.function))
  const handed = await handedTo(db, c.id, history)
  const promise = promiseOf(a, history, ctx)
  return {
    id: c.id,
    code: a.code,
    service: {
      code: a.service_code,
      version: a.service_version,
      name: a.service.name,
      competent: a.service.competent.name,
      promised: a.service.promised,
      notice: a.service.notice,
      homeVisit: a.service.homeVisit,
      appraisal: a.service.appraisal,
      result: a.service.result,
    },
    place: a.place,
    slug: a.slug,
    practice: a.practice,
    state: a.state,
    stateName: states[a.state],
    how,
    step: c.step,
    stepName: procedure.steps[c.step]!.name,
    events: c.events,
    contentHash: a.content_hash,
    guarded: c.guarded,
    sentAt: a.sent_at,
    dueAt: c.due_at,
    endsByItself: endsByItself(c),
    pausedAt: c.paused_at,
    closedAt: c.closed_at,
    lamp: lampAt(c, ctx.now),
    missedAt: c.missed_at,
    ...clockLines(clocksOf(c.procedure, history, ctx.calendar, ctx.now)),
    promisedBy: promise?.dueAt ?? null,
    channel: a.channel,
    identity: { has: a.identity, wants: a.service.identity, say: identities[a.service.identity] },
    route: shownLegs(c.route ?? [], c.limits, procedure.steps).map(({ leg, limit, until }) => ({
      step: leg.step,
      name: procedure.steps[leg.step]!.name,
      holder: names.get(leg.holder.id) ?? '',
      limit: limitWords(limit, until),
      now: leg.step === c.step,
      doneAt: history.findLast((e) => e.from_step === leg.step && e.to_step !== leg.step)?.at ?? null,
    })),
    history: history.map((e) => ({
      ...toldEvent(c.procedure, e, handed.get(e.seq) ?? ''),
      ...(plain ? {} : { comment: '' }),
    })),
    requests: requests
      .filter((r) => plain || isMine(r))
      .map((r) => ({
        id: r.id,
        kind: r.kind,
        ask: r.ask,
        unit: names.get(r.region_id ?? '') ?? r.guest_name,
        regionId: r.region_id,
        askedAt: r.asked_at,
        dueAt: r.due_at,
        answeredAt: r.answered_at,
        by: `${r.answer_post}${r.answer_name}`,
        opinion: r.opinion,
        answer: r.answer,
        withdrawn: r.withdrawn_at !== null,
        mine: r.answered_at === null && r.withdrawn_at === null && isMine(r),
        shared: shares.find((s) => s.request_id === r.id) ?? null,
      })),
    quorum: c.route?.find((leg) => leg.ask)?.ask
      ? {
          units: c.route.find((leg) => leg.ask)!.ask!.units.length,
          needed: c.route.find((leg) => leg.ask)!.ask!.quorum,
        }
      : null,
    asked: plain ? asked : [],
    notices: plain ? notices : { notice: null, result: null },
    stars: a.stars,
    grade: a.stars === null ? null : grades[a.stars as 1],
    appeal: ctx.rules.text('service.appeal'),
    may:
      how !== 'before' && plain
        ? mayOf(actor, c, history)
            .filter((name) => allowed(name, c, ctx.now))
            .map((name) => {
              const action = procedure.steps[c.step]!.actions[name]!
              return {
                action: name,
                name: action.name,
                needsComment: action.needsComment ?? false,
                signs: action.signs ?? false,
                levels: action.holder === 'chosen' ? (action.levels ?? []) : [],
              }
            })
        : [],
    mayPause: how === 'hand' && c.paused_at === null && procedure.steps[c.step]!.pausable !== undefined,
    mayConsult: how === 'hand' && c.closed_at === null,
    newer:
      how === 'hand' && c.closed_at === null && c.step.endsWith('_accept')
        ? ((await newerVersion(db, secret, a, ctx.now))?.difference ?? null)
        : null,
    inside: inside ? await insideOf(db, secret, actor, a) : null,
  }
}

/**
 * What is handed in, and what helps to judge it. Numbers of cards, telephones and accounts are masked until somebody
 * opens them on the record.
 */
async function insideOf(db: Db, secret: string, actor: Actor, a: Parameters<typeof aidsOf>[3]) {
  const answers = opened<Answers>(secret, 'answers', a.id, a.answers)
  const form = wholeForm(a.service)
  const [papers, records, aids] = await Promise.all([
    papersOfApplication(db, a.id),
    recordsOf(db, secret, a.id),
    aidsOf(db, secret, actor, a, answers),
  ])
  const answered = new Set(
    placedFields(form)
      .filter((p) => isFile(p.field.kind))
      .flatMap((p) => [answers[p.field.key] ?? []].flat()),
  )
  const order = placedFields(form).map((p) => p.field.key)
  const label = new Map(placedFields(form).map((p) => [p.field.key, p.field.label]))
  return {
    sections: paperOf(form, maskedAnswers(form, answers)),
    fields: placedFields(form).map((p) => ({ key: p.field.key, label: p.field.label, section: p.section.title })),
    papers: [...papers]
      .sort((x, y) => order.indexOf(x.field) - order.indexOf(y.field))
      .filter((p) => answered.has(p.id))
      .map((p) => ({
        id: p.id,
        field: p.field,
        label: label.get(p.field) ?? p.field,
        name: p.name,
        type: p.type,
        bytes: p.bytes,
        takenAt: p.taken_at,
        reused: p.reused_from !== null,
      })),
    records,
    aids,
    result: a.result ? opened<Result>(secret, 'result', a.id, a.result) : null,
    consent: a.consent ? { kind: a.consent.kind, name: a.consent.name } : null,
  }
}

type Kept = {
  id: string
  kind: string
  held_on: string
  record: Uint8Array
  by_name: string
  by_post: string
  at: Date
}

async function recordsOf(db: Db, secret: string, applicationId: string) {
  const found = await rows(
    db,
    sql<Kept>`
      SELECT id, kind, held_on, record, by_name, by_post, at
      FROM application_records
      WHERE application_id = ${applicationId}
      ORDER BY at`,
  )
  return found.map((r) => ({
    id: r.id,
    kind: r.kind,
    on: r.held_on,
    by: `${r.by_post}${r.by_name}`,
    at: r.at,
    record: opened<CaseRecord | { how: string }>(secret, 'record', r.id, r.record),
  }))
}

/**
 * The platform's own and the applicant's actions are nobody's buttons; what needs a village step is offered only where
 * there is one.
 */
function allowed(
  name: string,
  c: { route: readonly { step: string }[] | null; due_at: Date | null },
  now: Date,
): boolean {
  if (name === 'overrule') return c.due_at !== null && c.due_at <= now
  return (
    name !== 'withdraw' &&
    name !== 'silence' &&
    (name !== 'again' || (c.route ?? []).some((leg) => leg.step === 'village_accept'))
  )
}

function toldEvent(procedure: string, e: CaseEvent, handedTo: string) {
  const { steps } = procedureOf(procedure)
  return {
    seq: e.seq,
    at: e.at,
    action: e.action,
    name: others[e.action] ?? steps[e.from_step ?? '']?.actions[e.action]?.name ?? e.action,
    step: steps[e.to_step ?? '']?.name ?? '',
    handedTo,
    by: e.person_id === null ? e.person_name : `${postAt(e.place_name, e.post_name)} ${e.person_name}`,
    deputyFor: e.deputy_for,
    comment: e.comment,
  }
}

const others: Record<string, string> = {
  open: '收到申请',
  suspend: '一次性告知，暂停计时',
  resume: '补好了，恢复计时',
  correct: '申请人改了内容',
  extend: '延长期限',
  answerJoint: '联审答复',
  opinion: '会商答复',
  consult: '请人会商',
  share: '给会商单位看材料',
  version: '改按新版办',
  escalate: '逾期上报',
  over: '要回避，交上一级',
  overAsked: '单位要回避，改请上一级答复',
  assign: '指定经办人',
  note: '备注',
  noticeGone: '公示被撤下，公示期停住',
}

async function noticeCodes(
  db: Db,
  ids: readonly (string | null)[],
): Promise<{ notice: string | null; result: string | null }> {
  const found = await rows(
    db,
    sql<{
      id: string
      code: string
    }>`SELECT id, code FROM notices WHERE id = ANY(${ids.filter((i) => i !== null)}::text[])`,
  )
  const of = (id: string | null | undefined) => found.find((f) => f.id === id)?.code ?? null
  return { notice: of(ids[0]), result: of(ids[1]) }
}

async function placeNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map(
    (
      await rows(
        db,
        sql<{
          id: string
          name: string
        }>`SELECT id, name FROM regions WHERE id = ANY(${[...new Set(ids)]}::text[]) OR level = 'bureau'`,
      )
    ).map((r) => [r.id, r.name]),
  )
}

/** `at.services`: of a bureau, the services it decides or reviews; all otherwise. `personId`: who reads it, and when. */
export type RegisterFilter = {
  personId: string
  now: Date
  at: { path: string; services?: readonly string[] }
  service?: string | undefined
  state?: string | undefined
  from?: string | undefined
  to?: string | undefined
  code?: string | undefined
  after?: string | undefined
}
export type RegisterRow = {
  id: string
  code: string
  service: string
  place: string
  state: string
  channel: string
  step: string
  stepName: string
  holder: string | null
  sentAt: Date
  closedAt: Date | null
  dueAt: Date | null
  /** One of its limits was missed. */
  late: boolean
  stars: number | null
}
const pageSize = 50

/**
 * The register of applications in a place and below, newest first; no names. One indexed query with a keyset cursor.
 */
export async function register(db: Db, f: RegisterFilter): Promise<{ rows: RegisterRow[]; next: string | null }> {
  const all: RawBuilder<unknown>[] = [
    sql`a.sent_at IS NOT NULL`,
    within('a.path', f.at.path),
    visibleSubject('application', sql`a.id`, f.personId),
  ]
  if (f.at.services) all.push(sql`a.service_code = ANY(${f.at.services}::text[])`)
  if (f.code) all.push(sql`a.code = ${readCode(f.code) ?? f.code.toUpperCase()}`)
  if (f.service) all.push(sql`a.service_code = ${f.service}`)
  if (f.state) all.push(sql`a.state = ${f.state}`)
  if (f.from) all.push(sql`a.sent_at >= ${new Date(`${f.from}T00:00:00+08:00`)}`)
  if (f.to) all.push(sql`a.sent_at < ${new Date(`${f.to}T24:00:00+08:00`)}`)
  if (f.after) {
    const [at, id] = f.after.split('|') as [string, string]
    all.push(sql`(a.sent_at, a.id) < (${new Date(at)}, ${id})`)
  }
  const found = await rows(
    db,
    sql<Omit<RegisterRow, 'stepName'>>`
      SELECT c.id, a.code, s.name AS service, r.name AS place, a.state, a.channel, c.step, h.name AS holder,
        a.sent_at AS "sentAt", a.closed_at AS "closedAt", c.due_at AS "dueAt",
        ${everLate(f.now)} AS late, a.stars
      FROM (
        SELECT *
        FROM applications a
        WHERE ${sql.join(all, sql` AND `)}
        ORDER BY a.sent_at DESC, a.id DESC
        LIMIT ${pageSize + 1}
      ) a
      JOIN cases c ON c.subject_kind = 'application' AND c.subject_id = a.id
      JOIN services s ON s.code = a.service_code AND s.version = a.service_version
      JOIN regions r ON r.id = a.region_id
      LEFT JOIN regions h ON h.id = c.holder_id
      ORDER BY a.sent_at DESC, a.id DESC`,
  )
  const { steps } = procedureOf('services.application')
  const shown = found.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    rows: shown.map((r) => ({ ...r, stepName: steps[r.step]?.name ?? r.step })),
    next: found.length > pageSize && last ? `${last.sentAt.toISOString()}|${last.id}` : null,
  }
}

/**
 * Whose applications these cases are, masked ("于*"): enough to tell one row of the inbox from the next. By case; two
 * queries for a page.
 */
export async function whoseOf(db: Db, secret: string, cases: readonly string[]): Promise<Map<string, string>> {
  const found = await rows(
    db,
    sql<{
      caseId: string
      id: string
      service_code: string
      service_version: number
      answers: Uint8Array
    }>`
      SELECT c.id AS "caseId", a.id, a.service_code, a.service_version, a.answers
      FROM cases c
      JOIN applications a ON a.id = c.subject_id
      WHERE c.subject_kind = 'application' AND c.id = ANY(${cases}::text[])`,
  )
  const asked = await rows(
    db,
    sql<{
      code: string
      version: number
      definition: Service
    }>`
      SELECT code, version, definition
      FROM services
      WHERE (code, version) IN (
        SELECT *
        FROM unnest(
          ${found.map((f) => f.service_code)}::text[], ${found.map((f) => f.service_version)}::int[]
        )
      )`,
  )
  const forms = new Map(asked.map((s) => [`${s.code} ${s.version}`, wholeForm(s.definition)]))
  return new Map(
    found.map((f) => [
      f.caseId,
      maskName(
        applicantOf(
          forms.get(`${f.service_code} ${f.service_version}`)!,
          opened<Answers>(secret, 'answers', f.id, f.answers),
        ).name,
      ),
    ]),
  )
}
