/**
 * Villagers' reports of the demo, at every step: taken in and handled by the real actions at nominal times, their
 * leaves marked as demo.
 */
import { first, rows, sql, connect, transact, type Tx } from '../platform/db.ts'
import { dayOf } from '../platform/clock.ts'
import type { Context } from '../kernel/cases/times.ts'
import type { Office } from '../kernel/office.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { closedReport, closedReports, demoFates, demoReport, openReports, randomOf } from './content/index.ts'
import { entryBytes, parseEntry } from '../kernel/ledger/entry.ts'
import { leafHash } from '../kernel/ledger/merkle.ts'
import { livePlaces } from '../modules/disclosure/obligations/obligations.ts'
import '../modules/reports/handling/reports.reactions.ts'
import { drawPictures } from './pictures.ts'
import { playReport } from './reports.play.ts'
import { addRoute, keepTrial, switchOn } from '../modules/reports/routes/routes.ts'
import { demoWorld } from './world.ts'

/**
 * Plays reports in Liuwan (one of every fate) and in `others` more villages. Returns how many. Nothing happens where
 * there are any.
 */
export async function loadDemoReports(
  office: Pick<Office, 'db' | 'secret' | 'files'>,
  ownerUrl: string,
  now: Date,
  others: number,
): Promise<number> {
  if (await first(office.db, sql`SELECT 1 FROM reports LIMIT 1`)) return 0
  const owner = connect(ownerUrl, { max: 1, name: 'sunlit-demo' })
  try {
    const ctx = await contextAt(office.db, now)
    const villages = (await livePlaces(office.db, dayOf(now))).filter((p) => p.level === 'village' && !p.practice)
    const chosen = [
      ...villages.filter((p) => p.slug === 'liuwan'),
      ...villages.filter((p) => p.slug !== 'liuwan').slice(0, others),
    ]
    const world = await demoWorld(office.db, chosen)
    const means = { ...office, pictures: await drawPictures(office.files) }
    return await transact(
      owner.db,
      async (tx) => {
        await demoRoutes(tx, ctx)
        let made = 0
        for (const place of chosen) {
          const random = randomOf('reports', place.code)
          const fates =
            place.slug === 'liuwan' ? demoFates : demoFates.filter((fate) => random.chance(0.25) && fate !== 'late')
          const [ownClosed, from] =
            place.slug === 'liuwan' ? [closedReports, 0] : [10, random.int(0, closedReports - 1)]
          for (let n = 0; n < ownClosed; n += 1) {
            const hoursAgo = 200 + Math.round((n * 1_700) / ownClosed) + random.int(0, 40)
            const told = closedReport(from + n)
            if (await playReport(tx, means, world, place, told, 'done', { ...ctx, at: now }, random, hoursAgo))
              made += 1
          }
          // Each matter once in a village: nobody reads two equal titles in a row.
          const firstOpen = random.int(0, openReports - 1)
          for (const [i, fate] of fates.entries()) {
            if (
              await playReport(
                tx,
                means,
                world,
                place,
                demoReport(firstOpen + i, random, fate),
                fate,
                { ...ctx, at: now },
                random,
              )
            )
              made += 1
          }
        }
        await markLeaves(tx)
        return made
      },
      1,
    )
  } finally {
    await owner.close()
  }
}

/**
 * The four platforms as a county of Zhejiang draws them, the copies of every matter of relief, and a rule that waits
 * to be tried.
 */
const routes = [
  { name: '综治工作平台', categories: ['邻里纠纷', '婚姻家庭', '治安安全'], units: ['B-SFJ', 'B-GAJ'] },
  { name: '综合执法平台', categories: ['环境卫生', '住房和宅基地'], units: ['B-ZRZY', 'B-ZJJ'] },
  { name: '市场监管平台', categories: ['农业生产'], units: ['B-NYNC'] },
  { name: '便民服务平台', categories: ['社会救助', '医保社保'], units: ['B-MZJ', 'B-RSJ'] },
  { name: '社会救助抄送民政局', categories: ['社会救助'], units: ['B-MZJ'], copies: true },
  { name: '路灯坏了交住建局', categories: [], words: ['路灯', '灯不亮'], units: ['B-ZJJ'], off: true },
] as const

/** They are there before the first report: the trial of those in force found none. */
async function demoRoutes(tx: Tx, ctx: Context) {
  const codes = routes.flatMap((r) => [...r.units])
  const places = await rows(
    tx,
    sql<{ id: string; code: string }>`SELECT id, code FROM regions WHERE code = ANY(${codes}::text[])`,
  )
  for (const { units, ...r } of routes) {
    const ids = places.filter((p) => (units as readonly string[]).includes(p.code)).map((p) => p.id)
    if (ids.length === 0) continue
    const id = await addRoute(tx, 'demo', { area: null, kinds: [], words: [], copies: false, ...r, units: ids }, ctx)
    if ('off' in r) continue
    await keepTrial(tx, id, { days: ctx.rules.number('report.tryDays'), took: 0 }, ctx)
    await switchOn(tx, 'demo', id, 1, ctx)
  }
}

/** Their times are nominal: the log says so. Only leaves that are not in the log yet. */
export async function markLeaves(tx: Tx) {
  for (const leaf of await rows(
    tx,
    sql<{ id: string; entry: Buffer }>`SELECT l.id, l.entry FROM ledger_leaves l WHERE l.position IS NULL`,
  )) {
    const entry = entryBytes({ ...parseEntry(leaf.entry)!, demo: true })
    await sql`UPDATE ledger_leaves SET entry = ${entry}, leaf_hash = ${leafHash(entry)} WHERE id = ${leaf.id}`.execute(
      tx,
    )
  }
}
