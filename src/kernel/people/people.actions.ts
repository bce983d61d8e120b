/**
 * Appointing, ending, deputising, handing over. A supervision seat is refused to committee members and their near
 * relatives (OL Art. 37).
 */
import { addDays, dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { namePinyin } from '../../platform/pinyin.ts'
import { postFor } from './can.ts'
import { refuseReach, type By } from './reach.ts'
import { tellOfWatch } from './watch.ts'
import type { PostFunction } from './functions.ts'
import { countKinds, type Handing, type HandOverPart, type KindCount } from './handOver.ts'
import { cameIn } from './newcomers.ts'
import { notOverBy } from './terms.ts'
import { refusePersonal } from '../guard/index.ts'
import { officePhone } from './officePhone.ts'
import { placeAt } from '../regions/placeAt.ts'

type Kind = {
  id: string
  code: string
  name: string
  function: PostFunction
  level: string
  seats: number
  committee: string
}
type Place = { id: string; path: string; name: string; level: string }
type Term = {
  person_id: string
  name: string
  region_id: string
  path: string
  slug: string
  level: string
  place: string
  from_on: string
  post_code: string
  post: string
  function: PostFunction
}
/** `slug`: of the place whose pages name the post. `whom`: the persons to whom it was done, for the audit trail. */
export type Changed = { slug: string; whom: readonly string[] }
export type Appointed = Changed & { id: string; personId: string }
export type HandedOver = Appointed & {
  work: KindCount[]
  barred: number
  post: { regionId: string; slug: string; place: string; name: string; function: PostFunction; before: string }
}

/**
 * Appoints a person (known, or new by name) to a post at a place from a day. 409 for a full seat, 422 for OL Art. 37.
 */
export async function appoint(
  tx: Tx,
  actor: By,
  input: {
    personId?: string | undefined
    name?: string | undefined
    post: string
    region: string
    from: string
    officePhone?: string | undefined
    /** Until when they were elected or appointed (任期). */
    until?: string | undefined
    /** Whoever hands the post over. */
    before?: string
  },
  now: Date,
): Promise<Appointed> {
  const phone = officePhone(input.officePhone ?? '')
  const place = await placeAt(tx, input.region)
  if (!place) throw notFound('没有这个地方。')
  const kind = await first(
    tx,
    sql<Kind & { ended_on: string | null }>`
      SELECT id, code, name, function, level, seats, committee, ended_on
      FROM post_kinds
      WHERE code = ${input.post}`,
  )
  if (!kind) throw notFound('没有这个岗位。')
  if (kind.ended_on !== null) throw conflict(`“${kind.name}”这个岗位停用了，不再任命。`)
  if (input.until !== undefined && input.until < input.from)
    throw invalid('任期届满的日子不能早于任职日期。', { field: 'until' })
  await refuseReach(
    tx,
    actor,
    { path: place.path, place: place.name, function: kind.function, gains: input.personId, holder: input.before },
    now,
  )
  if (kind.level !== place.level && !(kind.level === 'county' && place.level === 'city'))
    throw invalid(`“${kind.name}”不是${place.name}这一级的岗位。`, { field: 'post' })
  const personId = await personMeant(tx, input, now)
  const held = await rows(
    tx,
    sql<{
      name: string
    }>`
      SELECT p.name
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      WHERE a.region_id = ${place.id}
        AND a.post_kind_id = ${kind.id}
        AND ${notOverBy('a', input.from)}
      FOR UPDATE OF a`,
  )
  if (held.length >= kind.seats)
    throw conflict(`“${kind.name}”已满（${held.map((h) => h.name).join('、')}）。请先办离任或交接。`)
  await refuseArticle37(tx, personId, kind, place, input.from)
  const id = newId(now.getTime())
  await sql`
    INSERT INTO appointments (
      id, person_id, post_kind_id, region_id, from_on, term_until, office_phone, made_by, made_at
    )
    VALUES (
      ${id}, ${personId}, ${kind.id}, ${place.id}, ${input.from}, ${input.until ?? null}, ${phone},
      ${actor.personId}, ${now}
    )`.execute(tx)
  await cameIn(tx, [personId], now)
  const deed = input.before === undefined ? 'appoint' : 'handOver'
  await tellOfWatch(tx, actor, { function: kind.function, path: place.path, post: kind.name }, deed, now)
  return { id, personId, slug: input.region, whom: [personId] }
}

/** "村民委员会成员及其近亲属不得担任村务监督机构成员": checked in both directions; whoever stands in for one counts as one. */
async function refuseArticle37(tx: Tx, personId: string, kind: Kind, place: Place, from: string) {
  if (kind.function !== 'reviewer' && kind.committee !== 'villageCommittee') return
  const other = kind.function === 'reviewer' ? sql`k.committee = 'villageCommittee'` : sql`k.function = 'reviewer'`
  const clash = await first(
    tx,
    sql<{
      name: string
      post: string
      relation: string | null
    }>`
      SELECT p.name, k.name AS post, x.relation
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN LATERAL (
        SELECT a.person_id
        UNION ALL
        SELECT d.deputy_id
        FROM deputations d
        WHERE d.appointment_id = a.id AND d.revoked_at IS NULL AND d.to_on >= ${from}::date
      ) AS h ON true
      JOIN persons p ON p.id = h.person_id
      LEFT JOIN kinships x ON x.person_id = ${personId} AND x.relative_id = h.person_id
      WHERE a.region_id = ${place.id}
        AND ${notOverBy('a', from)}
        AND ${other}
        AND (h.person_id = ${personId} OR x.relative_id IS NOT NULL)
      LIMIT 1`,
  )
  if (!clash) return
  const why =
    clash.relation === null ? `同时担任${clash.post}` : `是${clash.post}${clash.name}的近亲属（${clash.relation}）`
  throw invalid(
    `不能任命：这个人${why}。村民委员会成员及其近亲属不得担任村务监督机构成员（《村民委员会组织法》第三十七条）。`,
  )
}

/** Whom somebody chose from a list, or a new person of this name. 422 for an id of nobody. */
export async function personMeant(
  tx: Tx,
  input: { personId?: string | undefined; name?: string | undefined },
  now: Date,
): Promise<string> {
  if (input.personId === undefined) return newPerson(tx, input.name ?? '', now)
  await refuseNobody(tx, input.personId, 'personId')
  return input.personId
}

/** 422 beside `field` for an id of nobody. */
export async function refuseNobody(tx: Tx, personId: string, field: string): Promise<void> {
  if (!(await first(tx, sql`SELECT 1 FROM persons WHERE id = ${personId}`)))
    throw invalid('没有这个人，请从名单里选。', { field })
}

/** Somebody the platform does not know yet, by name. 422 for what is no name. */
export async function newPerson(tx: Tx, name: string, now: Date): Promise<string> {
  const clean = name.trim()
  if (clean.length < 2 || clean.length > 40) throw invalid('请填姓名（2 到 40 个字）。', { field: 'name' })
  refusePersonal(clean, 'name')
  const id = newId(now.getTime())
  const py = namePinyin(clean)
  await sql`
    INSERT INTO persons (id, name, pinyin, initials, created_at)
    VALUES (${id}, ${clean}, ${py.pinyin}, ${py.initials}, ${now})`.execute(tx)
  return id
}

/** Ends a term: the last day is given; what is open stays with the post, under nobody's name. */
export async function endTerm(
  tx: Tx,
  actor: By,
  appointmentId: string,
  on: string,
  parts: readonly HandOverPart[],
  now: Date,
): Promise<Changed> {
  const a = await termOf(tx, actor, appointmentId, now)
  await end(tx, appointmentId, a, on)
  for (const part of parts) await part.move?.(tx, handing(appointmentId, a, on, now), now)
  await tellOfWatch(tx, actor, a, 'end', now)
  return { slug: a.slug, whom: [a.person_id] }
}

async function end(tx: Tx, appointmentId: string, a: Term, on: string): Promise<void> {
  if (on < a.from_on) throw invalid('离任日期不能早于任职日期。', { field: 'on' })
  const done = await sql`UPDATE appointments SET to_on = ${on} WHERE id = ${appointmentId} AND to_on IS NULL`.execute(
    tx,
  )
  if (done.numAffectedRows === 0n) throw conflict('这一任已经结束了。')
}

/** Of an election all old terms end before the new ones begin: who leaves the one office may come into the other. */
export async function endTerms(
  tx: Tx,
  actor: By,
  changes: readonly { appointment: string; toPersonId?: string | undefined }[],
  on: string,
  now: Date,
): Promise<void> {
  for (const { appointment, toPersonId } of changes)
    await end(tx, appointment, await termOf(tx, actor, appointment, now, toPersonId), on)
}

/** What a post has open now, kind by kind, before it changes hands. */
export async function openWork(
  tx: Tx,
  actor: By,
  appointmentId: string,
  parts: readonly HandOverPart[],
  now: Date,
): Promise<KindCount[]> {
  const a = await termBy(tx, appointmentId)
  if (!postFor(actor, 'people.edit', a.path)) throw forbidden('只能看自己管的地方的交接。')
  return countKinds(await openIn(tx, handing(appointmentId, a, dayOf(now), now), parts))
}

/**
 * Hand-over: the old term ends, the new begins the day after. What is open in every room is recorded and signed (OL
 * Art. 24), what hangs on the person goes to the successor. `barred`: how many the successor must keep away from; they
 * stay with the post under nobody's name.
 */
export async function handOver(
  tx: Tx,
  actor: By,
  input: {
    appointment: string
    toPersonId?: string | undefined
    toName?: string | undefined
    on: string
    note: string
    /** Ended before, with all that change hands at one time (`endTerms`). */
    ended?: true
  },
  parts: readonly HandOverPart[],
  now: Date,
): Promise<HandedOver> {
  const a = await termOf(tx, actor, input.appointment, now, input.toPersonId)
  if (!input.ended) await end(tx, input.appointment, a, input.on)
  const next = await appoint(
    tx,
    actor,
    {
      personId: input.toPersonId,
      name: input.toName,
      post: a.post_code,
      region: a.slug,
      from: addDays(input.on, 1),
      before: a.person_id,
    },
    now,
  )
  const { name } = (await first(tx, sql<{ name: string }>`SELECT name FROM persons WHERE id = ${next.personId}`))!
  const at = { ...handing(input.appointment, a, input.on, now), successor: { personId: next.personId, name } }
  const open = await openIn(tx, at, parts)
  await sql`
    INSERT INTO hand_overs (
      id, from_appointment_id, to_appointment_id, on_date, open_work, note, signed_by, signed_at
    )
    VALUES (
      ${newId(now.getTime())}, ${input.appointment}, ${next.id}, ${input.on},
      ${JSON.stringify(open)}::jsonb, ${input.note}, ${actor.personId}, ${now}
    )`.execute(tx)
  let barred = 0
  for (const part of parts) {
    barred += (await part.barred?.(tx, at)) ?? 0
    await part.move?.(tx, at, now)
  }
  return {
    ...next,
    whom: [a.person_id, next.personId],
    work: countKinds(open),
    barred,
    post: { regionId: a.region_id, slug: a.slug, place: a.place, name: a.post, function: a.function, before: a.name },
  }
}

async function openIn(
  tx: Tx,
  at: Handing,
  parts: readonly HandOverPart[],
): Promise<{ kind: string; title: string; step: string; due_at: Date | string | null }[]> {
  const all = []
  for (const part of parts)
    for (const { title, step, due_at } of await part.open(tx, at)) all.push({ kind: part.kind, title, step, due_at })
  return all
}

const handing = (appointmentId: string, a: Term, on: string, now: Date): Handing => ({
  appointmentId,
  function: a.function,
  regionId: a.region_id,
  path: a.path,
  level: a.level,
  personId: a.person_id,
  on,
  today: dayOf(now),
})

/** A deputy acts for a holder for a stated time; nobody appoints themselves as another's deputy. */
export async function deputise(
  tx: Tx,
  actor: By,
  input: { appointment: string; deputyId: string; from: string; to: string; reason: string },
  now: Date,
): Promise<Changed> {
  const a = await termOf(tx, actor, input.appointment, now, input.deputyId)
  if (a.person_id === input.deputyId) throw invalid('代理人不能是本人。', { field: 'deputyId' })
  await refuseNobody(tx, input.deputyId, 'deputyId')
  const kind = (await first(
    tx,
    sql<Kind>`SELECT id, code, name, function, level, seats, committee FROM post_kinds WHERE code = ${a.post_code}`,
  ))!
  await refuseArticle37(tx, input.deputyId, kind, { id: a.region_id, path: '', name: '', level: '' }, input.from)
  if (input.to < input.from) throw invalid('结束日期不能早于开始日期。', { field: 'to' })
  if (input.to < dayOf(now)) throw invalid('代理时间已经过了。', { field: 'to' })
  if (input.reason.trim().length < 2) throw invalid('请写明代理原因。', { field: 'reason' })
  await sql`
    INSERT INTO deputations (id, appointment_id, deputy_id, from_on, to_on, reason, made_by, made_at)
    VALUES (
      ${newId(now.getTime())}, ${input.appointment}, ${input.deputyId}, ${input.from}, ${input.to},
      ${input.reason.trim()}, ${actor.personId}, ${now}
    )`.execute(tx)
  await cameIn(tx, [input.deputyId], now)
  await tellOfWatch(tx, actor, a, 'deputy', now)
  return { slug: a.slug, whom: [a.person_id, input.deputyId] }
}

/** Ends a deputation before its time, from now on; what the deputy did stays as it is. */
export async function endDeputation(tx: Tx, actor: By, id: string, now: Date): Promise<Changed> {
  const d = await first(
    tx,
    sql<{ appointment_id: string; deputy_id: string }>`
      SELECT appointment_id, deputy_id
      FROM deputations
      WHERE id = ${id}`,
  )
  if (!d) throw notFound('没有这次代理。')
  const a = await termOf(tx, actor, d.appointment_id, now)
  const done = await sql`
    UPDATE deputations
    SET revoked_at = ${now}
    WHERE id = ${id} AND revoked_at IS NULL AND to_on >= ${dayOf(now)}`.execute(tx)
  if (done.numAffectedRows === 0n) throw conflict('这次代理已经结束了。')
  await tellOfWatch(tx, actor, a, 'deputyEnd', now)
  return { slug: a.slug, whom: [a.person_id, d.deputy_id] }
}

/** A term the actor may change (`reach.ts`). `gains`: who gets it or stands in for it. */
async function termOf(tx: Tx, actor: By, id: string, now: Date, gains?: string): Promise<Term> {
  const a = await termBy(tx, id)
  await refuseReach(tx, actor, { ...a, holder: a.person_id, gains }, now)
  return a
}

async function termBy(tx: Tx, id: string): Promise<Term> {
  const a = await first(
    tx,
    sql<Term>`
      SELECT a.person_id, p.name, a.region_id, r.path, r.slug, r.level, r.name AS place, a.from_on,
        k.code AS post_code, k.name AS post, k.function
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN regions r ON r.id = a.region_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.id = ${id}
      FOR UPDATE OF a`,
  )
  if (!a) throw notFound('没有这一任职。')
  return a
}
