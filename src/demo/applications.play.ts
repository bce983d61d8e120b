/**
 * One application of the demo, from the village office to where it stands today, by the hands of the county's people.
 */
import { first, rows, sql, type Tx } from '../platform/db.ts'
import { dayOf } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { actAsSystem, type Context } from '../kernel/cases/act.ts'
import { caseOf, type Case } from '../kernel/cases/case.ts'
import { procedureOf } from '../kernel/cases/procedure.ts'
import { answerRequest, requestsOf } from '../kernel/cases/requests.ts'
import { placedFields, isFile } from '../kernel/asked/fields.ts'
import type { Office } from '../kernel/office.ts'
import { actorOf, type Actor } from '../kernel/people/actor.ts'
import { demoObjection, demoRefusal, demoVisit, type DemoApplication, type Random } from './content/index.ts'
import { ask } from '../modules/disclosure/questions/questions.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import { answerFollow } from '../modules/services/following/follow.ts'
import { handle, nameMissing, type Decision } from '../modules/services/deciding/handle.ts'
import { rate, withdraw } from '../modules/services/following/party.ts'
import { formHash } from '../modules/services/deciding/people.ts'
import { publishDue } from '../modules/services/deciding/publish.ts'
import { send } from '../modules/services/applying/receive.ts'
import { applicationById } from '../modules/services/deciding/application.ts'
import { look } from '../modules/services/deciding/applicationReaders.ts'
import { wholeForm } from '../modules/services/applying/wholeForm.ts'
import type { Service } from '../modules/services/list/services.schema.ts'
import { answerOf, fillForm, kindOf, type Applicant, type Pictures } from './applications.form.ts'

export type Stage = {
  office: Pick<Office, 'db' | 'secret' | 'files'>
  ctx: Context
  now: Date
  random: Random
  pictures: Pictures
  services: ReadonlyMap<string, { definition: Service; version: number }>
  actors: Map<string, Promise<Actor | undefined>>
}
type Play = Stage & { tx: Tx; place: PlaceRow; told: DemoApplication; id: string; service: Service; at: Clock }
type Clock = { next(hours: number): Context | undefined; jump(to: Date): Context | undefined }

const hour = 3_600_000

/** Plays it; `false` where the county has no such service. */
export async function playApplication(
  tx: Tx,
  stage: Stage,
  place: PlaceRow,
  told: DemoApplication,
  who: Applicant,
): Promise<boolean> {
  const found = stage.services.get(told.service)
  if (!found) return false
  const at = clockFrom(stage, told)
  const id = await handIn(tx, stage, place, told, who, found, at.next(0)!)
  const play: Play = { ...stage, tx, place, told, id, service: found.definition, at }
  while (await stepOn(play));
  await afterwards(play)
  return true
}

/** Papers lie there already, by their content; the form is sent as a browser or the agent's counter sends it. */
async function handIn(
  tx: Tx,
  { office, pictures, random, actors }: Stage,
  place: PlaceRow,
  told: DemoApplication,
  who: Applicant,
  { definition: service, version }: { definition: Service; version: number },
  ctx: Context,
): Promise<string> {
  const key = newId(ctx.now.getTime())
  const form = wholeForm(service)
  const papers = new Map(
    placedFields(form)
      .filter((p) => isFile(p.field.kind))
      .map((p) => [p.field.key, { ...pictures[kindOf(p.field)], id: newId(ctx.now.getTime()), label: p.field.label }]),
  )
  await sql`
    INSERT INTO application_papers (id, form_key, field, name, type, bytes, sha256, taken_at)
    SELECT t.id, ${formHash(key)}, t.field, t.name, 'image/jpeg', t.bytes, t.sha256, ${ctx.now}
    FROM unnest(
      ${[...papers.values()].map((p) => p.id)}::text[], ${[...papers.keys()]}::text[],
      ${[...papers.values()].map((p) => `${p.label.slice(0, 30)}.jpg`)}::text[],
      ${[...papers.values()].map((p) => p.bytes)}::int[],
      ${[...papers.values()].map((p) => p.sha256)}::text[]
    ) AS t (id, field, name, bytes, sha256)`.execute(tx)
  const answers = fillForm(form, (f) => papers.get(f.key)!.id, answerOf(service.code, who, random))
  const agent = told.by === 'agent' ? await holderOf(tx, actors, place.id, ['agent', 'drafter'], ctx) : undefined
  const consent = { kind: 'signature', sha256: pictures.signature.sha256, name: '委托书.jpg' } as const
  const receipt = await send(
    tx,
    office.secret,
    {
      place,
      service,
      version,
      key,
      answers,
      identity: agent ? 0 : 1,
      ...(agent ? { by: { personId: agent.personId, consent } } : {}),
    },
    ctx,
  )
  return receipt.id
}

