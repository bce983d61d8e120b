/** Papers of a run's steps: taken, looked at, dropped again. */
import { Hono } from 'hono'
import { z } from 'zod'
import { asInline } from '../../../platform/disposition.ts'
import { transact } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Office } from '../../../kernel/office.ts'
import { id } from '../../../kernel/staff/params.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { dropPaper, lookAtPaper, takePaper } from './papers.ts'
import { stands } from './record.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

export function papersApi(office: Office) {
  const may = staffOnly(office)
  return new Hono<StaffEnv>()
    .post(
      '/powers/runs/:id/papers/:paper',
      may('power.handle'),
      oneFile(),
      valid('param', id.extend({ paper: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        const { id: runId, paper } = c.req.valid('param')
        const at = await transact(office.db, (tx) => stands(tx, runId, {}))
        const file = (await c.req.formData().catch(() => undefined))?.get('file')
        if (!(file instanceof File) || file.size === 0)
          throw invalid('没有收到文件，请重新选择。', { field: `papers.${paper}` })
        return c.json(
          await takePaper(office, actor, at, paper, {
            name: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
          }),
        )
      },
    )
    .get(
      '/powers/papers/:file',
      may('power.look'),
      valid('param', z.object({ file: z.string().min(10).max(40) })),
      async (c) => {
        const { bytes, type, name } = await lookAtPaper(office, c.get('session').actor, c.req.valid('param').file)
        return c.body(new Uint8Array(bytes), 200, {
          'content-type': type,
          'content-disposition': asInline(name),
          'cache-control': 'no-store',
        })
      },
    )
    .post(
      '/powers/runs/:id/papers/:paper/drop',
      may('power.handle'),
      valid('param', id.extend({ paper: z.string().max(40) })),
      async (c) => {
        const { actor } = c.get('session')
        await transact(office.db, (tx) => dropPaper(tx, actor, c.req.valid('param').id, c.req.valid('param').paper))
        return c.json({ ok: true })
      },
    )
}
