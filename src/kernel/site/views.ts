/**
 * Views per page, counted without tracking anybody: a number per page and day, kept in memory and written down every
 * ten seconds.
 */
import { dayOf, type Clock } from '../../platform/clock.ts'
import { sql, type Db } from '../../platform/db.ts'
import { errorFields, log } from '../../platform/log.ts'

const pages = /^\/(?:d\/([0-9A-Z]{10})|[vtb]\/([a-z0-9-]+)|(c))\/?$/
const robots = /bot|spider|crawl|slurp|lighthouse|headless/i

export class Views {
  private counts = new Map<string, { code: string; day: string; views: number }>()
  private timer: NodeJS.Timeout | undefined

  private readonly db: Db
  private readonly now: Clock

  constructor(db: Db, now: Clock) {
    this.db = db
    this.now = now
  }

  /** Counts a shown page; searching machines are left out. */
  count(path: string, agent: string | undefined) {
    const found = pages.exec(path)
    if (!found || robots.test(agent ?? '')) return
    const code = found[1] ?? found[2] ?? found[3]!
    const day = dayOf(this.now())
    const kept = this.counts.get(`${code} ${day}`)
    if (kept) kept.views += 1
    else this.counts.set(`${code} ${day}`, { code, day, views: 1 })
    this.timer ??= setTimeout(() => void this.flush(), 10_000).unref()
  }

  /** Writes the counts down; what could not be written is kept for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const counts = [...this.counts.values()]
    if (counts.length === 0) return
    this.counts = new Map()
    try {
      await sql`
        INSERT INTO site_views (code, day, views)
        SELECT *
        FROM unnest(
          ${counts.map((c) => c.code)}::text[], ${counts.map((c) => c.day)}::date[],
          ${counts.map((c) => c.views)}::int[]
        )
        ON CONFLICT (code, day) DO UPDATE SET views = site_views.views + excluded.views`.execute(this.db)
    } catch (error) {
      log.warn('page views not written', errorFields(error))
      for (const c of counts) this.add(c)
    }
  }

  private add(c: { code: string; day: string; views: number }) {
    const key = `${c.code} ${c.day}`
    const kept = this.counts.get(key)
    this.counts.set(key, kept ? { ...c, views: kept.views + c.views } : c)
  }
}
