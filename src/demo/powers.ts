/**
 * What the demo's villages do by the list of powers, in every state: played through the real actions at nominal times,
 * their leaves marked as demo.
 */
import sharp from 'sharp'
import { first, sql, connect, transact, type Tx } from '../platform/db.ts'
import { dayOf } from '../platform/clock.ts'
import { contextAt } from '../kernel/cases/office.ts'
import type { Office } from '../kernel/office.ts'
import { demoSeals, liuwanRuns, randomOf, runsElsewhere } from './content/index.ts'
import { livePlaces } from '../modules/disclosure/obligations/obligations.ts'
import { worksPng } from './pictures.ts'
import { playRun } from './powers.play.ts'
import { markLeaves } from './reports.ts'
import { playSeal } from './seals.play.ts'
import { demoWorld } from './world.ts'

/**
 * Plays them in Liuwan and in `others` more villages; returns how many. Nothing happens where there are any, or where
 * the county has no list.
 */
export async function loadDemoPowers(
  office: Pick<Office, 'db' | 'secret' | 'files'>,
  ownerUrl: string,
  now: Date,
  others: number,
): Promise<number> {
  if (
    (await first(office.db, sql`SELECT 1 FROM power_runs LIMIT 1`)) ||
    !(await first(office.db, sql`SELECT 1 FROM powers LIMIT 1`))
  )
    return 0
  const owner = connect(ownerUrl, { max: 1, name: 'sunlit-demo' })
  try {
    const ctx = await contextAt(office.db, now)
    const villages = (await livePlaces(office.db, dayOf(now))).filter((p) => p.level === 'village' && !p.practice)
    const chosen = [
      ...villages.filter((p) => p.slug === 'liuwan'),
      ...villages.filter((p) => p.slug !== 'liuwan').slice(0, others),
    ]
    const world = await demoWorld(office.db, chosen)
    const sheet = await paperOf(office)
    return await transact(
      owner.db,
      async (tx) => {
        let made = 0
        for (const place of chosen) {
          const random = randomOf('powers', place.code)
          const home = place.slug === 'liuwan'
          for (const told of home ? liuwanRuns : runsElsewhere(random))
            if (await playRun(tx, { office, world, place, sheet, now: { ...ctx, at: now }, random }, told)) made += 1
          if (home)
            for (const told of demoSeals) await playSeal(tx, { world, place, sheet, now: { ...ctx, at: now } }, told)
        }
        await markLeaves(tx)
        await readOld(tx, now)
        return made
      },
      1,
    )
  } finally {
    await owner.close()
  }
}

/** What was told days ago has been read: a demo does not open on a heap of messages. */
async function readOld(tx: Tx, now: Date) {
  await sql`
    INSERT INTO message_reads (message_id, person_id, read_at)
    SELECT m.id, a.person_id, m.sent_at
    FROM messages m
    JOIN appointments a ON a.region_id = m.region_id AND a.to_on IS NULL
    JOIN post_kinds k ON k.id = a.post_kind_id AND k.function = m.function
    WHERE m.sent_at < ${new Date(now.getTime() - 3 * 86_400_000)}
    ON CONFLICT (message_id, person_id) DO NOTHING`.execute(tx)
}

type Drawn = { sha256: string; shown: string; bytes: number }
/** `photo`: what stands for a photograph of works. */
export type Sheet = Drawn & { photo: Drawn }

/** One drawn sheet stands for every paper, one scene for works: nobody's real paper is in the demo. */
async function paperOf({ files }: Pick<Office, 'files'>): Promise<Sheet> {
  const stored = async (bytes: Buffer): Promise<Drawn> => {
    const [sha256, shown] = await Promise.all([files.put('original', bytes), files.put('public', bytes)])
    return { sha256, shown, bytes: bytes.length }
  }
  return { ...(await stored(await sharp(Buffer.from(drawn)).png().toBuffer())), photo: await stored(await worksPng()) }
}

const line = (y: number, width: number) => `<rect x="70" y="${y}" width="${width}" height="10" rx="5" fill="#c9c4b4"/>`
const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="860"><rect width="640" height="860" fill="#fffdf5"/><rect x="24" y="24" width="592" height="812" fill="none" stroke="#8a8471" stroke-width="3"/><text x="320" y="110" font-size="34" text-anchor="middle" fill="#222">演示材料（虚构）</text>${[180, 220, 260, 300, 380, 420, 460, 540, 580].map((y, i) => line(y, i % 3 === 2 ? 320 : 500)).join('')}<circle cx="470" cy="700" r="76" fill="none" stroke="#b03030" stroke-width="6"/><text x="470" y="712" font-size="30" text-anchor="middle" fill="#b03030">演示章</text><path d="M90 720c40-60 60 30 100-20s50 30 90 0" fill="none" stroke="#123" stroke-width="4"/></svg>`
