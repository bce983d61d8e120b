/** A licence for which an article makes the office's silence acceptance (行政许可法 Art. 32). */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillIn } from '../../../../test/fillIn.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { sweepCases } from '../../../kernel/cases/sweep.ts'
import { isFile, placedFields } from '../../../kernel/forms/asked/fields.ts'
import { visitor } from '../../reports/public/fixtures/visitor.ts'
import { takePaper } from './papers.ts'
import { send, type Place } from './receive.ts'
import type { Service } from '../services.schema.ts'
import { wholeForm } from './wholeForm.ts'

let w: World
let picture: Uint8Array
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  picture = new Uint8Array(await sharp({ create: { width: 60, height: 40, channels: 3, background: '#caa' } }).jpeg().toBuffer())
}, 60_000)
afterAll(() => w.close())

test('where an article says so, silence is acceptance: the page says it beforehand, and afterwards who acted', async () => {
  const licence = (await first(w.office.db, sql<{ definition: Service; version: number }>`SELECT definition, version FROM services WHERE code = 'SV050' ORDER BY version DESC LIMIT 1`))!
  const ctx = await contextAt(w.office.db, w.now())
  const place = (await first(w.office.db, sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`))!
  const key = newId()
  const ids = new Map<string, string>()
  for (const { field } of placedFields(wholeForm(licence.definition)).filter((f) => isFile(f.field.kind))) ids.set(field.key, (await takePaper(w.office, key, field.key, { name: 'a.jpg', bytes: picture }, ctx.rules, ctx.now)).id)
  const answers = fillIn(wholeForm(licence.definition), (f) => ids.get(f.key)!)
  const { code, digits, id } = await transact(w.office.db, (tx) => send(tx, w.office.secret, { place, service: licence.definition, version: licence.version, key, answers, identity: 0 }, ctx))
  const v = visitor(w)
  await v.post('/applications', { code, digits })
  expect((await v.get(`/applications/${code}`)).html).toContain('就算已经受理（《行政许可法》第三十二条')
  const due = (await first(w.office.db, sql<{ due_at: Date }>`SELECT due_at FROM cases WHERE subject_id = ${id}`))!.due_at
  w.set(new Date(due.getTime() + 1000).toISOString())
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  expect((await first(w.office.db, sql<{ step: string }>`SELECT step FROM cases WHERE subject_id = ${id}`))!.step).not.toMatch(/_accept$/)
  await v.post('/applications', { code, digits })
  expect((await v.get(`/applications/${code}`)).html).toContain('到期没有答复，按规定视为通过')
  expect((await rows(w.office.db, sql`SELECT 1 FROM cards k JOIN cases c ON c.id = k.subject_id WHERE c.subject_id = ${id} AND k.colour = 'red'`)).length, 'silence that an article foresees is no red card').toBe(0)
})
