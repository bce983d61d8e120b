/** Pictures of screens for the manual: at most 1280 px wide and 120 KB each. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import sharp, { type Sharp } from 'sharp'
import { root } from '../../src/platform/root.ts'

const folder = join(root, 'docs/manual/images')
const maxBytes = 120_000
const maxWidth = 1280

const sizes = {
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, hasTouch: true },
  tablet: { viewport: { width: 1024, height: 768 }, deviceScaleFactor: 1, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1, hasTouch: false },
} as const
export type Size = keyof typeof sizes

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.SUNLIT_TEST_CHROMIUM ?? process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: flags,
  })
}

export async function newPage(browser: Browser, size: Size): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    ...sizes[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  return { context, page: await context.newPage() }
}

/**
 * Takes what is in the window and stores it as `docs/manual/images/NAME.png`. `still` false: a page with a frame drawn
 * from text never counts as idle.
 */
export async function shoot(page: Page, name: string, still = true): Promise<void> {
  if (still) await page.waitForLoadState('networkidle')
  await keep(sharp(await page.screenshot({ animations: 'disabled' })), name)
}

/** A desktop and a phone page side by side, for the first screen of the readme. */
export async function sideBySide(phone: Page, desktop: Page, name: string): Promise<void> {
  const [small, large] = await Promise.all([
    sharp(await phone.screenshot())
      .resize({ height: 660 })
      .png()
      .toBuffer(),
    sharp(await desktop.screenshot())
      .resize({ height: 600 })
      .png()
      .toBuffer(),
  ])
  const [s, l] = await Promise.all([sharp(small).metadata(), sharp(large).metadata()])
  const canvas = sharp({ create: { width: s.width + l.width + 30, height: 660, channels: 3, background: '#ffffff' } })
  await keep(
    canvas.composite([
      { input: large, left: 0, top: 30 },
      { input: small, left: l.width + 30, top: 0 },
    ]),
    name,
  )
}

/** Fewer colours, and in the end fewer pixels, until the picture is small enough. */
async function keep(image: Sharp, name: string): Promise<void> {
  const flat = await image.png().toBuffer()
  for (const width of [maxWidth, 1024, 800]) {
    for (const colours of [128, 64, 32, 16]) {
      const png = await sharp(flat)
        .resize({ width, withoutEnlargement: true })
        .png({ palette: true, colours, effort: 10, dither: 0 })
        .toBuffer()
      if (png.length > maxBytes) continue
      writeFileSync(join(folder, `${name}.png`), png)
      console.error(`${name}.png　${Math.round(png.length / 1000)} KB`)
      return
    }
  }
  throw new Error(`${name}.png cannot be made smaller than ${maxBytes} bytes`)
}
