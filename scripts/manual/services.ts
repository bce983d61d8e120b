/** How the county makes a service and a village its hall's page, and what villagers read of both. */
import type { Browser } from 'playwright-core'
import { newPage, shoot } from './camera.ts'
import { signIn } from './staff.ts'

export async function servicePictures(browser: Browser, url: string): Promise<void> {
  await applicationPictures(browser, url)
  await county(browser, url)
  await village(browser, url)
  const { page, context } = await newPage(browser, 'phone')
  await page.goto(`${url}/v/liuwan/services?q=dibao`)
  await shoot(page, 'service-find')
  await page.goto(`${url}/v/liuwan/hall`)
  await page.getByRole('heading', { name: '今天谁值班' }).evaluate((heading) => heading.scrollIntoView())
  await shoot(page, 'service-hall')
  await context.close()
}

/**
 * An application taken in, one that the leader signs on a tablet, one bureau asked beside the way, and what the
 * applicant gets: all of them the demo's.
 */
export async function applicationPictures(browser: Browser, url: string): Promise<void> {
  const agent = await opened(browser, url, { username: 'liuwan-agent', size: 'desktop', service: '高龄津贴申请' })
  await shoot(agent.page, 'application-accept')
  await agent.context.close()
  const leader = await opened(browser, url, {
    username: 'minzheng-leader',
    size: 'tablet',
    service: '最低生活保障申请',
  })
  await shoot(leader.page, 'application-sign')
  await leader.context.close()
  const township = await opened(browser, url, { username: 'qingxi-clerk', size: 'desktop', service: '林木采伐许可' })
  await township.page.getByRole('button', { name: '请别的单位会商' }).click()
  await township.page.getByLabel(/写单位名/).fill('林业')
  await township.page
    .getByRole('button', { name: /林业局/ })
    .first()
    .click()
  await township.page.getByLabel('要商量什么').fill('这片林子是不是公益林？')
  await shoot(township.page, 'application-consult')
  await township.context.close()
}

async function opened(
  browser: Browser,
  url: string,
  { username, size, service }: { username: string; size: 'desktop' | 'tablet'; service: string },
) {
  const signed = await signIn({ browser, url }, username, size)
  await signed.page.goto(`${url}/console/applications`)
  await signed.page
    .getByRole('button', { name: new RegExp(`^去办理：${service}`) })
    .first()
    .click()
  await signed.page.getByRole('heading', { name: '怎么办' }).waitFor()
  return signed
}

async function county(browser: Browser, url: string) {
  const { page, context } = await signIn({ browser, url }, 'admin')
  await page.goto(`${url}/console/services`)
  await page.getByRole('link', { name: '最低生活保障申请' }).waitFor()
  await shoot(page, 'service-list')
  await page.goto(`${url}/console/services/SV001`)
  await page.getByRole('button', { name: '修改' }).click()
  await page.getByRole('tab', { name: /^要带什么/ }).click()
  await page
    .getByRole('button', { name: /替您申请的人/ })
    .first()
    .click()
  await shoot(page, 'service-materials')
  await page.getByRole('tab', { name: /^基本情况/ }).click()
  await page.getByLabel('名称', { exact: true }).fill('开亲属关系证明')
  await page.getByText(/村里不得出具/).waitFor()
  await shoot(page, 'service-refused')
  await page.getByLabel('名称', { exact: true }).fill('最低生活保障申请和复核')
  await page.getByRole('tab', { name: /^预览和存下/ }).click()
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  await shoot(page, 'service-save', false)
  await context.close()
}

async function village(browser: Browser, url: string) {
  const { page, context } = await signIn({ browser, url }, 'liuwan-agent')
  await page.goto(`${url}/console/hall`)
  await page.getByLabel(/^按星期排班/).check()
  for (const [day, name] of [
    ['星期一', '赵生明'],
    ['星期二', '雷水斌'],
    ['星期三', '赵生明'],
    ['星期四', '雷水斌'],
    ['星期五', '赵生明'],
  ] as const)
    await page.getByLabel(`${day}值班人`).fill(name)
  for (const day of ['星期六', '星期日']) await page.getByLabel(`${day}说明`).fill('急事打值班电话')
  await page.getByRole('heading', { name: '谁值班' }).evaluate((heading) => heading.scrollIntoView())
  await shoot(page, 'hall-editor')
  await page.getByRole('button', { name: '存下' }).click()
  await page.getByText(/第 \d+ 版/).waitFor()
  await context.close()
}
