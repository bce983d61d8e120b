/**
 * Sheets and attachments of a draft: the item's Excel template out, the filled one in, documents and pictures uploaded
 * and cleaned.
 */
import { contentHash, id } from '../../../kernel/staff/params.ts'
import { asAttachment, asInline } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Db, Tx } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, notFound } from '../../../platform/errors.ts'
import { shownForm } from '../../../platform/shownText.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { caseOf, historyOf } from '../../../kernel/cases/case.ts'
import { isRefusal, postForAction } from '../../../kernel/cases/may.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import { asRefusal } from '../../../kernel/files/refused.ts'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { paperOf } from '../../../kernel/intake/papers.ts'
import { readSheet } from '../../../kernel/intake/readSheet.ts'
import { writeTemplateSheet } from '../../../kernel/sheets/writeTemplate.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { readingOf } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { DisclosureOffice } from '../disclosure.office.ts'
import { previousPeriod } from '../obligations/periods.ts'
import { formOf, itemOf, type ItemRow } from '../catalogue/items.read.ts'
import { placeById, type PlaceRow } from '../catalogue/places.read.ts'
import { actsOnNotices, auditAct } from './acts.ts'
import { forItem } from './byRow.ts'
import { decide } from './decide.ts'
import { draftWhole } from './drafts.ts'
import { fileForStaff } from './files.read.ts'
import { noticeById, publishedContent, type NoticeRow } from './notices.read.ts'
import {
  addSource,
  checkRow,
  openSource,
  refuseUnlessSourcing,
  removeSource,
  rowsToCheck,
  sayDifferences,
  sourcesOf,
  type RowCheck,
} from './sources.ts'
import { fileTooLarge, oneFile } from '../../../kernel/intake/oneFile.ts'

const source = id.extend({ source: z.string().max(40) })

export function filesApi(office: DisclosureOffice) {
  const may = staffOnly(office)
  const acts = actsOnNotices(office)
  return new Hono<StaffEnv>()
    .get('/notices/:id/template.xlsx', may('desk.see'), valid('param', id), async (c) => {
      const { notice, item, place } = await mine(office.db, c.get('session').actor, c.req.valid('param').id)
      const form = formOf(item)
      if (!isTemplate(form)) throw invalid('这一项是文字材料，没有表格模板。')
      const before = previousPeriod(notice.period)
      const bytes = await writeTemplateSheet(form, {
        place: { code: place.code, name: place.name },
        period: notice.period,
        previous:
          before === undefined
            ? undefined
            : await publishedContent(office.db, notice.region_id, notice.item_code, before),
      })
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': asAttachment(`${place.name}-${notice.title}.xlsx`),
      })
    })
    .post('/notices/:id/sheet', may('desk.see'), oneFile('请压缩或分成几个再传。'), valid('param', id), async (c) => {
      const { notice, item, place } = await drafting(office.db, c.get('session').actor, c.req.valid('param').id)
      const form = formOf(item)
      if (!isTemplate(form)) throw invalid('这一项是文字材料，请上传附件。')
      const file = await uploaded(c.req.raw)
      return c.json(
        await readSheet(file.bytes, form, {
          period: notice.period,
          place: place.code,
          stage: notice.stage,
          stages: item.definition.stages.map((s) => s.key),
        }).catch(asRefusal()),
      )
    })
    .post('/notices/:id/files', may('desk.see'), oneFile('请压缩或分成几个再传。'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { notice } = await drafting(office.db, actor, c.req.valid('param').id)
      return c.json(await takeIn(office, actor.personId, notice.region_id, await uploaded(c.req.raw)))
    })
    .post('/notices/:id/sources', may('desk.see'), oneFile('请压缩或分成几个再传。'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { notice, item } = await drafting(office.db, actor, c.req.valid('param').id)
      await refuseUnlessSourcing(office.db, forItem(actor, item), notice.id)
      const taken = await takeIn(office, actor.personId, notice.region_id, await uploaded(c.req.raw), true)
      await acts(actor, 'notice.sourceAdd', notice.id, (tx, ctx) =>
        addSource(tx, forItem(actor, item), notice, taken, ctx.now),
      )
      return c.json({ sources: await sourcesOf(office.db, notice.id) })
    })
    .delete('/notices/:id/sources/:source', may('desk.see'), valid('param', source), async (c) => {
      const { actor } = c.get('session')
      const { id: noticeId, source: paper } = c.req.valid('param')
      const { item } = await mine(office.db, actor, noticeId)
      await acts(actor, 'notice.sourceRemove', noticeId, (tx, ctx) =>
        removeSource(tx, forItem(actor, item), noticeId, paper, ctx.now),
      )
      return c.json({ sources: await sourcesOf(office.db, noticeId) })
    })
    .get('/notices/:id/sources/:source', may('desk.see'), valid('param', source), async (c) => {
      const { actor } = c.get('session')
      const { id: noticeId, source: paper } = c.req.valid('param')
      const { notice, item } = await mine(office.db, actor, noticeId)
      const found = await acts(actor, 'notice.sourceLook', noticeId, (tx) =>
        openSource(tx, forItem(actor, item), notice, paper),
      )
      const { bytes, headers } = await paperOf(office.files, found.sha256, found.name)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
    .put(
      '/notices/:id/rows/:row',
      may('desk.see'),
      valid('param', id.extend({ row: z.coerce.number().int().min(0).max(20_000) })),
      valid('json', z.object({ contentHash, differs: z.string().trim().max(300, '最多 300 字').nullable() })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: noticeId, row } = c.req.valid('param')
        const { notice, item } = await mine(office.db, actor, noticeId)
        const given = { ...c.req.valid('json'), row }
        return c.json(
          await acts(actor, 'notice.rowCheck', noticeId, (tx, ctx) => tickRow(tx, actor, notice, item, given, ctx)),
        )
      },
    )
    .post('/notices/:id/scan', may('desk.see'), oneFile('请压缩或分成几个再传。'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { notice } = await signing(office.db, actor, c.req.valid('param').id)
      return c.json(await takeIn(office, actor.personId, notice.region_id, await uploaded(c.req.raw)))
    })
    .get('/files/:id', may('place.see'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const f = await fileForStaff(office.db, actor, c.req.valid('param').id)
      const bytes = f.public_sha256
        ? await office.files.get('public', f.public_sha256)
        : await office.files.get('original', f.sha256)
      if (!bytes) throw notFound('文件不在了，请联系县管理员。')
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': f.public_type ?? 'application/octet-stream',
        'content-disposition': asInline(f.name),
      })
    })
}

