/**
 * What staff do with an application: take it in, name what is missing, record visits and meetings, pass it on, decide,
 * hand over the result.
 */
import { randomBytes } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { act, lock, type Context, type Locked, type Moved, type SignatureInput } from '../../../kernel/cases/act.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { handling } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { suspend } from '../../../kernel/cases/pause.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isOrganisation, maskName } from '../../../kernel/forms/masks.ts'
import { saltBytes } from '../../../kernel/ledger/commitment.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import type { Actor, Post } from '../../../kernel/people/actor.ts'
import { identities } from '../list/services.schema.ts'
import type { CaseRecord, Grant, Missing, Refusal, Result } from './applications.schema.ts'
import { opened, sealed } from './people.ts'
import type { ApplicationRow } from './application.ts'
import { isNoticeGone } from './applications.reactions.ts'
import { reading, seen } from './applicationReaders.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'
import type { Face } from '../following/resultStatement.ts'

export type Decision = {
  caseId: string
  action: string
  comment?: string | undefined
  seenEvents?: number | undefined
  /** Hash of what the person has read: another means that the applicant has corrected something meanwhile. */
  contentHash?: string | undefined
  signature?: SignatureInput | undefined
  refusal?: Refusal | undefined
  grant?: Grant | undefined
  record?: CaseRecord | undefined
  /** The clerk has compared the person with the identity card. */
  identityChecked?: boolean | undefined
  /** The same hand ends it at once: nobody is called for the steps between. */
  goesOn?: boolean | undefined
  holderId?: string | undefined
  /** Signed with others at once: only what nobody has doubted. */
  together?: boolean | undefined
}

const identityLevels: Record<keyof typeof identities, number> = { none: 0, phone: 1, agent: 2, outside: 3 }

/**
 * Takes an action of the step. Errors as `act`; 409 where the applicant has corrected something meanwhile, 422 for what
 * the step wants besides.
 */
export async function handle(tx: Tx, secret: string, actor: Actor, d: Decision, ctx: Context): Promise<Moved> {
  // Whoever stands above an objection upholds it without having the papers in hand.
  const { a } = await (d.action === 'uphold' || d.action === 'overrule' ? seen : reading)(tx, actor, d.caseId)
  const locked = await lock(tx, { subjectKind: 'application', subjectId: a.id })
  if (d.contentHash !== undefined && d.contentHash !== a.content_hash)
    throw conflict('申请人刚才改过材料，请看过新的再办。')
  if (d.action === 'refuse' || d.action === 'uphold') wantRefusal(d)
  if (d.action === 'again' && !locked.c.route?.some((leg) => leg.step === 'village_accept'))
    throw conflict('这件事不经过村里，不能退回村里。')
  if (d.action === 'overrule' && (locked.c.due_at === null || locked.c.due_at > ctx.now))
    throw conflict('公示还没有期满，期满以后才能往下走。')
  if (d.action === 'overrule' && (await isNoticeGone(tx, a.id)))
    throw conflict('公示被撤下了。重新公示、期满以后才能往下走。')
  if (d.action === 'pass') await wantsOfStep(tx, locked, d, a)
  if (d.together && (await doubted(tx, locked, a)))
    throw conflict('这件有不同意见、异议或者退回过，请单独打开看过再签。')
  if (d.action === 'pass' || d.action === 'approve') refuseWithoutAgreement(locked)
  await keepFace(tx, secret, a, d, locked.c, ctx)
  const moved = await act(
    tx,
    actor,
    {
      subjectKind: 'application',
      subjectId: a.id,
      action: d.action,
      comment: d.refusal?.reason ?? d.comment,
      seenEvents: d.seenEvents,
      contentHash: a.content_hash ?? undefined,
      signature: d.signature,
      holderId: d.holderId,
      told: d.goesOn ? null : undefined,
    },
    ctx,
    locked,
  )
  await keepWhatWasDone(tx, secret, actor, moved.post, a, d, locked, ctx)
  return moved
}

/** Whether anybody has said no on the way: a dissenting unit, an objection, a return. */
async function doubted(tx: Tx, { c, history }: Locked, a: ApplicationRow): Promise<boolean> {
  if (history.some((e) => ['again', 'return', 'disagreed'].includes(e.action))) return true
  return (
    (await first(
      tx,
      sql`
        SELECT 1
        FROM case_requests
        WHERE case_id = ${c.id} AND opinion = 'disagree'
        UNION ALL
        SELECT 1
        FROM questions
        WHERE notice_id = ${a.notice_id} AND kind IN ('objection', 'untrue')
        LIMIT 1`,
    )) !== undefined
  )
}

