/**
 * One notice as the office sees it: content with internal columns, problems, hands, clock, versions, and what this
 * person may do.
 */
import { first, rows, sql, type Db } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import { readCode } from '../../../platform/ids.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { caseOf, historyOf, type Case, type CaseEvent } from '../../../kernel/cases/case.ts'
import { clockLines, clocksOf } from '../../../kernel/cases/clocks.ts'
import { explain } from '../../../kernel/cases/explain.ts'
import { limitAt, runOf } from '../../../kernel/cases/times.ts'
import { mayOf } from '../../../kernel/cases/may.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Column, Content, Template } from '../../../kernel/forms/forms.schema.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor, readingOf } from '../../../kernel/people/can.ts'
import { visibleSubject } from '../../../kernel/cases/seeing.ts'
import { checkWindows, isWindow } from '../../../kernel/forms/windows.ts'
import { checkRepeated, isRepeated } from '../../../kernel/forms/repeated.ts'
import { contradictions, type ValidateContext } from '../../../kernel/forms/validate.ts'
import { againstOf, type Against, type Contradiction } from './agreement.ts'
import { correctionOf } from '../corrections/correction.ts'
import { holdsRows, mayOpenSources, rowChecksOf, rowsToCheck, sourcesOf, wantsSources } from './sources.ts'
import { checkDraft, emptyContent, type Checked } from './drafts.ts'
import { previousPeriod } from '../obligations/periods.ts'
import type { Published } from '../publishing/publish.ts'
import { unfinishedPeriod } from '../obligations/timeliness.ts'
import type { Item } from '../catalogue/catalogue.schema.ts'
import { formOf, itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById } from '../catalogue/places.read.ts'
import { forItem, handByRow } from './byRow.ts'
import { draftOf, noticeById, publishedContent } from './notices.read.ts'

export type Version = {
  version: number
  published_at: Date
  reason: string
  nothing: boolean
  display_until: string | null
  retain_until: string | null
  leaf_id: string
  superseded_at: Date | null
}

