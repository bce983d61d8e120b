/** Voice and video from any phone are played on any other; without ffmpeg as they came; what is broken is told. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { actorOf } from '../../../kernel/people/actor.ts'
import { makeWorld, type World } from '../../../../test/world.ts'
import { setFace } from '../handling/handle.ts'
import { visitor, type Visitor } from '../fixtures/visitor.ts'
import { makeLeftPlayable, makePlayable } from './voice.ts'

/** Debian's ffmpeg may be missing where this runs: then everything stays as it came, and that is asserted instead. */
const present = spawnSync('ffmpeg', ['-version']).status === 0
let w: World
let folder: string
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  folder = mkdtempSync(join(tmpdir(), 'sunlit-media-test-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await w.close()
})

/** One second of a tone, as an uncompressed recording. */
function tone(): Uint8Array<ArrayBuffer> {
  const samples = Buffer.alloc(16_000)
  for (let i = 0; i < 8_000; i += 1) samples.writeInt16LE(Math.round(8_000 * Math.sin(i / 3)), i * 2)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return new Uint8Array(Buffer.concat([head, samples]))
}

async function send(v: Visitor, files: File[]): Promise<{ path: string; id: string; code: string }> {
  const sent = await v.post(
    '/v/liuwan/reports/new',
    { kind: 'trouble', text: '', show: 'nameless', key: newId(), urgent: 'seen', asked: 'similar named numbers' },
    files,
  )
  expect(sent.status, sent.html).toBe(303)
  const code = sent.location.split('/').pop()!
  return {
    path: sent.location,
    code,
    id: (await first(w.office.db, sql<{ id: string }>`SELECT id FROM reports WHERE code = ${code}`))!.id,
  }
}
const filesOf = (id: string) =>
  rows(
    w.office.db,
    sql<{
      id: string
      shown_type: string | null
      poster_sha256: string | null
      unreadable_at: Date | null
    }>`
      SELECT id, shown_type, poster_sha256, unreadable_at
      FROM report_files
      WHERE report_id = ${id}
      ORDER BY position, added_at`,
  )

test('without ffmpeg the recording is played as it came, in pieces as an iPhone asks, with a way to download it', async () => {
  const v = visitor(w)
  const { path, id } = await send(v, [new File([tone()], 'voice.wav')])
  await makePlayable(w.office, id, 'no-such-ffmpeg')
  expect(await filesOf(id)).toMatchObject([{ shown_type: null, unreadable_at: null }])
  const page = (await v.get(path)).html
  expect(page).toContain('下载下来听')
  const src = /<audio[^>]*src="([^"]+)"/.exec(page)![1]!
  const piece = async (range: string) => {
    const answer = await w.app.request(`http://localhost${src}`, {
      headers: { cookie: v.cookies.map((c) => `${c.name}=${c.value}`).join('; '), range },
    })
    return [answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength]
  }
  expect(await piece('bytes=0-1')).toEqual([206, 'bytes 0-1/16044', 2])
  expect(await piece('bytes=16000-')).toEqual([206, 'bytes 16000-16043/16044', 44])
  expect(await piece('bytes=-44')).toEqual([206, 'bytes 16000-16043/16044', 44])
  expect((await piece('bytes=99999-'))[0]).toBe(416)
  expect((await piece('lines=1-2'))[0]).toBe(200)
  // ffmpeg came later: what was left is made then.
  expect(await makeLeftPlayable(w.office)).toBe(present ? 1 : 0)
  expect((await filesOf(id))[0]!.shown_type).toBe(present ? 'audio/mp4' : null)
})

test('a voice added later is made playable too; a broken one is told in a sentence to both sides', async () => {
  const v = visitor(w)
  const { path, id } = await send(v, [new File([tone()], 'voice.wav')])
  const broken = new File([new Uint8Array([...Buffer.from('OggS'), ...Buffer.alloc(400, 7)])], 'later.ogg')
  expect((await v.post(`${path}/add`, { more: '', key: newId() }, [broken])).status).toBe(303)
  expect(
    (await first(
      w.office.db,
      sql<{ n: number }>`SELECT count(*)::int AS n FROM job_progress WHERE kind = 'report-media'`,
    ))!.n,
  ).toBeGreaterThanOrEqual(2)
  await makePlayable(w.office, id)
  const [, later] = await filesOf(id)
  expect(later!.unreadable_at !== null).toBe(present)
  expect((await v.get(path)).html.includes('这段录音打不开')).toBe(present)
  const caseId = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${id}`))!.id
  const seen = (await (await w.signIn('liuwan-grid')).get(`/cases/${caseId}`)).body
  expect(seen.files.map((f: { unreadable: boolean }) => f.unreadable)).toEqual([false, present])
})

test('a video has a still; released by hand it is played publicly, and no longer when taken back', async () => {
  const file = join(folder, 'clip.webm')
  const made =
    present &&
    spawnSync('ffmpeg', [
      '-loglevel',
      'error',
      '-f',
      'lavfi',
      '-i',
      'testsrc=duration=1:size=320x240:rate=10',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=1',
      '-c:v',
      'libvpx',
      '-c:a',
      'libopus',
      file,
    ]).status === 0
  const v = visitor(w)
  const { path, id, code } = await send(v, [
    made ? new File([new Uint8Array(readFileSync(file))], 'clip.webm') : new File([tone()], 'voice.wav'),
  ])
  await makePlayable(w.office, id)
  const [media] = await filesOf(id)
  expect([media!.shown_type, media!.poster_sha256 !== null]).toEqual(made ? ['video/mp4', true] : [null, false])
  const caseId = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${id}`))!.id
  const grid = (await actorOf(
    w.office.db,
    (await first(
      w.office.db,
      sql<{
        id: string
      }>`
        SELECT a.person_id AS id
        FROM appointments a
        JOIN post_kinds k ON k.id = a.post_kind_id
        JOIN regions r ON r.id = a.region_id
        WHERE k.function = 'responder' AND r.slug = 'liuwan'
        LIMIT 1`,
    ))!.id,
    '2026-11-16',
  ))!
  const release = async (fileIds: string[]) => {
    const ctx = await contextAt(w.office.db, w.now())
    await transact(w.office.db, (tx) =>
      setFace(
        tx,
        w.office.secret,
        grid,
        caseId,
        { shown: true, title: '水管破裂', text: '见视频', fileIds, reason: '加一句', withName: false },
        ctx,
      ),
    )
  }
  const stranger = visitor(w)
  const shown = `/reports/${code}/shown/${media!.id}`
  await release([])
  expect([(await stranger.get(shown)).status, (await stranger.get(path)).html.includes('/shown/')]).toEqual([
    404,
    false,
  ])
  await release([media!.id])
  expect((await stranger.get(path)).html.includes(`poster="${shown}?still=1"`)).toBe(made)
  expect((await stranger.get(shown)).status).toBe(made ? 200 : 404)
  expect((await stranger.get(`${shown}?still=1`)).headers.get('content-type')?.includes('image/jpeg') ?? false).toBe(
    made,
  )
  await release([])
  expect((await stranger.get(shown)).status).toBe(404)
})
