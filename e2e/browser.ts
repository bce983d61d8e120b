/** A real Chromium: a villager's phone, a clerk's PC, a secretary's tablet. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect } from 'vitest'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** By its flags: the Chromium of this worker, which ends with it. */
const running = new Map<string, Promise<Browser>>()

/**
 * A Chromium that the files of a worker share, one after the other; `close()` ends the caller's visits. `more`: further
 * flags, such as a made-up microphone.
 */
export function launch(more: readonly string[] = []): Promise<Browser> {
  const key = more.join(' ')
  const browser = running.get(key) ?? start(more)
  running.set(key, browser)
  return browser
}

async function start(more: readonly string[]): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.SUNLIT_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: [...flags, ...more],
  })
  browser.on('disconnected', () => running.delete(more.join(' ')))
  browser.close = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  }
  return browser
}

export const sizes = {
  phone: { width: 360, height: 740 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1280, height: 900 },
} as const

export async function open(
  browser: Browser,
  size: keyof typeof sizes,
  opts: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: sizes[size],
    hasTouch: size !== 'desktop',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...opts,
  })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(e.message))
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) faults.push(m.text())
  })
  return { context, page, faults }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * No axe violation of WCAG 2.2 A and AA, and where asked none of good practice. The page's policy forbids added
 * scripts, so the check runs in an isolated world.
 */
export async function expectAccessible(page: Page, what: string, also: readonly 'best-practice'[] = []) {
  const session = await page.context().newCDPSession(page)
  const { frameTree } = await session.send('Page.getFrameTree')
  const { executionContextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  await session.send('Runtime.evaluate', { expression: `${axe};0`, contextId: executionContextId })
  const answer = await session.send('Runtime.evaluate', {
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
    expression: `axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', ...also])} }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(' | ')))`,
  })
  await session.detach()
  expect(answer.result.value, what).toEqual([])
}

/** Opens every part of a page that is folded, as one does who fills in a long form. */
export const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const part of document.querySelectorAll('details')) part.open = true
  })

/** Nothing sticks out to the right on a phone. */
export async function expectFits(page: Page, what: string) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(over, what).toBeLessThanOrEqual(0)
}
