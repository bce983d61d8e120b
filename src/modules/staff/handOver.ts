/** A hand-over as the site does it: what every room gives along, and the word to whoever takes over. */
import { addDays } from '../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { allProcedures } from '../../kernel/cases/procedure.ts'
import { tell } from '../../kernel/notices/messages.ts'
import type { Actor } from '../../kernel/people/actor.ts'
import type { By } from '../../kernel/people/reach.ts'
import { postFor } from '../../kernel/people/can.ts'
import {
  countKinds,
  handOverParts,
  sayCounts,
  type KindCount,
  type RecordedWork,
} from '../../kernel/people/handOver.ts'
import { endTerms, handOver, type Appointed, type Changed } from '../../kernel/people/people.actions.ts'
import { postAt } from '../../kernel/people/postAt.ts'

/** Hands a post over with all its open work and tells the successor once what came to them. */
export async function handOverAll(
  tx: Tx,
  actor: By,
  input: Parameters<typeof handOver>[2],
  now: Date,
): Promise<Appointed & { work: KindCount[]; barred: number }> {
  const { post, ...done } = await handOver(tx, actor, input, handOverParts(), now)
  const from = addDays(input.on, 1)
  await tell(tx, {
    regionId: post.regionId,
    function: post.function,
    personId: done.personId,
    kind: 'handOver',
    caseId: null,
    say: `您从 ${from} 起接任${postAt(post.place, post.name)}。${post.before}交给您：${sayCounts(done.work)}。`,
    link: `/people?place=${post.slug}`,
    by: actor.personId,
    now,
  })
  return done
}

type Several = {
  on: string
  note: string
  changes: readonly { appointment: string; toPersonId?: string | undefined; toName?: string | undefined }[]
}

/**
 * After an election: many posts with one date and note, all or none. `barred`: cases that their successors may not
 * have.
 */
export async function handOverMany(
  tx: Tx,
  actor: By,
  { on, note, changes }: Several,
  now: Date,
): Promise<Changed & { done: number; barred: number }> {
  let barred = 0
  const whom: string[] = []
  await endTerms(tx, actor, changes, on, now)
  for (const one of changes) {
    const done = await handOverAll(tx, actor, { ...one, on, note, ended: true }, now)
    barred += done.barred
    whom.push(...done.whom)
  }
  return { slug: 'all', whom, done: changes.length, barred }
}

export type HandOverRecord = {
  id: string
  from_name: string
  to_name: string
  post: string
  on_date: string
  note: string
  signed_by: string
  signed_at: Date
  counts: KindCount[]
}
type Work = { kind: string; title: string; step: string; due_at: string | null }
type Found = Omit<HandOverRecord, 'counts'> & {
  from_person: string
  to_person: string
  path: string
  place: string
  open_work: RecordedWork[]
}

/** The signed records of a place, latest first. */
export async function handOversOf(db: Db, regionId: string): Promise<HandOverRecord[]> {
  const found = await rows(
    db,
    sql<Found>`${recorded} WHERE a1.region_id = ${regionId} ORDER BY h.signed_at DESC, h.id DESC LIMIT 50`,
  )
  return found.map(({ id, from_name, to_name, post, on_date, note, signed_by, signed_at, open_work }) => ({
    id,
    from_name,
    to_name,
    post,
    on_date,
    note,
    signed_by,
    signed_at,
    counts: countKinds(open_work.map(readWork)),
  }))
}

/** What one record lists, for those who keep the posts there and for the two it is between. 404 for others. */
export async function handOverById(
  db: Db,
  actor: Actor,
  id: string,
): Promise<Omit<Found, 'open_work' | 'path'> & { counts: KindCount[]; work: Work[] }> {
  const found = await first(db, sql<Found>`${recorded} WHERE h.id = ${id}`)
  if (!found) throw notFound('没有这份交接清单。')
  const { open_work, path, ...h } = found
  if (!postFor(actor, 'people.edit', path) && h.from_person !== actor.personId && h.to_person !== actor.personId)
    throw notFound('没有这份交接清单。')
  const work = open_work.map(readWork)
  return { ...h, counts: countKinds(work), work }
}

const recorded = sql`
  SELECT h.id, p1.id AS from_person, p1.name AS from_name, p2.id AS to_person, p2.name AS to_name,
    k.name AS post, r.path, r.name AS place, h.on_date, h.note, s.name AS signed_by, h.signed_at,
    h.open_work
  FROM hand_overs h
  JOIN appointments a1 ON a1.id = h.from_appointment_id
  JOIN appointments a2 ON a2.id = h.to_appointment_id
  JOIN regions r ON r.id = a1.region_id
  JOIN persons p1 ON p1.id = a1.person_id
  JOIN persons p2 ON p2.id = a2.person_id
  JOIN persons s ON s.id = h.signed_by
  JOIN post_kinds k ON k.id = a1.post_kind_id`

/** Records made when notices alone were recorded have no kind, and their steps as codes. */
function readWork(w: RecordedWork): Work {
  if (w.kind !== undefined) return { ...w, kind: w.kind }
  const step = allProcedures().find((p) => p.code.startsWith('disclosure.') && w.step in p.steps)?.steps[w.step]
  return { ...w, kind: '公开事项', step: step?.name ?? '' }
}
