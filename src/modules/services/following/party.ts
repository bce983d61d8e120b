/**
 * What the applicant does with the receipt in hand: correct, add, withdraw, rate. The caller has checked the receipt.
 */
import { first, rows, sql, transact, type Tx } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { actAsParty, lock, noteBy, overTheBarred, partyHand, type Context } from '../../../kernel/cases/act.ts'
import { barAsFrom } from '../../../kernel/cases/bars.ts'
import { keepFromNamed, namedAt } from '../../../kernel/cases/namedBy.ts'
import { caseOf } from '../../../kernel/cases/case.ts'
import { unbarred } from '../../../kernel/cases/seeing.ts'
import { heldOn } from '../../../kernel/people/terms.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import { resumeByParty } from '../../../kernel/cases/pause.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { dayOf } from '../../../platform/clock.ts'
import { judgeFiled } from '../applying/ownDoubts.ts'
import { forgetUnused, type LetGo } from '../../../kernel/files/keeper.ts'
import type { Identity } from '../../../kernel/identity.ts'
import type { Office } from '../../../kernel/office.ts'
import { tellHolder } from '../../../kernel/cases/telling.ts'
import { followUp } from '../deciding/applications.procedure.ts'
import { badGrades, type Stars } from '../deciding/applications.schema.ts'
import { contentHashOf, indexesOf, opened, sealed } from '../deciding/people.ts'
import { keepPapers, papersOfApplication } from '../applying/papers.ts'
import { barWhomItConcerns, placesOf } from '../applying/ownPeople.ts'
import { answeredPapers, residentBy } from '../applying/receive.ts'
import type { ApplicationRow } from '../deciding/application.ts'
import { applicantOf, wholeForm } from '../applying/wholeForm.ts'

const about = (a: Pick<ApplicationRow, 'id'>) => ({ subjectKind: 'application', subjectId: a.id })

/**
 * Corrects or adds to what was handed in, while it is open and nobody has signed it. Where the office had named what is
 * missing, its clock runs on; `asked`: what it named, which must not come back as it was. 422 with every fault beside
 * its field.
 */
export async function correct(
  tx: Tx,
  secret: string,
  a: ApplicationRow,
  key: string,
  typed: Answers,
  asked: readonly { key: string; say: string }[],
  ctx: Context,
): Promise<void> {
  const at = await lock(tx, about(a))
  if (at.c.closed_at !== null) throw conflict('这件申请已经结束，不能再改。要再办，请重新申请。')
  const form = wholeForm(a.service)
  const { answers, problems, shown } = judgeFiled(form, typed, dayOf(ctx.now))
  const kept = opened<Answers>(secret, 'answers', a.id, a.answers)
  if (at.c.paused_at !== null)
    for (const m of asked.filter(({ key: k }) => shown.fields.has(k) && isSame(kept[k], answers[k])))
      problems.push({ field: m.key, say: `这一项还和原来一样，没有补：${m.say}` })
  if (problems.length > 0) throw invalid(problems[0]!.say, { problems })
  await keepPapers(tx, key, a.id)
  const hash = contentHashOf({
    code: a.code,
    service: a.service_code,
    version: a.service_version,
    answers,
    papers: await answeredPapers(tx, a.service, a.id, answers),
  })
  const paused = at.c.paused_at !== null
  // Pressed again after an answer that was lost: it has arrived already.
  if (!paused && hash === a.content_hash) return
  if (!paused && !correctable(at.c.step))
    throw conflict('已经到了后面的步骤，现在不能改。要改请打电话给办的人，请他们退回。')
  const who = applicantOf(form, answers)
  const before = applicantOf(form, kept)
  // Who was checked is no longer who applies.
  const identity = before.name === who.name && before.idNumber === who.idNumber ? a.identity : 0
  const known = indexesOf(secret, who)
  const resident = await residentBy(tx, known.idIndex)
  await sql`
    UPDATE applications
    SET answers = ${sealed(secret, 'answers', a.id, answers)}, content_hash = ${hash},
      identity = ${identity}, id_index = ${known.idIndex}, phone_index = ${known.phoneIndex}, resident_id = ${resident?.id ?? null},
      household_id = ${resident?.household_id ?? null}, saved_at = ${ctx.now}
    WHERE id = ${a.id}`.execute(tx)
  await sql`UPDATE cases SET content_hash = ${hash} WHERE id = ${at.c.id}`.execute(tx)
  at.c.content_hash = hash
  // Who is named only now is kept away just as well.
  const named = { form, answers, papers: (await papersOfApplication(tx, a.id)).map((p) => p.name) }
  await barWhomItConcerns(tx, at.c, named, placesOf(at.c.route ?? []), ctx.now)
  if (paused) await resumeByParty(tx, at, ctx)
  else await noteBy(tx, at.c, partyHand, 'correct', {}, ctx.now)
  const added = { seq: at.c.events, person_id: null }
  await tellHolder(tx, at.c, added, (title) => `“${title}”的申请人补了材料，请接着办。`, 'added', ctx)
  await overTheBarred(tx, at.c.id, ctx)
}