/** Everything the editor, the review desk and the sign desk show. Strangers to the place get 404. */
export async function noticeForStaff(db: Db, anyone: Actor, id: string, ctx: Context) {
  const notice = await noticeById(db, id)
  const item = await itemOf(db, notice.item_code, notice.item_version)
  const actor = forItem(anyone, item)
  const reading = readingOf(actor, notice.path, item.definition.dept)
  if (reading === undefined) throw notFound('没有这项公开，或者它不归您的岗位看。')
  const [place, draft, c, versions, due, withdrawn, demands, remarks, postings] = await Promise.all([
    placeById(db, notice.region_id),
    draftOf(db, id),
    caseOf(db, 'notice', id),
    rows(
      db,
      sql<Version>`
        SELECT version, published_at, reason, nothing, display_until, retain_until, leaf_id, superseded_at
        FROM publications
        WHERE notice_id = ${id}
        ORDER BY version DESC`,
    ),
    first(
      db,
      sql<{
        id: string
        due_on: string
        provisional: boolean
      }>`SELECT id, due_on, provisional FROM obligations WHERE notice_id = ${id}`,
    ),
    first(
      db,
      sql<{
        kind: string
        reason: string
        by_name: string
        by_post: string
        by_place: string
        at: Date
      }>`SELECT kind, reason, by_name, by_post, by_place, at FROM withdrawals WHERE notice_id = ${id}`,
    ),
    demandsOf(db, actor, id),
    rows(
      db,
      sql<{
        text: string
        by_name: string
        by_place: string
        at: Date
      }>`SELECT text, by_name, by_place, at FROM item_comments WHERE notice_id = ${id} ORDER BY at`,
    ),
    rows(
      db,
      sql<{
        place: string
        from_on: string
        to_on: string
        by_name: string
        short_reason: string
      }>`
        SELECT place, from_on, to_on, by_name, short_reason
        FROM paper_postings
        WHERE notice_id = ${id}
        ORDER BY from_on`,
    ),
  ])
  const history = c ? await historyOf(db, c.id) : []
  const whole = reading === 'whole'
  const content: Content =
    (whole ? (draft?.content ?? (await latestContent(db, id))) : await outsiders(db, id)) ?? emptyContent
  const step = c ? procedureOf(c.procedure).steps[c.step] : undefined
  const against = whole ? await againstOf(db, notice, item, ctx.rules) : undefined
  const checked: Checked =
    draft && against ? await checkDraft(db, notice, item, content, against) : { problems: [], findings: [] }
  const before = previousPeriod(notice.period)
  const offered: string[] = []
  for (const name of c ? mayOf(actor, c, history) : [])
    if ('actor' in (await handByRow(db, actor, item, c!, history, name, ctx.now))) offered.push(name)
  return {
    id: notice.id,
    code: notice.code,
    title: notice.title,
    period: notice.period,
    stage: notice.stage,
    audience: notice.audience,
    place: { name: place.name, slug: place.slug, level: place.level, practice: place.practice },
    item: { code: item.code, name: item.name, category: item.category, definition: item.definition },
    form: whole ? formOf(item) : openColumns(formOf(item)),
    template: item.template?.code ?? null,
    content,
    revision: draft?.revision ?? null,
    // Corrections opened by older versions have no hash before they are saved.
    contentHash: (c?.step === 'draft' ? draft?.content_hash : c?.content_hash) || null,
    confirmed: whole ? (draft?.confirmed ?? {}) : {},
    reason: draft?.reason ?? '',
    publishAt: draft?.publish_at ?? null,
    against: against ?? null,
    contradictions: against
      ? contradictionsOf(content, item, { period: notice.period, ...against }, draft?.confirmed, history)
      : [],
    correction:
      draft && whole && versions.length > 0
        ? await correctionOf(db, { notice, item, place, draft, version: versions[0]!.version })
        : null,
    previous:
      before === undefined || !whole
        ? null
        : ((await publishedContent(db, notice.region_id, notice.item_code, before)) ?? null),
    ...checked,
    step: c?.step ?? 'draft',
    stepName: step?.name ?? '',
    procedure: c?.procedure ?? '',
    history: history.map(eventOut),
    may: c
      ? offered.map((name) => ({
          name,
          label: step!.actions[name]!.name,
          needsComment: step!.actions[name]!.needsComment ?? false,
          signs: step!.actions[name]!.signs ?? false,
        }))
      : [],
    mayTakeDown: versions.length > 0 && !withdrawn && postFor(actor, 'notice.takedown', notice.path) !== undefined,
    mayRemark: postFor(actor, 'notice.remark', notice.path) !== undefined,
    mayRecordPaper: versions.length > 0 && postFor(actor, 'paper.record', notice.path) !== undefined,
    ...stepClocks(c, history, ctx),
    dueOn: due?.due_on ?? null,
    dueNow: dueNow(due?.due_on, versions.length > 0, demands),
    provisional: due?.provisional ?? false,
    obligationId: due?.id ?? null,
    unfinished: (versions.length === 0 && unfinishedPeriod(item.definition.deadline, notice.period, ctx.now)) || null,
    versions,
    withdrawn: withdrawn ?? null,
    demands,
    remarks,
    postings,
    needsSources: c !== undefined && wantsSources(c.procedure),
    sources: c && whole && mayOpenSources(actor, notice, c.procedure) ? await sourcesOf(db, id) : null,
    rowChecks:
      c && whole && holdsRows(c) ? { rows: rowsToCheck(content, item), checked: await rowChecksOf(db, c) } : null,
    approvals: history
      .slice(history.findLastIndex((e) => e.action === 'submit') + 1)
      .filter((e) => e.action === 'agree')
      .map((e) => e.person_name),
  }
}

/**
 * What other notices of the place say differently and which numbers repeat themselves, each with the reason that was
 * given when this one was handed in, else with that of the other side (`by` says whose it is), or none.
 */
function contradictionsOf(
  content: Content,
  item: ItemRow,
  ctx: ValidateContext & Against,
  confirmed: Record<string, string> | undefined,
  history: CaseEvent[],
): {
  say: string
  reason: string | null
  by: string | null
  notice: string | null
  about: 'number' | 'window' | 'others'
}[] {
  if (!item.template) return []
  const kept = (history.filter((e) => e.action === 'submit').at(-1)?.detail as Kept | undefined)?.contradictions ?? []
  // One reason answers for all that ask alike.
  const beside = [
    ...checkRepeated(content.rows, item.template),
    ...(ctx.windows ? checkWindows(content, item.template, ctx.period, ctx.windows) : []),
  ].filter((p, i, all) => all.findIndex((x) => x.asks === p.asks) === i)
  return [...beside, ...contradictions(content, item.template, ctx)].map((p) => {
    const own = confirmed?.[p.asks!]
    const told: { reason: string; by?: string } | undefined = own
      ? { reason: own }
      : (kept.find((k) => k.asks === p.asks || k.say === p.say) ?? ctx.explained[p.asks!])
    return {
      say: p.say,
      reason: told?.reason ?? null,
      by: told?.by ?? null,
      notice: p.with ?? null,
      about: isRepeated(p) ? 'number' : isWindow(p) ? 'window' : 'others',
    }
  })
}

