/**
 * A guarded case, or a part of one that a unit is asked for, that lies where everybody who could take it on is kept
 * from it: where it goes on at once, not only when its clock has run out (`overTheBarred` in act.ts takes it there);
 * where nobody is left above either, whoever watches over it hears.
 */
import { dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Tx } from '../../platform/db.ts'
import { tellMany } from '../notices/messages.ts'
import type { PostFunction } from '../people/functions.ts'
import { heldOn } from '../people/terms.ts'
import type { Case } from './case.ts'
import { requestColumns, type CaseRequest } from './asked.ts'
import { aboveOf, prefixes, type Holder } from './holder.ts'
import { handsOf } from './may.ts'
import { caseLink, procedureOf } from './procedure.ts'
import { unbarred } from './seeing.ts'
import { titleOf } from './telling.ts'
import type { Context } from './times.ts'

/** Who holds one of these functions in a place and can sign in: nobody, only whom it is kept from, or others. */
async function handsIn(
  tx: Tx,
  caseId: string,
  regionId: string | null,
  functions: readonly PostFunction[],
  now: Context['now'],
): Promise<'none' | 'barred' | 'some'> {
  const found = await first(
    tx,
    sql<{ free: boolean }>`
      SELECT ${unbarred(caseId, sql`a.person_id`)} AS free
      FROM regions r
      JOIN regions at ON at.id = r.id OR (r.level = 'group' AND at.id = r.parent_id)
      JOIN appointments a ON a.region_id = at.id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE r.id = ${regionId}
        AND k.function = ANY(${[...functions]}::text[])
        AND ${heldOn('a', dayOf(now))}
        AND EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = a.person_id AND x.disabled_at IS NULL)
      ORDER BY free DESC
      LIMIT 1`,
  )
  return found === undefined ? 'none' : found.free ? 'some' : 'barred'
}

/**
 * Where a case goes on past those who are kept from it: by its procedure's own way up, or as it is to the nearest place
 * above in which somebody with a hand in this step may know of it; `undefined` where it stays.
 */
export async function wayOver(
  tx: Tx,
  c: Case,
  now: Context['now'],
  fromVacant: boolean,
): Promise<'up' | Holder | undefined> {
  const step = procedureOf(c.procedure).steps[c.step]
  // In a joint step the units that are asked act, not whoever has it.
  if (!step || step.by.length === 0 || step.standing !== 'holder' || step.joint || step.end) return undefined
  const hands = await handsIn(tx, c.id, c.holder_id, handsOf(step, c), now)
  if (step.actions['up']?.holder === 'above')
    return (hands === 'barred' || (fromVacant && hands === 'none')) && c.paused_at === null && (await isBelowTop(tx, c))
      ? 'up'
      : undefined
  // A post that nobody holds is another matter, told where it is missing.
  return hands === 'barred' ? freeAbove(tx, c.id, c.holder_path ?? c.path, step.by, now) : undefined
}

/** The nearest place above a path in which somebody who holds one of these functions may know of the case. */
async function freeAbove(
  tx: Tx,
  caseId: string,
  path: string,
  functions: readonly PostFunction[],
  now: Context['now'],
): Promise<Holder | undefined> {
  for (const at of prefixes(path).slice(0, -1).reverse()) {
    const above = await first(tx, sql<Holder>`SELECT id, path FROM regions WHERE path = ${at}`)
    if (above && (await handsIn(tx, caseId, above.id, functions, now)) === 'some') return above
  }
  return undefined
}

async function isBelowTop(tx: Tx, c: Case): Promise<boolean> {
  const levels = ['township', 'county', 'city']
  return (await aboveOf(tx, c.holder_path ?? c.path, levels)) !== undefined
}

/**
 * Requests to units where all who could answer are kept from the case, each with the nearest place above in which
 * somebody who answers, or is told of lateness, may know of it.
 */
export async function requestsOver(
  tx: Tx,
  c: Case,
  now: Context['now'],
): Promise<{ request: CaseRequest; above: Holder; functions: PostFunction[] }[]> {
  const open = await rows(
    tx,
    sql<CaseRequest>`
      SELECT ${requestColumns}
      FROM case_requests q
      WHERE q.case_id = ${c.id}
        AND q.region_id IS NOT NULL
        AND q.answered_at IS NULL
        AND q.withdrawn_at IS NULL
      ORDER BY q.asked_at, q.id`,
  )
  const found = []
  for (const request of open) {
    if ((await handsIn(tx, c.id, request.region_id, request.functions, now)) !== 'barred') continue
    const to = procedureOf(c.procedure).steps[c.step]?.escalate?.to ?? []
    const functions = [...new Set([...request.functions, ...to])]
    const above = await freeAbove(tx, c.id, request.path!, functions, now)
    if (above) found.push({ request, above, functions })
  }
  return found
}

/**
 * Tells the nearest place above the holder in which somebody who is told of its lateness may know of the case, once for
 * each place and step, that it needs other hands. Nothing where somebody is left, and where nobody is told of lateness.
 */
export async function tellNobodyLeft(tx: Tx, c: Case, { now }: Pick<Context, 'now'>): Promise<void> {
  const step = procedureOf(c.procedure).steps[c.step]
  // In a joint step the units that are asked act, not whoever has it.
  if (!step?.escalate || step.by.length === 0 || step.standing !== 'holder' || step.joint) return
  const { to } = step.escalate
  // A post that nobody holds is another matter, told where it is missing.
  if ((await handsIn(tx, c.id, c.holder_id, handsOf(step, c), now)) !== 'barred') return
  const above = await freeAbove(tx, c.id, c.holder_path ?? c.path, to, now)
  if (!above) return
  const place = await first(tx, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${c.holder_id}`)
  const barred = `“${await titleOf(tx, c)}”到了${place?.name ?? ''}，那里能办的人都要回避，没有人办。`
  const say = `${barred}请马上安排别的人（任职或者代理）办。`
  const words = { kind: 'escalated', say, link: caseLink(c), caseId: c.id }
  const event = `${c.id} nobody ${c.step} ${c.holder_id}`
  await tellMany(
    tx,
    to.map((f) => ({ ...words, regionId: above.id, function: f, event })),
    now,
  )
}
