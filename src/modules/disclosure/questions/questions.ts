/**
 * Questions and objections of visitors, while a notice is displayed; reports of "not published" and "untrue" (OL Art.
 * 36).
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, sql, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { guardText } from '../../../kernel/guard/guard.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import { tell } from '../../../kernel/notices/messages.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { bumpPlace } from '../publishing/publish.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'
import { isCallable } from '../../../kernel/residents/numbers.ts'
import { namedAt, clearOf } from '../../../kernel/cases/namedBy.ts'
import { barFrom, unbarredQuestion } from './questionBars.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import { noticeCaseId } from '../drafting/notices.read.ts'

export const questionSchema = z.object({
  kind: z.enum(['question', 'objection', 'untrue', 'comment', 'missing']),
  text: z.string().trim().min(4, '请写清楚您想问什么，至少 4 个字').max(2_000, '最多 2000 字，太长请分几次写'),
  name: z.string().trim().max(40, '姓名最多 40 个字').default(''),
  showName: z
    .union([z.boolean(), z.string()])
    .default(false)
    .transform((v) => v === true || v === 'on' || v === 'yes'),
  contact: z
    .string()
    .trim()
    .max(80, '联系方式最多 80 个字')
    // Words ("晚上到村部找我") are right as they stand; a number must be one that can be called.
    .refine((c) => !/^[\d\s()+-]{5,}$/.test(c) || isCallable(c), '这个电话打不通：手机是 11 位数字，座机连区号一起写')
    .default(''),
  key: z.string().max(80).optional(),
})
export type QuestionInput = z.infer<typeof questionSchema>

/**
 * Takes a question in. The same words sent again with the same key return the first one's code; other words are another
 * question.
 */
export async function ask(
  tx: Tx,
  target: { noticeId?: string; obligationId?: string; place: PlaceRow },
  input: QuestionInput,
  ctx: Context,
): Promise<{ code: string; dueOn: string; again: boolean }> {
  const key = keyOf(input)
  const before = await askedBefore(tx, key)
  if (before) return before
  const day = dayOf(ctx.now)
  const named = await namedAt(tx, target.place.path, input.text, day)
  const handler = await handlerOf(tx, input.kind, target.place, named, day)
  const days = ctx.rules.number(
    input.kind === 'missing' || input.kind === 'untrue' ? 'complaint.answerDays' : 'objection.answerDays',
  )
  const dueOn = addDays(day, days)
  const code = newCode()
  // Pressed twice, the second waits here for the first and finds it.
  const made = await first(
    tx,
    sql<{ id: string }>`
      INSERT INTO questions (
        id, code, kind, notice_id, obligation_id, region_id, path, handler_id, text, name, show_name,
        contact, idempotency_key, asked_at, due_on
      )
      VALUES (
        ${newId(ctx.now.getTime())}, ${code}, ${input.kind}, ${target.noticeId ?? null},
        ${target.obligationId ?? null}, ${target.place.id}, ${target.place.path}, ${handler.id},
        ${input.text}, ${input.name}, ${input.showName}, ${input.contact}, ${key}, ${ctx.now}, ${dueOn}
      )
      ON CONFLICT (idempotency_key) DO NOTHING
      RETURNING id`,
  )
  if (!made) return (await askedBefore(tx, key))!
  await barFrom(tx, made.id, named)
  await tell(tx, {
    regionId: handler.id,
    function: answerers[handler.level] ?? 'drafter',
    kind: 'question',
    say: `${target.place.name}有村民${kindNames[input.kind]}，请在 ${dueOn} 前答复。`,
    link: '/questions',
    caseId: target.noticeId === undefined ? null : await noticeCaseId(tx, target.noticeId),
    now: ctx.now,
  })
  await bumpPlace(tx, target.place)
  return { code, dueOn, again: false }
}

async function askedBefore(
  tx: Tx,
  key: string | null,
): Promise<{ code: string; dueOn: string; again: boolean } | undefined> {
  const before =
    key === null
      ? undefined
      : await first(
          tx,
          sql<{ code: string; due_on: string }>`SELECT code, due_on FROM questions WHERE idempotency_key = ${key}`,
        )
  return before && { code: before.code, dueOn: before.due_on, again: true }
}

/** Whoever goes back to the form and writes something else asks something else: the key is bound to the words. */
const keyOf = (input: QuestionInput): string | null =>
  input.key ? createHash('sha256').update(`${input.key}\n${input.kind}\n${input.text}`).digest('base64url') : null

const answerers: Partial<Record<string, 'township_clerk' | 'county_admin' | 'bureau_clerk'>> = {
  township: 'township_clerk',
  county: 'county_admin',
  city: 'county_admin',
  bureau: 'bureau_clerk',
}

export const kindNames = {
  question: '提问',
  objection: '提出异议',
  untrue: '反映内容不真实',
  comment: '说的话',
  missing: '反映没有公开',
} as const

