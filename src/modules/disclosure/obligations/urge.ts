/** Urging: what is late, asked for once a day, of whoever has it in hand. */
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
  const named = await owedOf(tx, input.obligations, today)
  const late = named.filter((o) => o.due_on < today)
  const asked = late.filter((o) => !o.urged)
  const left = { already: late.length - asked.length, notLate: named.length - late.length }
  if (asked.length === 0)
    throw conflict(
      left.already > 0 ? '选上的今天都已经催过了，明天还没公开再催。' : '选上的还没有逾期，或者已经公开，不用催。',
    )
  const posts = new Map(asked.map((o) => [o.path, postFor(actor, 'urge', o.path)]))
  if ([...posts.values()].includes(undefined)) throw forbidden('只能催办自己管的地方。')
  const by = posts.get(asked[0]!.path)!
  await keep(tx, actor, by, asked, input.text, ctx.now)
  await tellMany(tx, messagesOf(asked, await handsOfEach(tx, asked, ctx.now), by, actor, input.text), ctx.now)
  const places = new Set(asked.map((o) => o.region_id)).size
  await auditAct(tx, actor, 'urge', `${places} places`, ctx.now)
  return { places, items: asked.length, ...left }
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
  const [urged, cases] = [
    await rows(
      tx,
      sql<{ obligation_id: string }>`
        SELECT obligation_id
        FROM obligation_urges
        WHERE obligation_id = ANY(${found.map((o) => o.id)}::text[]) AND on_day = ${today}`,
    ),
    await rows(
      tx,
      sql<Case>`
        SELECT *
        FROM cases
        WHERE subject_kind = 'notice'
          AND subject_id = ANY(${found.flatMap((o) => o.notice_id ?? [])}::text[])
          AND closed_at IS NULL`,
    ),
  ]
  const already = new Set(urged.map((u) => u.obligation_id))
  const byNotice = new Map(cases.map((c) => [c.subject_id, c]))
  return found.map((o) => ({ ...o, urged: already.has(o.id), c: byNotice.get(o.notice_id ?? '') }))
}

async function keep(tx: Tx, actor: Actor, by: Post, asked: readonly Owed[], text: string, now: Date) {
  await sql`
    INSERT INTO obligation_urges (
      id, obligation_id, on_day, region_id, place_name, person_id, person_name, post_name, text, at
    )
    SELECT t.id, t.obligation_id, ${dayOf(now)}, ${by.regionId}, ${by.region}, ${actor.personId}, ${actor.name}, ${by.post},
      ${text}, ${now}
    FROM unnest(${asked.map(() => newId(now.getTime()))}::text[], ${asked.map((o) => o.id)}::text[])
      AS t (id, obligation_id)`.execute(tx)
}

/** Who has each in hand: the post of its step, or whoever drafts at that place where nobody has begun. */
async function handsOfEach(tx: Tx, asked: readonly Owed[], now: Date): Promise<(o: Owed) => readonly Told[]> {
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
