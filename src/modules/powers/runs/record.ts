/**
 * Recording a step: who, when, in which words, with which papers; where two must do it, the second confirms exactly
 * what the first wrote.
 */
import { randomBytes } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { act, isOvertaken, lock, note, sayOvertaken, type Context, type Locked } from '../../../kernel/cases/act.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { saltBytes } from '../../../kernel/ledger/commitment.ts'
import { tellHands } from '../../../kernel/cases/telling.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { hashOfStep } from './content.ts'
import { windowsOf } from '../../../kernel/forms/windows.ts'
import { checkFacts, checkPapers } from './facts.ts'
import { follow, nextOf } from './follow.ts'
import type { PowerFact, PowerStep } from '../list/powers.schema.ts'
import { indexOf } from './runs.procedure.ts'
import { comesTo, nameOf } from './standing.ts'
import {
  holding,
  papersOfRun,
  runById,
  stepOfRun,
  stepsOfRun,
  waits,
  type Facts,
  type PaperRow,
  type RunRow,
  type StepRow,
} from './runs.rows.ts'
import type { Confirmed, Recorded } from './runs.schema.ts'
import { heldOn } from '../../../kernel/people/terms.ts'

export type Stands = Locked & { run: RunRow; steps: StepRow[]; index: number; step: PowerStep }

/** The run with its case locked, on an open step; 409 where it is over or somebody was faster. */
export async function stands(
  tx: Tx,
  runId: string,
  seen: { step?: string; seenEvents?: number | undefined },
): Promise<Stands> {
  const locked = await lock(tx, { subjectKind: 'power_run', subjectId: runId })
  const run = await runById(tx, runId)
  if (locked.c.closed_at !== null) throw conflict('这件事已经办完了，不能再改。')
  const index = indexOf(locked.c.step)
  const step = stepOfRun(run, index)
  if (seen.step !== undefined && seen.step !== step.key)
    throw conflict(sayOvertaken(locked.history, `第 ${index + 1} 步 ${step.name}`))
  if (seen.seenEvents !== undefined && isOvertaken(locked.history, seen.seenEvents))
    throw conflict(sayOvertaken(locked.history, `第 ${index + 1} 步 ${step.name}`))
  return { ...locked, run, steps: await stepsOfRun(tx, runId), index, step }
}

export type Done = { state: 'waiting' | 'moved'; handedIn: number; drafts: number }

/**
 * Records the present step. `waiting`: a second person must confirm. Errors: 403 wrong post or conflict of interest,
 * 409 overtaken, 422 what is missing.
 */
export async function recordStep(tx: Tx, actor: Actor, runId: string, input: Recorded, ctx: Context): Promise<Done> {
  const at = await stands(tx, runId, input)
  if (at.steps.some(waits)) throw conflict('这一步已经记下了，正等第二个人确认。')
  const post = handAt(actor, at)
  if (at.c.paused_at !== null) throw conflict('这一步停着表，请先按“等到了，接着办”。')
  await refuseKin(
    tx,
    actor.personId,
    at.steps.filter((s) => at.step.apart.includes(s.step)).flatMap((s) => s.hands.map((h) => h.person_id)),
    `办过前面步骤的人是您的近亲属，您不能办“${at.step.name}”，请由别的人办。`,
  )
  refuseDay(at, input.on, ctx)
  const { power, amount, band } = at.run
  const facts = checkFacts(at.step, input.facts, {
    power,
    amount,
    band,
    today: dayOf(ctx.now),
    windows: windowsOf(ctx.rules),
  })
  for (const f of at.step.facts.filter((fact) => fact.past && (facts[fact.key] ?? '') > input.on))
    throw invalid(`“${f.label}”晚于这一步的日期 ${input.on}，请核对两个日期。`, { field: `facts.${f.key}` })
  for (const f of at.step.facts.filter((fact) => fact.party)) await askAboutKin(tx, at, f, facts[f.key] ?? '', ctx)
  if (!at.run.person) {
    // Who gets the contract is what is published.
    const party = Object.fromEntries(at.step.facts.filter((f) => f.party).map((f) => [f.key, facts[f.key]]))
    for (const [key, value] of Object.entries(party)) refusePersonal(value, `facts.${key}`)
    const cells = Object.entries(facts).flatMap(([key, value]) => (key in party ? [] : [[`facts.${key}`, value]]))
    await askBeforePublic(tx, at.run.region_id, { words: input.words }, { cells: Object.fromEntries(cells) })
  }
  const papers = checkPapers(at.step, await papersOfRun(tx, runId), input.papers, actor.personId)
  const row = await insertStep(
    tx,
    at,
    { outcome: 'done', on: input.on, words: input.words, facts, papers, people: at.step.people },
    ctx,
  )
  await putHand(tx, row.id, actor, post, 'recorded', '', ctx.now)
  if (at.step.people === 1) return complete(tx, actor, at, row, input.handIn, ctx)
  const said = `${actor.name}记下了“${at.step.name}”，等第二个人确认。`
  await tellHands(
    tx,
    at.c,
    await note(tx, at.c, post, actor, 'recorded', said, ctx.now),
    at.step.hands.map((hand) => ({ regionId: at.c.holder_id!, function: hand })),
    { kind: 'hand', say: `“${nameOf(at.run)}”的“${at.step.name}”已由${actor.name}记下，要第二个人确认。` },
    ctx.now,
  )
  await bump(tx, [at.run.slug])
  return { state: 'waiting', handedIn: 0, drafts: 0 }
}

