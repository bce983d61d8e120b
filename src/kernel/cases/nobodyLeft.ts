/**
 * A guarded case that lies where everybody who could take it on is kept from it: whoever watches over it hears at once,
 * not only when its clock has run out.
 */
import { dayOf } from '../../platform/clock.ts'
import { first, sql, type Tx } from '../../platform/db.ts'
import { tellMany } from '../notices/messages.ts'
import type { PostFunction } from '../people/functions.ts'
import { heldOn } from '../people/terms.ts'
import type { Case } from './case.ts'
import { prefixes } from './holder.ts'
import { handsOf } from './may.ts'
import { caseLink, procedureOf } from './procedure.ts'
import { unbarred } from './seeing.ts'
import { titleOf } from './telling.ts'
import type { Context } from './times.ts'

/**
 * Whether somebody who holds one of these functions in a place may know of the case and can sign in; in a village group
 * its village's posts count.
 */
export async function isTakenOn(
  tx: Tx,
  caseId: string,
  regionId: string | null,
  functions: readonly PostFunction[],
  now: Context['now'],
): Promise<boolean> {
  return (await handsIn(tx, caseId, regionId, functions, now)) === 'some'
}

/** Who holds one of these functions in a place and can sign in: nobody, only whom the case is kept from, or others too. */
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
 * Tells the nearest place above the holder in which somebody who is told of its lateness may know of the case, once for
 * each place and step, that it needs other hands. Nothing where somebody is left, and where nobody is told of lateness.
 */
export async function tellNobodyLeft(tx: Tx, caseId: string, { now }: Pick<Context, 'now'>): Promise<void> {
  const c = await first(tx, sql<Case>`SELECT * FROM cases WHERE id = ${caseId}`)
  if (!c?.guarded || c.closed_at !== null || c.merged_into !== null) return
  const step = procedureOf(c.procedure).steps[c.step]
  // In a joint step the units that are asked act, not whoever has it.
  if (!step?.escalate || step.by.length === 0 || step.standing !== 'holder' || step.joint) return
  const { to } = step.escalate
  // A post that nobody holds is another matter, told where it is missing.
  if ((await handsIn(tx, c.id, c.holder_id, handsOf(step, c), now)) !== 'barred') return
  for (const path of prefixes(c.holder_path ?? c.path)
    .slice(0, -1)
    .reverse()) {
    const above = await first(tx, sql<{ id: string }>`SELECT id FROM regions WHERE path = ${path}`)
    if (!above || !(await isTakenOn(tx, c.id, above.id, to, now))) continue
    const place = await first(tx, sql<{ name: string }>`SELECT name FROM regions WHERE id = ${c.holder_id}`)
    const barred = `“${await titleOf(tx, c)}”到了${place?.name ?? ''}，那里能办的人都要回避，没有人办。`
    const say = `${barred}请马上安排别的人（任职或者代理）办。`
    const words = { kind: 'escalated', say, link: caseLink(c), caseId: c.id }
    const event = `${c.id} nobody ${c.step} ${c.holder_id}`
    return tellMany(
      tx,
      to.map((f) => ({ ...words, regionId: above.id, function: f, event })),
      now,
    )
  }
}
