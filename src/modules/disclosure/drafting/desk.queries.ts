/** What stands on a person's desk: what their posts may do now, soonest due first. */
import type { RawBuilder } from 'kysely'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { historiesOf, type Case } from '../../../kernel/cases/case.ts'
import { allProcedures } from '../../../kernel/cases/procedure.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { publicBy } from '../cards/cardLeaves.ts'
import { collectiveDrafter, collectiveNames } from '../catalogue/collective.ts'
import { permissions } from '../permissions.ts'
import { sayPeriod } from '../obligations/periods.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import { visible, visibleSubject } from '../../../kernel/cases/seeing.ts'
import { forItem, waitsFor } from './byRow.ts'
import { unbarredQuestion } from '../questions/questionBars.ts'
import { rangeEnd } from '../../../kernel/regions/range.ts'

export type Task = {
  kind: 'draft' | 'step' | 'question' | 'selfCheck'
  /** Obligation, notice, question or self-check. */
  id: string
  title: string
  /** What it publishes; empty of others. */
  item: string
  place: string
  step: string
  stepName: string
  /** When this step, or whatever else it is, must be done. */
  dueOn: string | null
  /** Of a notice on its way: when the public must have it, or what was demanded of it. */
  publicBy: string | null
  /** The earlier of the two: what counts. */
  countsOn: string | null
  lamp: 'green' | 'yellow' | 'red'
  say: string
  returned: boolean
  /** Where it is worked on, where that is no notice. */
  screen?: string
}

/** What the number of late tasks counts, as people read it beside the number. */
export const deskFigures = {
  lateTasks: '逾期的任务 = 要公开的已经过了到期日的，和别的事现在这一步已经超过期限的',
} as const

/** At most `most` tasks of a person, soonest due first. Lamps: red past due, yellow within the warning days. */
export async function deskOf(db: Db, actor: Actor, now: Date, warnDays: number, most = 200): Promise<Task[]> {
  const day = dayOf(now)
  const all = (
    await Promise.all([
      draftsOf(db, actor, day, most),
      demandsFor(db, actor, most),
      stepsOf(db, actor, day, most),
      questionsFor(db, actor, most),
      selfChecksFor(db, actor, most),
    ])
  ).flat()
  return all
    .map((t) => ({ publicBy: null, ...t }))
    .map((t) => ({ ...t, countsOn: earlier(t) }))
    .map((t) => ({ ...t, lamp: lampOf(t.countsOn, day, warnDays) }))
    .sort((a, b) => ((a.countsOn ?? '9999') < (b.countsOn ?? '9999') ? -1 : 1))
    .slice(0, most)
}

/** A step begun after the notice was due has days of its own; the notice stays late. */
const earlier = ({ dueOn, publicBy }: Pick<Task, 'dueOn' | 'publicBy'>): string | null =>
  dueOn === null || (publicBy !== null && publicBy < dueOn) ? publicBy : dueOn

export function lampOf(dueOn: string | null, day: string, warnDays: number): Task['lamp'] {
  if (dueOn === null) return 'green'
  if (dueOn < day) return 'red'
  return (Date.parse(dueOn) - Date.parse(day)) / 86_400_000 <= warnDays ? 'yellow' : 'green'
}

type Found = Omit<Task, 'lamp' | 'publicBy' | 'countsOn'> & Partial<Pick<Task, 'publicBy'>>

/**
 * Whether one of these posts drafts item `i` for place `r`: its own, or a group of its village; an officer of the
 * collective what the collective publishes.
 */
function draftedAt(posts: readonly Post[]): RawBuilder<unknown> {
  const at = (some: readonly Post[]) => sql`(
    r.id = ANY(${some.map((p) => p.regionId)})
    OR r.parent_id = ANY(${some.filter((p) => p.level === 'village').map((p) => p.regionId)})
    AND r.level = 'group'
  )`
  const [ofCollective, others] = [
    posts.filter((p) => p.function === collectiveDrafter),
    posts.filter((p) => p.function !== collectiveDrafter),
  ]
  return sql`(
    ${at(others)}
    OR ${at(ofCollective)}
    AND i.definition ->> 'publisher' ~ ${collectiveNames.join('|')}
  )`
}