/** The second person agrees to what the first recorded, or refuses with a reason: then it is recorded anew. */
export async function confirmStep(tx: Tx, actor: Actor, runId: string, input: Confirmed, ctx: Context): Promise<Done> {
  const at = await stands(tx, runId, {})
  const row = at.steps.find((s) => s.id === input.record && waits(s))
  if (!row) throw conflict('这条记录已经有人确认过，或者退回了。')
  if (row.content_hash !== input.contentHash) throw conflict('内容刚才改过，请看过新的再确认。')
  const post = handAt(actor, at)
  if (row.hands.some((h) => h.person_id === actor.personId))
    throw forbidden('这一步要两个人办，您已经记过了，请由另一个人确认。')
  await refuseKin(
    tx,
    actor.personId,
    row.hands.map((h) => h.person_id),
    '记这一步的人是您的近亲属，请由别的人确认。',
  )
  if (!input.agree && input.words.length < 4) throw invalid('请写为什么不同意，至少 4 个字。', { field: 'words' })
  await putHand(tx, row.id, actor, post, input.agree ? 'confirmed' : 'refused', input.words, ctx.now)
  if (input.agree) return complete(tx, actor, at, row, input.handIn, ctx)
  await tellHands(
    tx,
    at.c,
    await note(tx, at.c, post, actor, 'refused', input.words, ctx.now),
    at.step.hands.map((hand) => ({ regionId: at.c.holder_id!, function: hand })),
    { kind: 'returned', say: `“${nameOf(at.run)}”的“${at.step.name}”没有通过确认：${input.words}。请重新记。` },
    ctx.now,
  )
  return { state: 'waiting', handedIn: 0, drafts: 0 }
}

async function complete(tx: Tx, actor: Actor, at: Stands, row: StepRow, handIn: boolean, ctx: Context): Promise<Done> {
  const next = await nextOf(tx, at)
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'power_run',
      subjectId: at.run.id,
      action: next ? 'record' : 'finish',
      contentHash: row.content_hash,
      holderId: next?.holder.id,
      detail: { record: row.id },
      ...comesTo(at.run, next?.step, at.index + 1),
    },
    ctx,
    fresh(at),
  )
  return { state: 'moved', ...(await follow(tx, actor, at, row, moved.case, handIn, ctx)) }
}

/** The case as it stands after notes in the same transaction, its content still open. */
export const fresh = (at: Stands): Locked => ({ c: at.c, history: at.history })

/** The post through which a person may record or confirm the step. */
export function handAt(actor: Actor, at: Stands): Post {
  const post = postForAction(actor, at.c, at.history, at.index + 1 < at.run.steps.length ? 'record' : 'finish')
  if (isRefusal(post)) throw forbidden(post.reason === 'post' ? `“${at.step.name}”不归您的岗位办。` : post.say)
  const clash = at.steps.find(
    (s) =>
      at.step.apart.includes(s.step) && s.hands.some((h) => h.person_id === actor.personId && h.kind !== 'refused'),
  )
  if (clash) throw forbidden(`您办过“${clash.name}”，不能再办“${at.step.name}”，请由别的人办。`)
  return post
}

/** Two registered near relatives are not two people who watch each other. */
async function refuseKin(tx: Tx, personId: string, others: readonly string[], say: string) {
  if (
    others.length > 0 &&
    (await first(
      tx,
      sql`SELECT 1 FROM kinships WHERE person_id = ${personId} AND relative_id = ANY(${[...others]}::text[])`,
    ))
  )
    throw forbidden(say)
}

