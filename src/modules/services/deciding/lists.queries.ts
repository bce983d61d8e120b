/** Whose applications a person's lists show: the place of their register, and what they are asked about. */
import { lampFigures } from '../../../kernel/cases/lampFigures.ts'
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { inboxCounts, inboxOf, lampOfAsked, type InboxFilter, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { application, followUp } from './applications.procedure.ts'
import { whoseOf } from './applications.queries.ts'
import { concerns } from './applicationReaders.ts'

/**
 * What lies before a person, with the applicants' masked names; `follow`: bad ratings to follow up instead of
 * applications.
 */
export async function applicationInbox(
  db: Db,
  secret: string,
  actor: Actor,
  { follow, ...f }: Pick<InboxFilter, 'lamp' | 'text' | 'after'> & { follow?: '1' | undefined },
  now: Date,
) {
  const procedure = follow ? followUp.code : application.code
  const [inbox, counts, asked] = await Promise.all([
    inboxOf(db, actor, { ...f, procedure }, now),
    inboxCounts(db, actor, now, { procedure }),
    askedOf(db, actor, now),
  ])
  const whose = await whoseOf(db, secret, follow ? [] : inbox.rows.map((r) => r.id))
  return {
    ...inbox,
    rows: inbox.rows.map((r) => ({ ...r, who: whose.get(r.id) ?? '' })),
    counts,
    figures: { red: lampFigures.red },
    asked,
  }
}

/**
 * Where a person reads the register: their own widest place, or the one asked for below it. A bureau reads the county's
 * applications for the services that it decides or reviews. 404 elsewhere.
 */
export async function scopeOf(db: Db, actor: Actor, slug: string | undefined): Promise<Scope> {
  const mine = actor.posts
    .filter(
      (p) =>
        postFor({ ...actor, posts: [p] }, 'application.oversee') ||
        postFor({ ...actor, posts: [p] }, 'application.file'),
    )
    .sort((a, b) => a.path.length - b.path.length)
  const at = await first(
    db,
    sql<Scope & { bureau: string | null; county: string | null }>`
      SELECT r.path, r.name, r.slug, CASE WHEN r.level = 'bureau' THEN coalesce(nullif(r.kind, ''), substr(r.code,
        3)) END AS bureau,
        up.path AS county
      FROM regions r
      LEFT JOIN regions up ON up.id = r.parent_id
      WHERE r.slug = ${slug ?? mine[0]?.slug ?? ''}`,
  )
  if (!at || !mine.some((p) => at.path.startsWith(p.path))) throw notFound('没有这个地方，或者不归您看。')
  const { path, name, bureau } = at
  if (bureau === null) return { path, name, slug: at.slug }
  const services = await rows(
    db,
    sql<{ code: string }>`SELECT DISTINCT code FROM services WHERE ${concerns(sql`definition`, sql`${bureau}::text`)}`,
  )
  return { path: at.county ?? path, name, slug: at.slug, services: services.map((s) => s.code) }
}

type Scope = { path: string; name: string; slug: string; services?: string[] }

type Asked = {
  id: string
  caseId: string
  title: string
  place: string
  ask: string
  dueAt: Date | null
  askedAt: Date
  lamp: Lamp
}

/** Applications of which a post of the person is asked for an opinion. */
async function askedOf(db: Db, actor: Actor, now: Date): Promise<Asked[]> {
  const found = await rows(
    db,
    sql<Omit<Asked, 'lamp'> & { warn_at: Date | null }>`
      SELECT q.id, c.id AS "caseId", c.title, r.name AS place, q.ask, q.due_at AS "dueAt", q.warn_at,
        q.asked_at AS "askedAt"
      FROM case_requests q
      JOIN unnest(
          ${actor.posts.map((p) => p.regionId)}::text[],
          ${actor.posts.map((p) => p.function as string)}::text[]
        ) AS p (place, post)
        ON p.place = q.region_id
        AND p.post = ANY(q.functions)
      JOIN cases c ON c.id = q.case_id AND c.subject_kind = 'application'
      JOIN regions r ON r.id = c.region_id
      WHERE q.answered_at IS NULL AND q.withdrawn_at IS NULL AND ${visible('c', actor.personId)}
      ORDER BY q.due_at NULLS LAST, q.id
      LIMIT 100`,
  )
  return found.map(({ warn_at, ...q }) => ({ ...q, lamp: lampOfAsked({ due_at: q.dueAt, warn_at }, now) }))
}
