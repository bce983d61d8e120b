/**
 * Whom a question names is kept from it, and so are their near relatives: to them it does not exist, in no list, count
 * or hand-over, and it goes to whoever stands above them (信访工作条例 Art. 30).
 */
import type { RawBuilder } from 'kysely'
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Tx } from '../../../platform/db.ts'
import { clearOf, holdersFrom } from '../../../kernel/cases/namedBy.ts'
import { namedIn } from '../../../kernel/cases/named.ts'
import { comesBefore, type Newcomers } from '../../../kernel/people/newcomers.ts'

/** For SQL over rows of `questions` under this alias: those from which the person is not kept. */
export const unbarredQuestion = (alias: string, personId: string): RawBuilder<boolean> => sql<boolean>`
  NOT EXISTS (SELECT 1 FROM question_bars b WHERE b.question_id = ${sql.ref(`${alias}.id`)}
    AND b.person_id = ${personId})`

/** Keeps these persons and their near relatives from a question. */
export async function barFrom(tx: Tx, questionId: string, persons: readonly string[]): Promise<void> {
  if (persons.length === 0) return
  await sql`
    INSERT INTO question_bars (question_id, person_id, reason)
    SELECT ${questionId}, person_id, '本人'
    FROM unnest(${[...persons]}::text[]) AS t (person_id)
    UNION ALL
    SELECT ${questionId}, relative_id, max(relation)
    FROM kinships
    WHERE person_id = ANY(${[...persons]}::text[]) AND relative_id <> ALL(${[...persons]}::text[])
    GROUP BY relative_id
    ON CONFLICT (question_id, person_id) DO NOTHING`.execute(tx)
}

type Open = { id: string; text: string; name: string; path: string; handler_id: string; handler_path: string }

/**
 * Questions that wait for an answer where somebody comes into office are looked at again: they may name them, or a
 * relative.
 */
export const questionsAgain: Newcomers = async (tx, people, now) => {
  const day = dayOf(now)
  const open = await rows(
    tx,
    sql<Open>`
      SELECT q.id, q.text, q.name, q.path, q.handler_id, h.path AS handler_path
      FROM questions q
      JOIN regions h ON h.id = q.handler_id
      WHERE NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_id = q.id)
        AND ${comesBefore(people, sql`q.path`)}
      FOR UPDATE OF q`,
  )
  const holders = new Map<string, Awaited<ReturnType<typeof holdersFrom>>>()
  for (const q of open) {
    const there = holders.get(q.path) ?? (await holdersFrom(tx, q.path, day, people))
    holders.set(q.path, there)
    const named = [...new Set(namedIn(q.text, there).map((h) => h.personId))]
    if (named.length === 0) continue
    await barFrom(tx, q.id, named)
    const clear = await clearOf(tx, { id: q.handler_id, path: q.path }, named, day)
    if (clear.path.length < q.handler_path.length)
      await sql`UPDATE questions SET handler_id = ${clear.id} WHERE id = ${q.id}`.execute(tx)
  }
}