/** Obligations of the person's own places that nobody has handed in, due until the end of next month. */
async function draftsOf(db: Db, actor: Actor, day: string, most: number): Promise<Found[]> {
  const places = actor.posts.filter((p) => permissions['draft.write'].some((f) => f === p.function))
  if (places.length === 0) return []
  const found = await rows(
    db,
    sql<{
      id: string
      notice_id: string | null
      title: string
      item: string
      period: string
      place: string
      due_on: string | null
      returned: boolean
      step: string | null
    }>`
      SELECT o.id, o.period, o.notice_id, coalesce(n.title, o.event_title) AS title, i.name AS item,
        r.name AS place,
        ${publicBy} AS due_on,
        coalesce(c.events > 0, false) AS returned, c.step
      FROM regions r
      JOIN obligations o ON o.region_id = r.id
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN notices n ON n.id = o.notice_id
      LEFT JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
      WHERE ${draftedAt(places)}
        AND (
          (
            o.published_at IS NULL
            AND o.due_on <= ${day}::date + 45
            AND (c.step IS NULL OR c.step = 'draft')
          )
          OR (o.published_at IS NOT NULL AND c.step = 'draft')
        )
        AND ${visible('c', actor.personId)}
      ORDER BY o.due_on, o.id
      LIMIT ${most}`,
  )
  return found.map((f) => ({
    kind: 'draft' as const,
    id: f.id,
    title: f.title || `${sayPeriod(f.period)}${f.item}`,
    item: f.item,
    place: f.place,
    step: 'draft',
    stepName: f.returned ? '修改' : f.notice_id ? '继续填写' : '填写',
    dueOn: f.due_on,
    returned: f.returned,
    say: '',
  }))
}

/** Corrections that the township demanded and nobody has begun; begun, they are drafts with the same day. */
async function demandsFor(db: Db, actor: Actor, most: number): Promise<Found[]> {
  const places = actor.posts.filter((p) => ['drafter', collectiveDrafter, 'bureau_clerk'].includes(p.function))
  if (places.length === 0) return []
  const found = await rows(
    db,
    sql<{ id: string; title: string; item: string; place: string; due_on: string | null; text: string }>`
      SELECT n.id, n.title, i.name AS item, r.name AS place, min(d.due_on) AS due_on,
        string_agg(d.text, '；' ORDER BY d.at) AS text
      FROM correction_demands d
      JOIN notices n ON n.id = d.notice_id
      JOIN regions r ON r.id = n.region_id
      JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
      JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = n.id
      WHERE d.met_at IS NULL
        AND ${draftedAt(places)}
        AND c.step IN ('published', 'filed', 'archived')
        AND ${visible('c', actor.personId)}
      GROUP BY n.id, n.title, i.name, r.name
      ORDER BY due_on NULLS LAST, n.id
      LIMIT ${most}`,
  )
  return found.map((f) => ({
    kind: 'step' as const,
    id: f.id,
    title: f.title,
    item: f.item,
    place: f.place,
    step: 'correct',
    stepName: '按要求更正',
    dueOn: f.due_on,
    returned: true,
    say: f.text,
  }))
}

/** Cases at a step that one of the person's posts may act on, within their places. */
async function stepsOf(db: Db, actor: Actor, day: string, most: number): Promise<Found[]> {
  const wanted = actor.posts.flatMap((post) => stepsFor(post))
  if (wanted.length === 0) return []
  const found = await rows(
    db,
    sql<{
      id: string
      case_id: string
      title: string
      item: string
      place: string
      step: string
      procedure: string
      review_by: ByRow['review_by']
      sign_by: ByRow['sign_by']
      publisher: string
      chaired: boolean
      due_on: string | null
      public_by: string | null
    }>`
      SELECT *
      FROM (
        SELECT DISTINCT n.id, c.id AS case_id, n.title, i.name AS item, r.name AS place, c.step, c.procedure,
          coalesce(i.definition ->> 'reviewBy', 'chair') AS review_by,
          coalesce(i.definition ->> 'signBy', 'secretary') AS sign_by,
          coalesce(i.definition ->> 'publisher', '') AS publisher,
          EXISTS (
            SELECT 1
            FROM appointments a
            JOIN post_kinds k ON k.id = a.post_kind_id
            WHERE a.region_id = w.place AND k.function = 'reviewer' AND k.chair AND ${heldOn('a', day)}
          ) AS chaired,
          ((c.due_at - interval '1 second') AT TIME ZONE 'Asia/Shanghai')::date AS due_on,
          ${publicBy} AS public_by
        FROM unnest(
          ${wanted.map((w) => w.procedure)}::text[], ${wanted.map((w) => w.step)}::text[],
          ${wanted.map((w) => w.from)}::text[], ${wanted.map((w) => w.to)}::text[],
          ${wanted.map((w) => w.post.regionId)}::text[]
        ) AS w (procedure, step, low, high, place)
        JOIN cases c
          ON c.procedure = w.procedure
          AND c.step = w.step
          AND c.path >= w.low
          AND c.path < w.high
          AND c.closed_at IS NULL
          AND c.subject_kind = 'notice'
        JOIN notices n ON n.id = c.subject_id
        JOIN regions r ON r.id = c.region_id
        JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
        LEFT JOIN obligations o ON o.notice_id = n.id
        WHERE NOT EXISTS (SELECT 1 FROM withdrawals x WHERE x.notice_id = n.id)
          AND ${visible('c', actor.personId)}
      ) AS found
      ORDER BY least(due_on, public_by) NULLS LAST, id
      LIMIT ${2 * most}`,
  )
  const mine = await waiting(db, actor, found)
  const names = new Map(
    allProcedures().flatMap((p) => Object.entries(p.steps).map(([k, s]) => [`${p.code} ${k}`, s.name] as const)),
  )
  return mine.slice(0, most).map((f) => ({
    kind: 'step' as const,
    id: f.id,
    title: f.title,
    item: f.item,
    place: f.place,
    step: f.step,
    stepName: names.get(`${f.procedure} ${f.step}`) ?? f.step,
    dueOn: f.due_on,
    publicBy: f.public_by,
    returned: false,
    say: '',
  }))
}

