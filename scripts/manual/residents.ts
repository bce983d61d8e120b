/** Residents: what a villager sees who signs in, the village's register, a county's import, messages. */
import type { Browser } from 'playwright-core'
import { newPage, shoot } from './camera.ts'
import { signIn, type Desk } from './staff.ts'

export async function residentPictures(browser: Browser, url: string): Promise<void> {
  await villager(browser, url)
  const desk = { browser, url }
  await agent(desk)
  await administrator(desk)
}

async function villager(browser: Browser, url: string) {
  const { page, context } = await newPage(browser, 'phone')
  await page.goto(`${url}/v/liuwan`)
  await page.getByRole('link', { name: '我的', exact: true }).click()
  await page.getByLabel('您的手机号').fill('13800000001')
  await shoot(page, 'my-sign-in')
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信里的 6 位数字').fill(await page.locator('.note b').innerText())
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: /您好/ }).waitFor()
  await shoot(page, 'my-home')
  await context.close()
}

async function agent(desk: Desk) {
  const { page, context } = await signIn(desk, 'liuwan-agent')
  await page.goto(`${desk.url}/console/residents`)
  await page.getByLabel('找人').fill('周桂花')
  await page.getByRole('button', { name: '查', exact: true }).click()
  await page.getByRole('button', { name: /周桂花/ }).click()
  await page.getByRole('heading', { name: '周桂花' }).waitFor()
  await shoot(page, 'residents')
  await context.close()
}

async function administrator(desk: Desk) {
  const { page, context } = await signIn(desk, 'admin')
  await page.goto(`${desk.url}/console/message-settings`)
  await page.getByRole('button', { name: '改：民情反映已答复' }).waitFor()
  await shoot(page, 'message-settings')
  await page.goto(`${desk.url}/console/resident-imports`)
  await page.getByLabel(/为什么要用/).fill('村民登录查看本村公开')
  await page.getByLabel('依据').fill('县民政局 2026 年 3 号函')
  await page.setInputFiles('input[type=file]', {
    name: '柳湾村名册.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      '姓名,行政村,户主姓名,与户主关系,联系电话\n陈小河,柳湾村,陈小河,户主,13800000009\n陈大河,柳湾村,陈小河,父,座机\n',
    ),
  })
  await page.getByRole('button', { name: /试一遍/ }).click()
  await page.getByText(/试过了/).waitFor()
  await page.getByText(/试过了/).scrollIntoViewIfNeeded()
  await shoot(page, 'resident-import')
  await context.close()
}