/** One hand further; `false` where it stands, or where the rest still lies in the future. */
async function stepOn(p: Play): Promise<boolean> {
  const c = (await caseOf(p.tx, 'application', p.id))!
  if (c.closed_at !== null) return false
  if (p.told.until === 'withdrawn') return withdrawn(p)
  if (c.step === p.told.until) return special(p, c)
  const step = procedureOf(c.procedure).steps[c.step]!
  if (c.step.endsWith('_notice')) return unopposed(p, c)
  if (step.joint) return answered(p, c, Infinity)
  // What is done at once takes minutes, everything else most of a day.
  const hours = p.random.int(5, 9)
  const ctx = p.at.next(p.service.atOnce ? hours / 60 : hours)
  const actor = ctx && (await holderOf(p.tx, p.actors, c.holder_id!, step.by, ctx))
  if (!ctx || !actor) return false
  const refuses = p.told.until === 'refused' && (c.step.endsWith('_review') || c.step.endsWith('_approve'))
  const action = refuses
    ? 'refuse'
    : Object.entries(step.actions).find(([name, a]) => !a.party && ['pass', 'approve', 'deliver'].includes(name))![0]
  const moved = await handle(p.tx, p.office.secret, actor, decisionOf(p, c, action, ctx), ctx)
  if (p.told.home) await look(p.tx, actor, { a: { id: p.id }, post: moved.post.post }, '申请内容', '', ctx.now)
  if (/_notice$|_issue$/.test(moved.to)) await publishDue(p.tx, p.office.secret, p.id, moved.case, ctx)
  return true
}

function decisionOf({ told, service, random }: Play, c: Case, action: string, ctx: Context): Decision {
  const [on, kind] = [dayOf(ctx.now), c.step.split('_')[1]]
  const amount =
    {
      SV001: String(random.int(28, 46) * 10),
      SV003: '3000',
      SV009: '10000',
      SV013: '50',
      SV016: '100',
      SV017: '110',
    }[service.code] ?? ''
  return {
    caseId: c.id,
    action,
    identityChecked: kind === 'accept',
    ...(action === 'approve'
      ? {
          signature: {
            kind: 'strokes' as const,
            strokes: [
              [
                { x: 20, y: 60 },
                { x: 60, y: 20 },
                { x: 90, y: 70 },
                { x: 150, y: 30 },
              ],
              [
                { x: 160, y: 50 },
                { x: 220, y: 40 },
              ],
            ],
          },
          grant: { text: '符合条件，同意。', ...(amount === '' ? {} : { amount, from: on.slice(0, 7) }) },
        }
      : {}),
    ...(action === 'refuse'
      ? {
          refusal: {
            ...(demoRefusal[told.service] ?? demoRefusal['SV001']!),
            appeal: ctx.rules.text('service.appeal'),
          },
        }
      : {}),
    ...(kind === 'visit'
      ? { record: { kind: 'visit', on, people: ['演示干部甲', '演示干部乙'], place: '', text: demoVisit } as const }
      : {}),
    ...(kind === 'appraise'
      ? {
          record: {
            kind: 'appraise',
            on,
            present: 11,
            agree: 10,
            against: 0,
            abstain: 1,
            text: '大家都知道他家情况，同意。',
          } as const,
        }
      : {}),
  }
}

/** The days of the notice pass without an objection. */
async function unopposed(p: Play, c: Case): Promise<boolean> {
  const ctx = p.at.jump(new Date(c.due_at!.getTime() + 60_000))
  if (!ctx) return false
  await actAsSystem(p.tx, { subjectKind: 'application', subjectId: p.id, action: 'unopposed' }, ctx)
  return true
}

/** Bureaux answer, `most` of them; the last one moves it on. */
async function answered(p: Play, c: Case, most: number): Promise<boolean> {
  for (const q of (await requestsOf(p.tx, c.id))
    .filter((r) => r.answered_at === null && r.withdrawn_at === null)
    .slice(0, most)) {
    const ctx = p.at.next(p.random.int(5, 20))
    const actor = ctx && (await holderOf(p.tx, p.actors, q.region_id!, q.functions, ctx))
    if (!ctx || !actor) return false
    await answerRequest(
      p.tx,
      actor,
      q.id,
      { opinion: 'agree', text: '核对过本部门的记录，没有不符合的地方，同意。' },
      ctx,
    )
  }
  return (await caseOf(p.tx, 'application', p.id))!.step !== c.step
}

