/** Urging: what is late, self-checks among it, asked for once a day, of whoever has it in hand. */
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { dayOf, sayDay } from '../../../platform/clock.ts'
import { conflict, forbidden } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { handsNow, type Told } from '../../../kernel/cases/telling.ts'
import { tellMany, type NewMessage } from '../../../kernel/notices/messages.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { draftersOf } from '../catalogue/collective.ts'
import { auditAct } from '../drafting/acts.ts'
import { sayPeriod } from './periods.ts'

/**
 * Of the obligations named: places told, items asked for; those left out because they were asked for today already, or
 * are not late.
 */
export type Urged = { places: number; items: number; already: number; notLate: number }

type OwedRow = {
  id: string
  region_id: string
  path: string
  name: string
  publisher: string
  due_on: string
  notice_id: string | null
}
/** `urged`: today; `c`: the open case of its notice, where somebody has begun. */
type Owed = OwedRow & { urged: boolean; c: Case | undefined }

/**
 * 403 where one of them is not one's own to urge: then nobody is told. 409 where nothing of it is late and not yet
 * asked for today.
 */
export async function urge(
  tx: Tx,
  actor: Actor,
  input: { obligations: readonly string[]; text: string },
  ctx: Context,
): Promise<Urged> {
  const today = dayOf(ctx.now)
  const [owed, checks] = [await owedOf(tx, input.obligations, today), await checksOf(tx, input.obligations, today)]
  const asksNow = (o: Pick<Owed, 'due_on' | 'urged'>) => o.due_on < today && !o.urged
  const [asked, unchecked] = [owed.filter(asksNow), checks.filter(asksNow)]
  const named = [...owed, ...checks]
  const late = named.filter((o) => o.due_on < today)
  const all = [...asked, ...unchecked]
  const left = { already: late.length - all.length, notLate: named.length - late.length }
  if (all.length === 0)
    throw conflict(
      left.already > 0 ? '选上的今天都已经催过了，明天还没公开再催。' : '选上的还没有逾期，或者已经公开，不用催。',
    )
  const posts = new Map(all.map((o) => [o.path, postFor(actor, 'urge', o.path)]))
  if ([...posts.values()].includes(undefined)) throw forbidden('只能催办自己管的地方。')
  const by = posts.get(all[0]!.path)!
  const urging = { actor, by, text: input.text, now: ctx.now }
  await keep(tx, kept.obligations, asked, urging)
  await keep(tx, kept.checks, unchecked, urging)
  await tellMany(
    tx,
    [
      ...messagesOf(asked, await handsOfEach(tx, asked, ctx.now), by, actor, input.text),
      ...unchecked.flatMap((check) => messagesOfCheck(check, by, actor, input.text)),
    ],
    ctx.now,
  )
  const places = new Set(all.map((o) => o.region_id)).size
  await auditAct(tx, actor, 'urge', `${places} 个地方`, ctx.now)
  return { places, items: all.length, ...left }
}

/** A self-check that is not signed yet. `above`: the township, whose liaison may sign as well. */
type OwedCheck = {
  id: string
  region_id: string
  path: string
  place: string
  slug: string
  above: string | null
  month: string
  due_on: string
  saved: boolean
  urged: boolean
}

/** Which of these are self-checks that nobody has signed, locked before it is asked who has urged them. */
async function checksOf(tx: Tx, ids: readonly string[], today: string): Promise<OwedCheck[]> {
  const found = await rows(
    tx,
    sql<Omit<OwedCheck, 'urged'>>`
      SELECT s.id, s.region_id, s.path, r.name AS place, r.slug, r.parent_id AS above, s.month, s.due_on,
        s.saved_at IS NOT NULL AS saved
      FROM self_checks s
      JOIN regions r ON r.id = s.region_id
      WHERE s.id = ANY(${[...ids]}::text[]) AND s.signed_at IS NULL
      ORDER BY s.due_on, s.id
      FOR UPDATE OF s`,
  )
  const already = await urgedOn(
    tx,
    kept.checks,
    found.map((s) => s.id),
    today,
  )
  return found.map((s) => ({ ...s, urged: already.has(s.id) }))
}

/** To whoever fills it in; filled in, to those who sign. */
function messagesOfCheck(check: OwedCheck, by: Post, actor: Actor, text: string): NewMessage[] {
  const to: Told[] = check.saved
    ? [
        { regionId: check.region_id, function: 'signer' },
        ...(check.above === null ? [] : [{ regionId: check.above, function: 'liaison' as const }]),
      ]
    : [{ regionId: check.region_id, function: 'drafter' }]
  const step = check.saved ? '还没有签字' : '还没有填写'
  return to.map((h) => ({
    ...h,
    kind: 'urge',
    say: `${by.region}催办：${check.place}${sayPeriod(check.month)}自查自纠${step}，应在 ${sayDay(check.due_on)}前签字交齐。${text}`,
    link: `/selfcheck?place=${check.slug}&month=${check.month}`,
    caseId: null,
    by: actor.personId,
  }))
}