function wantRefusal(d: Decision) {
  if (!d.refusal) throw invalid('不予办理要写明原因、依据和怎么申诉。', { field: 'refusal' })
}

/** A first step compares the person where the service wants it; a visit and a meeting are recorded. */
async function wantsOfStep(tx: Tx, { c }: Locked, d: Decision, a: ApplicationRow) {
  const kind = c.step.split('_')[1]
  if (kind === 'accept' && a.identity < identityLevels[a.service.identity] && !d.identityChecked)
    throw invalid(
      `这件事要先核对身份（${identities[a.service.identity]}）。请对照身份证核对本人，勾选“已核对”再受理。`,
      { field: 'identityChecked' },
    )
  if ((kind === 'visit' || kind === 'appraise') && d.record?.kind !== kind) {
    const kept = await first(
      tx,
      sql`SELECT 1 FROM application_records WHERE application_id = ${a.id} AND kind = ${kind}`,
    )
    if (!kept)
      throw invalid(
        kind === 'visit' ? '请先记下入户情况：哪天、哪两个人、看到什么。' : '请先记下评议：哪天、多少人、怎么表决。',
        { field: 'record' },
      )
  }
}

/** Where too few bureaux agreed, nobody passes the application on; it is refused, or verified anew. */
function refuseWithoutAgreement({ history }: Locked) {
  const round = history.slice(history.findLastIndex((e) => e.action === 'again') + 1)
  if (round.findLast((e) => e.action === 'agreed' || e.action === 'disagreed')?.action === 'disagreed')
    throw conflict('联审没有达到要求的同意数，不能通过。可以不予办理，或者退回村里重新核实。')
}

/** Told to the applicant: only by the action that decides it, whatever else a request carries. */
function resultOf(d: Decision): Result | undefined {
  if (d.action === 'refuse' || d.action === 'uphold') return { refusal: d.refusal! }
  return d.action === 'approve' && d.grant ? { grant: d.grant } : undefined
}

/**
 * Before the case moves, for the leaf of its end commits to it: what whoever checks the result will read. Kept by who
 * decides, and of what nobody decides (a certificate, a card) by who hands it over.
 */
async function keepFace(tx: Tx, secret: string, a: ApplicationRow, d: Decision, c: Case, ctx: Context) {
  if (!['approve', 'refuse', 'uphold'].includes(d.action) && !(isLast(c, d.action) && !(await hasFace(tx, a.id))))
    return
  const { name } = applicantOf(wholeForm(a.service), opened<Answers>(secret, 'answers', a.id, a.answers))
  const grant = resultOf(d)?.grant
  const face: Face = {
    applicant: isOrganisation(name) ? name : maskName(name),
    ...(grant?.amount ? { amount: grant.amount } : {}),
    ...(grant?.from ? { from: grant.from } : {}),
  }
  await sql`
    INSERT INTO application_faces (id, application_id, face, salt, at)
    VALUES (${newId(ctx.now.getTime())}, ${a.id}, ${JSON.stringify(face)}, ${randomBytes(saltBytes)}, ${ctx.now})`.execute(
    tx,
  )
}

/** Whether this action ends the case. */
function isLast(c: Case, action: string): boolean {
  const { steps } = procedureOf(c.procedure)
  const to = steps[c.step]?.actions[action]?.to
  return to !== undefined && steps[to]?.end === true
}

const hasFace = async (tx: Tx, id: string) =>
  (await first(tx, sql`SELECT 1 FROM application_faces WHERE application_id = ${id} LIMIT 1`)) !== undefined

