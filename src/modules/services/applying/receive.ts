/**
 * An application is saved, and sent: once per form, with a receipt that nobody can forge; its case opens with the
 * service's own way and limits.
 */
import { randomBytes } from 'node:crypto'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, together, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { bumpWrite } from '../../../platform/pageVersions.ts'
import { overTheBarred } from '../../../kernel/cases/act.ts'
import { aboveOf, rootOf } from '../../../kernel/cases/holder.ts'
import { openingOf } from '../../../kernel/cases/open.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { isFile, placedFields } from '../../../kernel/asked/fields.ts'
import { commit } from '../../../kernel/ledger/commitment.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { leavesWrite } from '../../../kernel/ledger/stage.ts'
import { digitsHash, digitsOf, receiptLeaf } from '../../../kernel/receipts/receipt.ts'
import type { Service } from '../list/services.schema.ts'
import type { Consent } from '../deciding/applications.schema.ts'
import { application } from '../deciding/applications.procedure.ts'
import { contentHashOf, formHash, indexesOf, sealed } from '../deciding/people.ts'
import { judgeFiled } from './ownDoubts.ts'
import { barWhomItConcerns, placesOf } from './ownPeople.ts'
import { keepPapers, papersOfApplication } from './papers.ts'
import { limitsOf, routeOf, type Holders } from '../deciding/routes.ts'
import { applicantOf, wholeForm } from './wholeForm.ts'

export type Place = { id: string; path: string; slug: string; name: string; practice: boolean }
/**
 * `by`: the agent who fills in for somebody, with the proof of consent. `identity`: how surely the applicant is known
 * (0 to 3).
 */
export type Filing = {
  place: Place
  service: Service
  version: number
  key: string
  answers: Answers
  identity: number
  by?: { personId: string; consent: Consent } | undefined
}
export type Receipt = { id: string; code: string; digits: string }
type Row = {
  id: string
  code: string
  service_code: string
  state: string
  slug: string
}

/**
 * Keeps what is filled in so far, so that it can be gone on with on another device. What was sent is not touched.
 * `code`: of a draft that was saved before, opened with its receipt.
 */
export async function saveDraft(tx: Tx, secret: string, filing: Filing, ctx: Context, code?: string): Promise<Receipt> {
  const row = await keep(tx, secret, filing, ctx, code)
  if (row.state === 'draft') await keepPapers(tx, filing.key, row.id)
  return receiptOf(row, secret)
}

/** What was sent with this key before. */
export async function sentBefore(db: Db | Tx, secret: string, key: string): Promise<Receipt | undefined> {
  const row = await byKey(db, key)
  return row && row.state !== 'draft' ? receiptOf(row, secret) : undefined
}

/** What was sent or saved with this key before. */
export async function filedWith(db: Db | Tx, secret: string, key: string): Promise<Receipt | undefined> {
  const row = await byKey(db, key)
  return row && receiptOf(row, secret)
}

/**
 * Hands an application in. The same key, or the same draft from two devices, gives the same receipt. 422 with every
 * fault beside its field where answers or papers are not right; what was typed stays with the caller.
 */
