/** A county's own Excel lists: upload, match columns, try, run, undo; and old papers as 历史资料. */
import { id } from '../../../kernel/staff/params.ts'
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { audit } from '../county.audit.ts'
import { rows, sql, transact } from '../../../platform/db.ts'
import { conflict, forbidden, invalid, UserError } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { bump } from '../../../platform/pageVersions.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { maxFileBytes } from '../../../kernel/files/inspect.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { staffOnly, valid, type StaffEnv } from '../../../kernel/staff/staff.ts'
import type { CountyOffice } from '../county.office.ts'
import { putHistorical } from '../history/history.ts'
import { listFields, listKinds, listNames } from '../../../kernel/sheets/lists/fields.ts'
import { importById, tablesOf, tryImport, type ImportRow } from './imports.ts'
import { previewOf } from '../../../kernel/sheets/lists/preview.ts'
import { undoImport } from './undo.ts'
import { pagesOf } from '../places/regions.ts'
import { seenRegion } from '../places/regions.find.ts'

const planSchema = z.object({
  sheet: z.int().min(0).max(50),
  headerRow: z.int().min(0).max(500),
  columns: z.record(z.string().max(40), z.int().min(0).max(200)),
})
const historySchema = z.object({
  place: z.string().min(2).max(60),
  title: z.string().trim().min(2, '请写标题').max(100),
  on: z.iso.date(),
  kind: z.string().trim().max(30).default(''),
  note: z.string().trim().max(500).default(''),
  files: z.array(z.string().max(40)).max(20).default([]),
})
const tooLarge = () => {
  throw new UserError(413, `文件太大了，每个不超过 ${maxFileBytes / 1024 / 1024} MB。请分成几份再传。`)
}
const limited = bodyLimit({ maxSize: maxFileBytes + 65_536, onError: tooLarge })

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
        imports: await rows(
          office.db,
          sql<{
            id: string
            kind: string
            file_name: string
            counts: unknown
            made_at: Date
            by: string | null
            done_at: Date | null
            undone_at: Date | null
            job_id: string | null
          }>`
            SELECT i.id, i.kind, i.file_name, i.counts, i.made_at, p.name AS by, i.done_at, i.undone_at,
              i.job_id
            FROM imports i
            LEFT JOIN persons p ON p.id = i.made_by
            WHERE i.region_id = ANY(${scopes(c.get('session').actor)})
            ORDER BY i.made_at DESC
            LIMIT 100`,
        ),
      }),
    )
    .post('/imports', may('import.run'), limited, async (c) => {
      const { actor } = c.get('session')
      const form = await formOf(c.req.raw)
      const kind = z.enum(listKinds, '请选名单的种类').safeParse(form.get('kind'))
      if (!kind.success) throw invalid('请选名单的种类。', { field: 'kind' })
      const file = await fileIn(form)
      const tables = await tablesOf(file.bytes)
      const importId = newId()
      const sha256 = await office.files.put('original', file.bytes)
      await sql`
        INSERT INTO imports (id, kind, file_name, sha256, region_id, made_by, made_at)
        VALUES (
          ${importId}, ${kind.data}, ${file.name.slice(0, 200)}, ${sha256}, ${scopes(actor)[0]},
          ${actor.personId}, ${office.now()}
        )`.execute(office.db)
      return c.json({ id: importId, sheets: tables.map((t) => previewOf(t, listFields[kind.data])) })
    })
    .post('/imports/:id/files', may('import.run'), limited, valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const it = await mine(office, actor, c.req.valid('param').id)
      if (it.kind !== 'history') throw invalid('只有历史资料的名单要另外上传文件。')
      const file = await fileIn(await formOf(c.req.raw))
      const taken = await takeIn(office, actor.personId, it.region_id, file)
      await sql`
        INSERT INTO import_files (import_id, name, file_id)
        VALUES (${it.id}, ${file.name}, ${taken.id})
        ON CONFLICT (import_id, name) DO UPDATE SET file_id = excluded.file_id`.execute(office.db)
      return c.json(taken)
    })
    .post('/imports/:id/try', may('import.run'), valid('param', id), valid('json', planSchema), async (c) => {
      const { actor } = c.get('session')
      const it = await mine(office, actor, c.req.valid('param').id)
      return c.json(await tryImport(office, it, c.req.valid('json'), actor, await contextAt(office.db, office.now())))
    })
    .post(
      '/imports/:id/run',
      may('import.run'),
      valid('param', id),
      valid('json', planSchema.extend({ skipFaulty: z.boolean().default(false) })),
      async (c) => {
        const { actor } = c.get('session')
        const it = await mine(office, actor, c.req.valid('param').id)
        if (it.done_at) throw conflict('这份名单已经导入过了。')
        const job = await transact(office.db, async (tx) => {
          const sent = await office.jobs.send(
            tx,
            'import',
            { importId: it.id, personId: actor.personId },
            actor.personId,
            office.now(),
          )
          await sql`
            UPDATE imports
            SET plan = ${JSON.stringify(c.req.valid('json'))}::jsonb, job_id = ${sent}
            WHERE id = ${it.id}`.execute(tx)
          return sent
        })
        return c.json({ job })
      },
    )
    .post('/imports/:id/undo', may('import.run'), valid('param', id), async (c) => {
      const { actor } = c.get('session')
      const it = await mine(office, actor, c.req.valid('param').id)
      return c.json(
        await transact(office.db, async (tx) => {
          const done = await undoImport(tx, actor, it, office.now())
          await audit(tx, {
            at: office.now(),
            personId: actor.personId,
            action: 'import.undo',
            subject: it.id,
            detail: { undone: done.undone, kept: done.kept.length },
          })
          return done
        }),
      )
    })
    .get('/history', may('place.see'), valid('query', z.object({ place: z.string().min(2).max(60) })), async (c) => {
      const place = await seenRegion(office.db, c.get('session').actor, c.req.valid('query').place)
      return c.json({
        records: await rows(
          office.db,
          sql<{
            id: string
            title: string
            original_on: string
            kind: string
            note: string
            files: number
          }>`
            SELECT h.id, h.title, h.original_on, h.kind, h.note,
              (SELECT count(*) FROM historical_files f WHERE f.record_id = h.id) AS files
            FROM historical_records h
            WHERE h.region_id = ${place.id}
            ORDER BY h.original_on DESC, h.id
            LIMIT 500`,
        ),
      })
    })
    .post('/history/files', may('import.run'), limited, async (c) => {
      const { actor } = c.get('session')
      return c.json(await takeIn(office, actor.personId, scopes(actor)[0]!, await fileIn(await formOf(c.req.raw))))
    })
    .post('/history', may('import.run'), valid('json', historySchema), async (c) => {
      const { actor } = c.get('session')
      const input = c.req.valid('json')
      const place = await seenRegion(office.db, actor, input.place)
      if (!postFor(actor, 'import.run', place.path)) throw forbidden('历史资料由县管理员登记。')
      return c.json({
        id: await transact(office.db, async (tx) => {
          const made = await putHistorical(tx, {
            ...input,
            regionId: place.id,
            path: place.path,
            fileIds: input.files,
            importId: null,
            by: actor.personId,
            now: office.now(),
          })
          await bump(tx, await pagesOf(tx, [place]))
          await audit(tx, { at: office.now(), personId: actor.personId, action: 'history.enter', subject: made })
          return made
        }),
      })
    })
}

/** The places over which this person runs imports. */
const scopes = (actor: Actor) =>
  actor.posts.filter((p) => postFor({ ...actor, posts: [p] }, 'import.run')).map((p) => p.regionId)

async function mine(office: CountyOffice, actor: Actor, importId: string): Promise<ImportRow> {
  const it = await importById(office.db, importId)
  if (!scopes(actor).includes(it.region_id)) throw forbidden('这次导入是别的单位做的。')
  return it
}

async function formOf(request: Request): Promise<FormData> {
  return request.formData().catch(() => {
    throw invalid('没有收到文件，请重新选择。', { field: 'file' })
  })
}

async function fileIn(form: FormData): Promise<{ name: string; bytes: Uint8Array }> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0)
    throw invalid('没有收到文件，或者文件是空的，请重新选择。', { field: 'file' })
  if (file.size > maxFileBytes) tooLarge()
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}
