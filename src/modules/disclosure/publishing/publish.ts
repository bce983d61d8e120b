/**
 * The moment of publication: masked content, display period, log leaf, counts and page versions, all in the transaction
 * of the last signature.
 */
import { addDays, dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { tsvectorOf } from '../../../platform/search.ts'
import { actAsSystem, lock, type Context, type Locked } from '../../../kernel/cases/act.ts'
import type { CaseEvent } from '../../../kernel/cases/case.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Content, Row } from '../../../kernel/forms/forms.schema.ts'
import { publicContent } from '../../../kernel/guard/mask.ts'
import { entryTime, type EntryKind } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { countyCode } from '../../../kernel/regions/county.ts'
import type { Item } from '../catalogue/catalogue.schema.ts'
import { derived } from '../disclosure.procedure.ts'
import { draftWhole } from '../drafting/drafts.ts'
import { countMonths } from '../obligations/obligations.ts'
import { namesIn, withoutNames } from '../../../kernel/guard/names.ts'
import { formOf, type ItemRow } from '../catalogue/items.read.ts'
import type { PlaceRow } from '../catalogue/places.read.ts'
import type { DraftRow, NoticeRow } from '../drafting/notices.read.ts'
import { periodAndStage } from '../cards/cardLeaves.ts'
import { sealRecord, type Sealed } from './record.ts'

/** What leaves the office: everything that any public surface may show, and what the log commits to. */
export type Published = {
  title: string
  place: string
  item: string
  period: string
  stage: string
  version: number
  template: string | null
  templateVersion: number | null
  rows: Row[]
  hiddenRows: number
  totals: Record<string, string>
  note: string
  nothing: string | null
  attachments: { name: string; kind: string; sha256: string }[]
  reason: string
}
export type Hand = {
  step: string
  name: string
  post: string
  place: string
  at: string
  deputyFor: string
  comment: string
}

/** Publishes a released notice; the case moves to `published`. Returns the version. */
export async function publishNotice(tx: Tx, noticeId: string, ctx: Context): Promise<number> {
  const locked = await lock(tx, { subjectKind: 'notice', subjectId: noticeId })
  return publishWhole(tx, { ...(await draftWhole(tx, noticeId)), ...locked }, ctx)
}

export type Whole = { notice: NoticeRow; item: ItemRow; place: PlaceRow; draft: DraftRow } & Locked

/** The same for a caller that has read everything already, with the case's row locked. */
export async function publishWhole(tx: Tx, whole: Whole, ctx: Context): Promise<number> {
  const { notice, item, place, draft, c } = whole
  const before = await first(
    tx,
    sql<{
      version: number
    }>`
      UPDATE publications
      SET superseded_at = ${ctx.now}
      WHERE notice_id = ${notice.id} AND superseded_at IS NULL
      RETURNING version`,
  )
  const version = 1 + (before?.version ?? 0)
  const published = await publishedOf(tx, notice, item, place, draft.content, version, draft.reason)
  const leafId = newId(ctx.now.getTime())
  const due = await meetObligation(tx, notice.id, version, draft.content.nothing !== undefined, ctx.now)
  const { id, commitment } = await insertVersion(tx, whole, { version, published, leafId, due }, ctx)
  await keepFiles(tx, id, published)
  await actAsSystem(tx, { subjectKind: 'notice', subjectId: notice.id, action: 'publish' }, ctx, c)
  await sql`DELETE FROM drafts WHERE notice_id = ${notice.id}`.execute(tx)
  if (version > 1)
    await sql`UPDATE correction_demands SET met_at = ${ctx.now} WHERE notice_id = ${notice.id}
      AND met_at IS NULL`.execute(tx)
  if (!place.practice)
    await stageLeaf(tx, {
      id: leafId,
      subjectId: notice.id,
      at: ctx.now,
      entry: await entryOf(
        tx,
        version === 1 ? 'publication' : 'correction',
        notice,
        place,
        version,
        commitment,
        ctx.now,
      ),
    })
  await bumpPlace(tx, place)
  return version
}

type Due = { due_on: string; due_month: string; region_id: string }

/** The first version meets the obligation and brings the month's counts up to date; later ones only know its day. */
async function meetObligation(
  tx: Tx,
  noticeId: string,
  version: number,
  nothing: boolean,
  now: Date,
): Promise<Due | undefined> {
  if (version > 1)
    return first(tx, sql<Due>`SELECT due_on, due_month, region_id FROM obligations WHERE notice_id = ${noticeId}`)
  const due = await first(
    tx,
    sql<Due>`
      UPDATE obligations
      SET published_at = ${now}, published_on = ${dayOf(now)}, nothing = ${nothing}
      WHERE notice_id = ${noticeId}
      RETURNING due_on, due_month, region_id`,
  )
  if (due) await countMonths(tx, [due])
  return due
}

type Going = {
  version: number
  published: Published
  leafId: string
  due: Due | undefined
}

async function insertVersion(
  tx: Tx,
  { notice, item, place, draft, c, history }: Whole,
  g: Going,
  ctx: Context,
): Promise<Pick<Sealed, 'commitment'> & { id: string }> {
  const days = displayOf(item.definition, dayOf(ctx.now), ctx.rules)
  const id = newId(ctx.now.getTime())
  const hands = handsOf(c.procedure, history, ctx.now)
  const nothing = draft.content.nothing !== undefined
  const sealed = sealRecord(g.published, {
    ...notice,
    place_slug: place.slug,
    version: g.version,
    hands,
    reason: draft.reason,
    nothing,
    due_on: g.due?.due_on ?? null,
    published_at: ctx.now,
    published_on: dayOf(ctx.now),
    display_from: days.from,
    display_until: days.until,
    leaves_on: days.leaves,
  })
  await sql`
    INSERT INTO publications (
      id, notice_id, version, code, region_id, path, item_code, category_code, period, stage, title,
      audience, content, public_content, salt, commitment, content_commitment, record_salt, leaf_id, hands, reason,
      nothing, names_people,
      due_on, published_at, published_on, display_from, display_until, leaves_on, retain_until, tokens
    )
    VALUES (
      ${id}, ${notice.id}, ${g.version}, ${notice.code}, ${notice.region_id}, ${notice.path},
      ${notice.item_code}, ${item.category_code}, ${notice.period}, ${notice.stage}, ${notice.title},
      ${notice.audience}, ${JSON.stringify(draft.content)}::jsonb, ${JSON.stringify(g.published)}::jsonb,
      ${sealed.salt}, ${sealed.commitment}, ${sealed.content_commitment}, ${sealed.record_salt}, ${g.leafId},
      ${JSON.stringify(hands)}::jsonb, ${draft.reason}, ${nothing}, ${namesPeople(item.definition)}, ${g.due?.due_on ?? null},
      ${ctx.now}, ${dayOf(ctx.now)}, ${days.from}, ${days.until}, ${days.leaves}, ${days.retain},
      ${tsvectorOf(searchText(g.published, item))}::tsvector
    )`.execute(tx)
  return { id, commitment: sealed.commitment }
}

/** The public content of a notice, with its names; the one thing page, print, export, API, archive and log agree on. */
export async function publishedOf(
  tx: Db | Tx,
  notice: NoticeRow,
  item: ItemRow,
  place: PlaceRow,
  content: Content,
  version: number,
  reason: string,
): Promise<Published> {
  const face = publicContent(content, formOf(item), { audience: 'everyone' })
  return {
    title: notice.title,
    place: place.slug,
    item: notice.item_code,
    period: notice.period,
    stage: notice.stage,
    version,
    template: item.template_code,
    templateVersion: item.template_version,
    rows: face.rows,
    hiddenRows: face.hiddenRows,
    totals: face.totals,
    note: face.note,
    nothing: face.nothing?.reason ?? null,
    attachments: await publicFiles(tx, notice.region_id, face.attachments),
    reason,
  }
}

/** Only files that were uploaded for the same place: an id of another office's file gives nothing. */
async function publicFiles(
  tx: Db | Tx,
  regionId: string,
  attachments: Content['attachments'],
): Promise<Published['attachments']> {
  if (attachments.length === 0) return []
  const found = await rows(
    tx,
    sql<{
      id: string
      public_sha256: string
    }>`
      SELECT id, public_sha256
      FROM files
      WHERE id = ANY(${attachments.map((a) => a.file)})
        AND region_id = ${regionId}
        AND public_sha256 IS NOT NULL`,
  )
  const by = new Map(found.map((f) => [f.id, f.public_sha256]))
  return attachments.filter((a) => by.has(a.file)).map((a) => ({ name: a.name, kind: a.kind, sha256: by.get(a.file)! }))
}

async function keepFiles(tx: Tx, publicationId: string, published: Published) {
  for (const [position, a] of published.attachments.entries()) {
    await sql`
      INSERT INTO publication_files (publication_id, position, sha256, name, type, bytes)
      SELECT ${publicationId}, ${position}, public_sha256, ${a.name}, public_type, public_bytes
      FROM files
      WHERE public_sha256 = ${a.sha256}
      LIMIT 1`.execute(tx)
  }
}

/**
 * The hands that this version went through: the last submission and what followed; the platform's own where nobody
 * drafted.
 */
export function handsOf(procedure: string, history: readonly CaseEvent[], now: Date): Hand[] {
  if (procedure === derived.code)
    return [
      {
        step: '自动生成',
        name: '平台',
        post: derived.name,
        place: '',
        at: now.toISOString(),
        deputyFor: '',
        comment: '',
      },
    ]
  const from = history.findLastIndex((e) => e.action === 'submit')
  const steps = procedureOf(procedure).steps
  return history
    .slice(Math.max(0, from))
    .filter((e) => e.person_id !== null && (e.to_step !== e.from_step || e.action === 'agree'))
    .map((e) => ({
      step: steps[e.from_step ?? '']?.name ?? '',
      name: e.person_name,
      post: e.post_name,
      place: e.place_name,
      at: e.at.toISOString(),
      deputyFor: e.deputy_for,
      comment: e.comment,
    }))
}

/**
 * Display, retention and the day a page with names leaves public view (WORDS 4.1: the longer of display and notice
 * window).
 */
export function displayOf(
  item: Item,
  publishedOn: string,
  rules: Rules,
): { from: string; until: string | null; leaves: string | null; retain: string | null } {
  const from = addDays(publishedOn, 1)
  const stays = item.frequency === 'standing' && item.minDisplayDays === null
  const window =
    item.noticeWindowDays === null ? 0 : Math.max(item.noticeWindowDays, rules.number('objection.windowDays'))
  const shown = Math.max(rules.number('display.minDays'), item.minDisplayDays ?? 0, window)
  const until = stays ? null : addDays(from, shown - 1)
  const years = item.retention.years
  return {
    from,
    until,
    leaves: namesPeople(item) && !item.whileBenefitLasts && until !== null ? addDays(until, 1) : null,
    retain:
      years === null
        ? null
        : `${Number(publishedOn.slice(0, 4)) + years}${publishedOn.slice(4) === '-02-29' ? '-02-28' : publishedOn.slice(4)}`,
  }
}

export const namesPeople = (item: Item) => item.privacyLevel === 'namedPersons'

/**
 * What a search finds: title, item, cells and text, without masked cells and without the names of people (CAUTIONS 7).
 */
export function searchText(p: Published, item: Pick<ItemRow, 'name' | 'template' | 'definition'>): string {
  const form = formOf(item)
  const columns = Array.isArray(form) ? form : form.columns
  const people = new Set(columns.filter((c) => c.type === 'person').map((c) => c.key))
  const cells = p.rows.flatMap((row) =>
    Object.entries(row).filter((cell): cell is [string, string] => typeof cell[1] === 'string'),
  )
  const readable = cells.filter(([key, text]) => !people.has(key) && !text.includes('*')).map(([, text]) => text)
  const names = namesIn(cells.filter(([key]) => people.has(key)).map(([, text]) => text))
  return withoutNames(
    [p.title, item.name, p.note, p.nothing ?? '', ...readable, ...p.attachments.map((a) => a.name)].join('\n'),
    names,
  )
}

/**
 * The entry of the public log that says what has become of a notice; `commitment` binds its content without telling it.
 */
export async function entryOf(
  tx: Tx,
  kind: EntryKind,
  notice: NoticeRow,
  place: PlaceRow,
  version: number,
  commitment: string,
  now: Date,
) {
  return {
    v: kind === 'publication' || kind === 'correction' ? (2 as const) : (1 as const),
    kind,
    county: await countyCode(tx),
    region: place.slug,
    item: notice.item_code,
    period: periodAndStage(notice.period, notice.stage),
    version,
    code: notice.code,
    commitment,
    at: entryTime(now),
  }
}

/** Pages of the place, of everything above it and the county's own change. */
export async function bumpPlace(tx: Tx, place: Pick<PlaceRow, 'path' | 'slug'>): Promise<void> {
  await bump(tx, ['all', place.slug], sql`SELECT slug FROM regions WHERE path = ANY(${pathsAbove(place.path)})`)
}

/** "QC.QC01.QC0102." → "QC.", "QC.QC01." */
function pathsAbove(path: string): string[] {
  const codes = path.split('.').slice(0, -2)
  return codes.map((_, i) => `${codes.slice(0, i + 1).join('.')}.`)
}