/**
 * Work or goods that go to an office holder of the village or a registered near relative: asked, with what the list
 * demands of the step. Whoever writes in the same words that the person kept away, or only has the same name, says so
 * to everybody: the words are public.
 */
async function askAboutKin(tx: Tx, at: Stands, fact: PowerFact, value: string, ctx: Context): Promise<void> {
  if (value === '' || /回避|同名/.test(value)) return
  const today = dayOf(ctx.now)
  const found = await first(
    tx,
    sql<{ name: string; holder: string; relation: string | null }>`
      WITH holders AS (
        SELECT DISTINCT p.id, p.name
        FROM appointments a
        JOIN persons p ON p.id = a.person_id
        WHERE a.region_id = ${at.run.region_id} AND ${heldOn('a', today)}
      )
      SELECT name, name AS holder, NULL AS relation
      FROM holders
      WHERE position(name IN ${value}) > 0
      UNION ALL
      SELECT r.name, h.name, k.relation
      FROM holders h
      JOIN kinships k ON k.person_id = h.id
      JOIN persons r ON r.id = k.relative_id
      WHERE position(r.name IN ${value}) > 0
      ORDER BY 1, 2
      LIMIT 1`,
  )
  if (!found) return
  const who =
    found.relation === null ? '是本村在任的人' : `和本村在任的${found.holder}登记为近亲属（${found.relation}）`
  const rule = fact.basis ?? (at.step.control === '' ? '清单要求回避' : at.step.control)
  throw invalid(
    `“${found.name}”${who}。${rule.replace(/[。；]$/, '')}。不该由他的，请另定；按规定回避了、可以由他的，请写成“${found.name}（${found.holder}已回避）”；只是同名的，写成“${found.name}（同名）”。这些字会公开。`,
    { field: `facts.${fact.key}` },
  )
}

/** Steps follow one another in time too. */
function refuseDay(at: Stands, on: string, ctx: Context) {
  if (on > dayOf(ctx.now)) throw invalid('这一步的日期不能晚于今天。', { field: 'on' })
  const before = holding(at.steps)
    .filter((s) => s.outcome === 'done' && !waits(s))
    .at(-1)
  const longAgo = dayOf(new Date(at.run.started_at.getTime() - 366 * 86_400_000))
  if (on < longAgo) throw invalid(`这一步的日期早于 ${longAgo}，比发起早了一年多，请核对。`, { field: 'on' })
  if (before && on < before.happened_on)
    throw invalid(`这一步的日期不能早于上一步“${before.name}”的 ${before.happened_on}。`, { field: 'on' })
}

export type NewStep = {
  outcome: StepRow['outcome']
  on: string
  words: string
  facts: Facts
  papers: readonly PaperRow[]
  people: number
}

/** Inserts what was recorded, its papers with it. */
export async function insertStep(tx: Tx, at: Stands, s: NewStep, ctx: Context): Promise<StepRow> {
  const row: StepRow = {
    id: newId(ctx.now.getTime()),
    run_id: at.run.id,
    position: at.index + 1,
    step: at.step.key,
    name: at.step.name,
    outcome: s.outcome,
    happened_on: s.on,
    words: s.words,
    facts: s.facts,
    people: s.people,
    salt: randomBytes(saltBytes).toString('base64url'),
    content_hash: '',
    at: ctx.now,
    hands: [],
  }
  row.content_hash = hashOfStep(at.run, row, s.papers)
  await sql`
    INSERT INTO power_run_steps (
      id, run_id, position, step, name, outcome, happened_on, words, facts, people, salt, content_hash, at
    )
    VALUES (
      ${row.id}, ${row.run_id}, ${row.position}, ${row.step}, ${row.name}, ${row.outcome},
      ${row.happened_on}, ${row.words}, ${JSON.stringify(row.facts)}::jsonb, ${row.people}, ${row.salt},
      ${row.content_hash}, ${row.at}
    )`.execute(tx)
  for (const p of s.papers)
    await sql`UPDATE power_run_papers SET step_id = ${row.id} WHERE id = ${p.id} AND step_id IS NULL`.execute(tx)
  return row
}

export async function putHand(
  tx: Tx,
  stepId: string,
  actor: Actor,
  post: Post,
  kind: 'recorded' | 'confirmed' | 'refused',
  words: string,
  now: Date,
): Promise<void> {
  await sql`
    INSERT INTO power_run_hands (step_id, person_id, name, post, place, kind, words, at)
    VALUES (
      ${stepId}, ${actor.personId}, ${actor.name}, ${post.post}, ${post.region}, ${kind}, ${words}, ${now}
    )`.execute(tx)
}