type Kept = { contradictions?: Contradiction[] }

/** The day by which somebody must act: what is public owes no more than what is demanded of it. */
function dueNow(
  dueOn: string | undefined,
  isPublic: boolean,
  demands: readonly { due_on: string | null; met_at: Date | null }[],
): string | null {
  if (!isPublic) return dueOn ?? null
  const open = demands.flatMap((d) => (d.met_at === null && d.due_on !== null ? [d.due_on] : []))
  return open.sort()[0] ?? null
}

/** The notice of a public code, or of the address of its page, for whoever may read its papers. */
export async function noticeIdByCode(db: Db, actor: Actor, typed: string): Promise<string> {
  const code = readCode(/\/d\/([0-9A-Za-z]+)/.exec(typed)?.[1] ?? typed)
  const notice =
    code === undefined
      ? undefined
      : await first(
          db,
          sql<{
            id: string
            path: string
            definition: Item
          }>`
            SELECT n.id, n.path, i.definition
            FROM notices n
            JOIN catalogue_items i ON i.code = n.item_code AND i.version = n.item_version
            WHERE n.code = ${code} AND ${visibleSubject('notice', sql`n.id`, actor.personId)}`,
        )
  if (!notice || readingOf(forItem(actor, notice), notice.path, notice.definition.dept) === undefined)
    throw notFound('没有这个编号的公开，请核对一下。编号在公开页的最下面，是 10 位数字和字母。')
  return notice.id
}

export type DemandRow = {
  text: string
  by_place: string
  by_post: string
  at: Date
  met_at: Date | null
  due_on: string | null
  upheld: boolean
}

/** Corrections that the township asked for, and those after a villager's complaint that was upheld. */
function demandsOf(db: Db, actor: Actor, id: string): Promise<DemandRow[]> {
  return rows(
    db,
    sql<DemandRow>`
      SELECT text, by_place, by_post, at, met_at, due_on, false AS upheld
      FROM correction_demands
      WHERE notice_id = ${id}
      UNION ALL
      SELECT text, by_place, by_post, asked_at, met_at, NULL, true
      FROM report_corrections
      WHERE notice_id = ${id} AND ${visibleSubject('correction', sql`id`, actor.personId)}
      ORDER BY at`,
  )
}

async function latestContent(db: Db, id: string): Promise<Content | undefined> {
  return (
    await first(
      db,
      sql<{ content: Content }>`SELECT content FROM publications WHERE notice_id = ${id} AND superseded_at IS NULL`,
    )
  )?.content
}

/**
 * What a guiding bureau reads: the version that went out, as the public sees it; never a draft, never an internal
 * column.
 */
async function outsiders(db: Db, id: string): Promise<Content | undefined> {
  const found = await first(
    db,
    sql<{
      face: Published
    }>`SELECT public_content AS face FROM publications WHERE notice_id = ${id} AND superseded_at IS NULL`,
  )
  if (!found) return undefined
  const { face } = found
  return {
    ...emptyContent,
    rows: face.template === null ? [] : face.rows,
    note: face.note,
    ...(face.nothing === null ? {} : { nothing: { reason: face.nothing } }),
    fields:
      face.template === null
        ? Object.fromEntries(Object.entries(face.rows[0] ?? {}).map(([k, v]) => [k, String(v ?? '')]))
        : {},
  }
}

const openColumns = (form: Template | Column[]): Template | Column[] =>
  Array.isArray(form)
    ? form.filter((c) => c.visibility !== 'internal')
    : { ...form, columns: form.columns.filter((c) => c.visibility !== 'internal') }

/** Why each step was due when it was; a present step from before limits were kept is explained by the rule in force. */
function stepClocks(c: Case | undefined, history: CaseEvent[], ctx: Context) {
  if (!c) return { clock: [], pastClocks: [] }
  const { clock, pastClocks } = clockLines(clocksOf(c.procedure, history, ctx.calendar, ctx.now))
  if (clock.length > 0 || c.due_at === null) return { clock, pastClocks }
  const limit = limitAt(c, c.step, ctx)
  const run = runOf(history) ?? (limit && { from: c.step_since, limit })
  return { clock: run ? explain(run, ctx.calendar) : [], pastClocks }
}

const eventOut = (e: CaseEvent) => ({
  seq: e.seq,
  at: e.at,
  action: e.action,
  from: e.from_step,
  to: e.to_step,
  name: e.person_name,
  post: e.post_name,
  place: e.place_name,
  deputyFor: e.deputy_for,
  comment: e.comment,
  detail: e.detail,
})
