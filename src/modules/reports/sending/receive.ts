/** Takes a report in: once per key, with a receipt that nobody can forge, and opens its case where it belongs. */
import { concealed, knownOf } from '../handling/conceal.ts'
import type { OwnPaper } from '../../../kernel/intake/evidence.ts'
import { randomBytes } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import type { RawBuilder } from 'kysely'
import { first, rows, sql, together, type Db, type Tx } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { bumpWrite } from '../../../platform/pageVersions.ts'
import { overTheBarred } from '../../../kernel/cases/act.ts'
import { bar } from '../../../kernel/cases/bars.ts'
import { rootOf, type Holder } from '../../../kernel/cases/holder.ts'
import { accusedIn, meant, namedIn, type PostHolder } from '../../../kernel/cases/named.ts'
import { clearOf, holdersFrom } from '../../../kernel/cases/namedBy.ts'
import { openingOf } from '../../../kernel/cases/open.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { commit } from '../../../kernel/ledger/commitment.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { leavesWrite } from '../../../kernel/ledger/stage.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Office } from '../../../kernel/office.ts'
import type { PostFunction } from '../../../kernel/people/functions.ts'
import { linkQuestion } from '../../powers/index.ts'
import { countyCode } from '../../../kernel/regions/county.ts'
import { contactIndex } from '../../../kernel/receipts/contact.ts'
import {
  digitsHash,
  digitsOf,
  receiptLeaf,
  signReceipt,
  statementOf,
  type Sent,
  type Statement,
} from '../../../kernel/receipts/receipt.ts'
import { complaint, guangshan, list, ninghai } from '../reports.procedure.ts'
import { pastTheVillage, reportKinds, staffed, type Channel, type ReportInput } from '../reports.schema.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { copyByRules } from '../routes/routes.ts'
import { keepUploads, uploadsOf, type SentFile } from './uploads.ts'
import { mediaJob } from './voice.ts'
import { loggedAt } from '../handling/reports.leaves.ts'

export type Received = { id: string; code: string; digits: string; at: Date; statement: Statement; files: number }
/** What the reporter gets: code and digits, and the receipt that proves it. `files`: how many came with it. */
export type Taken = Omit<Received, 'statement'> & { receipt: string }
export type Place = { id: string; path: string; slug: string; name: string; practice: boolean }
type Filed = {
  channel: Channel
  by?: { personId: string; consentFileId?: OwnPaper | undefined } | undefined
  noticeId?: string | undefined
  /** Of the notice: "version/number", and how it is named. */
  row?: { ref: string; words: string }
  /** The run of a power, and its step, that it asks about. */
  run?: { runId: string; step: string } | undefined
  begins?: Begins | undefined
}
/** Where a report that was split from another begins, when not at the start. */
export type Begins = { procedure: string; step: string; holder: Holder }

/**
 * Takes in what somebody tells, from whichever entrance: its files, which arrived under `formKey`, belong to it from
 * now on, voice and video are made playable, and the reporter gets a signed receipt. The same key gives the same
 * receipt again; 23505 where another takes it in at the same moment. 422 where nothing was said: neither text nor a
 * file.
 */
export async function takeIn(
  tx: Tx,
  office: Pick<Office, 'secret' | 'logKey' | 'jobs'>,
  place: Place,
  input: ReportInput,
  formKey: string,
  filed: Filed,
  ctx: Context,
): Promise<Taken> {
  // The files are asked for first: what another press has stored meanwhile is then found as a report.
  const files = await uploadsOf(tx, formKey)
  const before = await takenBefore(tx, office, input.key)
  if (before) return before
  const received = await receiveNew(tx, office.secret, place, input, files, filed, ctx)
  if (files.length > 0) await keepUploads(tx, formKey, received.id)
  if (files.some((f) => f.kind === 'voice' || f.kind === 'video'))
    await office.jobs.send(tx, mediaJob, { reportId: received.id }, '', ctx.now)
  return takenOf(office, received)
}

/** What was given for what was sent with this key before. */
export async function takenBefore(
  db: Db | Tx,
  office: Pick<Office, 'secret' | 'logKey'>,
  key: string,
): Promise<Taken | undefined> {
  const before = await receivedBefore(db, office.secret, key)
  return before && takenOf(office, before)
}

function takenOf(office: Pick<Office, 'logKey'>, { statement, ...received }: Received): Taken {
  return { ...received, receipt: signReceipt(office.logKey, statement) }
}

/**
 * As `takeIn`, where nobody stands at the entrance to be given a receipt: with files that lie in the store already.
 * `secret`: the office's; it seals contacts and makes the receipt's second half.
 */
export async function receive(
  tx: Tx,
  secret: string,
  place: Place,
  input: ReportInput,
  files: readonly SentFile[],
  filed: Filed,
  ctx: Context,
): Promise<Received> {
  return (await receivedBefore(tx, secret, input.key)) ?? receiveNew(tx, secret, place, input, files, filed, ctx)
}

