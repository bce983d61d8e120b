/** Answers' attachments for the console, and the list of answers kept ready. */
import { id } from '../../../kernel/staff/params.ts'
import { asInline } from '../../../platform/disposition.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { transact } from '../../../platform/db.ts'
import { conflict, invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import type { Office } from '../../../kernel/office.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { dropReplyFile, replyFileBytes, takeReplyFile, waiting } from './replyFiles.ts'
import { actsOnReports } from '../handling/acts.ts'
import { seenReport } from '../handling/reportReaders.ts'
import { inHand, soundOf } from '../handling/work.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

const one = id.extend({ file: z.string().max(40) })
export function repliesApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get('/cases/:id/reply-files', may('report.handle'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { report } = await seenReport(office.db, actor, c.req.valid('param').id)
      return c.json({ files: await waiting(office.db, report.id, actor.personId) })
    })
    .post('/cases/:id/reply-files', may('report.handle'), oneFile(), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const { report } = await transact(office.db, (tx) => inHand(tx, actor, c.req.valid('param').id))
      const file = (await c.req.formData().catch(() => undefined))?.get('file')
      if (!(file instanceof File)) throw invalid('没有收到文件，请重新选择。', { field: 'files' })
      const { rules } = await contextAt(office.db, office.now())
      return c.json(
        await takeReplyFile(
          office,
          actor,
          report.id,
          { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) },
          rules,
        ),
      )
    })
    .post('/cases/:id/reply-files/:file/drop', may('report.handle'), valid('param', one), async (c) => {
      const { actor } = c.get('session')
      const { report } = await seenReport(office.db, actor, c.req.valid('param').id)
      await dropReplyFile(office, report.id, actor.personId, c.req.valid('param').file)
      return c.json({ ok: true })
    })
    .post('/cases/:id/files/:file/heard', may('report.handle'), valid('param', one), async (c) => {
      const { actor } = c.get('session')
      const { speech } = office
      if (!speech) throw conflict('县里没有接语音转文字的服务，请自己听写。')
      const { id: caseId, file } = c.req.valid('param')
      const { report } = await done(actor, 'report.heard', caseId, (tx) => inHand(tx, actor, caseId))
      const sound = await soundOf(office, report.id, file)
      return c.json({ text: await speech.transcribe(sound) })
    })
    .get('/cases/:id/reply-files/:file', may('report.see'), valid('param', one), async (c) => {
      const { actor } = c.get('session')
      const { report } = await seenReport(office.db, actor, c.req.valid('param').id)
      const { bytes, name, type } = await replyFileBytes(office, report.id, c.req.valid('param').file, actor.personId)
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': type,
        'content-disposition': asInline(name),
        'cache-control': 'no-store',
      })
    })
}
