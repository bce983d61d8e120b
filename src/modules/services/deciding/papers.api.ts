/**
 * What the console calls for the papers of an application: each look marked and written down, full numbers with a
 * reason, what staff upload.
 */
import { Hono } from 'hono'
import { z } from 'zod'
import { asInline } from '../../../platform/disposition.ts'
import { takePaper } from '../../../kernel/intake/papers.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { actsOnApplications } from './acts.ts'
import { consentPaper, glanceAtPaper, lookAtPaper, paperIn, revealed } from './papers.ts'
import { reading } from './applicationReaders.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

const why = z.string().trim().min(2, '请写明为什么要看完整号码（申请人看得到）').max(1_000, '最多 1000 字')

export function papersApi(office: Office) {
  const may = staffOnly(office)
  const done = actsOnApplications(office)
  return new Hono<StaffEnv>()
    .post('/application-papers', may('application.handle'), oneFile(), async (c) =>
      c.json(await takePaper(office, c.get('session').actor.personId, c.req.raw)),
    )
    .post(
      '/applications/:id/reveal',
      may('application.handle'),
      valid('param', id),
      valid('json', z.object({ why })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: caseId } = c.req.valid('param')
        const sections = await done(actor, 'application.reveal', caseId, (tx, ctx) =>
          revealed(tx, office.secret, actor, caseId, c.req.valid('json').why, ctx),
        )
        return c.json({ sections })
      },
    )
    .get(
      '/applications/:id/papers/:paper',
      may('application.see'),
      valid('param', id.extend({ paper: z.string().max(40) })),
      valid('query', z.object({ small: z.enum(['1']).optional() })),
      async (c) => {
        const { actor } = c.get('session')
        const s = await reading(office.db, actor, c.req.valid('param').id)
        const paper = await paperIn(office.db, s, c.req.valid('param').paper)
        if (c.req.valid('query').small === '1' && paper.type.startsWith('image/'))
          return c.body(await glanceAtPaper(office, actor, s, paper), 200, {
            'content-type': 'image/jpeg',
            'cache-control': 'private, max-age=600',
          })
        return c.body(await lookAtPaper(office, actor, s, paper), 200, {
          'content-type': paper.type,
          'content-disposition': asInline(paper.name),
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        })
      },
    )
    .get('/applications/:id/consent', may('application.see'), valid('param', id), async (c) => {
      const { bytes, headers } = await consentPaper(office, c.get('session').actor, c.req.valid('param').id)
      return c.body(new Uint8Array(bytes), 200, headers)
    })
}