/** Whether two answers say the same; nothing and an empty one do. */
const isSame = (a: Answers[string] | undefined, b: Answers[string] | undefined): boolean =>
  JSON.stringify(a ?? '') === JSON.stringify(b ?? '')

/** Takes back what was filled in and never handed in, its papers with it. What was handed in stays. */
export async function dropDraft({ db, files }: Pick<Office, 'db' | 'files'>, id: string): Promise<void> {
  const gone = await transact(db, async (tx) => {
    const draft = await first(tx, sql`SELECT 1 FROM applications WHERE id = ${id} AND state = 'draft' FOR UPDATE`)
    if (!draft) return []
    const papers = await rows(
      tx,
      sql<LetGo>`DELETE FROM application_papers WHERE application_id = ${id} RETURNING sha256 AS original`,
    )
    return [
      ...papers,
      ...(await rows(tx, sql<LetGo>`SELECT consent_sha256 AS original FROM drop_drafts(ARRAY[${id}])`)),
    ]
  })
  await forgetUnused({ db, files }, gone)
}

/**
 * Has the applicant's name and number checked outside the house; that they fit is kept. 422 where they do not, 409
 * where they were changed meanwhile.
 */
export async function checkIdentity(
  { db, secret }: Pick<Office, 'db' | 'secret'>,
  identity: Identity,
  a: ApplicationRow,
): Promise<void> {
  const who = applicantOf(wholeForm(a.service), opened<Answers>(secret, 'answers', a.id, a.answers))
  if (!(await identity.check({ name: who.name, idNumber: who.idNumber })))
    throw invalid('姓名和身份证号对不上。请改正填的内容再试，或者请工作人员当面核对。', { field: 'main' })
  const kept = await sql`
    UPDATE applications
    SET identity = greatest(identity, 3)
    WHERE id = ${a.id} AND content_hash = ${a.content_hash}`.execute(db)
  if (kept.numAffectedRows === 0n) throw conflict('填的内容刚刚改过，请再核对一次。')
}

/** Steps before anybody has judged: what was handed in may still be corrected without being asked. */
export const correctable = (step: string): boolean => step.endsWith('_accept')

/**
 * Takes the application back. A notice about it that is still displayed says no more; nothing is decided. Who takes it
 * back because of somebody says so here: whom the words name or accuse does not read them, as with a bad rating.
 */
export async function withdraw(tx: Tx, a: ApplicationRow, reason: string, ctx: Context): Promise<void> {
  const at = await lock(tx, about(a))
  if (at.c.closed_at !== null) throw conflict('这件申请已经结束了。')
  const c = at.c.paused_at === null ? at.c : await resumeByParty(tx, at, ctx)
  await keepFromNamed(tx, c, [reason], ctx.now)
  await actAsParty(tx, { ...about(a), action: 'withdraw', comment: reason.trim() }, ctx, { c, history: at.history })
}