export async function send(tx: Tx, secret: string, filing: Filing, ctx: Context, code?: string): Promise<Receipt> {
  const row = await keep(tx, secret, filing, ctx, code)
  if (row.state !== 'draft') return receiptOf(row, secret)
  const form = wholeForm(filing.service)
  const { answers, problems } = judgeFiled(form, filing.answers, dayOf(ctx.now))
  if (problems.length > 0) throw invalid(problems[0]!.say, { problems })
  await keepPapers(tx, filing.key, row.id)
  const papers = await answeredPapers(tx, filing.service, row.id, answers)
  const hash = contentHashOf({ code: row.code, service: filing.service.code, version: filing.version, answers, papers })
  const salt = randomBytes(32)
  const commitment = commit(
    { v: 1, county: ctx.county, region: filing.place.slug, code: row.code, at: entryTime(ctx.now), content: hash },
    salt,
  )
  const leafId = newId(ctx.now.getTime())
  const who = applicantOf(form, answers)
  const known = indexesOf(secret, who)
  const resident = await residentBy(tx, known.idIndex)
  const opening = await openingFor(tx, filing, row, ctx)
  await together(tx, [
    sql`
      UPDATE applications
      SET state = 'sent', sent_at = ${ctx.now}, answers = ${sealed(secret, 'answers', row.id, answers)},
        content_hash = ${hash}, id_index = ${known.idIndex}, phone_index = ${known.phoneIndex},
        resident_id = ${resident?.id ?? null}, household_id = ${resident?.household_id ?? null},
        identity = greatest(identity, ${filing.identity}::int), salt = ${salt}, commitment = ${commitment},
        leaf_id = ${leafId}
      WHERE id = ${row.id} AND state = 'draft'`,
    ...opening.writes,
    bumpWrite([filing.place.slug]),
    ...(filing.place.practice
      ? []
      : [
          leavesWrite([
            receiptLeaf(
              ctx.county,
              { id: leafId, subjectId: row.id },
              { code: row.code, at: ctx.now, slug: filing.place.slug, commitment },
            ),
          ]),
        ]),
  ])
  await sql`UPDATE cases SET content_hash = ${hash} WHERE id = ${opening.id}`.execute(tx)
  const named = { form, answers, papers: (await papersOfApplication(tx, row.id)).map((p) => p.name) }
  await barWhomItConcerns(tx, { id: opening.id, path: filing.place.path }, named, opening.holders, ctx.now)
  await overTheBarred(tx, opening.id, ctx)
  return receiptOf(row, secret)
}

/**
 * The row of a form, locked: the one with this code, or with this key, or a new one. While it is a draft it takes the
 * answers.
 */
async function keep(tx: Tx, secret: string, f: Filing, ctx: Context, code?: string): Promise<Row> {
  const before = code === undefined ? await byKey(tx, f.key, true) : await byCode(tx, code)
  if (!before) return made(tx, secret, f, ctx)
  if (before.service_code !== f.service.code || before.slug !== f.place.slug)
    throw conflict('这张表是另一个事项或者另一个村的，请从“办事”里重新进来。')
  if (before.state === 'draft')
    await sql`
      UPDATE applications
      SET answers = ${sealed(secret, 'answers', before.id, f.answers)}, saved_at = ${ctx.now},
        service_version = ${f.version}
      WHERE id = ${before.id}`.execute(tx)
  return before
}

async function made(tx: Tx, secret: string, f: Filing, ctx: Context): Promise<Row> {
  const [id, code] = [newId(ctx.now.getTime()), newCode()]
  await sql`
    INSERT INTO applications (
      id, code, secret_hash, form_key, service_code, service_version, region_id, path, state, channel,
      answers, identity, filed_by, consent, saved_at
    )
    VALUES (
      ${id}, ${code}, ${digitsHash(secret, code, digitsOf(secret, code))}, ${formHash(f.key)},
      ${f.service.code}, ${f.version}, ${f.place.id}, ${f.place.path}, 'draft', ${f.by ? 'agent' : 'web'},
      ${sealed(secret, 'answers', id, f.answers)}, ${f.identity}, ${f.by?.personId ?? null},
      ${f.by ? JSON.stringify(f.by.consent) : null}::jsonb, ${ctx.now}
    )
    ON CONFLICT (form_key) DO NOTHING`.execute(tx)
  // Another request was faster with the same form: its row counts.
  return (await byKey(tx, f.key, true))!
}

const columns = sql.raw('a.id, a.code, a.service_code, a.state, r.slug')

function byCode(tx: Tx, code: string): Promise<Row | undefined> {
  return first(
    tx,
    sql<Row>`
      SELECT ${columns}
      FROM applications a
      JOIN regions r ON r.id = a.region_id
      WHERE a.code = ${code}
      FOR UPDATE OF a`,
  )
}

