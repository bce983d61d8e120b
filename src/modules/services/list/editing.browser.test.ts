/**
 * The county's administrator makes a service without code: a condition, a table, a paper for some only; a reload loses
 * nothing; then a villager reads it.
 */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch } from '../../../../e2e/browser.ts'
import { signIn } from '../../../../e2e/console.ts'
import { serveWorld } from '../../../../e2e/worldServer.ts'
import { makeWorld, type World } from '../../../../test/world.ts'

let w: World
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
beforeAll(async () => {
  w = await makeWorld(new Date().toISOString())
  ;[server, browser] = await Promise.all([serveWorld(w), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await w.close()
})

test("from nothing to the village's page", async () => {
  const { page, faults } = await signIn(browser, server, 'admin')
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
  const part = page.locator('#part-panel')
  await page.goto(`${server.url}/console/services/new`)
  await part.getByLabel('名称', { exact: true }).fill('开亲属关系证明')
  await part.getByLabel('菜单').selectOption({ label: '法律、缴费和其他' })
  await part.getByLabel('负责单位').selectOption({ label: '村民委员会' })
  await part.getByLabel(/^谁可以办/).fill('本村村民')
  await tab('时限和结果')
  await part.getByLabel('办好得到什么').fill('礼堂使用登记单')
  await part.getByLabel(/^怎么得到/).fill('当场给您。')
  await page.getByText(/村里不得出具“亲属关系证明”/).waitFor()
  await tab('基本情况')
  await part.getByLabel('名称', { exact: true }).fill('村礼堂使用登记')
  await tab('填的表')
  await part.getByRole('button', { name: '加一个问题' }).click()
  await part.getByLabel('问什么').fill('自己请厨师吗')
  await part.getByLabel('怎么答', { exact: true }).selectOption({ label: '是或否' })
  await part.getByRole('button', { name: '加一个问题' }).click()
  await part.getByLabel('问什么').fill('办几天')
  await part.getByLabel('怎么答', { exact: true }).selectOption({ label: '表格' })
  await part
    .getByLabel(/^什么时候问/)
    .last()
    .selectOption({ label: '看“自己请厨师吗”怎么答' })
  await page.getByText('要写好，写好才能存').waitFor()
  await part.getByRole('checkbox', { name: '是', exact: true }).check()
  await tab('要带什么')
  await part.getByRole('button', { name: '加一样材料' }).click()
  await part.getByLabel('材料名称').fill('厨师健康证')
  await part.getByLabel(/^什么样的/).fill('有照片的一面，没有过期。')
  await part.getByLabel(/^什么时候带/).selectOption({ label: '看“自己请厨师吗”怎么答' })
  await part.getByRole('checkbox', { name: '是', exact: true }).check()
  await part.getByLabel(/^什么情况要带/).fill('自己请厨师的')
  await expectAccessible(page, 'a paper', ['best-practice'])
  await page.reload()
  await page.getByText('上次没有存完的改动还在').waitFor()
  await page.setViewportSize({ width: 360, height: 740 })
  for (const name of ['基本情况', '要带什么', '怎么办', '公开的结果']) {
    await tab(name)
    await expectFits(page, name)
  }
  await tab('预览和存下')
  await page.frameLocator('iframe').getByText('厨师健康证').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: '存下新事项' }).dblclick()
  await page.getByRole('heading', { name: '村礼堂使用登记', level: 1 }).first().waitFor()
  expect(faults).toEqual([])
  await page.goto(`${server.url}/v/liuwan/services/ZB-01/bring?field1=yes`)
  expect(await page.getByRole('region', { name: /您要带/ }).textContent()).toContain('厨师健康证')
})