/**
 * What of these is not public yet: locked first, and only then asked who has urged it, so that of two presses one
 * asks.
 */
async function owedOf(tx: Tx, ids: readonly string[], today: string): Promise<Owed[]> {
  const found = await rows(
    tx,
    sql<OwedRow>`
      SELECT o.id, o.region_id, o.path, i.name, i.definition ->> 'publisher' AS publisher, o.due_on, o.notice_id
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      WHERE o.id = ANY(${[...ids]}::text[]) AND o.published_at IS NULL
      ORDER BY o.due_on, o.id
      FOR UPDATE OF o`,
  )
  const cases = await rows(
    tx,
    sql<Case>`
      SELECT *
      FROM cases
      WHERE subject_kind = 'notice'
        AND subject_id = ANY(${found.flatMap((o) => o.notice_id ?? [])}::text[])
        AND closed_at IS NULL`,
  )
  const already = await urgedOn(
    tx,
    kept.obligations,
    found.map((o) => o.id),
    today,
  )
  const byNotice = new Map(cases.map((c) => [c.subject_id, c]))
  return found.map((o) => ({ ...o, urged: already.has(o.id), c: byNotice.get(o.notice_id ?? '') }))
}

/** Where it is kept that something was urged, at most once a day each, and the column that says what. */
const kept = {
  obligations: { table: sql.table('obligation_urges'), of: sql.ref('obligation_id') },
  checks: { table: sql.table('self_check_urges'), of: sql.ref('check_id') },
} as const
type Kept = (typeof kept)[keyof typeof kept]

/** Those of the ids that were urged on this day. */
async function urgedOn(tx: Tx, { table, of }: Kept, ids: readonly string[], day: string): Promise<ReadonlySet<string>> {
  const found = await rows(
    tx,
    sql<{ id: string }>`SELECT ${of} AS id FROM ${table} WHERE ${of} = ANY(${[...ids]}::text[]) AND on_day = ${day}`,
  )
  return new Set(found.map((u) => u.id))
}

type Urging = { actor: Actor; by: Post; text: string; now: Date }

async function keep(tx: Tx, { table, of }: Kept, asked: readonly { id: string }[], u: Urging): Promise<void> {
  if (asked.length === 0) return
  await sql`
    INSERT INTO ${table} (id, ${of}, on_day, region_id, place_name, person_id, person_name, post_name, text, at)
    SELECT t.id, t.of, ${dayOf(u.now)}, ${u.by.regionId}, ${u.by.region}, ${u.actor.personId}, ${u.actor.name},
      ${u.by.post}, ${u.text}, ${u.now}
    FROM unnest(${asked.map(() => newId(u.now.getTime()))}::text[], ${asked.map((o) => o.id)}::text[])
      AS t (id, of)`.execute(tx)
}

/** Who has each in hand: the post of its step, or whoever drafts at that place where nobody has begun. */
export async function handsOfEach<O extends { c: Case | undefined; region_id: string; publisher: string }>(
  tx: Tx,
  asked: readonly O[],
  now: Date,
): Promise<(o: O) => readonly Told[]> {
  const begun = asked.flatMap(({ c }) => (c ? [{ c, step: procedureOf(c.procedure).steps[c.step]! }] : []))
  const hands = await handsNow(tx, begun, now)
  return (o) => (o.c && hands.get(o.c.id)) ?? draftersOf(o).map((f) => ({ regionId: o.region_id, function: f }))
}

/**
 * One message to each post for all that it owes; a matter from which somebody is barred is told apart, for they must
 * not count it.
 */
function messagesOf(
  asked: readonly Owed[],
  handsOf: (o: Owed) => readonly Told[],
  by: Post,
  actor: Actor,
  text: string,
): NewMessage[] {
  const each = asked.flatMap((o) => handsOf(o).map((to) => ({ o, to })))
  const key = ({ o, to }: (typeof each)[number]) =>
    `${to.regionId} ${to.function} ${to.personId ?? ''} ${o.c?.guarded ? o.c.id : ''}`
  return [...Map.groupBy(each, key).values()].map((same) => {
    const [{ o, to }] = same as [(typeof each)[number]]
    return {
      ...to,
      kind: 'urge',
      say: `${by.region}催办：还有 ${same.length} 项逾期没有公开，最早的应在 ${sayDay(o.due_on)}前公开（${o.name}）。${text}`,
      link: '/',
      caseId: o.c?.guarded ? o.c.id : null,
      by: actor.personId,
    }
  })
}