/**
 * Of these cases each once, and those alone whose decision is this person's to take: what the notice's own screen
 * offers them.
 */
async function waiting<F extends { case_id: string; chaired: boolean; publisher: string } & ByRow>(
  db: Db,
  actor: Actor,
  found: readonly F[],
): Promise<F[]> {
  const ids = [...new Set(found.map((f) => f.case_id))]
  const [cases, histories] = await Promise.all([
    rows(db, sql<Case>`SELECT * FROM cases WHERE id = ANY(${ids}::text[])`),
    historiesOf(db, ids),
  ])
  const byId = new Map(cases.map((c) => [c.id, c]))
  const left = new Set(ids)
  return found.filter((f) => {
    const definition = { reviewBy: f.review_by, signBy: f.sign_by, publisher: f.publisher }
    const c = byId.get(f.case_id)!
    return waitsFor(forItem(actor, { definition }), definition, c, histories.get(c.id)!, f.chaired) && left.delete(c.id)
  })
}
type ByRow = { review_by: 'chair' | 'majority'; sign_by: 'secretary' | 'director' }

/** The steps of all procedures that wait for this post (not those where it may only correct or withdraw). */
function stepsFor(post: Post): { procedure: string; step: string; from: string; to: string; post: Post }[] {
  return allProcedures().flatMap((p) =>
    Object.entries(p.steps)
      .filter(
        ([name, s]) =>
          name !== 'draft' &&
          name !== 'filed' &&
          name !== 'released' &&
          !s.end &&
          s.by.includes(post.function) &&
          (name !== 'published' || 'file' in s.actions),
      )
      .map(([step, s]) => ({
        procedure: p.code,
        step,
        post,
        from: post.path,
        to: s.standing === 'own' && post.level !== 'village' ? `${post.path} ` : rangeEnd(post.path),
      })),
  )
}

/** Questions that the person's places must answer or review. */
async function questionsFor(db: Db, actor: Actor, most: number): Promise<Found[]> {
  const places = actor.posts.filter(
    (p) => postFor({ ...actor, posts: [p] }, 'question.answer') !== undefined && p.function !== 'county_admin',
  )
  if (places.length === 0) return []
  const found = await rows(
    db,
    sql<{
      id: string
      kind: string
      text: string
      place: string
      due_on: string
    }>`
      SELECT q.id, q.kind, left(q.text, 40) AS text, r.name AS place, q.due_on
      FROM questions q
      JOIN regions r ON r.id = q.region_id
      WHERE q.handler_id = ANY(${places.map((p) => p.regionId)})
        AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
        AND ${visibleSubject('notice', sql`q.notice_id`, actor.personId)}
        AND ${unbarredQuestion('q', actor.personId)}
      ORDER BY q.due_on, q.id
      LIMIT ${most}`,
  )
  return found.map((f) => ({
    kind: 'question' as const,
    id: f.id,
    title: f.text,
    item: '',
    place: f.place,
    step: f.kind,
    stepName: '答复',
    dueOn: f.due_on,
    returned: false,
    say: '',
  }))
}

/**
 * Self-checks of the person's places: to be filled in by the village's officer, then to be signed; whoever may only
 * sign waits until it is filled in.
 */
async function selfChecksFor(db: Db, actor: Actor, most: number): Promise<Found[]> {
  const of = (functions: readonly string[]) =>
    actor.posts.filter((p) => functions.includes(p.function)).map((p) => p.path)
  const [writes, signs] = [of(['drafter']), of(['signer', 'liaison'])]
  if (writes.length + signs.length === 0) return []
  const found = await rows(
    db,
    sql<{ id: string; month: string; place: string; slug: string; due_on: string; saved: boolean }>`
      SELECT s.id, s.month, r.name AS place, r.slug, s.due_on, s.saved_at IS NOT NULL AS saved
      FROM self_checks s
      JOIN regions r ON r.id = s.region_id
      WHERE s.signed_at IS NULL
        AND (
          s.saved_at IS NULL AND s.path = ANY(${writes})
          OR s.saved_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM unnest(${signs}::text[]) AS w (path) WHERE starts_with(s.path, w.path))
        )
      ORDER BY s.due_on, s.path
      LIMIT ${most}`,
  )
  return found.map((f) => ({
    kind: 'selfCheck' as const,
    id: f.id,
    title: `${sayPeriod(f.month)}自查自纠`,
    item: '',
    place: f.place,
    step: f.saved ? 'sign' : 'draft',
    stepName: f.saved ? '签字' : '填写',
    dueOn: f.due_on,
    returned: false,
    say: '',
    screen: `/selfcheck?place=${f.slug}&month=${f.month}`,
  }))
}
