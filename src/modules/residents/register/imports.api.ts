/** Taking in a county's register: upload with purpose and authority, match columns, try, run, undo. */
import { id } from '../../../kernel/staff/params.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { rows, sql, transact } from '../../../platform/db.ts'
import { conflict, forbidden, invalid } from '../../../platform/errors.ts'
import { shownForm } from '../../../platform/shownText.ts'
import { newId } from '../../../platform/ids.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import { previewRegister, registerImport, type RegisterImport } from './import.ts'
import { registerFields } from './import.fields.ts'
import type { ResidentsOffice } from '../residents.office.ts'
import { oneFile } from '../../../kernel/intake/oneFile.ts'

const plan = z.object({
  headerRow: z.int().min(0).max(20),
  columns: z.record(z.string().max(40), z.int().min(0).max(200)),
  skipFaulty: z.boolean().default(false),
})
const why = z.object({
  purpose: z
    .string('请写明为什么要用这份名册')
    .trim()
    .min(4, '请写明为什么要用这份名册，例如“村民登录查看本村公开”')
    .max(200),
  authority: z.string('请写明依据').trim().min(4, '请写明依据，例如“县民政局 2026 年 3 号函”').max(200),
})
const limited = oneFile('请按乡镇分成几份，或者另存为 CSV。')

export function residentImportsApi(office: ResidentsOffice) {
  const may = staffOnly(office)
  const begin = async (actor: Actor, importId: string, chosen: z.output<typeof plan>, trial: boolean) => {
    const it = await mine(office, actor, importId)
    if (it.done_at) throw conflict('这份名册已经导入过了。')
    const missing = registerFields.filter((f) => f.required && chosen.columns[f.key] === undefined)
    if (missing.length > 0)
      throw invalid(`还没有选“${missing.map((f) => f.label).join('”“')}”是哪一列。`, { field: missing[0]!.key })
    return transact(office.db, async (tx) => {
      const job = await office.jobs.send(
        tx,
        'residents',
        { importId, personId: actor.personId, what: trial ? 'try' : 'run' },
        actor.personId,
        office.now(),
      )
      await sql`
        UPDATE resident_imports
        SET plan = ${JSON.stringify(chosen)}::jsonb, job_id = ${job}
        WHERE id = ${importId}`.execute(tx)
      return job
    })
  }
  return new Hono<StaffEnv>()
    .get('/resident-imports', may('resident.import'), async (c) =>
      c.json({
        fields: registerFields.map(({ key, label, required, hint }) => ({ key, label, required, hint })),
        imports: await rows(
          office.db,
          sql<{
            id: string
            file_name: string
            purpose: string
            authority: string
            counts: RegisterImport['counts']
            made_at: Date
            by: string | null
            done_at: Date | null
            undone_at: Date | null
            job_id: string | null
          }>`
            SELECT i.id, i.file_name, i.purpose, i.authority, i.counts, i.made_at, p.name AS by, i.done_at,
              i.undone_at, i.job_id
            FROM resident_imports i
            LEFT JOIN persons p ON p.id = i.made_by
            WHERE i.region_id = ANY(${scopes(c.get('session').actor)}::text[])
            ORDER BY i.made_at DESC
            LIMIT 100`,
        ),
      }),
    )
    .post('/resident-imports', may('resident.import'), limited, async (c) => {
      const { actor } = c.get('session')
      const form = await c.req.raw
        .formData()
        .then(shownForm)
        .catch(() => {
          throw invalid('没有收到文件，请重新选择。', { field: 'file' })
        })
      const told = why.safeParse({ purpose: form.get('purpose') ?? '', authority: form.get('authority') ?? '' })
      if (!told.success) throw invalid(told.error.issues[0]!.message, { field: String(told.error.issues[0]!.path[0]) })
      const file = form.get('file')
      if (!(file instanceof File) || file.size === 0)
        throw invalid('没有收到文件，或者文件是空的，请重新选择。', { field: 'file' })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const sheet = await previewRegister(bytes)
      const importId = newId()
      await sql`
        INSERT INTO resident_imports (
          id, file_name, sha256, region_id, purpose, authority, made_by, made_at
        )
        VALUES (
          ${importId}, ${file.name.slice(0, 200)}, ${await office.files.put('original', bytes)},
          ${scopes(actor)[0]}, ${told.data.purpose}, ${told.data.authority}, ${actor.personId},
          ${office.now()}
        )`.execute(office.db)
      return c.json({ id: importId, sheet })
    })
    .post('/resident-imports/:id/try', may('resident.import'), valid('param', id), valid('json', plan), async (c) =>
      c.json({ job: await begin(c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), true) }),
    )
    .post('/resident-imports/:id/run', may('resident.import'), valid('param', id), valid('json', plan), async (c) =>
      c.json({ job: await begin(c.get('session').actor, c.req.valid('param').id, c.req.valid('json'), false) }),
    )
    .post('/resident-imports/:id/undo', may('resident.import'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const it = await mine(office, actor, c.req.valid('param').id)
      if (!it.done_at) throw conflict('这份名册还没有导入，没有什么可以撤销。')
      if (it.undone_at) throw conflict('这次导入已经撤销过了。')
      return c.json({
        job: await transact(office.db, (tx) =>
          office.jobs.send(
            tx,
            'residents',
            { importId: it.id, personId: actor.personId, what: 'undo' },
            actor.personId,
            office.now(),
          ),
        ),
      })
    })
}

const scopes = (actor: Actor) =>
  actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'resident.import')).map((p) => p.regionId)

async function mine(office: ResidentsOffice, actor: Actor, importId: string): Promise<RegisterImport> {
  const it = await registerImport(office.db, importId)
  if (!scopes(actor).includes(it.region_id)) throw forbidden('这次导入是别的单位做的。')
  return it
}
