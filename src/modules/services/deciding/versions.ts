/**
 * A service that was changed under an open application: it keeps its version, or is moved with its differences shown.
 */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { dayOf } from '../../../platform/clock.ts'
import { conflict, forbidden } from '../../../platform/errors.ts'
import { lock, note, type Context } from '../../../kernel/cases/act.ts'
import { handling } from '../../../kernel/cases/may.ts'
import { suspend } from '../../../kernel/cases/pause.ts'
import { formChanges, moveAnswers } from '../../../kernel/asked/changes.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { fieldNamed } from '../../../kernel/asked/fields.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { Service } from '../list/services.schema.ts'
import { contentHashOf, opened, sealed } from './people.ts'
import { correctable } from '../following/party.ts'
import { answeredPapers } from '../applying/receive.ts'
import type { ApplicationRow } from './application.ts'
import { reading } from './applicationReaders.ts'
import { wholeForm } from '../applying/wholeForm.ts'
import { inForceOn } from '../../../kernel/versions/inForce.ts'

/**
 * What a move would change, in words: `lost` is answered and has no place any more, `asked` the applicant would have to
 * answer.
 */
export type Difference = {
  from: number
  to: number
  changes: string[]
  lost: { label: string; value: string }[]
  asked: { key: string; label: string; say: string }[]
}

/** The newer version in force and what it would change; `undefined` where there is none. */
export async function newerVersion(
  db: Db | Tx,
  secret: string,
  a: ApplicationRow,
  now: Date,
): Promise<{ service: Service; version: number; difference: Difference; answers: Answers } | undefined> {
  const found = await first(
    db,
    sql<{
      definition: Service
      version: number
    }>`
      SELECT definition, version
      FROM ${inForceOn('services', dayOf(now))} s
      WHERE code = ${a.service_code} AND version > ${a.service_version} AND state = 'offered'`,
  )
  if (!found) return undefined
  const [before, after] = [wholeForm(a.service), wholeForm(found.definition)]
  const moved = moveAnswers(before, after, opened<Answers>(secret, 'answers', a.id, a.answers))
  const asked = moved.problems.flatMap((p) =>
    p.field === undefined ? [] : [{ key: p.field, label: fieldNamed(after, p.field)?.label ?? p.field, say: p.say }],
  )
  return {
    service: found.definition,
    version: found.version,
    answers: moved.answers,
    difference: {
      from: a.service_version,
      to: found.version,
      changes: formChanges(before, after).map((c) => c.say),
      lost: moved.lost,
      asked: asked.filter((x, i) => asked.findIndex((y) => y.key === x.key) === i),
    },
  }
}

/**
 * Moves an application that nobody has judged yet to the version in force. What the new form asks besides is named to
 * the applicant at once, the clock standing still. The steps it goes through stay those of its day. 409 past the first
 * step.
 */
export async function moveToNewer(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  seenVersion: number,
  ctx: Context,
): Promise<void> {
  const { a } = await reading(tx, actor, caseId)
  const at = await lock(tx, { subjectKind: 'application', subjectId: a.id })
  const post = handling(actor, at.c)
  if (!post) throw forbidden('这件事现在不在您手里。')
  if (!correctable(at.c.step) || at.c.paused_at !== null) throw conflict('已经过了受理，按它交的时候的规定办，不能换。')
  const newer = await newerVersion(tx, secret, a, ctx.now)
  if (!newer || newer.version !== seenVersion) throw conflict('事项又改过了，请看过最新的差别再定。')
  const hash = contentHashOf({
    code: a.code,
    service: a.service_code,
    version: newer.version,
    answers: newer.answers,
    papers: await answeredPapers(tx, newer.service, a.id, newer.answers),
  })
  await sql`
    UPDATE applications
    SET service_version = ${newer.version}, answers = ${sealed(secret, 'answers', a.id, newer.answers)},
      content_hash = ${hash}
    WHERE id = ${a.id}`.execute(tx)
  await sql`UPDATE cases SET content_hash = ${hash} WHERE id = ${at.c.id}`.execute(tx)
  at.c.content_hash = hash
  await note(
    tx,
    at.c,
    post,
    actor,
    'version',
    `由第 ${newer.difference.from} 版改按第 ${newer.difference.to} 版：${newer.difference.changes.join('；') || '表没有变'}`,
    ctx.now,
  )
  const { asked } = newer.difference
  if (asked.length > 0)
    await suspend(
      tx,
      actor,
      at,
      {
        reason: `办事的规定改了，请补：${asked.map((m) => m.label).join('、')}`,
        proof: [],
        detail: { missing: asked },
      },
      ctx,
    )
}
