/** What a villager sees, on a phone; one page on a desktop for the readme. */
import type { Browser, Page } from 'playwright-core'
import { newPage, shoot, sideBySide } from './camera.ts'

export async function publicPictures(browser: Browser, url: string): Promise<void> {
  const { page, context } = await newPage(browser, 'phone')
  await page.goto(url)
  await page.getByRole('searchbox').fill('lw')
  await shoot(page, 'villager-find')
  await page.getByRole('button', { name: '找一找' }).click()
  await page
    .getByRole('link', { name: /柳湾村/ })
    .first()
    .click()
  await page.waitForURL('**/v/liuwan')
  await shoot(page, 'villager-village')
  await readme(browser, page, url)
  const notice = await openTable(page, url)
  await shoot(page, 'villager-notice')
  await page.goto(`${notice}/ask`)
  await page.getByRole('textbox').first().fill('路灯的电费是从哪笔钱里出的？')
  await shoot(page, 'villager-ask')
  await page.goto(`${notice}/proof`)
  await page
    .getByRole('button', { name: /查|核对/ })
    .first()
    .click()
  await page
    .getByText(/没有改过|都对得上|一致/)
    .first()
    .waitFor()
  await shoot(page, 'villager-proof')
  await page.goto(`${url}/missing`)
  await page.locator('a[href*="/missing/"]').first().click()
  await shoot(page, 'villager-missing')
  await page.goto(`${url}/v/liuwan`)
  await page.getByRole('link', { name: '大字版' }).first().click()
  await page.waitForURL('**/v/liuwan')
  await shoot(page, 'villager-large')
  await context.close()
}

async function readme(browser: Browser, phone: Page, url: string) {
  const { page, context } = await newPage(browser, 'desktop')
  await page.goto(`${url}/v/liuwan`)
  await sideBySide(phone, page, 'readme')
  await context.close()
}

/** Opens the latest table of the village's income; returns its address. */
async function openTable(page: Page, url: string): Promise<string> {
  await page.goto(`${url}/v/liuwan/items/C07-03`)
  await page.locator('main a[href^="/d/"]').first().click()
  await page.waitForURL('**/d/*')
  return page.url()
}