/** What is particular about where it stands. It goes no further. */
async function special(p: Play, c: Case): Promise<false> {
  if (p.told.special === 'oneAnswer') await answered(p, c, 1)
  const ctx = p.told.special === undefined || p.told.special === 'oneAnswer' ? undefined : p.at.next(p.random.int(3, 9))
  if (!ctx) return false
  if (p.told.special === 'objection') {
    const noticeId = (await applicationById(p.tx, p.id)).notice_id
    if (noticeId)
      await ask(
        p.tx,
        { noticeId, place: p.place },
        { kind: 'objection', text: demoObjection, name: '演示村民', showName: false, contact: '' },
        ctx,
      )
    return false
  }
  const clerk = await holderOf(p.tx, p.actors, c.holder_id!, procedureOf(c.procedure).steps[c.step]!.by, ctx)
  if (clerk)
    await nameMissing(
      p.tx,
      clerk,
      c.id,
      {
        missing: [
          { key: 'paperHouseholdBook', say: '户主那一页没有拍到，请补拍一张' },
          { key: 'paperBankCard', say: '卡号看不清，请在亮的地方重拍' },
        ],
        late: '',
      },
      ctx,
    )
  return false
}

async function withdrawn(p: Play): Promise<boolean> {
  const ctx = p.at.next(30)
  if (ctx) await withdraw(p.tx, await applicationById(p.tx, p.id), '家里情况变了，先不申请了。', ctx)
  return false
}

/** What the applicant says of it, and what is done about a bad word. */
async function afterwards(p: Play) {
  if (!p.told.rating) return
  const a = await applicationById(p.tx, p.id)
  if (a.state !== 'done' && a.state !== 'refused') return
  const ctx = p.at.next(20)
  if (!ctx) return
  const { stars, text, answer } = p.told.rating
  await rate(p.tx, p.office.secret, a, stars, text, ctx)
  const later = answer === undefined ? undefined : p.at.next(24)
  const follow =
    later &&
    (await first(
      p.tx,
      sql<{
        id: string
        holder: string
      }>`
        SELECT f.id, c.holder_id AS holder
        FROM application_follows f
        JOIN cases c ON c.subject_kind = 'follow' AND c.subject_id = f.id
        WHERE f.application_id = ${p.id}`,
    ))
  const clerk =
    follow && (await holderOf(p.tx, p.actors, follow.holder, ['township_clerk', 'bureau_clerk', 'director'], later))
  if (clerk) await answerFollow(p.tx, clerk, follow.id, answer!, later!)
}

/** Somebody who holds one of these posts at the place, the first function first. */
function holderOf(
  tx: Tx,
  actors: Stage['actors'],
  regionId: string,
  functions: readonly string[],
  ctx: Context,
): Promise<Actor | undefined> {
  const key = `${regionId} ${functions.join()}`
  const known = actors.get(key)
  if (known) return known
  const found = rows(
    tx,
    sql<{
      person_id: string
    }>`
      SELECT a.person_id
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${regionId} AND k.function = ANY(${[...functions]}::text[]) AND a.to_on IS NULL
      ORDER BY array_position(${[...functions]}::text[], k.function), k.chair DESC, a.id
      LIMIT 1`,
  ).then(([one]) => (one ? actorOf(tx, one.person_id, dayOf(ctx.now)) : undefined))
  actors.set(key, found)
  return found
}

/** Nominal times: in office hours of working days, one after the other, none after now. */
function clockFrom({ ctx, now }: Stage, { days, by }: DemoApplication): Clock {
  const began = workdaysBefore(now, days, ctx)
  // On one's own telephone at any hour, at the counter while it is open.
  let last = by === 'agent' && days >= 1 ? inOffice(began, ctx) : began
  const take = (ms: number): Context | undefined => {
    if (ms > now.getTime()) return undefined
    last = ms
    return { ...ctx, now: new Date(ms) }
  }
  return {
    next: (hours) => take(hours === 0 ? last : inOffice(last + hours * hour, ctx)),
    jump: (to) => take(Math.max(last, to.getTime())),
  }
}

/** So many working days before, and the rest of a day in hours: a demo that starts on a Sunday has moved on Friday. */
function workdaysBefore(now: Date, days: number, { calendar }: Context): number {
  let ms = now.getTime() - (days % 1) * 24 * hour
  for (let left = Math.floor(days); left > 0; ) {
    ms -= 24 * hour
    if (calendar.isWorkday(dayOf(new Date(ms)))) left -= 1
  }
  return ms
}

/** The same instant, or a morning of the next working day (Asia/Shanghai). */
function inOffice(ms: number, { calendar }: Context): number {
  const clock = (ms + 8 * hour) % (24 * hour)
  if (clock >= 8.5 * hour && clock < 17.5 * hour && calendar.isWorkday(dayOf(new Date(ms)))) return ms
  let morning = ms - clock + (clock < 8.5 * hour ? 8.5 : 32.5) * hour + (ms % 90) * 60_000
  while (!calendar.isWorkday(dayOf(new Date(morning)))) morning += 24 * hour
  return morning
}
