/**
 * E-mail addresses of offices, and telling them that the console has a message: one mail per message that wants
 * something done, one a day for the rest, nothing of what they say. Where somebody of the post has left since an address
 * was entered, it may be theirs: it gets nothing until whoever keeps the addresses says that it is still the office's.
 */
import { first, rows, sql, transact, type Db, type Tx } from '../../platform/db.ts'
import { invalid, notFound } from '../../platform/errors.ts'
import { atHour, dayOf } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import type { PostFunction } from '../people/functions.ts'
import type { Rules } from '../rules/rules.ts'
import { within } from '../regions/range.ts'
import { doApart, isTried } from '../rounds/apart.ts'
import { notify, recipientOf } from './deliver.ts'
import { tell } from './messages.ts'
import { forInformation } from './forInformation.ts'
import type { Params } from './templates.ts'
import { plainText } from '../../platform/plainText.ts'

export type OfficeAddress = {
  id: string
  region_id: string
  region: string
  function: PostFunction
  email: string
  added_at: Date
  /** Somebody of the post has left since: nothing is sent there until it is confirmed. */
  held: boolean
}

/** Whether an address (`a`) waits to be confirmed: `left_since` is a function of the people's tables. */
const isHeld = (today: string) => sql<boolean>`left_since(a.region_id, a.function, a.added_at, ${today}::date)`

/** Addresses of the places below `path`. */
export function addressesBelow(db: Db, path: string, today: string): Promise<OfficeAddress[]> {
  return rows(
    db,
    sql<OfficeAddress>`
      SELECT a.id, a.region_id, r.name AS region, a.function, a.email, a.added_at, ${isHeld(today)} AS held
      FROM office_addresses a
      JOIN regions r ON r.id = a.region_id
      WHERE ${within('r.path', path)}
      ORDER BY r.path, a.function
      LIMIT 2000`,
  )
}