async function receivedBefore(db: Db | Tx, secret: string, key: string): Promise<Received | undefined> {
  const before = await first(
    db,
    sql<Row & { files: number }>`
      SELECT p.id, p.code, p.received_at, p.commitment, p.salt, r.slug,
        (SELECT count(*)::int FROM report_files f WHERE f.report_id = p.id) AS files
      FROM reports p
      JOIN regions r ON r.id = p.region_id
      WHERE p.idempotency_key = ${key}`,
  )
  return before && receivedOf(before, await countyCode(db), secret, before.files)
}

async function receiveNew(
  tx: Tx,
  secret: string,
  place: Place,
  input: ReportInput,
  files: readonly SentFile[],
  filed: Filed,
  ctx: Context,
): Promise<Received> {
  const { county } = ctx
  if (input.text.length < 2 && files.length === 0)
    throw invalid('请写几个字，或者录一段话、拍一张照片。', { field: 'text' })
  const row = newRow(county, place, input, files, ctx)
  const opened = await openingFor(tx, row, place, input, files, filed, ctx)
  const slug = await loggedAt(tx, place, opened.barred.length > 0 || pastTheVillage.includes(input.kind))
  const leaf = receiptLeaf(county, { id: row.leafId, subjectId: row.id }, { ...row, slug, at: row.received_at })
  await together(tx, [
    reportWrite(secret, row, place, input, filed, ctx),
    ...(files.length === 0 ? [] : [filesWrite(row.id, files, ctx.now)]),
    ...opened.writes,
    ...(place.practice ? [] : [leavesWrite([leaf])]),
    bumpWrite([place.slug]),
  ])
  for (const person of opened.barred) await bar(tx, opened.caseId, person)
  if (opened.barred.length > 0) await overTheBarred(tx, opened.caseId, ctx)
  if (filed.run) await linkQuestion(tx, row.id, filed.run)
  await copyByRules(tx, { id: opened.caseId, title: opened.title }, ctx)
  return receivedOf(row, county, secret, files.length)
}

type Row = { id: string; slug: string; code: string; received_at: Date; commitment: string; salt: Uint8Array }

function receivedOf(r: Row, county: string, secret: string, files: number): Received {
  const { id, code, received_at: at } = r
  return { id, code, digits: digitsOf(secret, code), at, statement: statementOf(county, { ...r, at }), files }
}

type NewRow = Row & { leafId: string }

function newRow(county: string, place: Place, input: ReportInput, files: readonly SentFile[], ctx: Context): NewRow {
  const [id, leafId, code, salt] = [newId(ctx.now.getTime()), newId(ctx.now.getTime()), newCode(), randomBytes(32)]
  const sent: Sent = {
    v: 1,
    county,
    region: place.slug,
    code,
    at: entryTime(ctx.now),
    text: input.text,
    files: files.map((f) => f.sha256),
  }
  return { id, leafId, slug: place.slug, code, salt, received_at: ctx.now, commitment: commit(sent, salt) }
}

function reportWrite(
  secret: string,
  row: NewRow,
  place: Place,
  input: ReportInput,
  filed: Filed,
  ctx: Context,
): RawBuilder<unknown> {
  const vault = vaultOf(secret)
  const contact =
    input.name === '' && input.phone === ''
      ? null
      : vault.seal('contact', row.id, { name: input.name, phone: input.phone })
  const about = input.about === '' ? null : vault.seal('about', row.id, input.about)
  const group =
    input.group === ''
      ? sql`NULL`
      : sql`(SELECT id FROM regions WHERE slug = ${input.group} AND parent_id = ${place.id})`
  const [lng, lat] =
    typeof input.lng === 'number' && typeof input.lat === 'number' ? [input.lng, input.lat] : [null, null]
  return sql`
    INSERT INTO reports (
      id, code, secret_hash, region_id, path, kind, channel, text, spot, group_id, lng, lat, contact, show,
      notice_id, notice_row, row_ref, contact_index, about, idempotency_key, consent_file_id, filed_by,
      received_at, salt, commitment, leaf_id
    )
    VALUES (
      ${row.id}, ${row.code}, ${digitsHash(secret, row.code, digitsOf(secret, row.code))}, ${place.id},
      ${place.path}, ${input.kind}, ${filed.channel}, ${input.text}, ${input.spot}, ${group}, ${lng},
      ${lat}, ${contact}, ${input.show}, ${filed.noticeId ?? null}, ${filed.row?.words ?? input.row},
      ${filed.row?.ref ?? ''}, ${contactIndex(secret, input.phone)}, ${about}, ${input.key},
      ${filed.by?.consentFileId ?? null}, ${filed.by?.personId ?? null}, ${ctx.now}, ${row.salt},
      ${row.commitment}, ${row.leafId}
    )`
}