async function keepWhatWasDone(
  tx: Tx,
  secret: string,
  actor: Actor,
  post: Post,
  a: ApplicationRow,
  d: Decision,
  { c }: Locked,
  ctx: Context,
) {
  if (d.record) await keepRecord(tx, secret, actor, post, a, d.record.kind, d.record.on, d.record, ctx)
  if (d.identityChecked && c.step.endsWith('_accept') && a.identity < 2) {
    await keepRecord(tx, secret, actor, post, a, 'identity', dayOf(ctx.now), { how: '对照身份证核对本人' }, ctx)
    await sql`UPDATE applications SET identity = 2 WHERE id = ${a.id}`.execute(tx)
  }
  const result = resultOf(d)
  // Verified anew it is put under notice anew: the first one's window is over.
  if (d.action === 'again') await sql`UPDATE applications SET notice_id = NULL WHERE id = ${a.id}`.execute(tx)
  if (result)
    await sql`UPDATE applications SET result = ${sealed(secret, 'result', a.id, result)} WHERE id = ${a.id}`.execute(tx)
}

/**
 * Writes down a visit or a meeting of the step that one has in hand. 403 for others, 409 where the step records nothing
 * of the kind.
 */
export async function recordInHand(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  record: CaseRecord,
  ctx: Context,
): Promise<void> {
  const { a, c } = await reading(tx, actor, caseId)
  const post = handling(actor, c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  if (!c.step.endsWith(`_${record.kind}`)) throw conflict('这一步不记入户或评议，到了那一步再记。')
  await keepRecord(tx, secret, actor, post, a, record.kind, record.on, record, ctx)
}

export async function keepRecord(
  tx: Tx,
  secret: string,
  actor: Actor,
  post: Post,
  a: Pick<ApplicationRow, 'id'>,
  kind: 'visit' | 'appraise' | 'identity' | 'opinion',
  on: string,
  record: unknown,
  ctx: Context,
): Promise<void> {
  if (on > dayOf(ctx.now)) throw invalid('日期不能晚于今天。', { field: 'record.on' })
  const id = newId(ctx.now.getTime())
  await sql`
    INSERT INTO application_records (id, application_id, kind, held_on, record, by_id, by_name, by_post, at)
    VALUES (
      ${id}, ${a.id}, ${kind}, ${on}, ${sealed(secret, 'record', id, record)}, ${actor.personId},
      ${actor.name}, ${post.post}, ${ctx.now}
    )`.execute(tx)
}

/**
 * Names once and completely what is missing or wrong (一次性告知); the clock stands still until the applicant has answered,
 * at most for the days of the rule. A second list in the same step has to say why it was not said the first time.
 */
export async function nameMissing(
  tx: Tx,
  actor: Actor,
  caseId: string,
  input: { missing: readonly Missing[]; late: string },
  ctx: Context,
): Promise<void> {
  const { a } = await reading(tx, actor, caseId)
  const at = await lock(tx, { subjectKind: 'application', subjectId: a.id })
  const known = new Map(placedFields(wholeForm(a.service)).map((p) => [p.field.key, p.field.label]))
  const unknown = input.missing.find((m) => !known.has(m.key))
  if (input.missing.length === 0 || unknown) throw invalid('请逐项选要补的材料或要改的栏目。', { field: 'missing' })
  const before = at.history.some(
    (e) => e.action === 'suspend' && e.from_step === at.c.step && Array.isArray(e.detail['missing']),
  )
  if (before && input.late.trim().length < 4)
    throw invalid('这一步已经告知过一次。材料要一次说全；确实漏了，请写明为什么上次没说（申请人看得到）。', {
      field: 'late',
    })
  const reason = `请补正：${input.missing.map((m) => `${known.get(m.key)}——${m.say}`).join('；')}${before ? `（第二次告知：${input.late.trim()}）` : ''}`
  await suspend(
    tx,
    actor,
    at,
    {
      reason,
      proof: [],
      detail: {
        missing: input.missing.map((m) => ({ ...m, label: known.get(m.key) })),
        late: before ? input.late.trim() : '',
      },
    },
    ctx,
  )
}

/** The applicant's place among those who wait at the same step with the same holder: 1 is next. */
export async function placeInQueue(
  db: Db | Tx,
  c: { id: string; holder_id: string | null; step: string; step_since: Date },
): Promise<number> {
  const found = await rows(
    db,
    sql<{
      n: number
    }>`
      SELECT count(*)::int AS n
      FROM (
        SELECT 1
        FROM cases
        WHERE holder_id = ${c.holder_id}
          AND closed_at IS NULL
          AND procedure = 'services.application'
          AND step = ${c.step}
          AND paused_at IS NULL
          AND (step_since, id) < (${c.step_since}, ${c.id})
        LIMIT 1000
      ) x`,
  )
  return found[0]!.n + 1
}