/** One address per post of a place; a new one takes the place of the old. 422 for what is none. */
export async function setAddress(
  tx: Tx,
  secret: string,
  a: { regionId: string; function: PostFunction; email: string; by: string; now: Date },
): Promise<void> {
  const email = plainText(a.email).trim().toLowerCase()
  if (!/^[^\s<>@",;]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email))
    throw invalid('邮箱地址不对，应该像 zhen@example.gov.cn。', { field: 'email' })
  await sql`
    INSERT INTO office_addresses (id, region_id, function, email, recipient, added_by, added_at)
    VALUES (
      ${newId(a.now.getTime())}, ${a.regionId}, ${a.function}, ${email}, ${recipientOf(secret, email)},
      ${a.by}, ${a.now}
    )
    ON CONFLICT (region_id, function)
      DO UPDATE SET email = excluded.email, recipient = excluded.recipient, added_by = excluded.added_by,
        added_at = excluded.added_at`.execute(tx)
}

/** Says that an address is still its office's; 404 for one that is not below `path`. */
export async function confirmAddress(tx: Tx, id: string, path: string, by: string, now: Date): Promise<void> {
  const kept = await first(
    tx,
    sql`
      UPDATE office_addresses a
      SET added_by = ${by}, added_at = ${now}
      FROM regions r
      WHERE a.id = ${id} AND r.id = a.region_id AND ${within('r.path', path)}
      RETURNING a.id`,
  )
  if (!kept) throw notFound('没有这个邮箱。')
}

/** The address of a post as a hand-over counts it. */
export function addressesOfPost(
  tx: Tx,
  at: { regionId: string; function: PostFunction },
): Promise<{ id: string; email: string }[]> {
  return rows(
    tx,
    sql<{ id: string; email: string }>`
      SELECT id, email FROM office_addresses WHERE region_id = ${at.regionId} AND function = ${at.function}`,
  )
}

/** Tells whoever keeps the addresses, once for each, that one waits to be confirmed. */
async function tellHeld(db: Db, now: Date): Promise<void> {
  const today = dayOf(now)
  const held = await rows(
    db,
    sql<{ region: string; keeper_id: string; keeper_level: string; event: string }>`
      SELECT r.name AS region, p.id AS keeper_id, p.level AS keeper_level,
        'address ' || a.id || ' ' || extract(epoch FROM a.added_at)::text AS event
      FROM office_addresses a
      JOIN regions r ON r.id = a.region_id
      JOIN regions p ON p.id = coalesce(r.parent_id, r.id)
      WHERE ${isHeld(today)}
        AND NOT EXISTS (
          SELECT 1
          FROM messages m
          WHERE m.region_id = p.id AND m.event = 'address ' || a.id || ' ' || extract(epoch FROM a.added_at)::text
        )
      LIMIT 200`,
  )
  await unsend(db, today)
  if (held.length === 0) return
  await transact(db, async (tx) => {
    for (const h of held)
      await tell(tx, {
        regionId: h.keeper_id,
        function: h.keeper_level === 'township' ? 'township_clerk' : 'county_admin',
        kind: 'address',
        say: `${h.region}有岗位换了人，原来填的邮箱先停发。还是单位的，请按“还是单位的”；不是就换掉。`,
        link: '/message-settings',
        caseId: null,
        event: h.event,
        now,
      })
  })
}

/** What waits for the morning is not sent to an address that waits itself, but for what another post has it for, too. */
async function unsend(db: Db, today: string): Promise<void> {
  await sql`
    DELETE FROM notice_deliveries d
    USING (
      SELECT a.recipient
      FROM office_addresses a
      GROUP BY a.recipient
      HAVING bool_and(${isHeld(today)})
    ) AS held
    WHERE d.state = 'waiting'
      AND d.template IN ('officeMessage', 'officeDigest')
      AND d.recipient = held.recipient`.execute(db)
}

/** Takes an address away; 404 for one that is not below `path`. */
export async function dropAddress(tx: Tx, id: string, path: string): Promise<void> {
  const gone = await first(
    tx,
    sql`
      DELETE FROM office_addresses a
      USING regions r
      WHERE a.id = ${id} AND r.id = a.region_id AND ${within('r.path', path)}
      RETURNING a.id`,
  )
  if (!gone) throw notFound('没有这个邮箱。')
}

/**
 * New messages since then to posts that have an address, each with its event: what says the same to several posts of
 * one address at one moment.
 */
const newFor = (since: Date, today: string) => sql`
  office_addresses a
  JOIN messages m
    ON m.region_id = a.region_id
    AND NOT ${isHeld(today)}
    AND m.function = a.function
    AND m.sent_at > greatest(a.added_at, ${since}::timestamptz)
  CROSS JOIN LATERAL (SELECT 'message ' || md5(m.kind || m.link || m.say || m.sent_at::text) AS event) e`

/**
 * Puts down a mail for each new message to an office that has an address and must act, at most two hundred a round, and
 * once a day, from the hour of rule notice.digestHour on, one for all the rest of the last day. Returns how many were
 * put down.
 */
export async function tellOffices(
  { db, secret }: { db: Db; secret: string },
  rules: Rules,
  now: Date,
): Promise<number> {
  await tellHeld(db, now)
  const since = new Date(now.getTime() - 86_400_000)
  const due = await rows(
    db,
    sql<{ event: string; email: string }>`
      SELECT DISTINCT e.event, a.email
      FROM ${newFor(since, dayOf(now))}
      WHERE m.kind <> ALL(${[...forInformation]}::text[])
        AND NOT EXISTS (
          SELECT 1
          FROM notice_deliveries d
          WHERE d.event = e.event AND d.recipient = a.recipient
        )
        AND ${isTried('offices', sql`e.event`, now)}
      LIMIT 200`,
  )
  const mails = due.map((d) => ({ ...d, template: 'officeMessage' as const, params: {} }))
  return putDown({ db, secret }, [...mails, ...(await digestsDue(db, rules, now))], rules, now)
}

type Mail = { event: string; email: string; template: 'officeMessage' | 'officeDigest'; params: Params }

/**
 * One for each address that has had something for information since the digest hour of the day before; none before the
 * hour has come.
 */
async function digestsDue(db: Db, rules: Rules, now: Date): Promise<Mail[]> {
  const day = dayOf(now)
  const from = atHour(day, rules.number('notice.digestHour'))
  if (now < from) return []
  const found = await rows(
    db,
    sql<{ email: string; n: number }>`
      SELECT a.email, count(DISTINCT e.event)::int AS n
      FROM ${newFor(new Date(from.getTime() - 86_400_000), day)}
      WHERE m.kind = ANY(${[...forInformation]}::text[])
        AND m.sent_at <= ${from}
        AND NOT EXISTS (
          SELECT 1
          FROM notice_deliveries d
          WHERE d.event = ${`digest ${day}`} AND d.recipient = a.recipient
        )
        AND ${isTried('offices', sql`${`digest ${day} `} || a.email`, now)}
      GROUP BY a.email
      LIMIT 200`,
  )
  return found.map(({ email, n }) => ({
    event: `digest ${day}`,
    email,
    template: 'officeDigest',
    params: { count: String(n) },
  }))
}

function putDown(
  { db, secret }: { db: Db; secret: string },
  mails: readonly Mail[],
  rules: Rules,
  now: Date,
): Promise<number> {
  const work = (some: readonly Mail[]) =>
    transact(db, (tx) =>
      notify(
        tx,
        secret,
        some.map(({ email, ...m }) => ({ ...m, channel: 'email' as const, to: email })),
        rules,
        now,
      ),
    )
  const idOf = (m: Mail) => (m.template === 'officeDigest' ? `${m.event} ${m.email}` : m.event)
  return doApart(db, { round: 'offices', items: mails, idOf, work }, now)
}
