/**
 * One run of the demo from its start to where it stands, by the hands of the county's people; its notices through their
 * usual hands.
 */
import { first, rows, sql, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { dayOf } from '../platform/clock.ts'
import type { Context } from '../kernel/cases/act.ts'
import type { Office } from '../kernel/office.ts'
import { actorOf, type Actor } from '../kernel/people/actor.ts'
import { demoFacts, inGroups, type DemoRun, type Random } from './content/index.ts'
import { decide } from '../modules/disclosure/drafting/decide.ts'
import { submitDraft } from '../modules/disclosure/drafting/drafts.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import { pauseStep } from '../modules/powers/runs/pause.ts'
import { confirmStep, recordStep, stands, type Stands } from '../modules/powers/runs/record.ts'
import { stepsOfRun, waits } from '../modules/powers/runs/runs.rows.ts'
import { skipStep, stopRun } from '../modules/powers/runs/skip.ts'
import { startRun } from '../modules/powers/runs/start.ts'
import { handle, setFace } from '../modules/reports/handling/handle.ts'
import { receive } from '../modules/reports/sending/receive.ts'
import { reportSchema } from '../modules/reports/reports.schema.ts'
import { hoursOf, type At } from './reports.more.ts'
import type { Sheet } from './powers.ts'
import type { World } from './world.ts'

export type Play = {
  office: Pick<Office, 'secret'>
  world: World
  place: PlaceRow
  sheet: Sheet
  now: At
  random: Random
}
export const strokes = {
  kind: 'strokes' as const,
  strokes: [
    [
      { x: 1, y: 1, t: 0 },
      { x: 30, y: 26, t: 60 },
      { x: 60, y: 8, t: 130 },
    ],
  ],
}
const day = 86_400_000

/** Plays it; `false` where the village has not the people for it, or the county's list not the power. */
export async function playRun(tx: Tx, p: Play, run: DemoRun): Promise<boolean> {
  const told = { ...run, title: inGroups(run.title, p.world.demoPlace(p.place).groups) }
  const { place, now } = p
  const starter = (await handsAt(tx, place.id, ['drafter', 'agent'], now)).find((a) =>
    a.posts.some((x) => x.function === (told.power === 'NH26' ? 'agent' : 'drafter')),
  )
  const known = await first(tx, sql`SELECT 1 FROM powers WHERE code = ${told.power} AND state = 'inForce'`)
  if (!starter || !known) return false
  const start = morning(now.at, told.began)
  const { told: begun, ctxAt } = hoursOf(start, now)
  const hoursTo = (n: number) => (workMorning(start + n * told.every * day, now) - start) / 3_600_000
  const { id } = await startRun(
    tx,
    starter,
    { power: told.power, place: place.slug, title: told.title, about: told.about, amount: told.amount, key: newId() },
    begun,
  )
  for (let n = 1; n <= told.steps; n += 1) {
    const ctx = ctxAt(hoursTo(n))
    const at = await standsStill(tx, id)
    if (!at) break
    if (told.skipped?.step === at.step.key)
      await skipStep(
        tx,
        await leader(tx, p),
        id,
        { step: at.step.key, reason: told.skipped.reason, signature: strokes },
        ctx,
      )
    else await take(tx, p, told, at, ctx, true)
    await publishDue(tx, p, id, ctxAt(hoursTo(n) + 20))
    if (told.asked?.step === at.step.key) await asks(tx, p, id, told.asked, ctxAt)
  }
  await fileOut(tx, p, id)
  const ctx = ctxAt(hoursTo(told.steps + 1))
  const at = await standsStill(tx, id)
  if (at && told.halfway) await take(tx, p, told, at, ctx, false)
  const [waiting] = at && told.paused !== undefined ? await handsAt(tx, at.c.holder_id!, at.step.hands, now) : []
  if (at && waiting && told.paused !== undefined)
    await pauseStep(tx, waiting, id, { step: at.step.key, reason: told.paused }, ctx)
  if (at && told.stopped !== undefined)
    await stopRun(tx, await leader(tx, p), id, { step: at.step.key, reason: told.stopped, signature: strokes }, ctx)
  return true
}

/** Nine in the morning so many days ago (Asia/Shanghai). */
export const morning = (now: Date, days: number): number =>
  Date.parse(`${dayOf(new Date(now.getTime() - days * day))}T09:00:00+08:00`)

/** Ten in the morning of that day, or of the next working day. */
function workMorning(at: number, { calendar }: At): number {
  const on = dayOf(new Date(at))
  return Date.parse(`${calendar.isWorkday(on) ? on : calendar.addWorkdays(on, 1)}T10:00:00+08:00`)
}

/** Where the run stands; nothing where it is over. */
async function standsStill(tx: Tx, id: string): Promise<Stands | undefined> {
  return (await first(
    tx,
    sql`SELECT 1 FROM cases WHERE subject_kind = 'power_run' AND subject_id = ${id} AND closed_at IS NULL`,
  ))
    ? stands(tx, id, {})
    : undefined
}

/** Records the step with its papers by somebody who may; where two are needed the second confirms, if `whole`. */
async function take(tx: Tx, p: Play, told: DemoRun, at: Stands, ctx: Context, whole: boolean) {
  const barred = new Set(
    at.steps.filter((s) => at.step.apart.includes(s.step)).flatMap((s) => s.hands.map((h) => h.person_id)),
  )
  const [one, two] = (await handsAt(tx, at.c.holder_id!, at.step.hands, p.now)).filter((a) => !barred.has(a.personId))
  if (!one || (at.step.people === 2 && !two))
    throw new Error(`demo: nobody for ${at.step.key} of ${at.run.power_code} in ${p.place.slug}`)
  const papers: string[] = []
  for (const paper of at.step.papers) papers.push(await lay(tx, p, at, paper, one, ctx.now))
  const on = dayOf(ctx.now)
  await recordStep(
    tx,
    one,
    at.run.id,
    {
      step: at.step.key,
      on,
      words: '',
      facts: demoFacts(
        at.step.facts,
        on,
        { amount: told.amount, band: at.run.band },
        p.random,
        p.world.demoPlace(p.place),
      ),
      papers,
      handIn: true,
    },
    ctx,
  )
  const waiting = at.step.people === 2 && whole ? (await stepsOfRun(tx, at.run.id)).find(waits) : undefined
  if (waiting)
    await confirmStep(
      tx,
      two!,
      at.run.id,
      { record: waiting.id, contentHash: waiting.content_hash, agree: true, words: '', handIn: true },
      ctx,
    )
}

/** People of a place by function in the order asked; nobody twice. */
async function handsAt(tx: Tx, regionId: string, functions: readonly string[], now: At): Promise<Actor[]> {
  const found = await rows(
    tx,
    sql<{
      person_id: string
    }>`
      SELECT a.person_id
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${regionId} AND k.function = ANY(${[...functions]}::text[]) AND a.to_on IS NULL
      ORDER BY array_position(${[...functions]}::text[], k.function), k.chair DESC, a.id`,
  )
  const actors = await Promise.all(
    [...new Set(found.map((f) => f.person_id))].map((id) => actorOf(tx, id, dayOf(now.at))),
  )
  return actors.filter((a) => a !== undefined)
}

/** The drawn sheet, or the scene of works, as this paper of the step. */
async function lay(
  tx: Tx,
  { sheet }: Play,
  at: Stands,
  paper: { key: string; name: string; open: boolean },
  who: Actor,
  now: Date,
): Promise<string> {
  const open = paper.open && !at.run.person
  const fileId = await fileOf(tx, /施工.*照片/.test(paper.name) ? sheet.photo : sheet, {
    name: `${paper.name}.png`,
    region: at.run.region_id,
    by: who.personId,
    open,
    now,
  })
  const id = newId(now.getTime())
  await sql`
    INSERT INTO power_run_papers (id, run_id, paper, file_id, open, person_id, at)
    VALUES (${id}, ${at.run.id}, ${paper.key}, ${fileId}, ${open}, ${who.personId}, ${now})`.execute(tx)
  return id
}

export async function fileOf(
  tx: Tx,
  sheet: Pick<Sheet, 'sha256' | 'shown' | 'bytes'>,
  f: { name: string; region: string; by: string; open: boolean; now: Date },
): Promise<string> {
  const id = newId(f.now.getTime())
  await sql`
    INSERT INTO files (
      id, sha256, name, kind, bytes, public_sha256, public_bytes, public_type, region_id, uploaded_by,
      uploaded_at, sealed
    )
    VALUES (
      ${id}, ${sheet.sha256}, ${f.name}, 'image', ${sheet.bytes}, ${f.open ? sheet.shown : null},
      ${sheet.bytes}, 'image/png', ${f.region}, ${f.by}, ${f.now}, ${!f.open}
    )`.execute(tx)
  return id
}

async function leader(tx: Tx, { place, now }: Play): Promise<Actor> {
  return (await handsAt(tx, place.id, ['signer', 'director'], now))[0]!
}

type Going = { id: string; step: string; revision: number; content_hash: string }

/** The notices that a step made due: handed in, reviewed, signed, out. */
async function publishDue(tx: Tx, { place, now }: Play, runId: string, ctx: Context) {
  const going = (step: string) =>
    rows(
      tx,
      sql<Going>`
        SELECT c.subject_id AS id, c.step, d.revision, d.content_hash
        FROM power_run_notices n
        JOIN obligations o ON o.id = n.obligation_id
        JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
        JOIN drafts d ON d.notice_id = o.notice_id
        WHERE n.run_id = ${runId} AND n.by_itself AND c.step = ${step}`,
    )
  if (
    !(await first(
      tx,
      sql`
        SELECT 1
        FROM power_run_notices n
        JOIN obligations o ON o.id = n.obligation_id
        WHERE n.run_id = ${runId} AND n.by_itself AND o.published_at IS NULL`,
    ))
  )
    return
  const [officer] = await handsAt(tx, place.id, ['drafter'], now)
  const committee = await handsAt(tx, place.id, ['reviewer'], now)
  const [secretary] = await handsAt(tx, place.id, ['signer'], now)
  for (const n of await going('draft')) await submitDraft(tx, officer!, n.id, { revision: n.revision }, ctx)
  for (const n of await going('review')) {
    for (const member of committee)
      if (
        (await decide(tx, member, { noticeId: n.id, action: 'approve', contentHash: n.content_hash }, ctx))
          .waitingFor === undefined
      )
        break
  }
  for (const n of await going('sign'))
    await decide(
      tx,
      secretary!,
      { noticeId: n.id, action: 'sign', contentHash: n.content_hash, secrecyChecked: true, signature: strokes },
      ctx,
    )
}

/**
 * What is out for some days has been filed by the township, most on the next working day; the last few still wait for
 * it.
 */
async function fileOut(tx: Tx, { place, now }: Play, runId: string) {
  const out = await rows(
    tx,
    sql<{ id: string; at: Date | null; township: string }>`
      SELECT c.subject_id AS id, o.published_at AS at, t.id AS township
      FROM power_run_notices n
      JOIN obligations o ON o.id = n.obligation_id
      JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
      JOIN regions r ON r.id = ${place.id}
      JOIN regions t ON t.id = r.parent_id
      WHERE n.run_id = ${runId} AND n.by_itself AND c.step = 'published'`,
  )
  for (const n of out) {
    if (n.at === null) continue
    const filed = new Date(workMorning(n.at.getTime() + day, now))
    const [clerk] = await handsAt(tx, n.township, ['township_clerk'], now)
    if (clerk && filed.getTime() < now.at.getTime() - 4 * day)
      await decide(tx, clerk, { noticeId: n.id, action: 'file' }, { ...now, now: filed })
  }
}

/** A villager asks at a step; the grid worker answers, the township lets both be read. */
async function asks(
  tx: Tx,
  { office, place, now }: Play,
  runId: string,
  asked: NonNullable<DemoRun['asked']>,
  ctxAt: (hours: number) => Context,
) {
  const [grid] = await handsAt(tx, place.id, ['responder'], now)
  const [clerk] = await handsAt(tx, place.parent_id!, ['township_clerk'], now)
  if (!grid || !clerk) return
  const made = await receive(
    tx,
    office.secret,
    place,
    reportSchema.parse({ kind: 'question', text: asked.text, show: 'nameless', name: '演示村民', key: newId() }),
    [],
    { channel: 'web', run: { runId, step: asked.step } },
    ctxAt(0),
  )
  const caseId = (await first(
    tx,
    sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'report' AND subject_id = ${made.id}`,
  ))!.id
  await handle(
    tx,
    grid,
    { caseId, action: 'answer', category: '集体资产和财务', reply: { text: asked.answer, form: 'written' } },
    ctxAt(0),
  )
  await setFace(
    tx,
    office.secret,
    clerk,
    caseId,
    { shown: true, title: asked.title, text: asked.text, fileIds: [], reason: '', withName: false },
    ctxAt(0),
  )
}
