/** Where a run stands, and what follows from it for its case: limits, hands, who has it. */
import type { ActInput } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import type { Limit } from '../../../kernel/cases/clock.ts'
import { aboveOf, type Holder } from '../../../kernel/cases/holder.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { handNames, levelOf, type Power, type PowerLimit, type PowerStep } from '../list/powers.schema.ts'
import { indexOf, stepAt } from './runs.procedure.ts'
import { heldOn } from '../../../kernel/people/terms.ts'

/** The limits of a way by the case's steps. */
export function limitsOf(power: Power, steps: readonly string[]): Record<string, Limit> {
  return Object.fromEntries(
    steps.flatMap((key, i) => {
      const limit = power.steps.find((s) => s.key === key)!.limit
      return limit ? [[stepAt(i), limitFrom(limit, power.steps.find((s) => s.key === key)!.name)]] : []
    }),
  )
}

const limitFrom = (l: PowerLimit, name: string): Limit => ({
  amount: l.value,
  unit: l.unit,
  starts: 'nextDay',
  ends: 'asIs',
  warnDays: Math.min(3, Math.max(1, Math.floor(l.value / 4))),
  name,
  cite: l.citation,
})

/** Who has a step: the village itself, or its township. 409 where there is none. */
export async function holderOf(
  tx: Tx,
  step: PowerStep,
  village: { id: string; path: string; name: string },
): Promise<Holder> {
  if (levelOf(step) === 'village') return village
  const above = await aboveOf(tx, village.path, ['township'])
  if (!above) throw conflict(`“${step.name}”要由乡镇办，${village.name}上面没有乡镇，请县管理员核对区划。`)
  return above
}

/** Posts of a step that nobody holds at the place: the run would stand still there. */
export async function emptyHands(tx: Tx, step: PowerStep, at: Holder, day: string): Promise<string | undefined> {
  const held = await first(
    tx,
    sql<{
      n: number
    }>`
      SELECT count(DISTINCT a.person_id)::int AS n
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${at.id}
        AND k.function = ANY(${[...step.hands]}::text[])
        AND ${heldOn('a', day)}`,
  )
  return held!.n >= step.people
    ? undefined
    : `“${step.name}”要${step.people === 2 ? '两个人' : ''}由${step.hands.map((h) => handNames[h]).join('或者')}办，现在${held!.n === 0 ? '这些岗位都空着' : '只有一个人'}，请先补上岗位。`
}

type Titled = { power_name: string; title: string; code: string; person: boolean }

/** How a run is called in lists and messages: one about a person by its power and code. */
export const nameOf = (run: Titled): string => (run.person ? `${run.power_name} ${run.code}` : run.title)

/** "微型工程发包：村口道路硬化，第 3 步 签订合同" */
export const titleOf = (run: Titled, step: PowerStep | undefined, index: number): string =>
  `${run.person ? '' : `${run.power_name}：`}${nameOf(run)}${step ? `，第 ${index + 1} 步 ${step.name}` : ''}`

/**
 * What the case is when it comes to a step, and what whoever has it then is told; nothing is told of the end.
 * `returned`: why it came back.
 */
export function comesTo(
  run: Titled,
  step: PowerStep | undefined,
  index: number,
  returned?: string,
): Pick<ActInput, 'next' | 'told'> {
  const next = { hands: step ? step.hands : null, title: titleOf(run, step, index) }
  if (!step) return { next }
  const told =
    returned === undefined
      ? `“${nameOf(run)}”到了“${step.name}”，请办理。`
      : `“${nameOf(run)}”的“${step.name}”退回来了，请重新办、重新记：${returned}`
  return { next, told }
}

/**
 * Brings the case's row to the step it stands on now. The hash of what was signed stays with its event: the next step
 * is about other words.
 */
export async function settle(
  tx: Tx,
  c: Case,
  run: Titled & { power: Power; steps: readonly string[] },
): Promise<PowerStep | undefined> {
  const index = c.closed_at === null ? indexOf(c.step) : -1
  const step = index < 0 ? undefined : run.power.steps.find((s) => s.key === run.steps[index])!
  await sql`
    UPDATE cases
    SET hands = ${step ? [...step.hands] : null}, title = ${titleOf(run, step, index)}, content_hash = NULL
    WHERE id = ${c.id}`.execute(tx)
  return step
}
