/**
 * Voice and video made playable everywhere (AAC and H.264 in MP4, without the phone's notes), and a still of each
 * video, by Debian's ffmpeg, in a job. Without ffmpeg the original is offered to whoever may open the report, and
 * nothing is shown publicly.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rows, sql, type Db } from '../../../platform/db.ts'
import { log } from '../../../platform/log.ts'
import { bump } from '../../../platform/pageVersions.ts'
import type { Handler } from '../../../platform/jobs.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { doApart, isTried } from '../../../kernel/rounds/apart.ts'

export const mediaJob = 'report-media'
const minutes = 10
type Where = { db: Db; files: FileStore; now: () => Date }

export function mediaJobs(office: Where): Record<string, Handler> {
  return { [mediaJob]: (data) => makePlayable(office, String(data['reportId'])) }
}

type Media = { id: string; kind: 'voice' | 'video'; sha256: string; slug: string }

/** Each voice and video of a report that has no playable copy yet. */
export async function makePlayable(where: Where, reportId: string, program = 'ffmpeg'): Promise<void> {
  await makeAll(where, await unmade(where.db, reportId, where.now()), program)
}

/**
 * What an earlier job left, for want of ffmpeg or by a crash: a few at a time. Returns how many were tried; 0 without
 * ffmpeg.
 */
export async function makeLeftPlayable(where: Where): Promise<number> {
  return makeAll(where, await unmade(where.db, undefined, where.now()), 'ffmpeg')
}

function unmade(db: Db, reportId: string | undefined, now: Date): Promise<Media[]> {
  return rows(
    db,
    sql<Media>`
      SELECT v.id, v.kind, v.sha256, r.slug
      FROM report_files v
      JOIN reports p ON p.id = v.report_id
      JOIN regions r ON r.id = p.region_id
      WHERE (${reportId ?? null}::text IS NULL OR v.report_id = ${reportId ?? null})
        AND v.kind IN ('voice', 'video')
        AND v.shown_sha256 IS NULL
        AND v.unreadable_at IS NULL
        AND ${isTried('media', sql`v.id`, now)}
      ORDER BY v.added_at
      LIMIT 20`,
  )
}

async function makeAll(where: Where, media: readonly Media[], program: string): Promise<number> {
  let missing = false
  const work = async ([m]: readonly Media[]) => {
    if (!missing) missing = (await makeOne(where, m!, program)) === 'no ffmpeg'
  }
  await doApart(where.db, { round: 'media', items: media, atOnce: 1, idOf: (m) => m.id, work }, where.now())
  return missing ? 0 : media.length
}

async function makeOne({ db, files, now }: Where, m: Media, program: string): Promise<'no ffmpeg' | 'done'> {
  const original = await files.get('original', m.sha256)
  const made = original ? await transcoded(original, m.kind, program) : 'unreadable'
  if (made === 'no ffmpeg') return made
  if (made === 'unreadable') await sql`UPDATE report_files SET unreadable_at = ${now()} WHERE id = ${m.id}`.execute(db)
  else {
    const sha256 = await files.put('original', made.media)
    const poster = made.poster ? await files.put('original', made.poster) : null
    await sql`
      UPDATE report_files
      SET shown_sha256 = ${sha256}, shown_type = ${m.kind === 'voice' ? 'audio/mp4' : 'video/mp4'},
        poster_sha256 = ${poster}
      WHERE id = ${m.id}`.execute(db)
  }
  await db.transaction().execute((tx) => bump(tx, [m.slug]))
  return 'done'
}

const how: Record<Media['kind'], string[]> = {
  voice: ['-vn', '-ac', '1', '-c:a', 'aac', '-b:a', '48k'],
  video: [
    '-vf',
    "scale='min(1280,iw)':-2",
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '28',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-b:a',
    '64k',
  ],
}
const common = ['-nostdin', '-loglevel', 'error', '-protocol_whitelist', 'file', '-threads', '1']

/** The playable copy, of a video its still too. */
async function transcoded(
  bytes: Uint8Array,
  kind: Media['kind'],
  program: string,
): Promise<{ media: Uint8Array; poster: Uint8Array | undefined } | 'no ffmpeg' | 'unreadable'> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-media-'))
  try {
    const [source, target, still] = [join(folder, 'in'), join(folder, 'out.mp4'), join(folder, 'still.jpg')]
    await writeFile(source, bytes, { mode: 0o600 })
    const code = await run(program, [
      ...common,
      '-i',
      source,
      '-map_metadata',
      '-1',
      ...how[kind],
      '-movflags',
      '+faststart',
      target,
    ])
    if (code === undefined) return 'no ffmpeg'
    if (code !== 0) return 'unreadable'
    const taken =
      kind === 'video'
        ? await run(program, [
            ...common,
            '-i',
            target,
            '-vf',
            "thumbnail=20,scale='min(640,iw)':-2",
            '-frames:v',
            '1',
            still,
          ])
        : 1
    return {
      media: new Uint8Array(await readFile(target)),
      poster: taken === 0 ? new Uint8Array(await readFile(still)) : undefined,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Its exit code; `undefined` where the program is not there. */
function run(program: string, args: string[]): Promise<number | undefined> {
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore', timeout: minutes * 60_000 })
    child.once('error', () => {
      log.warn('no ffmpeg: voice and video stay as they came')
      done(undefined)
    })
    child.once('exit', (code) => done(code ?? 1))
  })
}
