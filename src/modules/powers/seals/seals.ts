/**
 * The register of seals: asking, approving, stamping. What villages must not certify is refused before anybody is
 * asked, with who is competent.
 */
import { z } from 'zod'
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { newCode, newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { act, lock, type Context } from '../../../kernel/cases/act.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { mayOf } from '../../../kernel/cases/may.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { openCase } from '../../../kernel/cases/open.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { refusePersonal } from '../../../kernel/guard/refuse.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { entryTime } from '../../../kernel/ledger/entry.ts'
import { stageLeaf } from '../../../kernel/ledger/stage.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { refusedCitation, refusedOf } from '../../../kernel/rules/certificates.ts'
import { visible } from '../../../kernel/cases/seeing.ts'
import { sealing } from './seals.procedure.ts'
import { withinAny } from '../../../kernel/regions/range.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'
import { keptServiceFrame } from '../../services/index.ts'

const words = (most: number, least: number, say: string) =>
  z.string().trim().min(least, say).max(most, `最多 ${most} 字`)
export const sealSchema = z.object({
  place: z.string().max(60),
  seal: words(30, 2, '请写用哪一枚章'),
  paper: words(60, 2, '请写在什么材料上盖章'),
  reason: words(200, 4, '请写清用途，至少 4 个字'),
  copies: z.number('份数写整数').int('份数写整数').min(1, '至少 1 份').max(1_000, '最多 1000 份'),
  askerKind: z.enum(['villager', 'staff', 'unit']),
  askerName: words(40, 2, '请写谁申请用章'),
  key: z.string().min(8).max(80),
})

/**
 * Registers that somebody asks for a seal. 422 for certificates that villages must not issue, with who is competent.
 */
export async function askSeal(
  tx: Tx,
  actor: Actor,
  input: z.output<typeof sealSchema>,
  ctx: Context,
): Promise<{ id: string; code: string }> {
  const before = await first(
    tx,
    sql<{
      id: string
      code: string
    }>`SELECT id, code FROM seal_uses WHERE idempotency_key = ${input.key} AND asked_by = ${actor.personId}`,
  )
  if (before) return before
  const village = await villageAt(tx, input.place)
  const post =
    village &&
    actor.posts.find((p) => p.regionId === village.id && postFor({ ...actor, posts: [p] }, 'seal.ask', village.path))
  if (!village || !post) throw forbidden('只有本村的人能登记用章。')
  await refuseCertificate(tx, input)
  if (input.askerKind !== 'unit' && (input.reason.includes(input.askerName) || input.paper.includes(input.askerName)))
    throw invalid('材料和用途村民看得到，请不要写申请人的姓名。', { field: 'reason' })
  await askBeforePublic(tx, village.id, { paper: input.paper, reason: input.reason })
  const row = { id: newId(ctx.now.getTime()), code: newCode() }
  await sql`
    INSERT INTO seal_uses (
      id, code, region_id, path, seal, paper, reason, copies, asker_kind, asker_name, asked_at, asked_by,
      asked_by_name, asked_by_post, idempotency_key
    )
    VALUES (
      ${row.id}, ${row.code}, ${village.id}, ${village.path}, ${input.seal}, ${input.paper},
      ${input.reason}, ${input.copies}, ${input.askerKind}, ${input.askerName}, ${ctx.now},
      ${actor.personId}, ${actor.name}, ${post.post}, ${input.key}
    )`.execute(tx)
  await openCase(tx, {
    procedure: sealing.code,
    subjectKind: 'seal_use',
    subjectId: row.id,
    regionId: village.id,
    path: village.path,
    now: ctx.now,
    held: {
      holder: village,
      code: row.code,
      title: `用章：${input.paper}`,
      by: actor.name,
      personId: actor.personId,
      told: `有人申请用章：${input.paper}，请批。`,
      ctx,
    },
  })
  return row
}

async function refuseCertificate(tx: Tx, { paper, reason }: { paper: string; reason: string }) {
  const frame = await keptServiceFrame(tx)
  const refused =
    refusedOf(paper, frame?.definition.refused ?? []) ?? refusedOf(reason, frame?.definition.refused ?? [])
  if (refused)
    throw invalid(
      `村里不得出具“${refused.name}”（${refusedCitation}），不能盖章。请告诉申请人找${refused.competent}：${refused.how}`,
      { field: 'paper', refused: refused.name, competent: refused.competent },
    )
}

type Use = {
  id: string
  region_id: string
  slug: string
  practice: boolean
  code: string
  paper: string
  asked_by: string
}

/** Approve, refuse, give up: one press. 403 for whoever registered it. */
export async function decideSeal(
  tx: Tx,
  actor: Actor,
  id: string,
  action: 'approve' | 'refuse' | 'giveUp',
  comment: string,
  ctx: Context,
): Promise<void> {
  refusePersonal(comment, 'comment')
  const use = await useById(tx, id)
  if (action === 'approve' && use.asked_by === actor.personId)
    throw forbidden('这次用章是您登记的，请由另一位负责人批。')
  const told = action === 'approve' ? `用章批准了：${use.paper}，请盖章并拍登记页。` : undefined
  await act(tx, actor, { subjectKind: 'seal_use', subjectId: id, action, comment, told }, ctx)
}

/** The keeper stamped: the day and the photo of the sheet. 403 for whoever approved; 422 without the photo. */
export async function stampSeal(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { on: string; file: string },
  ctx: Context,
): Promise<void> {
  const use = await useById(tx, id)
  const { c, history } = await lock(tx, { subjectKind: 'seal_use', subjectId: id })
  const approved = history.findLast((e) => e.action === 'approve')
  if (approved?.person_id === actor.personId) throw forbidden('批准的人不能自己盖章，请由保管人盖。')
  if (input.on > dayOf(ctx.now)) throw invalid('盖章的日期不能晚于今天。', { field: 'on' })
  if (approved && input.on < dayOf(approved.at)) throw invalid('盖章的日期不能早于批准的日期。', { field: 'on' })
  const file = await first(
    tx,
    sql`
      SELECT 1
      FROM files
      WHERE id = ${input.file} AND region_id = ${use.region_id} AND uploaded_by = ${actor.personId}`,
  )
  if (!file) throw invalid('请先拍下用章登记页。', { field: 'file' })
  const moved = await act(tx, actor, { subjectKind: 'seal_use', subjectId: id, action: 'stamp' }, ctx, { c, history })
  await sql`
    INSERT INTO seal_stamps (
      seal_use_id, stamped_on, keeper_name, keeper_post, approver_name, approver_post, file_id, at
    )
    VALUES (
      ${id}, ${input.on}, ${actor.name}, ${moved.post.post}, ${approved!.person_name},
      ${approved!.post_name}, ${input.file}, ${ctx.now}
    )`.execute(tx)
  if (!use.practice)
    await stageLeaf(tx, {
      id: newId(ctx.now.getTime()),
      subjectId: id,
      at: ctx.now,
      entry: { v: 1, kind: 'step', county: ctx.county, region: use.slug, code: use.code, at: entryTime(ctx.now) },
    })
  await bump(tx, [use.slug])
}

/** The use with its place; 404. */
export async function useById(db: Db | Tx, id: string): Promise<Use> {
  const found = await first(
    db,
    sql<Use>`
      SELECT u.id, u.region_id, r.slug, r.practice, u.code, u.paper, u.asked_by
      FROM seal_uses u
      JOIN regions r ON r.id = u.region_id
      WHERE u.id = ${id}`,
  )
  if (!found) throw notFound('没有这次用章登记。')
  return found
}

export type SealLine = {
  id: string
  code: string
  place: string
  seal: string
  paper: string
  reason: string
  copies: number
  asker_kind: 'villager' | 'staff' | 'unit'
  asker_name: string
  asked_at: Date
  asked_by_name: string
  step: string
  stepName: string
  lamp: Lamp
  may: string[]
  stamped_on: string | null
  keeper_name: string | null
  approver_name: string | null
  file_id: string | null
  comment: string | null
}

const pageOfSeals = 50
/** Open ones first, the newest first. */
const place = sql`c.closed_at IS NOT NULL, -extract(epoch FROM u.asked_at), u.id`

/**
 * The register below the person's posts, a page of it. `after`: the last use seen. Names of askers only for the
 * village's own posts.
 */
export async function sealLines(
  db: Db,
  actor: Actor,
  { id = '', after = '' }: { id?: string | undefined; after?: string | undefined },
  now: Date,
): Promise<{ uses: SealLine[]; more: boolean }> {
  const scopes = actor.posts
    .filter((p) => p.level !== 'bureau' && postFor({ ...actor, posts: [p] }, 'power.see'))
    .map((p) => p.path)
  const own = new Set(actor.posts.map((p) => p.regionId))
  const found = await rows(
    db,
    sql<Omit<SealLine, 'stepName' | 'lamp' | 'may'> & { region_id: string; case_id: string }>`
      SELECT u.id, u.code, u.region_id, r.name AS place, u.seal, u.paper, u.reason, u.copies, u.asker_kind,
        u.asker_name, u.asked_at, u.asked_by_name, c.step, c.id AS case_id, s.stamped_on, s.keeper_name,
        s.approver_name, s.file_id,
        (
          SELECT e.comment
          FROM case_events e
          WHERE e.case_id = c.id AND e.to_step = 'refused'
          ORDER BY e.seq DESC
          LIMIT 1
        ) AS comment
      FROM seal_uses u
      JOIN regions r ON r.id = u.region_id
      JOIN cases c ON c.subject_kind = 'seal_use' AND c.subject_id = u.id
      LEFT JOIN seal_stamps s ON s.seal_use_id = u.id
      WHERE ${withinAny('u.path', scopes)}
        AND ${visible('c', actor.personId)}
        AND (${id} = '' OR u.id = ${id})
        AND (
          ${after} = ''
          OR (${place}) > (
            SELECT ${place}
            FROM seal_uses u
            JOIN cases c ON c.subject_kind = 'seal_use' AND c.subject_id = u.id
            WHERE u.id = ${after}
          )
        )
      ORDER BY ${place}
      LIMIT ${pageOfSeals + 1}`,
  )
  const cases = await rows(db, sql<Case>`SELECT * FROM cases WHERE id = ANY(${found.map((u) => u.case_id)}::text[])`)
  const caseById = new Map(cases.map((c) => [c.id, c]))
  const uses = found.slice(0, pageOfSeals).map(({ case_id, region_id, ...u }) => {
    const c = caseById.get(case_id)!
    return {
      ...u,
      asker_name: own.has(region_id) || u.asker_kind === 'unit' ? u.asker_name : '',
      stepName: procedureOf(c.procedure).steps[c.step]!.name,
      lamp: c.closed_at === null ? lampAt(c, now) : 'green',
      may: mayOf(actor, c, []),
    }
  })
  return { uses, more: found.length > pageOfSeals }
}
