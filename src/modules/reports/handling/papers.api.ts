/**
 * What the console calls for a report's files: attachments, proofs of a suspension, the consent, papers that staff
 * upload.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { asInline } from '../../../platform/disposition.ts'
import { notFound } from '../../../platform/errors.ts'
import { partly } from '../../../platform/partial.ts'
import { paperHash } from '../../../kernel/intake/evidence.ts'
import { paperOf, takePaper } from '../../../kernel/intake/papers.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnReports } from './acts.ts'
import { attachmentOf, lookAtConsent, proofOf } from './papers.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

const look = z.object({ why: z.string().trim().min(2, '请写明为什么要看').max(2_000, '最多 2000 字') })

export function papersApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnReports(office)
  return new Hono<StaffEnv>()
    .get(
      '/cases/:id/files/:file',
      may('report.see'),
      valid('param', id.extend({ file: z.string().max(40) })),
      async (c) => {
        const { id: caseId, file } = c.req.valid('param')
        const { bytes, name, type } = await attachmentOf(office, c.get('session').actor, caseId, file)
        return partly(c, bytes, {
          'content-type': type,
          'content-disposition': asInline(name),
          'cache-control': 'no-store',
        })
      },
    )
    .post('/report-papers', may('report.handle'), oneFile(), async (c) =>
      c.json(await takePaper(office, c.get('session').actor.personId, c.req.raw)),
    )
    .get('/cases/:id/proof/:sha256', may('report.see'), valid('param', id.extend({ sha256: paperHash })), async (c) => {
      const { id: caseId, sha256 } = c.req.valid('param')
      const { bytes, headers } = await proofOf(office, c.get('session').actor, caseId, sha256)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
    .post('/cases/:id/consent', may('report.handle'), valid('param', id), valid('json', look), async (c) => {
      const { actor } = c.get('session')
      const { id: caseId } = c.req.valid('param')
      const sha256 = await done(actor, 'report.look', caseId, (tx, ctx) =>
        lookAtConsent(tx, office.secret, actor, caseId, c.req.valid('json').why, ctx),
      )
      // Past the transaction: that somebody looked stays written down.
      if (!sha256) throw notFound('这件没有同意凭据。')
      const { bytes, headers } = await paperOf(office.files, sha256, '同意凭据')
      return c.body(new Uint8Array(bytes), 200, headers)
    })
}