function byKey(db: Db | Tx, key: string, lock = false): Promise<Row | undefined> {
  return first(
    db,
    sql<Row>`
      SELECT ${columns}
      FROM applications a
      JOIN regions r ON r.id = a.region_id
      WHERE a.form_key = ${formHash(key)} ${lock ? sql`FOR UPDATE OF a` : sql``}`,
  )
}

const receiptOf = ({ id, code }: Row, secret: string): Receipt => ({ id, code, digits: digitsOf(secret, code) })

/** SHA-256 of the papers that the answers name, in their order. 422 for a paper of another application. */
export async function answeredPapers(
  tx: Tx,
  service: Service,
  applicationId: string,
  answers: Answers,
): Promise<string[]> {
  const mine = new Map((await papersOfApplication(tx, applicationId)).map((p) => [p.id, p.sha256]))
  return placedFields(wholeForm(service))
    .filter((p) => isFile(p.field.kind))
    .flatMap(({ field }) =>
      [answers[field.key] ?? []].flat().map((id) => {
        const sha256 = typeof id === 'string' ? mine.get(id) : undefined
        if (!sha256) throw invalid(`“${field.label}”的文件没有收到，请再传一次。`, { field: field.key })
        return sha256
      }),
    )
}

async function openingFor(tx: Tx, { place, service, by }: Filing, row: Row, ctx: Context) {
  const holders = await holdersFor(tx, place)
  const route = routeOf(service, holders)
  const first = route[0]
  if (!first) throw conflict(`“${service.name}”没有办理步骤，暂时不能申请，请打电话问村里。`)
  const opened = openingOf({
    procedure: application.code,
    subjectKind: 'application',
    subjectId: row.id,
    regionId: place.id,
    path: place.path,
    now: ctx.now,
    held: {
      holder: first.holder,
      code: place.practice ? '' : row.code,
      title: service.name,
      by: by ? '代办员替申请人' : '申请人',
      personId: by?.personId,
      told: `${place.name}有人申请“${service.name}”。`,
      route,
      limits: limitsOf(service),
      ctx,
    },
  })
  return {
    ...opened,
    holders: placesOf(route),
  }
}

/** Who has an application on each level of this place. */
export async function holdersFor(tx: Tx, place: { id: string; path: string }): Promise<Holders> {
  const [township, county, city] = await Promise.all([
    aboveOf(tx, place.path, ['township']),
    rootOf(tx, place.path),
    aboveOf(tx, place.path, ['city']),
  ])
  if (!county) throw notFound('这个村没有归属的县，暂时不能在网上申请。')
  const bureaux = await rows(
    tx,
    sql<{ id: string; path: string; department: string; parent_id: string | null }>`
      SELECT id, path, coalesce(nullif(kind, ''), substr(code, 3)) AS department, parent_id
      FROM regions
      WHERE parent_id = ANY(${[county.id, city?.id ?? '']}::text[]) AND level = 'bureau' AND valid_to IS NULL`,
  )
  const bureauOf = (home: string | undefined) => (code: string) => {
    const found = bureaux.find((b) => b.parent_id === home && b.department === code)
    return found && { id: found.id, path: found.path }
  }
  return {
    village: { id: place.id, path: place.path },
    township,
    county,
    city,
    bureau: bureauOf(county.id),
    cityBureau: bureauOf(city?.id),
  }
}

/** The person of the register with this number of an identity card, by its blind index. */
export async function residentBy(
  tx: Tx,
  idIndex: string | null,
): Promise<{ id: string; household_id: string } | undefined> {
  return idIndex === null
    ? undefined
    : first(
        tx,
        sql<{
          id: string
          household_id: string
        }>`SELECT id, household_id FROM residents WHERE id_index = ${idIndex} AND state <> 'merged'`,
      )
}