function filesWrite(reportId: string, files: readonly SentFile[], now: Date): RawBuilder<unknown> {
  const all = files.map((f, position) => ({
    id: newId(),
    position,
    ...f,
    shownSha256: f.shownSha256 ?? null,
    shownType: f.shownType ?? null,
  }))
  return sql`
    INSERT INTO report_files (
      id, report_id, position, kind, name, type, bytes, sha256, shown_sha256, shown_type, added_at
    )
    SELECT id, ${reportId}, position, kind, name, type, bytes, sha256, "shownSha256", "shownType", ${now}
    FROM jsonb_to_recordset(${JSON.stringify(all)}::jsonb) AS t (
      id text, position int, kind text, name text, type text, bytes int, sha256 text, "shownSha256" text,
      "shownType" text
    )
    ON CONFLICT (report_id, sha256) DO NOTHING`
}

/** Entrances at which nobody is asked first whether what is told is about somebody in office. */
const unasked: readonly Channel[] = ['open311', ...(staffed as readonly Channel[])]

/**
 * The case where the rule and the kind say; whom it is about, and their near relatives, are barred before anybody sees
 * it.
 */
async function openingFor(
  tx: Tx,
  row: NewRow,
  place: Place,
  input: ReportInput,
  files: readonly SentFile[],
  { channel, begins, by }: Filed,
  ctx: Context,
) {
  const past = pastTheVillage.includes(input.kind)
  const central = !past && (channel === 'city' || ctx.rules.text('report.intake') === 'county')
  const procedure = procedureOf(
    begins?.procedure ?? (input.kind === 'list' ? list : past ? complaint : central ? guangshan : ninghai).code,
  )
  // Titles stand in lists and messages of whoever is asked: the reporter is not in them.
  const spot = concealed(input.spot, knownOf([input]))
  const title = `${reportKinds[input.kind]}${spot === '' ? '' : ` · ${spot}`}`.slice(0, 60)
  const named = past
    ? await namedBy(tx, input, place.path, ctx, files)
    : unasked.includes(channel)
      ? await namedBy(tx, { ...input, about: '' }, place.path, ctx, files)
      : { all: [], themselves: [] }
  // Where nobody could be asked whether it is about them, it goes past those whom it names, as a complaint would.
  const above = past || named.all.length > 0
  const step = begins?.step ?? (above && !past && !central ? 'centre' : procedure.start)
  const holder: Holder = begins
    ? begins.holder
    : above
      ? await clearOf(tx, place, named.all, dayOf(ctx.now))
      : central
        ? ((await rootOf(tx, place.path)) ?? place)
        : place
  const takers = procedure.steps[step]?.by ?? []
  const barred = above && !begins ? await leavingSomebody(tx, holder, takers, named, ctx) : named.all
  const opened = openingOf({
    procedure: procedure.code,
    subjectKind: 'report',
    subjectId: row.id,
    regionId: place.id,
    path: place.path,
    now: ctx.now,
    held: {
      holder,
      code: place.practice ? '' : row.code,
      title,
      by: '村民',
      personId: by?.personId,
      told: `${place.name}有新的${reportKinds[input.kind]}。`,
      guarded: barred.length > 0,
      ...(step === procedure.start ? {} : { step }),
      ctx,
    },
  })
  return {
    caseId: opened.id,
    title,
    barred,
    writes: opened.writes,
  }
}

/**
 * Persons: all who may be meant, and those of them who are meant themselves, not as one of a body or by a post alone.
 */
type Named = { all: string[]; themselves: string[] }

/**
 * Post holders, here and above, whom the reporter of a complaint may mean; of the text itself those whose name stands
 * in it, or whose post is accused.
 */
async function namedBy(
  tx: Tx,
  input: Pick<ReportInput, 'about' | 'text'> & { spot?: string; row?: string },
  path: string,
  ctx: Context,
  files: readonly { name: string }[] = [],
): Promise<Named> {
  const holders = await holdersFrom(tx, path, dayOf(ctx.now))
  const written = [input.text, input.spot ?? '', ...files.map((f) => f.name)]
  const inText = namedIn(written.join('\n'), holders)
  const accused = accusedIn(written.join('\n'), holders)
  const ids = (about: readonly PostHolder[]) => [...new Set([...about, ...inText].map((h) => h.personId))]
  return {
    all: ids([...meant(input.about, holders), ...accused]),
    themselves: ids(meant(input.about, holders, true)),
  }
}

/**
 * Who is barred: all who may be meant. Where a whole body is meant and nobody else is left who could take it on ("县政府"
 * at the county), those of that place who are not meant themselves stay: a complaint that nobody may see would be
 * dropped.
 */
async function leavingSomebody(
  tx: Tx,
  holder: Holder,
  takers: readonly PostFunction[],
  { all, themselves }: Named,
  ctx: Context,
): Promise<string[]> {
  const there = await rows(
    tx,
    sql<{ person_id: string; takes: boolean }>`
      SELECT a.person_id, bool_or(k.function = ANY(${[...takers]}::text[])) AS takes
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${holder.id} AND ${notOverBy('a', dayOf(ctx.now))}
      GROUP BY a.person_id`,
  )
  const barred = new Set(all)
  if (there.some((p) => p.takes && !barred.has(p.person_id))) return all
  const stay = new Set(there.map((p) => p.person_id).filter((id) => !themselves.includes(id)))
  return all.filter((id) => !stay.has(id))
}