/**
 * "Not published", "untrue" and what names somebody in office go to the township, or above it, past those who are
 * named; never to the place itself, unless nothing stands above it here: then to its administrators.
 */
async function handlerOf(
  tx: Tx,
  kind: QuestionInput['kind'],
  place: PlaceRow,
  named: readonly string[],
  day: string,
): Promise<{ id: string; level: string }> {
  if (named.length > 0) return placeById(tx, (await clearOf(tx, place, named, day)).id)
  if (kind === 'question' || kind === 'objection' || kind === 'comment')
    return place.level === 'group' && place.parent_id ? placeById(tx, place.parent_id) : place
  const above = await first(
    tx,
    sql<{
      id: string
      level: string
    }>`
      SELECT id, level
      FROM regions
      WHERE ${place.path} LIKE path || '%'
        AND path <> ${place.path}
        AND level IN ('township', 'county', 'city')
      ORDER BY length(path) DESC
      LIMIT 1`,
  )
  return above ?? place
}

type Question = {
  id: string
  code: string
  kind: QuestionInput['kind']
  text: string
  name: string
  region_id: string
  handler_id: string
  handler_path: string
  notice_id: string | null
}

async function questionOf(tx: Tx, actor: Actor, id: string): Promise<Question> {
  const q = await first(
    tx,
    sql<Question>`
      SELECT q.id, q.code, q.kind, q.text, q.name, q.region_id, q.handler_id, r.path AS handler_path,
        q.notice_id
      FROM questions q
      JOIN regions r ON r.id = q.handler_id
      WHERE q.id = ${id}
        AND ${visibleSubject('notice', sql`q.notice_id`, actor.personId)}
        AND ${unbarredQuestion('q', actor.personId)}
      FOR UPDATE OF q`,
  )
  if (!q) throw notFound('没有这条提问。')
  return q
}

/** Whether a named visitor's text is shown; nameless text never is (CAUTIONS 4). */
export async function reviewQuestion(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { shown: boolean; reason: string },
  ctx: Context,
): Promise<void> {
  const q = await questionOf(tx, actor, id)
  const post = postFor(actor, 'question.review', q.handler_path)
  if (!post) throw forbidden('这条提问不归您的岗位审核。')
  if (input.shown && q.name === '') throw invalid('没有留姓名的提问只给办理人看，不能公开显示。')
  if (!input.shown && input.reason.trim().length < 2) throw invalid('不公开显示要写明理由。', { field: 'reason' })
  const found = input.shown ? guardText(`${q.text}\n${q.name}`).filter((f) => f.severity === 'refuse') : []
  if (found.length > 0) throw invalid(`这条提问里有不能公开的内容：${found[0]!.say}`)
  if (input.shown) await askBeforePublic(tx, q.region_id, { text: q.text })
  const made = await sql`
    INSERT INTO question_reviews (question_id, shown, reason, by_name, by_post, at)
    VALUES (${id}, ${input.shown}, ${input.reason.trim()}, ${actor.name}, ${post.post}, ${ctx.now})
    ON CONFLICT (question_id) DO NOTHING`.execute(tx)
  if (made.numAffectedRows === 0n) throw conflict('这条提问已经有人审核过了。')
  await bumpPlace(tx, await placeById(tx, q.region_id))
}

/** Answers once; the answer is public where the question is shown, and a leaf of the log. */
export async function answerQuestion(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { text: string; conclusion: string },
  ctx: Context,
): Promise<void> {
  const q = await questionOf(tx, actor, id)
  const post = postFor(actor, 'question.answer', q.handler_path)
  if (!post) throw forbidden('这条提问不归您的岗位答复。')
  if (input.text.trim().length < 4) throw invalid('请写清楚答复，至少 4 个字。', { field: 'text' })
  await askBeforePublic(tx, q.region_id, input, { known: q.name === '' ? [] : [q.name] })
  const leafId = newId(ctx.now.getTime())
  const made = await sql`
    INSERT INTO answers (id, question_id, text, conclusion, by_name, by_post, by_place, at, leaf_id)
    VALUES (
      ${newId()}, ${id}, ${input.text.trim()}, ${input.conclusion}, ${actor.name}, ${post.post},
      ${post.region}, ${ctx.now}, ${leafId}
    )
    ON CONFLICT (question_id) DO NOTHING`.execute(tx)
  if (made.numAffectedRows === 0n) throw conflict('这条提问已经有人答复了。')
  const place = await placeById(tx, q.region_id)
  if (!place.practice)
    await stageLeaf(tx, {
      id: leafId,
      subjectId: q.id,
      at: ctx.now,
      entry: { v: 1, kind: 'reply', county: ctx.county, region: place.slug, code: q.code, at: entryTime(ctx.now) },
    })
  await bumpPlace(tx, place)
}
