/** Every package that the demo makes verifies as it was made, and a flipped byte in it is named. */
import type { Browser } from 'playwright-core'
import { expect, test } from 'vitest'
import { verifyArchive } from '../src/kernel/ledger/archive.ts'
import { readZip } from '../src/kernel/ledger/archive.zip.ts'
import { inDemo } from './inDemo.ts'
import { signIn } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser

inDemo((opened) => {
  ;({ server, browser } = opened)
})

type Place = { slug: string; published: number }
type Package = { id: string; place: string; notices: number }

test('the year’s package of every place that has published', async () => {
  const { context } = await signIn(browser, server, 'admin')
  const get = async (path: string) => (await context.request.get(`${server.url}/api${path}`)).json()
  const months = [2, 1, 0].map(monthsBack)
  const coverages = await Promise.all(months.map((m) => get(`/coverage?month=${m}`)))
  const slugs = new Set(
    coverages.flatMap((c: { places: Place[] }) => c.places.filter((p) => p.published > 0).map((p) => p.slug)),
  )
  expect(slugs.size).toBeGreaterThan(20)
  const years = [...new Set(months.map((m) => m.slice(0, 4)))]
  const jobs: string[] = []
  for (const place of slugs)
    for (const period of years) {
      const ordered = await context.request.post(`${server.url}/api/archives`, {
        data: { place, period, below: false },
        headers: { origin: server.url },
      })
      jobs.push((await ordered.json()).job)
    }
  for (const job of jobs)
    await expect
      .poll(async () => (await get(`/jobs/${job}`)).finished_at, { interval: 200, timeout: 300_000 })
      .not.toBeNull()

  const seen = { packages: 0, notices: 0, stages: 0 }
  /** The smallest of those with something of everything: each of its files is spoilt in turn. */
  let some: { notices: number; files: Map<string, Uint8Array> } | undefined
  for (const place of slugs)
    for (const made of (await get(`/archives?place=${place}`)).archives as Package[]) {
      const answer = await context.request.get(`${server.url}/api/archives/${made.id}/file.zip`)
      const files = readZip(new Uint8Array(await answer.body()))
      if (typeof files === 'string') throw new Error(`${made.place}: ${files}`)
      const { problems } = await verifyArchive(files)
      expect(problems, made.place).toEqual([])
      const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as {
        notices: { period: string }[]
      }
      seen.packages += 1
      seen.notices += manifest.notices.length
      seen.stages += manifest.notices.filter((n) => n.period.includes('/')).length
      if (made.notices > 5 && made.notices < (some?.notices ?? Infinity)) some = { notices: made.notices, files }
    }
  expect(seen.packages).toBeGreaterThanOrEqual(slugs.size)
  expect(seen.notices).toBeGreaterThan(500)
  expect(seen.stages).toBeGreaterThan(0)

  for (const [path, bytes] of some!.files) {
    if (bytes.length === 0) continue
    const at = Math.floor(bytes.length / 2)
    const { problems } = await verifyArchive(new Map([...some!.files, [path, bytes.with(at, bytes[at]! ^ 1)]]))
    expect(
      problems.some((p) => p.includes(path)),
      `${path}: ${problems.join('\n')}`,
    ).toBe(true)
  }
})

/** "2026-09" as it was some months ago. */
function monthsBack(n: number): string {
  const now = new Date()
  return new Date(Date.UTC(now.getFullYear(), now.getMonth() - n, 1)).toISOString().slice(0, 7)
}
