/**
 * Starting a run: the power as it stands today, the amount's band, the steps that follow from it; its case begins with
 * the first.
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { bandOf, stepsOf } from '../list/bands.ts'
import type { Power } from '../list/powers.schema.ts'
import { running, stepAt } from './runs.procedure.ts'
import type { Start } from './runs.schema.ts'
import { emptyHands, holderOf, limitsOf, nameOf, titleOf } from './standing.ts'
import { placeAt } from '../../../kernel/regions/placeAt.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

type Village = { id: string; path: string; name: string; slug: string; level: string }

/**
 * Starts a run; the same form sent again gives the same run. 422 for a wrong amount or for names in what villagers
 * read, 403 where the post may not.
 */
export async function startRun(
  tx: Tx,
  actor: Actor,
  input: Start,
  ctx: Context,
): Promise<{ id: string; code: string }> {
  const before = await first(
    tx,
    sql<{
      id: string
      code: string
    }>`SELECT id, code FROM power_runs WHERE idempotency_key = ${input.key} AND started_by = ${actor.personId}`,
  )
  if (before) return before
  const village = await villageOf(tx, input.place)
  const post = starterAt(actor, village)
  const { power, version } = await powerToday(tx, input.power, dayOf(ctx.now))
  refuseElsewhere(power)
  if (!power.person) await askBeforePublic(tx, village.id, { title: input.title, about: input.about })
  const amount = power.amount === null || input.amount === '' ? null : Number(input.amount)
  const banded = bandOf(power, amount)
  if (banded && 'refused' in banded) throw invalid(banded.refused, { field: 'amount' })
  const band = banded?.band ?? null
  const steps = stepsOf(power, band)
  for (const step of steps) {
    const empty = await emptyHands(tx, step, await holderOf(tx, step, village), dayOf(ctx.now))
    if (empty) throw invalid(empty, { field: 'power' })
  }
  const run = {
    id: newId(ctx.now.getTime()),
    code: newCode(),
    power_name: power.name,
    title: input.title,
    person: power.person,
  }
  await sql`
    INSERT INTO power_runs (
      id, code, region_id, path, power_code, power_version, power_name, title, about, person, started_at,
      started_by, started_name, started_post, idempotency_key
    )
    VALUES (
      ${run.id}, ${run.code}, ${village.id}, ${village.path}, ${power.code}, ${version}, ${power.name},
      ${input.title}, ${input.about}, ${power.person}, ${ctx.now}, ${actor.personId}, ${actor.name},
      ${post.post}, ${input.key}
    )`.execute(tx)
  await sql`
    INSERT INTO power_run_ways (run_id, seq, amount, band, steps, by_person, by_name, by_post, at)
    VALUES (
      ${run.id}, 1, ${amount}, ${band}, ${steps.map((s) => s.key)}, ${actor.personId}, ${actor.name},
      ${post.post}, ${ctx.now}
    )`.execute(tx)
  await openCase(tx, {
    procedure: running.code,
    subjectKind: 'power_run',
    subjectId: run.id,
    regionId: village.id,
    path: village.path,
    now: ctx.now,
    hands: steps[0]!.hands,
    held: {
      holder: await holderOf(tx, steps[0]!, village),
      code: run.code,
      title: titleOf(run, steps[0], 0),
      by: actor.name,
      personId: actor.personId,
      told: `“${nameOf(run)}”发起了，到了“${steps[0]!.name}”，请办理。`,
      limits: limitsOf(
        power,
        steps.map((s) => s.key),
      ),
      step: stepAt(0),
      ctx,
    },
  })
  await bump(tx, [village.slug])
  return { id: run.id, code: run.code }
}

async function villageOf(tx: Tx, slug: string): Promise<Village> {
  const found = await placeAt(tx, slug)
  if (!found || found.ended) throw notFound('没有这个地方。')
  if (found.level !== 'village') throw invalid('权力清单是村里的，请选村。', { field: 'place' })
  return found
}

/** Only the village's own posts start its runs. */
function starterAt(actor: Actor, village: Village): Post {
  const post = actor.posts.find(
    (p) => p.regionId === village.id && postFor({ ...actor, posts: [p] }, 'power.start', village.path),
  )
  if (!post) throw forbidden(`只有${village.name}自己的人能发起。`)
  return post
}

async function powerToday(tx: Tx, code: string, day: string): Promise<{ power: Power; version: number }> {
  const found = await first(
    tx,
    sql<{
      definition: Power
      version: number
      state: string
    }>`
      SELECT definition, version, state
      FROM ${inForceOn('powers', day)} p
      WHERE code = ${code}`,
  )
  if (!found || found.state !== 'inForce') throw invalid('权力清单里没有这一项，请重新选。', { field: 'power' })
  return { power: found.definition, version: found.version }
}

function refuseElsewhere({ where, name }: Power) {
  if (where === 'seal') throw invalid(`“${name}”在“用章登记”里办，请到那里登记。`, { field: 'power' })
  if (where === 'disclosure')
    throw invalid(`“${name}”按公开目录办，到期的事项在“我的任务”里，不用另外发起。`, { field: 'power' })
}
