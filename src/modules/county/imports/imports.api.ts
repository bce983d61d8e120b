/** A county's own Excel lists: upload, match columns, try, run, undo. */
import { Hono } from 'hono'
import { z } from 'zod'
import { invalid } from '../../../platform/errors.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { listFields, listKinds, listNames } from '../../../kernel/sheets/lists/fields.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { CountyOffice } from '../county.office.ts'
import { importsOf } from './imports.queries.ts'
import { tryImport } from './imports.ts'
import { addFile, orderImport, ownImport, undoRun, uploadList } from './steps.ts'
import { fileIn, formOf, importScopes, limited } from './upload.ts'

const planSchema = z.object({
  sheet: z.int().min(0).max(50),
  headerRow: z.int().min(0).max(500),
  columns: z.record(z.string().max(40), z.int().min(0).max(200)),
})
const runSchema = planSchema.extend({ skipFaulty: z.boolean().default(false) })

export function importsApi(office: CountyOffice) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .get('/imports', may('import.run'), async (c) =>
      c.json({
        kinds: listKinds.map((kind) => ({
          kind,
          name: listNames[kind],
          fields: listFields[kind].map(({ key, label, required, hint }) => ({ key, label, required, hint })),
        })),
        imports: await importsOf(office.db, importScopes(c.get('session').actor)),
      }),
    )
    .post('/imports', may('import.run'), limited, async (c) => {
      const form = await formOf(c.req.raw)
      const kind = z.enum(listKinds, '请选名单的种类').safeParse(form.get('kind'))
      if (!kind.success) throw invalid('请选名单的种类。', { field: 'kind' })
      return c.json(await uploadList(office, c.get('session').actor, kind.data, await fileIn(form)))
    })
    .post('/imports/:id/files', may('import.run'), limited, valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const it = await ownImport(office, actor, c.req.valid('param').id)
      return c.json(await addFile(office, actor, it, await fileIn(await formOf(c.req.raw))))
    })
    .post('/imports/:id/try', may('import.run'), valid('param', id), valid('json', planSchema), async (c) => {
      const { actor } = c.get('session')
      const it = await ownImport(office, actor, c.req.valid('param').id)
      return c.json(await tryImport(office, it, c.req.valid('json'), actor, await contextAt(office.db, office.now())))
    })
    .post('/imports/:id/run', may('import.run'), valid('param', id), valid('json', runSchema), async (c) => {
      const { actor } = c.get('session')
      const it = await ownImport(office, actor, c.req.valid('param').id)
      return c.json({ job: await orderImport(office, actor, it, c.req.valid('json')) })
    })
    .post('/imports/:id/undo', may('import.run'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      return c.json(await undoRun(office, actor, await ownImport(office, actor, c.req.valid('param').id)))
    })
}