/**
 * Rates how it was done, once, within the days of the rule; the two bad grades open a follow-up with a clock of its
 * own.
 */
export async function rate(
  tx: Tx,
  secret: string,
  a: ApplicationRow,
  stars: Stars,
  text: string,
  ctx: Context,
): Promise<void> {
  if (a.state !== 'done' && a.state !== 'refused') throw conflict('办完以后才能评价。')
  if (a.closed_at && a.closed_at.getTime() + ctx.rules.number('service.rateDays') * 86_400_000 < ctx.now.getTime())
    throw conflict(`办完已经超过 ${ctx.rules.number('service.rateDays')} 天，不能再评价了。`)
  const bad = badGrades.includes(stars)
  if (bad && text.trim().length < 2) throw invalid('不满意，请写明哪里没有办好，我们会找您核实。', { field: 'text' })
  const done = await sql`
    UPDATE applications
    SET stars = ${stars},
      rating_text = ${text.trim() === '' ? null : sealed(secret, 'rating', a.id, text.trim())},
      rated_at = ${ctx.now}
    WHERE id = ${a.id} AND stars IS NULL`.execute(tx)
  if (done.numAffectedRows === 0n) throw conflict('您已经评价过了。')
  if (bad) await openFollowUp(tx, a, text, ctx)
}

/**
 * By the nearest place above the village, so that nobody follows up on themselves; by the village where nothing stands
 * above. Whom the words name or accuse is kept from it: a bad rating may be a complaint. Where nobody is left who could
 * take it on, it goes above at once, not only when its clock has run out.
 */
async function openFollowUp(tx: Tx, a: ApplicationRow, text: string, ctx: Context) {
  const named = await namedAt(tx, a.path, text, dayOf(ctx.now))
  const about = await caseOf(tx, 'application', a.id)
  const holder = await first(
    tx,
    sql<{
      id: string
      path: string
    }>`
      SELECT r.id, r.path
      FROM regions r
      WHERE ${a.path} LIKE r.path || '%' AND r.level IN ('township', 'county', 'city')
      ORDER BY
        EXISTS (
          SELECT 1
          FROM appointments p
          JOIN post_kinds k ON k.id = p.post_kind_id
          WHERE p.region_id = r.id
            AND k.function = ANY(${[...followUp.steps['due']!.by]}::text[])
            AND ${heldOn('p', dayOf(ctx.now))}
            AND p.person_id <> ALL(${named}::text[])
            AND NOT EXISTS (
              SELECT 1 FROM kinships x WHERE x.relative_id = p.person_id AND x.person_id = ANY(${named}::text[])
            )
            AND ${unbarred(about?.id ?? '', sql`p.person_id`)}
            AND EXISTS (SELECT 1 FROM accounts x WHERE x.person_id = p.person_id AND x.disabled_at IS NULL)
        ) DESC,
        length(r.path) DESC
      LIMIT 1`,
  )
  const id = newId(ctx.now.getTime())
  await sql`INSERT INTO application_follows (id, application_id, made_at) VALUES (${id}, ${a.id}, ${ctx.now})`.execute(
    tx,
  )
  const at = holder ?? { id: a.region_id, path: a.path }
  const c = await openCase(tx, {
    procedure: followUp.code,
    subjectKind: 'follow',
    subjectId: id,
    regionId: a.region_id,
    path: a.path,
    now: ctx.now,
    held: {
      holder: at,
      code: a.practice ? '' : a.code,
      title: `差评：${a.service.name}`,
      by: '申请人',
      told: `${a.place}“${a.service.name}”有一个差评，请回访、整改并答复。`,
      guarded: named.length > 0 || about?.guarded === true,
      ctx,
    },
  })
  await keepFromNamed(tx, c, [text], ctx.now)
  if (about?.guarded) await barAsFrom(tx, c.id, about.id)
  await overTheBarred(tx, c.id, ctx)
}
