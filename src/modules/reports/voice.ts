/** Voice and video made playable everywhere (AAC and H.264 in MP4, without the phone's notes) by Debian's ffmpeg, in a job. Without ffmpeg the original is offered. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rows, sql, type Db } from '../../platform/db.ts'
import { log } from '../../platform/log.ts'
import type { Handler } from '../../platform/jobs.ts'
import type { FileStore } from '../../kernel/files/store.ts'

export const mediaJob = 'report-media'
const minutes = 10

export function mediaJobs(office: { db: Db; files: FileStore }): Record<string, Handler> {
  return { [mediaJob]: (data) => makePlayable(office, String(data['reportId'])) }
}

type Media = { id: string; kind: 'voice' | 'video'; sha256: string }

/** Each voice and video of a report that has no playable copy yet. */
export async function makePlayable({ db, files }: { db: Db; files: FileStore }, reportId: string): Promise<void> {
  for (const m of await rows(db, sql<Media>`SELECT id, kind, sha256 FROM report_files WHERE report_id = ${reportId} AND kind IN ('voice', 'video') AND shown_sha256 IS NULL`)) {
    const original = await files.get('original', m.sha256)
    const made = original && (await transcoded(original, m.kind))
    if (!made) continue
    const sha256 = await files.put('public', made)
    await sql`UPDATE report_files SET shown_sha256 = ${sha256}, shown_type = ${m.kind === 'voice' ? 'audio/mp4' : 'video/mp4'} WHERE id = ${m.id}`.execute(db)
  }
}

const how: Record<Media['kind'], string[]> = {
  voice: ['-vn', '-ac', '1', '-c:a', 'aac', '-b:a', '48k'],
  video: ['-vf', "scale='min(1280,iw)':-2", '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k'],
}

/** The playable copy; `undefined` where there is no ffmpeg, or it cannot read the file. */
async function transcoded(bytes: Uint8Array, kind: Media['kind']): Promise<Uint8Array | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'sunlit-media-'))
  try {
    const [source, target] = [join(folder, 'in'), join(folder, 'out.mp4')]
    await writeFile(source, bytes, { mode: 0o600 })
    const code = await ffmpeg(['-nostdin', '-loglevel', 'error', '-protocol_whitelist', 'file', '-threads', '1', '-i', source, '-map_metadata', '-1', ...how[kind], '-movflags', '+faststart', target])
    return code === 0 ? new Uint8Array(await readFile(target)) : undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function ffmpeg(args: string[]): Promise<number> {
  return new Promise((done) => {
    const child = spawn('ffmpeg', args, { stdio: 'ignore', timeout: minutes * 60_000 })
    child.once('error', () => { log.warn('no ffmpeg: voice and video stay as they came'); done(1) })
    child.once('exit', (code) => done(code ?? 1))
  })
}
