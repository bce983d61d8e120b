/** Which cases lie in a post's hands, as a condition on `cases c`. */
import type { RawBuilder } from 'kysely'
import { sql } from '../../platform/db.ts'
import type { Post } from '../people/actor.ts'
import { allProcedures, waits, type Procedure, type Step } from './procedure.ts'
import { within } from '../regions/range.ts'

export type Hand = Pick<Post, 'function' | 'regionId' | 'path' | 'level'>

/** The (place, procedure, step) triples in which one of the posts has a case that its place holds. */
export function inHand(
  posts: readonly Pick<Hand, 'function' | 'regionId'>[],
  procedures: readonly Procedure[] = allProcedures(),
): RawBuilder<unknown> {
  const triples = posts.flatMap((post) =>
    procedures.flatMap((p) =>
      stepsOf(p, (s) => s.standing === 'holder' && worksOn(s, post)).map(
        ([step]) => [post.regionId, p.code, step] as const,
      ),
    ),
  )
  return sql`
    c.holder_id = ANY(${[...new Set(triples.map((t) => t[0]))]}::text[])
    AND (c.holder_id, c.procedure, c.step) IN (
      SELECT *
      FROM unnest(
        ${triples.map((t) => t[0])}::text[], ${triples.map((t) => t[1])}::text[],
        ${triples.map((t) => t[2])}::text[]
      )
    )
    AND (c.hands IS NULL OR c.hands && ${[...new Set(posts.map((p) => p.function))]}::text[])`
}

/**
 * Cases that wait for a post: those its place holds, and those that stand at their own place (notices) in a step with
 * something to do by a day.
 */
export function waitsFor(post: Hand, procedures: readonly Procedure[]): RawBuilder<unknown> {
  const steps = procedures.flatMap((p) =>
    stepsOf(
      p,
      (s, name) => (s.standing === 'own' || s.standing === 'above') && s.by.includes(post.function) && waits(p, name),
    ).map(([step, s]) => ({ code: p.code, step, below: s.standing === 'above' || post.level === 'village' })),
  )
  return sql`(
    (${inHand([post], procedures)})
    OR (
      c.holder_id IS NULL
      AND ${within('c.path', post.path)}
      AND EXISTS (
        SELECT 1
        FROM unnest(
          ${steps.map((s) => s.code)}::text[], ${steps.map((s) => s.step)}::text[],
          ${steps.map((s) => s.below)}::boolean[]
        ) AS w (procedure, step, below)
        WHERE w.procedure = c.procedure AND w.step = c.step AND (w.below OR c.path = ${post.path})
      )
      AND (c.hands IS NULL OR ${post.function} = ANY(c.hands))
    )
  )`
}

function worksOn(s: Step<string>, post: Pick<Hand, 'function'>): boolean {
  return (
    s.by.includes(post.function) ||
    Object.values(s.actions).some((a) => a.standing !== 'aboveHolder' && a.by?.includes(post.function))
  )
}

function stepsOf(p: Procedure, wanted: (s: Step<string>, name: string) => boolean): [string, Step<string>][] {
  return Object.entries(p.steps).filter(([name, s]) => !s.end && wanted(s, name))
}