/**
 * Ticks a row against its source papers. With the last row the draft goes back by itself where one of them differs,
 * with what differs; nobody has to press for it.
 */
async function tickRow(
  tx: Tx,
  actor: Actor,
  notice: NoticeRow,
  item: ItemRow,
  given: { contentHash: string; row: number; differs: string | null },
  ctx: Context,
): Promise<{ checked: RowCheck[]; returned: boolean }> {
  const { draft } = await draftWhole(tx, notice.id)
  const checked = await checkRow(tx, forItem(actor, item), notice, item, draft.content, given, ctx.now)
  const comment = sayDifferences(checked, rowsToCheck(draft.content, item))
  if (comment === undefined) return { checked, returned: false }
  await decide(tx, actor, { noticeId: notice.id, action: 'return', contentHash: given.contentHash, comment }, ctx)
  await auditAct(tx, actor, 'notice.return', notice.id, ctx.now)
  return { checked, returned: true }
}

/** The one file of a form. 422 where it is missing or empty, 413 where it is too large. */
export async function uploaded(request: Request): Promise<{ name: string; bytes: Uint8Array }> {
  const form = await request
    .formData()
    .then(shownForm)
    .catch(() => undefined)
  const file = form?.get('file')
  if (!(file instanceof File)) throw invalid('没有收到文件，请重新选择。', { field: 'file' })
  if (file.size === 0) throw invalid(`“${file.name}”是空文件，请重新选择。`, { field: 'file' })
  if (file.size > maxFileBytes) throw fileTooLarge('请压缩或分成几个再传。')
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

type Mine = { notice: NoticeRow; item: ItemRow; place: PlaceRow }

async function mine(db: Db, actor: Actor, noticeId: string): Promise<Mine> {
  const notice = await noticeById(db, noticeId)
  const item = await itemOf(db, notice.item_code, notice.item_version)
  if (readingOf(forItem(actor, item), notice.path, item.definition.dept) !== 'whole') throw notFound('没有这项公开。')
  return { notice, item, place: await placeById(db, notice.region_id) }
}

/** The notice, if it stands at the draft step and this person may draft it. */
async function drafting(db: Db, actor: Actor, noticeId: string): Promise<Mine> {
  const found = await mine(db, actor, noticeId)
  const c = await caseOf(db, 'notice', noticeId)
  if (!c || c.step !== 'draft') throw conflict('这份草稿已经送出去了，要改请先请办的人退回。')
  const post = postForAction(forItem(actor, found.item), c, await historyOf(db, c.id), 'submit')
  if (isRefusal(post)) throw forbidden(post.say)
  return found
}

/** The notice, if this person may sign it now: the scan of a signature on paper comes before the signature. */
async function signing(db: Db, actor: Actor, noticeId: string): Promise<Mine> {
  const found = await mine(db, actor, noticeId)
  const c = await caseOf(db, 'notice', noticeId)
  const post = c ? postForAction(actor, c, await historyOf(db, c.id), 'sign') : undefined
  if (!post) throw conflict('这项公开还没有开始。')
  if (isRefusal(post)) throw post.reason === 'step' ? conflict(post.say) : forbidden(post.say)
  return found
}
