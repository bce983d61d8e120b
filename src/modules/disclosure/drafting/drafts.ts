/**
 * Drafting: one draft per notice, saved as it is typed, checked on every save, frozen by its hash when it is submitted.
 */
import { createHash } from 'node:crypto'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { sayDay } from '../../../platform/clock.ts'
import { needPublishTime } from './publishTime.ts'
import { act, lock, type Context, type Moved } from '../../../kernel/cases/act.ts'
import { caseOf, historyOf, type Case } from '../../../kernel/cases/case.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { blocking, guardContent, ownersTold, type Finding } from '../../../kernel/guard/index.ts'
import type { Content } from '../../../kernel/forms/forms.schema.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { registeredIn } from '../../../kernel/residents/register.ts'
import { holdersOver } from '../../../kernel/people/holdersOver.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { hasErrors, isReason, unanswered, type Problem } from '../../../kernel/forms/problem.ts'
import { isRepeated } from '../../../kernel/forms/repeated.ts'
import { isWindow } from '../../../kernel/forms/windows.ts'
import { settleTotals } from '../../../kernel/forms/totals.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { normaliseContent, validateContent } from '../../../kernel/forms/validate.ts'
import { canonicalBytes } from '../../../kernel/ledger/commitment.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { procedureFor } from '../disclosure.procedure.ts'
import { previousPeriod, sayPeriod } from '../obligations/periods.ts'
import type { Obligations } from '../../../platform/tables.gen.ts'
import { datesOutside, unfinishedPeriod } from '../obligations/timeliness.ts'
import { refuseBarredFrom } from '../../../kernel/cases/seeing.ts'
import { formOf, itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'
import { againstOf, reasonsOf, type Against, type Contradiction } from './agreement.ts'
import { sourcesOf, wantsSources } from './sources.ts'
import { forItem, handsFor } from './byRow.ts'
import { draftOf, noticeById, publishedContent, type DraftRow, type NoticeRow } from './notices.read.ts'

export type Checked = { problems: Problem[]; findings: Finding[] }
export type Saved = Checked & { revision: number; contentHash: string; savedAt: Date }

export const emptyContent: Content = { rows: [], fields: {}, note: '', attachments: [] }

/** Opens the notice of an obligation for drafting, or finds the one that is there. */
export async function openDraft(tx: Tx, actor: Actor, obligationId: string, now: Date): Promise<NoticeRow> {
  const { notice, isNew } = await beginNotice(tx, actor.personId, obligationId, undefined, now)
  await refuseBarredFrom(tx, [notice.id], actor.personId)
  if (isNew) {
    const item = await itemOf(tx, notice.item_code, notice.item_version)
    refuseUnlessDrafter(actor, item, (await caseOf(tx, 'notice', notice.id))!, [])
  }
  return notice
}

/**
 * The notice of an obligation with its first draft, or the one that is there: whether this person may draft it is the
 * caller's to ask. `content`: what the draft begins with, else what the last period closed with.
 */
export async function beginNotice(
  tx: Tx,
  personId: string,
  obligationId: string,
  content: Content | undefined,
  now: Date,
): Promise<{ notice: NoticeRow; isNew: boolean }> {
  const o = await first(tx, sql<Obligations>`SELECT * FROM obligations WHERE id = ${obligationId} FOR UPDATE`)
  if (!o) throw conflict('这项已经不在应公开的清单里。')
  if (o.notice_id) return { notice: await noticeById(tx, o.notice_id), isNew: false }
  const [item, place] = [await itemOf(tx, o.item_code, o.item_version), await placeById(tx, o.region_id)]
  const notice: NoticeRow = {
    id: newId(now.getTime()),
    code: newCode(),
    region_id: o.region_id,
    path: o.path,
    item_code: o.item_code,
    item_version: o.item_version,
    period: o.period,
    stage: o.stage,
    title: titleOf(item, o),
    audience: item.definition.audience,
  }
  await sql`
    INSERT INTO notices (
      id, code, region_id, path, item_code, item_version, period, stage, title, audience, created_at,
      created_by
    )
    VALUES (
      ${notice.id}, ${notice.code}, ${notice.region_id}, ${notice.path}, ${notice.item_code},
      ${notice.item_version}, ${notice.period}, ${notice.stage}, ${notice.title}, ${notice.audience},
      ${now}, ${personId}
    )`.execute(tx)
  const procedure = procedureFor(item.definition.chain, place.level, place.chain)
  await openCase(tx, {
    procedure,
    hands: handsFor(procedure, item),
    subjectKind: 'notice',
    subjectId: notice.id,
    regionId: o.region_id,
    path: o.path,
    now,
  })
  await sql`UPDATE obligations SET notice_id = ${notice.id} WHERE id = ${o.id}`.execute(tx)
  const begin = content
    ? normaliseContent(content, formOf(item), { period: o.period, stage: o.stage, stages: stageKeys(item) })
    : await carriedOver(tx, item, o)
  await writeDraft(tx, notice.id, 0, begin, '', personId, now)
  return { notice, isNew: true }
}

/** "2026 年 9 月月度财务收支公布表"; an event carries its own title, a stage its name. */
export function titleOf(
  item: Pick<ItemRow, 'name' | 'definition'>,
  o: Pick<Obligations, 'period' | 'stage' | 'event_title'>,
): string {
  const stage = item.definition.stages.find((s) => s.key === o.stage)
  return `${o.event_title === '' ? `${sayPeriod(o.period)}${item.name}` : o.event_title}${stage ? `（${stage.name}）` : ''}`
}

/** A new draft starts from what the last period closed with: opening columns from closing ones. */
async function carriedOver(tx: Tx, item: ItemRow, o: Obligations): Promise<Content> {
  const carry = item.template?.checks.carry ?? {}
  const before = previousPeriod(o.period)
  if (Object.keys(carry).length === 0 || before === undefined) return emptyContent
  const last = await publishedContent(tx, o.region_id, o.item_code, before)
  if (!last) return emptyContent
  const keep =
    item.template!.layout === 'record'
      ? []
      : item
          .template!.columns.filter((c) => c.type === 'text' || c.type === 'enum' || c.type === 'person')
          .map((c) => c.key)
  return {
    ...emptyContent,
    rows: last.rows.map((row) => ({
      ...Object.fromEntries(keep.map((k) => [k, row[k] ?? null])),
      ...Object.fromEntries(Object.entries(carry).map(([to, from]) => [to, row[from] ?? null])),
    })),
  }
}

/**
 * Saves a draft. 409 when another window has saved since (`revision`), or when the draft is out of the drafter's hands.
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  noticeId: string,
  input: {
    revision: number
    content: Content
    confirmed?: Record<string, string>
    reason?: string
    publishAt?: Date | null
    /** Totals were computed where the figures were typed: what disagrees was meant, or came in a sheet. */
    settled?: boolean
  },
  ctx: Context,
): Promise<Saved> {
  const { now } = ctx
  // The case is held, so that nothing is saved into what is being handed in at this moment.
  const { c, history } = await lock(tx, { subjectKind: 'notice', subjectId: noticeId })
  if (c.step !== 'draft') throw conflict('这份草稿已经送出去了，要改请先请办的人退回。')
  const notice = await noticeById(tx, noticeId)
  const item = await itemOf(tx, notice.item_code, notice.item_version)
  refuseUnlessDrafter(actor, item, c, history)
  const before = await first(
    tx,
    sql<{ revision: number; content: Content; publish_at: Date | null }>`
      SELECT revision, content, publish_at
      FROM drafts
      WHERE notice_id = ${noticeId}
      FOR UPDATE`,
  )
  if (before && before.revision !== input.revision)
    throw conflict('这份草稿刚在别的窗口或由别人存过，请先刷新，再把您的改动填进去。', { revision: before.revision })
  // What was set before stays as it is, also when its time has come meanwhile: saving goes on.
  if (input.publishAt?.getTime() !== before?.publish_at?.getTime()) needPublishTime(input.publishAt, ctx)
  await refuseForeign(tx, actor, notice.region_id, before?.content, input.content)
  const against = await againstOf(tx, notice, item, ctx.rules)
  const content = withTotals(before?.content, input, notice, item, against)
  await writeDraft(tx, noticeId, input.revision + 1, content, input.reason, actor.personId, now)
  if (input.confirmed)
    await sql`UPDATE drafts SET confirmed = ${JSON.stringify(input.confirmed)}::jsonb
      WHERE notice_id = ${noticeId}`.execute(tx)
  if (input.publishAt !== undefined)
    await sql`UPDATE drafts SET publish_at = ${input.publishAt} WHERE notice_id = ${noticeId}`.execute(tx)
  return {
    ...(await checkDraft(tx, notice, item, content, against)),
    revision: input.revision + 1,
    contentHash: hashOf(content),
    savedAt: now,
  }
}

