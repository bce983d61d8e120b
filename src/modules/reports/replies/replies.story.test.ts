/**
 * An answer with a picture and a paper: guarded on the way in, seen in the preview, by the reporter, and by everybody
 * once the report is released.
 */
import sharp from 'sharp'
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { visitor } from '../fixtures/visitor.ts'
import { receive, type Place, type Received } from '../sending/receive.ts'
import { reportSchema } from '../reports.schema.ts'

let w: World
let grid: Person, chair: Person, clerk: Person
let made: Received
let caseId: string
const upload = (who: Person, file: File) => who.upload(`/cases/${caseId}/reply-files`, file)
const picture = async () =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2a6' } })
          .withExif({ IFD3: { GPSLatitude: '28/1 0/1 0/1' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    '修好了.jpg',
    { type: 'image/jpeg' },
  )
async function pdf(words: string): Promise<File> {
  const doc = await PDFDocument.create()
  doc.addPage().drawText(words, { x: 40, y: 700, font: await doc.embedFont(StandardFonts.Helvetica) })
  return new File([new Uint8Array(await doc.save())], 'bill.pdf', { type: 'application/pdf' })
}

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[grid, chair, clerk] = (await Promise.all(
    ['liuwan-grid', 'liuwan-chair', 'qingxi-clerk'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
  const liuwan = (await first(
    w.office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const ctx = await contextAt(w.office.db, w.now())
  made = await transact(w.office.db, (tx) =>
    receive(
      tx,
      w.office.secret,
      liuwan,
      reportSchema.parse({ kind: 'trouble', text: '水管破了', show: 'nameless', key: newId() }),
      [],
      { channel: 'web' },
      ctx,
    ),
  )
  caseId = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
})
afterAll(() => w.close())

test('what cannot be shown is refused with a sentence; strangers upload nothing', async () => {
  expect((await upload(grid, await pdf('call 13912345678'))).body.message).toContain('手机号')
  expect((await upload(grid, new File(['<svg onload=alert(1)>'], 'x.svg', { type: 'image/svg+xml' }))).status).toBe(415)
  expect((await upload(chair, await picture())).status).toBe(403)
  expect((await upload(clerk, await picture())).status).toBe(403)
})

test('the preview shows the files; unseen files are not sent; given, they are the reporter’s and later everybody’s', async () => {
  const [photo, bill] = [await upload(grid, await picture()), await upload(grid, await pdf('paid 120.00'))]
  const dropped = await upload(grid, await picture())
  await grid.post(`/cases/${caseId}/reply-files/${dropped.body.id}/drop`)
  expect((await grid.get(`/cases/${caseId}/reply-files`)).body.files.map((f: { kind: string }) => f.kind)).toEqual([
    'picture',
    'paper',
  ])
  const reply = { text: '水管已经换好，照片和发票在附件里。', form: 'face', fileIds: [photo.body.id, bill.body.id] }
  expect((await grid.post(`/cases/${caseId}/preview`, reply)).body.message).toContain('请看过附件')
  expect((await grid.post(`/cases/${caseId}/preview`, { ...reply, filesChecked: true })).body.files).toHaveLength(2)
  expect(
    (
      await grid.post(`/cases/${caseId}/actions/answer`, {
        reply: { ...reply, fileIds: [dropped.body.id], filesChecked: true },
      })
    ).status,
  ).toBe(422)
  expect(
    (await grid.post(`/cases/${caseId}/actions/answer`, { reply: { ...reply, filesChecked: true } })).body,
  ).toEqual({ step: 'answered' })
  expect((await clerk.get(`/cases/${caseId}`)).body.replies[0].files.map((f: { id: string }) => f.id)).toEqual([
    photo.body.id,
    bill.body.id,
  ])

  const [reporter, stranger] = [visitor(w), visitor(w)]
  await reporter.post('/reports', { code: made.code, digits: made.digits })
  const address = `/reports/${made.code}/answers/${photo.body.id}`
  expect((await reporter.get(`/reports/${made.code}`)).html).toContain(address)
  const seen = await reporter.get(address)
  expect([seen.status, (await sharp(seen.bytes).metadata()).exif]).toEqual([200, undefined])
  expect((await stranger.get(address)).status).toBe(404)
  await clerk.post(`/cases/${caseId}/face`, { shown: true, title: '水管破裂', text: '水管破了', reason: '' })
  expect((await stranger.get(`/reports/${made.code}`)).html).toContain('答复的附件：bill.pdf')
  expect((await stranger.get(address)).status).toBe(200)
  await clerk.post(`/cases/${caseId}/face`, { shown: false, title: '', text: '', reason: '先不公开' })
  expect((await stranger.get(address)).status).toBe(404)
})
