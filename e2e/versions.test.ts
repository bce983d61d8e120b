/**
 * Two people change one service, one power, one item of the catalogue: nobody's work is lost, not even over a closed
 * window.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch } from './browser.ts'
import { signIn } from './console.ts'
import { serveWorld } from './worldServer.ts'
import { makeWorld, type Person, type World } from '../test/world.ts'

let w: World
let admin: Person
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let page: Page
let faults: string[]
beforeAll(async () => {
  w = await makeWorld(new Date().toISOString())
  ;[server, browser, admin] = await Promise.all([serveWorld(w), launch(), w.signIn('admin')])
  ;({ page, faults } = await signIn(browser, server, 'admin'))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await w.close()
})

/** `key`: how the definition is called in answers; `tab`: where it is saved; `ended`: how it leaves the list. */
const lists = [
  { at: '/services/SV013', api: '/services', key: 'service', label: '名称', tab: '预览和存下', ended: '停办' },
  {
    at: '/power-list/NH06',
    api: '/power-list',
    key: 'power',
    label: '名称',
    tab: '看改了什么，存下',
    ended: '不再列入',
  },
  { at: '/catalogue/C07-03', api: '/catalogue', key: 'item', label: '事项名称', tab: '', ended: '' },
] as const

test.each(lists)('$at: kept over a reload, merged with what the other saved, told in the history', async (list) => {
  const code = list.at.split('/').at(-1)!
  const body = async () => (await admin.get(`${list.api}/${code}`)).body
  const { version, [list.key]: before, today } = await body()
  const own = `${before.name}新名`
  await page.goto(`${server.url}/console${list.at}`)
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.getByLabel(list.label, { exact: true }).fill(own)
  await page.reload()
  await page.getByText('有没存完的改动').waitFor()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  await page.getByText('上次没有存完的改动还在').waitFor()
  expect(await page.getByLabel(list.label, { exact: true }).inputValue()).toBe(own)

  const { table: _, ...definition } = { ...before, assumed: ['别人写的'] }
  const theirs = { [list.key]: definition, seenVersion: version, from: today }
  expect((await admin.post(list.api, theirs)).status).toBe(200)

  const save = async (next: number) => {
    if (list.tab !== '') await page.getByRole('tab', { name: list.tab }).click()
    await page.getByRole('button', { name: `存为第 ${next} 版` }).click()
  }
  await save(version + 1)
  await page.getByText(`存成了第 ${version + 1} 版。您填的都还在。`).waitFor()
  await page.getByText('改的是：').waitFor()
  await expectAccessible(page, `${list.at} refused`, ['best-practice'])
  await page.getByRole('button', { name: '和我的合在一起' }).click()
  await page.getByText('合在一起了：别人改的和您改的都在').waitFor()
  await save(version + 2)
  const line = page.getByRole('listitem').filter({ hasText: `第 ${version + 2} 版` })
  await line.getByText(`“${before.name}”改名为“${own}”`).waitFor()
  const after = await body()
  expect(after).toMatchObject({ version: version + 2, [list.key]: { name: own, assumed: ['别人写的'] } })
  expect(after.versions[0].changes).toEqual([`“${before.name}”改名为“${own}”`])
  await page.setViewportSize({ width: 360, height: 740 })
  await expectFits(page, list.at)
  await page.setViewportSize({ width: 1280, height: 800 })
  expect(await page.getByText('有没存完的改动').count()).toBe(0)
  expect(faults.filter((f) => !f.includes('409'))).toEqual([])
})

test.each(lists.filter((l) => l.ended !== ''))(
  '$at: ended though somebody saved meanwhile, without a reload',
  async (list) => {
    const code = list.at.split('/').at(-1)!
    const { version, [list.key]: definition, today } = (await admin.get(`${list.api}/${code}`)).body
    await page.goto(`${server.url}/console${list.at}`)
    await page.getByRole('button', { name: list.ended, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: /^为什么/ }).fill('并到别的里面了')
    const theirs = { ...definition, assumed: ['又改了'] }
    expect((await admin.post(list.api, { [list.key]: theirs, seenVersion: version, from: today })).status).toBe(200)
    await dialog.getByRole('button', { name: list.ended, exact: true }).click()
    await dialog.getByText(`存成了第 ${version + 1} 版`).waitFor()
    await page
      .getByRole('listitem')
      .filter({ hasText: `第 ${version + 1} 版` })
      .first()
      .waitFor()
    await dialog.getByRole('button', { name: list.ended, exact: true }).click()
    await page.getByText(/^这一项已经/).waitFor()
    expect((await admin.get(`${list.api}/${code}`)).body).toMatchObject({ version: version + 2, state: 'ended' })
  },
)

test('the menus of services: what the other changed stays, too', async () => {
  await page.goto(`${server.url}/console/service-menus`)
  await page.getByLabel('菜单第 1 个').fill('救急难')
  const { frame, frameVersion } = (await admin.get('/services/surroundings')).body
  const { menus, events, hall, refused } = frame
  const theirs = { menus, events, refused, hall: { ...hall, place: '村委会二楼' } }
  expect((await admin.post('/services/frame', { frame: theirs, seenVersion: frameVersion })).status).toBe(200)
  await page.getByRole('button', { name: '存下', exact: true }).click()
  await page.getByText('刚改过，您填的还在').waitFor()
  await page.getByRole('button', { name: '和我的合在一起' }).click()
  await page.getByText('合在一起了：别人改的和您改的都在').waitFor()
  expect(await page.getByLabel('在哪里办').inputValue()).toBe('村委会二楼')
  await page.getByRole('button', { name: '存下', exact: true }).click()
  await page.getByText('存好了，村民马上能看到').waitFor()
  expect((await admin.get('/services/surroundings')).body.frame).toMatchObject({
    menus: [{ name: '救急难' }, ...menus.slice(1)],
    hall: { place: '村委会二楼' },
  })
})