/** The content as stored, its totals as they follow from the figures that changed. */
function withTotals(
  before: Content | undefined,
  input: { content: Content; settled?: boolean },
  notice: NoticeRow,
  item: ItemRow,
  { previous }: Against,
): Content {
  const form = formOf(item)
  const content = normaliseContent(input.content, form, {
    period: notice.period,
    stage: notice.stage,
    stages: stageKeys(item),
  })
  if (!isTemplate(form)) return content
  const ctx = { period: notice.period, previous, asGiven: input.settled }
  return { ...content, rows: settleTotals(before?.rows ?? [], content.rows, form, ctx) }
}

/**
 * An attachment that is new in a draft was uploaded for this place by whoever adds it: a file's id is no secret. 422.
 */
async function refuseForeign(
  tx: Tx,
  { personId }: Actor,
  regionId: string,
  before: Content | undefined,
  { attachments }: Content,
): Promise<void> {
  const known = new Set(before?.attachments.map((a) => a.file))
  const added = [...new Set(attachments.map((a) => a.file))].filter((file) => !known.has(file))
  if (added.length === 0) return
  const own = await rows(
    tx,
    sql`
      SELECT 1
      FROM files
      WHERE id = ANY(${added}) AND region_id = ${regionId} AND uploaded_by = ${personId} AND NOT sealed`,
  )
  if (own.length < added.length) throw invalid('有附件没有收到，请删掉它，重新上传。', { field: 'attachments' })
}

