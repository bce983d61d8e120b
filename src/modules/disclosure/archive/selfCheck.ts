/**
 * The monthly self-check (自查自纠): owed by a day of each month, found and mended written down, signed; what is missing
 * is a row.
 */
import { isMissing } from '../obligations/figures.sql.ts'
import { createHash } from 'node:crypto'
import { addMonths, dayOf, dayOfMonth } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import type { SelfChecks } from '../../../platform/tables.gen.ts'
import { checkSignature, type SignatureInput } from '../../../kernel/cases/signing.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { canonicalBytes } from '../../../kernel/ledger/commitment.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { rulesOn } from '../../../kernel/rules/rules.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import { livePlaces } from '../obligations/obligations.ts'

/**
 * What was found, and how it was mended. `about`: the overdue obligation (its id) that it is about, where it is about
 * one.
 */
export type Finding = { what: string; done: string; about?: string | undefined }
export type SelfCheck = Omit<SelfChecks, 'found'> & { found: Finding[] }
/** `clean`: everything was looked at and nothing was found. */
export type Checked = { clean: boolean; found: Finding[] }

/**
 * Makes what is owed up to the month of `day`: for a place that has none yet from this month on, since nothing is owed
 * for what was past when the duty came. The day is that of the rule in force when the month begins, or the last of a
 * shorter month. Idempotent.
 */
export async function makeSelfChecks(db: Db, day: string): Promise<number> {
  const places = (await livePlaces(db, day)).filter((p) => p.level === 'village')
  if (places.length === 0) return 0
  const known = await rows(
    db,
    sql<{ region_id: string; last: string }>`
      SELECT region_id, max(month) AS last
      FROM self_checks
      GROUP BY region_id`,
  )
  const last = new Map(known.map((k) => [k.region_id, k.last]))
  const dueDays = new Map<string, string>()
  const owed: { place: PlaceRow; month: string; dueOn: string }[] = []
  for (const place of places) {
    const before = last.get(place.id)
    for (let m = before ? addMonths(before, 1) : day.slice(0, 7); m <= day.slice(0, 7); m = addMonths(m, 1)) {
      const due = dueDays.get(m) ?? dayOfMonth(m, (await rulesOn(db, `${m}-01`)).number('selfcheck.day'))
      dueDays.set(m, due)
      if (due >= place.goes_live_on!)
        owed.push({ place, month: m, dueOn: due < (place.grace_until ?? '') ? place.grace_until! : due })
    }
  }
  if (owed.length === 0) return 0
  const made = await sql`
    INSERT INTO self_checks (id, region_id, path, month, due_on)
    SELECT id, region_id, path, month, due_on
    FROM unnest(
      ${owed.map(() => newId())}::text[], ${owed.map((o) => o.place.id)}::text[],
      ${owed.map((o) => o.place.path)}::text[], ${owed.map((o) => o.month)}::text[],
      ${owed.map((o) => o.dueOn)}::date[]
    ) AS t (id, region_id, path, month, due_on)
    ON CONFLICT (region_id, month) DO NOTHING`.execute(db)
  return Number(made.numAffectedRows ?? 0n)
}

/** The self-check of a place and month; undefined where none is owed. */
export function selfCheckOf(db: Db | Tx, regionId: string, month: string): Promise<SelfCheck | undefined> {
  return first(db, sql<SelfCheck>`SELECT * FROM self_checks WHERE region_id = ${regionId} AND month = ${month}`)
}

/** SHA-256 of what is signed. */
export function selfCheckHash(c: Pick<SelfCheck, 'region_id' | 'month' | 'clean' | 'found'>): string {
  return createHash('sha256')
    .update(canonicalBytes({ place: c.region_id, month: c.month, clean: c.clean, found: c.found }))
    .digest('hex')
}

/**
 * Writes down what was found. 409 once it is signed, and where it is no longer what its writer has seen
 * (`contentHash`).
 */
export async function saveSelfCheck(
  tx: Tx,
  actor: Actor,
  place: PlaceRow,
  month: string,
  given: Checked & { contentHash?: string | undefined },
  now: Date,
): Promise<void> {
  if (!postFor(actor, 'selfcheck.write', place.path)) throw forbidden('自查由本村的人填写。')
  const check = await owed(tx, place, month)
  if (given.contentHash !== undefined && given.contentHash !== selfCheckHash(check))
    throw conflict('自查表刚由别人存过。请看一下别人写的，再保存您的。')
  if (given.clean) await refuseClean(tx, place, month, now)
  const found = given.clean ? [] : given.found
  await refuseStrange(tx, place, month, found)
  for (const f of found) {
    refusePersonal(f.what, 'found')
    refusePersonal(f.done, 'found')
  }
  await sql`
    UPDATE self_checks
    SET clean = ${given.clean}, found = ${JSON.stringify(found)}::jsonb, saved_at = ${now}, saved_by = ${actor.personId}
    WHERE id = ${check.id}`.execute(tx)
}

/**
 * Signs it: each thing found has been mended and nothing overdue is left out, or nothing was found. `hash`: what the
 * signer has seen. 409 where it changed meanwhile.
 */
