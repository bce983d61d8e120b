/** What else the demo's reports need: hours in which people work, a voice, a mediation, call-backs. */
import sharp from 'sharp'
import { addDays, dayOf } from '../platform/clock.ts'
import { first, sql, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import type { Context } from '../kernel/cases/act.ts'
import type { FileStore } from '../kernel/files/store.ts'
import { notePaper } from '../kernel/intake/evidence.ts'
import type { Office } from '../kernel/office.ts'
import type { Actor } from '../kernel/people/actor.ts'
import { recordCall } from '../modules/reports/statistics/callbacks.ts'
import { addMeeting, endMediation, openMediation } from '../modules/reports/mediation/mediation.ts'
import type { SentFile } from '../modules/reports/sending/uploads.ts'
import type { Rating } from '../modules/reports/reports.schema.ts'
import { transcribe } from '../modules/reports/handling/work.ts'

export type At = Omit<Context, 'now'> & { at: Date }
const hour = 3_600_000

/**
 * Times of one report: told at any hour, handled between 8:00 and 20:00, never before what went before and never after
 * now.
 */
export function hoursOf(start: number, { at, ...rest }: At): { told: Context; ctxAt: (hours: number) => Context } {
  let last = start
  const ctxAt = (hours: number): Context => {
    last = Math.max(last, Math.min(at.getTime(), inOfficeHours(start + hours * hour)))
    return { ...rest, now: new Date(last) }
  }
  return { told: { ...rest, now: new Date(start) }, ctxAt }
}

/** The same instant, or, of one between 22:00 and 6:30 (Asia/Shanghai), eight hours and a half before. */
export function byDay(ms: number): number {
  const clock = (ms + 8 * hour) % (24 * hour)
  return clock >= 6.5 * hour && clock < 22 * hour ? ms : ms - 8.5 * hour
}

/** The same instant, or the next morning after eight (Asia/Shanghai). */
function inOfficeHours(ms: number): number {
  const clock = (ms + 8 * hour) % (24 * hour)
  if (clock >= 8 * hour && clock < 20 * hour) return ms
  const wait = clock < 8 * hour ? 8 * hour - clock : 32 * hour - clock
  return ms + wait + (ms % 40) * 60_000
}

/** Two seconds of a rising tone as WAV: stands for a villager's voice, which nobody has lent. */
export async function demoVoice(files: FileStore): Promise<SentFile> {
  const [rate, seconds] = [8_000, 2]
  const sound = Buffer.alloc(44 + rate * seconds * 2)
  sound.write('RIFF', 0)
  sound.writeUInt32LE(sound.length - 8, 4)
  sound.write('WAVEfmt ', 8)
  for (const [at, value] of [
    [16, 16],
    [24, rate],
    [28, rate * 2],
    [40, rate * seconds * 2],
  ] as const)
    sound.writeUInt32LE(value, at)
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    sound.writeUInt16LE(value, at)
  sound.write('data', 36)
  for (let i = 0; i < rate * seconds; i++)
    sound.writeInt16LE(Math.round(6_000 * Math.sin((2 * Math.PI * (180 + (60 * i) / rate) * i) / rate)), 44 + i * 2)
  return {
    kind: 'voice',
    name: '录音.wav',
    type: 'audio/wav',
    bytes: sound.length,
    sha256: await files.put('original', sound),
  }
}

export async function hearDemoVoice(tx: Tx, secret: string, who: Actor, caseId: string, text: string): Promise<void> {
  const file = (await first(
    tx,
    sql<{
      id: string
    }>`
      SELECT f.id
      FROM report_files f
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = f.report_id
      WHERE c.id = ${caseId}`,
  ))!
  await transcribe(tx, secret, who, caseId, file.id, text)
}

/** Two meetings, an agreement with its signed paper, a day to look again. */
export async function mediated(
  tx: Tx,
  { secret, files }: Pick<Office, 'secret' | 'files'>,
  who: Actor,
  m: { place: string; caseId: string; title: string },
  ctxAt: (hours: number) => Context,
): Promise<void> {
  const id = await openMediation(
    tx,
    secret,
    who,
    {
      ...m,
      mediator: who.name,
      parties: [
        { name: '演示村民甲', phone: '', side: '甲方' },
        { name: '演示村民乙', phone: '', side: '乙方' },
      ],
    },
    ctxAt(14),
  )
  for (const [hours, notes] of [
    [30, '双方各说各的理，约定一起到现场看。'],
    [52, '到现场看了沟的走向，双方同意沟归公用。'],
  ] as const)
    await addMeeting(tx, who, id, { on: dayOf(ctxAt(hours).now), spot: '村委会', notes }, ctxAt(hours))
  const scan = await files.put('original', await sharp(Buffer.from(signed)).png().toBuffer())
  const end = ctxAt(74)
  await notePaper(tx, scan, who.personId, end.now)
  await endMediation(
    tx,
    who,
    id,
    {
      outcome: 'agreed',
      agreement: '房后的排水沟归两家公用，一起清淤，谁也不再往沟里倒土。',
      scan,
      followUpOn: addDays(dayOf(end.now), 30),
    },
    end,
  )
}

const signed =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#fffdf5"/><text x="40" y="70" font-size="28">调解协议书（演示，虚构）</text><path d="M60 300c40-60 60 30 100-20s50 30 90 0M340 300c30-50 70 40 110-10s40 20 80-10" fill="none" stroke="#123" stroke-width="4"/></svg>'

/** A drawn call-back; without `said` it still waits for somebody. */
export async function callBack(
  tx: Tx,
  who: Actor,
  reportId: string,
  said: Rating | undefined,
  note: string,
  ctx: Context,
): Promise<void> {
  await sql`
    INSERT INTO report_callbacks (id, report_id, chosen_at)
    SELECT ${newId(ctx.now.getTime())}, ${reportId}, ${ctx.now}
    WHERE NOT EXISTS (SELECT 1 FROM report_callbacks WHERE report_id = ${reportId})`.execute(tx)
  const { id } = (await first(tx, sql<{ id: string }>`SELECT id FROM report_callbacks WHERE report_id = ${reportId}`))!
  if (said) await recordCall(tx, who, id, { reached: true, rating: said, note, reopen: false }, ctx)
}