/** SHA-256 of a content's canonical JSON: what hands sign. */
export function hashOf(content: Content): string {
  return createHash('sha256')
    .update(canonicalBytes(JSON.parse(JSON.stringify(content))))
    .digest('hex')
}

async function writeDraft(
  tx: Tx,
  noticeId: string,
  revision: number,
  content: Content,
  reason: string | undefined,
  by: string,
  now: Date,
) {
  await sql`
    INSERT INTO drafts (notice_id, revision, content, content_hash, reason, saved_at, saved_by)
    VALUES (
      ${noticeId}, ${revision}, ${JSON.stringify(content)}::jsonb, ${hashOf(content)}, ${reason ?? ''},
      ${now}, ${by}
    )
    ON CONFLICT (notice_id)
      DO UPDATE SET revision = excluded.revision, content = excluded.content,
        content_hash = excluded.content_hash, saved_at = excluded.saved_at, saved_by = excluded.saved_by,
        reason = CASE WHEN ${reason === undefined} THEN drafts.reason ELSE excluded.reason END`.execute(tx)
}

function refuseUnlessDrafter(actor: Actor, item: ItemRow, c: Case, history: Awaited<ReturnType<typeof historyOf>>) {
  const post = postForAction(forItem(actor, item), c, history, 'submit')
  if (isRefusal(post)) throw forbidden(post.say)
}

const stageKeys = (item: ItemRow) => item.definition.stages.map((s) => s.key)

/** All problems of a draft: cells, sums, what other notices say differently, and the privacy guard's findings. */
export async function checkDraft(
  db: Db | Tx,
  notice: NoticeRow,
  item: ItemRow,
  content: Content,
  against: Against,
): Promise<Checked> {
  return {
    problems: [
      ...validateContent(content, formOf(item), {
        period: notice.period,
        stage: notice.stage,
        stages: stageKeys(item),
        ...against,
      }),
      ...datesOutside(content, formOf(item), item.definition.deadline, notice.period),
    ],
    findings: saidOnce([
      ...guardContent(content, formOf(item)),
      ...(await ownerFindings(db, notice.region_id, content, item)),
      ...(await attachmentFindings(db, content)),
    ]),
  }
}

/** A file's name is looked at when it is taken in and again in the draft: told once. */
function saidOnce(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((f) => [`${f.severity} ${f.say} ${f.where.row ?? ''}`, f] as const)).values()]
}

/** People of the register, or in office, whose names stand in front of a shop's. */
async function ownerFindings(db: Db | Tx, regionId: string, content: Content, item: ItemRow): Promise<Finding[]> {
  const told = ownersTold(content, formOf(item))
  if (told.length === 0) return []
  const names = [...new Set(told.map((o) => o.name))]
  const known = new Set([
    ...(await registeredIn(db, regionId, names.join('\n'))),
    ...(await holdersOver(db, regionId, names)),
  ])
  return told.filter((o) => known.has(o.name)).map((o) => o.finding)
}

/** What the guard found in the attachments that would go out. */
async function attachmentFindings(db: Db | Tx, content: Content): Promise<Finding[]> {
  const ids = content.attachments.filter((a) => a.public).map((a) => a.file)
  if (ids.length === 0) return []
  return (await rows(db, sql<{ findings: Finding[] }>`SELECT findings FROM files WHERE id = ANY(${ids})`)).flatMap(
    (f) => f.findings,
  )
}

/**
 * Hands the draft in. 422 lists every problem; what the guard asks about must have been confirmed, what it refuses
 * never goes out. An account of a period that is not over needs `early`, the reason; it stays in the record, for those
 * who review and sign.
 */