export async function signSelfCheck(
  tx: Tx,
  actor: Actor,
  place: PlaceRow,
  month: string,
  given: { hash: string; signature: SignatureInput | undefined },
  now: Date,
): Promise<void> {
  const post = postFor(actor, 'selfcheck.sign', place.path)
  if (!post) throw forbidden('自查表由村党组织书记、村委会主任或者联村干部签字。')
  const check = await owed(tx, place, month)
  if (check.saved_at === null) throw conflict('自查表还没有填写，请先填好并保存。')
  const hash = selfCheckHash(check)
  if (hash !== given.hash) throw conflict('自查表刚才改过了，请看过新的内容再签字。')
  if (!check.clean && check.found.length === 0)
    throw invalid('请写明查出了什么，或者选“都查过了，没有发现问题”。', { field: 'found' })
  if (check.clean) await refuseClean(tx, place, month, now)
  else await refuseLeftOut(tx, place, month, check.found, now)
  const open = check.found.findIndex((f) => f.done.trim().length < 2)
  if (open >= 0) throw invalid(`第 ${open + 1} 个问题还没有写怎样改正的，改好写明再签字。`, { field: 'found' })
  checkSignature(given.signature)
  const { kind, strokes, scanSha256 } = given.signature!
  const drawn = strokes === undefined ? null : JSON.stringify(strokes)
  const binding = createHash('sha256')
    .update([hash, actor.personId, now.toISOString(), kind, drawn ?? scanSha256 ?? ''].join('\n'))
    .digest('hex')
  await sql`
    INSERT INTO self_check_signatures (
      check_id, clean, found, content_hash, person_id, by_name, by_post, by_place, kind, strokes, scan_sha256, signed_at,
      binding
    )
    VALUES (
      ${check.id}, ${check.clean}, ${JSON.stringify(check.found)}::jsonb, ${hash}, ${actor.personId}, ${actor.name},
      ${post.post}, ${post.region}, ${kind}, ${drawn}::jsonb, ${scanSha256 ?? null}, ${now}, ${binding}
    )`.execute(tx)
  await sql`UPDATE self_checks SET signed_at = ${now} WHERE id = ${check.id}`.execute(tx)
}

/** 422 where nothing is said to have been found while something of the month is past its day and not published. */
async function refuseClean(tx: Tx, place: PlaceRow, month: string, now: Date): Promise<void> {
  const missing = await missingOf(tx, place, month, now)
  if (missing.length > 0)
    throw invalid(
      `还有 ${missing.length} 项逾期没有公开（${sayFew(missing)}），不能写“没有发现问题”。请记成查出的问题，写明怎样改正。`,
      { field: 'found' },
    )
}

/** 422 where something of the month that is past its day and not published is in none of the findings. */
async function refuseLeftOut(
  tx: Tx,
  place: PlaceRow,
  month: string,
  found: readonly Finding[],
  now: Date,
): Promise<void> {
  const about = new Set(found.map((f) => f.about))
  const left = (await missingOf(tx, place, month, now)).filter((m) => !about.has(m.id))
  if (left.length > 0)
    throw invalid(
      `还有 ${left.length} 项逾期没有公开，查出的问题里没有写（${sayFew(left)}）。请点“把逾期没公开的带进来”，写明怎样改正，保存以后再签字。`,
      { field: 'found' },
    )
}

/** 422 where a finding is said to be about what the place did not owe in the month, or two are about the same. */
async function refuseStrange(tx: Tx, place: PlaceRow, month: string, found: readonly Finding[]): Promise<void> {
  const about = found.flatMap((f) => f.about ?? [])
  if (about.length === 0) return
  const known = await rows(
    tx,
    sql`SELECT 1 FROM obligations WHERE id = ANY(${about}) AND region_id = ${place.id} AND due_month = ${month}`,
  )
  if (known.length < about.length)
    throw invalid('有查出的问题对不上这个月应公开的事项，请去掉它，点“把逾期没公开的带进来”再写。', { field: 'found' })
}

type Missing = { id: string; name: string; title: string }
const sayFew = (all: readonly Missing[]): string =>
  `${all
    .slice(0, 3)
    .map((m) => m.title || m.name)
    .join('、')}${all.length > 3 ? ' 等' : ''}`

/**
 * What the place owed in the month and has not published by now: its id, the item's name, and the notice's own title or
 * ''.
 */
function missingOf(tx: Tx, place: PlaceRow, month: string, now: Date): Promise<Missing[]> {
  return rows(
    tx,
    sql<Missing>`
      SELECT o.id, i.name, coalesce(n.title, o.event_title, '') AS title
      FROM obligations o
      JOIN catalogue_items i ON i.code = o.item_code AND i.version = o.item_version
      LEFT JOIN notices n ON n.id = o.notice_id
      WHERE o.region_id = ${place.id}
        AND o.due_month = ${month}
        AND ${isMissing(dayOf(now), 'o.')}
      ORDER BY o.due_on, i.name`,
  )
}

/** The unsigned self-check, with its row locked. */
async function owed(tx: Tx, place: PlaceRow, month: string): Promise<SelfCheck> {
  const check = await first(
    tx,
    sql<SelfCheck>`SELECT * FROM self_checks WHERE region_id = ${place.id} AND month = ${month} FOR UPDATE`,
  )
  if (!check) throw conflict('这个月没有要交的自查表：本村还没有上线，或者还没有到这个月。')
  if (check.signed_at !== null) throw conflict('这个月的自查表已经签过字了，不能再改。')
  return check
}