export async function submitDraft(
  tx: Tx,
  actor: Actor,
  noticeId: string,
  input: { revision: number; comment?: string; early?: string },
  ctx: Context,
): Promise<Moved> {
  await lock(tx, { subjectKind: 'notice', subjectId: noticeId })
  const { notice, item, draft } = await draftWhole(tx, noticeId)
  const c = (await caseOf(tx, 'notice', noticeId))!
  // Whoever may not hand it in is told so, and not what is wrong with it.
  if (c.step === 'draft') refuseUnlessDrafter(actor, item, c, await historyOf(tx, c.id))
  if (draft.revision !== input.revision)
    throw conflict('草稿刚改过，请看过新的内容再送审。', { revision: draft.revision })
  const { nothing, attachments } = draft.content
  await askBeforePublic(tx, notice.region_id, {
    comment: input.comment,
    reason: draft.reason,
    nothing: nothing?.reason,
    attachments: attachments.flatMap((a) => (a.public ? [a.name] : [])).join('\n'),
  })
  const against = await againstOf(tx, notice, item, ctx.rules)
  const checked = await checkDraft(tx, notice, item, draft.content, against)
  if (hasErrors(checked.problems) || blocking(checked.findings, draft.confirmed).length > 0)
    throw invalid('还有地方要改，请按提示修改后再送审。', checked)
  const open = unanswered(checked.problems, reasonsOf(against, draft.confirmed))
  if (open.length > 0)
    throw invalid(
      open.every(isWindow)
        ? '公示的天数不对，请核对改正；没有写错的，请写明为什么（至少 4 个字）再送审。'
        : open.every(isRepeated)
          ? '有号码重复，请核对改正；没有错的，请写明为什么重复（至少 4 个字）再送审。'
          : '和别的公开对不上，请核对改正；没有错的，请写明为什么对不上（至少 4 个字）再送审。',
      checked,
    )
  const history = await historyOf(tx, (await caseOf(tx, 'notice', noticeId))!.id)
  if (history.some((e) => e.action === 'correct') && draft.reason.trim().length < 4)
    throw invalid('更正要写明原因，村民会看到。', { field: 'reason' })
  const standing = await first(
    tx,
    sql<{ content: Content }>`
      SELECT content
      FROM publications
      WHERE notice_id = ${noticeId} AND superseded_at IS NULL`,
  )
  if (standing && hashOf(standing.content) === draft.content_hash)
    throw invalid('内容和现在公开的一样，没有改动，不用更正。')
  if (wantsSources(c.procedure) && !draft.content.nothing && (await sourcesOf(tx, noticeId)).length === 0)
    throw invalid('三级核对要附原始凭证，请先在“原始凭证”里上传。凭证密封保存，不公开。', { field: 'sources' })
  await sql`DELETE FROM row_checks WHERE notice_id = ${noticeId}`.execute(tx)
  const early = standing ? {} : reasonForEarly(notice, item, input.early, ctx.now)
  return act(
    tx,
    forItem(actor, item),
    {
      subjectKind: 'notice',
      subjectId: noticeId,
      action: 'submit',
      comment: input.comment,
      contentHash: draft.content_hash,
      seenStep: 'draft',
      detail: { ...early, ...reasonsFor(checked.problems, draft.confirmed, against) },
    },
    ctx,
  )
}

/**
 * What the record keeps of contradictions with other notices, and of repeated numbers: each with the drafter's reason,
 * or that of the other side.
 */
function reasonsFor(
  problems: readonly Problem[],
  own: Record<string, string>,
  { explained }: Against,
): { contradictions?: Contradiction[] } {
  const asked = problems.flatMap((p): Contradiction[] => {
    if (p.asks === undefined) return []
    const typed = isReason(own[p.asks]) ? { reason: own[p.asks]!.trim() } : undefined
    return [{ say: p.say, asks: p.asks, with: p.with, ...(typed ?? explained[p.asks]!) }]
  })
  for (const { reason } of asked) refusePersonal(reason, 'confirmed')
  return asked.length === 0 ? {} : { contradictions: asked }
}

/**
 * What the record keeps of a hand-in before the period's end; nothing where the period is over or the item is a plan.
 */
function reasonForEarly(notice: NoticeRow, item: ItemRow, reason: string | undefined, now: Date): { early?: string } {
  const period = unfinishedPeriod(item.definition.deadline, notice.period, now)
  if (!period) return {}
  refusePersonal(reason, 'early')
  if ((reason ?? '').trim().length < 4)
    throw invalid(
      `${period.name}还没有结束（到 ${sayDay(period.endsOn)}），后面发生的还没有记进来。请等结束后再送审；确实要现在送审，请写明原因（至少 4 个字）。`,
      { field: 'early' },
    )
  return { early: reason!.trim() }
}

export async function draftWhole(
  tx: Db | Tx,
  noticeId: string,
): Promise<{ notice: NoticeRow; item: ItemRow; place: PlaceRow; draft: DraftRow }> {
  const notice = await noticeById(tx, noticeId)
  const draft = await draftOf(tx, noticeId)
  if (!draft) throw conflict('这项公开现在没有草稿。')
  return {
    notice,
    draft,
    item: await itemOf(tx, notice.item_code, notice.item_version),
    place: await placeById(tx, notice.region_id),
  }
}
