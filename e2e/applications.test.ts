/**
 * A woman of seventy without a telephone applies for the allowance of old people through the agent in the village
 * office; a daughter far away applies for her mother's subsistence allowance on her phone. After the public notice the
 * bureau's leader signs on a tablet. Every hand in a browser of its own, found by roles and names alone.
 */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { publishLeft } from '../src/modules/services/deciding/publish.ts'
import { idNumber } from '../test/fillIn.ts'
import { makeWorld, type World } from '../test/world.ts'
import { expectAccessible, launch, open, unfold } from './browser.ts'
import { signIn } from './console.ts'
import { serveWorld } from './worldServer.ts'

let w: World
let site: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let photo: { name: string; mimeType: string; buffer: Buffer }
/** The other side of a card is another picture. */
let back: typeof photo

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  ;[site, browser] = await Promise.all([serveWorld(w), launch()])
  photo = {
    name: '材料.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#eed' } })
      .jpeg()
      .toBuffer(),
  }
  const lines =
    '<svg width="900" height="600"><path d="M0 90h900M0 240h450M90 0v600M620 300h280v240z" stroke="#222" stroke-width="60"/></svg>'
  back = {
    ...photo,
    buffer: await sharp(photo.buffer)
      .composite([{ input: Buffer.from(lines) }])
      .jpeg()
      .toBuffer(),
  }
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await w.close()
})

const work = async (page: Page, service = '高龄津贴申请') => {
  await page.goto(`${site.url}/console/applications`)
  await page
    .getByRole('button', { name: new RegExp(`^去办理：${service}`) })
    .first()
    .click()
  await page.getByRole('heading', { name: '怎么办' }).waitFor()
}

test('the agent applies for her with her consent; notice; the leader signs on a tablet; she reads the result from her paper receipt, and rates', async () => {
  const agent = await signIn(browser, site, 'liuwan-agent')
  const { page } = agent
  await page.goto(`${site.url}/console/applications`)
  await page.getByRole('button', { name: '替村民申请' }).click()
  await page.getByRole('combobox', { name: '办什么事' }).selectOption({ label: '高龄津贴申请' })
  await page.getByRole('button', { name: '开始填表' }).click()
  await page.getByText('请先录下村民的同意').waitFor()
  await page.getByLabel('或者上传签字、照片').setInputFiles(photo)
  await page.getByText('已收到').waitFor()
  await page.getByRole('button', { name: '开始填表' }).click()
  await page.getByText('正在替村民填写').waitFor()
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('于桂兰')
  await page.getByRole('textbox', { name: '身份证号', exact: true }).fill(idNumber)
  await fill(page, '否', ['居民身份证正面', '居民身份证反面', '户口簿', '社会保障卡或者银行卡', '近期照片'])
  // By her ID number she is 68.
  await page.getByLabel('还不满 80 岁').check()
  await page.getByRole('button', { name: '提交申请' }).click()
  await page.getByRole('heading', { name: '收到了您的申请' }).or(page.locator('.wrong').first()).waitFor()
  expect(await page.locator('.wrong').allInnerTexts()).toEqual([])
  const code = (await page.locator('[data-code]').innerText()).trim()
  const digits = (await page.locator('[data-digits]').innerText()).trim()
  await expectAccessible(page, 'application')
  await work(page)
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('请对照身份证核对本人').waitFor()
  await page.getByLabel(/已对照身份证核对本人/).check()
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByText('已往下走').waitFor()
  await agent.context.close()

  const township = await signIn(browser, site, 'qingxi-clerk')
  await work(township.page)
  await township.page.getByRole('button', { name: '审核通过' }).click()
  await township.page.getByText('已往下走').waitFor()
  await township.context.close()
  w.set('2026-11-30T09:00:00+08:00')
  const ctx = await contextAt(w.office.db, w.now())
  await sweepCases(w.office.db, ctx)
  const clerk = await signIn(browser, site, 'minzheng-clerk')
  await work(clerk.page)
  await clerk.page.getByRole('button', { name: '报领导签字' }).click()
  await clerk.page.getByText('已往下走').waitFor()
  const leader = await signIn(browser, site, 'minzheng-leader', 'tablet')
  await work(leader.page)
  await expectAccessible(leader.page, 'sign desk')
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('还没有写字').waitFor()
  await stroke(leader.page, '.sign-pad canvas')
  // The connection is lost, pressed again when it is back: one signature.
  await leader.context.setOffline(true)
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('同一份申请不会签两次').waitFor()
  await leader.context.setOffline(false)
  await leader.page.getByRole('button', { name: '签字同意' }).click()
  await leader.page.getByText('签好了').first().waitFor()
  const back = await signIn(browser, site, 'liuwan-agent', 'phone')
  await work(back.page)
  await back.page.getByRole('button', { name: '把结果交给申请人' }).click()
  await back.page.getByText('这件办结了').waitFor()
  expect([clerk.faults, leader.faults.filter((f) => !/ERR_INTERNET_DISCONNECTED/.test(f)), back.faults]).toEqual([
    [],
    [],
    [],
  ])

  const { page: hers } = back
  await hers.goto(`${site.url}/applications`)
  await hers.getByRole('textbox', { name: '编号' }).fill(code)
  await hers.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await hers.getByRole('button', { name: '查一查' }).click()
  await hers.getByText('已办结').first().waitFor()
  expect(await hers.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  await hers.getByRole('radio', { name: '非常满意', exact: true }).check()
  await hers.getByRole('button', { name: '提交评价' }).click()
  await hers.getByText('您的评价：').waitFor()
  await hers.getByRole('link', { name: '打开结果，可以打印' }).click()
  const check = /核对码\s*([0-9A-Z]{10})/.exec(await hers.locator('main').innerText())![1]!
  await hers.goto(`${site.url}/results/${check}`)
  await hers.getByText('这张通知是真的').waitFor()
})

test('a daughter far away: six pictures from a phone over a bad network; one is sent back; two bureaux; an objection; the leader signs; the village reads the masked result', async () => {
  const SERVICE = '最低生活保障申请'
  w.set('2026-12-01T09:00:00+08:00')
  const { page, faults } = await open(browser, 'phone')
  await page.goto(`${site.url}/v/liuwan/services/SV001/apply`)
  await unfold(page)
  await page
    .getByRole('group', { name: '居民身份证正面', exact: true })
    .getByRole('button', { name: '选照片或文件' })
    .waitFor()
  await page.getByRole('textbox', { name: '姓名', exact: true }).first().fill('于桂兰')
  await page.locator('#idNumber').fill(idNumber)
  await fill(page, '是', [
    '居民身份证正面',
    '居民身份证反面',
    '户口簿',
    '家庭经济状况核对授权书',
    '社会保障卡或者银行卡',
    '替您申请的人的身份证和委托书',
  ])
  let passed = 0
  await page.route('**/uploads/*', (route) =>
    route.request().method() === 'PATCH' && (passed += 1) === 3 ? route.abort('connectionfailed') : route.continue(),
  )
  await page.getByRole('button', { name: '提交申请' }).dblclick()
  await page
    .getByText('还没有网，等有了信号自己发出')
    .or(page.locator('[data-code]'))
    .or(page.getByRole('alert'))
    .first()
    .waitFor()
  await page.waitForURL(/\/applications\/[0-9A-Z]{10}$/)
  const receipt = page.url()
  const digits = (await page.locator('[data-digits]').innerText()).trim()
  expect(await rows(w.office.db, sql`SELECT 1 FROM applications WHERE service_code = 'SV001'`), 'once').toHaveLength(1)

  const agent = await signIn(browser, site, 'liuwan-agent')
  await work(agent.page, SERVICE)
  await agent.page.getByLabel(/已对照身份证核对本人/).check()
  await press(agent.page, '受理')
  await agent.context.close()
  const officer = await signIn(browser, site, 'liuwan-officer')
  await work(officer.page, SERVICE)
  await officer.page.getByLabel(/哪两个人以上去的/).fill('柳大山')
  await officer.page.getByLabel('看到的情况').fill('房子旧，家里一个人，情况属实')
  await officer.page
    .locator('.decide')
    .getByRole('button', { name: /调查|入户/ })
    .click()
  await officer.page.locator('.decide').getByRole('alert').waitFor()
  await officer.page.getByLabel(/哪两个人以上去的/).fill('柳大山、白小河')
  await officer.page
    .locator('.decide')
    .getByRole('button', { name: /调查|入户/ })
    .click()
  await officer.page.getByText('已往下走').waitFor()
  await work(officer.page, SERVICE)
  await officer.page.getByLabel('到会（人）').fill('9')
  await officer.page.getByLabel('同意（人）', { exact: true }).fill('8')
  await officer.page.getByLabel('弃权（人）').fill('1')
  await officer.page.getByLabel('评议意见').fill('同意申请')
  await officer.page.locator('.decide').getByRole('button', { name: /评议/ }).click()
  await officer.page.getByText('已往下走').waitFor()

  const township = await signIn(browser, site, 'qingxi-clerk', 'tablet')
  await work(township.page, SERVICE)
  await township.page.getByRole('button', { name: '材料不全，一次性告知' }).click()
  await township.page.getByRole('dialog').getByLabel('户口簿', { exact: true }).check()
  await township.page.getByLabel('户口簿缺什么、怎么补').fill('户主页没有拍，请补上')
  await township.page.getByRole('button', { name: '告知申请人（1 样）' }).click()
  await township.page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.goto(receipt)
  await page.getByText('户主页没有拍，请补上').first().waitFor()
  await page.getByRole('link', { name: /补|改/ }).first().click()
  const book = page.getByRole('group', { name: '户口簿', exact: true })
  await book.getByRole('button', { name: '选照片或文件' }).waitFor()
  await addPaper(page, '户口簿', back)
  await page
    .getByRole('button', { name: /提交|交上/ })
    .last()
    .click()
  await page.waitForURL(receipt)
  await work(township.page, SERVICE)
  await press(township.page, '审核通过')

  const neighbour = await open(browser, 'phone')
  await neighbour.page.goto(`${site.url}/v/liuwan`)
  await neighbour.page
    .getByRole('link', { name: /最低生活保障申请公示/ })
    .first()
    .click()
  await neighbour.page
    .getByRole('link', { name: /异议|疑问/ })
    .first()
    .waitFor()
  expect(await neighbour.page.locator('main').innerText()).not.toContain('于桂兰')
  await neighbour.page
    .getByRole('link', { name: /异议|疑问/ })
    .first()
    .click()
  await neighbour.page.getByRole('radio', { name: /我有异议/ }).check()
  await neighbour.page.getByRole('textbox', { name: '想问什么' }).fill('他家儿子有车，请核实')
  await neighbour.page.getByRole('button', { name: '提交' }).click()
  await neighbour.page.getByRole('heading', { name: '收到了，谢谢您' }).waitFor()
  await neighbour.context.close()
  w.set('2026-12-14T09:00:00+08:00')
  await sweep()
  await officer.context.close()
  const answering = await signIn(browser, site, 'liuwan-officer')
  await answering.page.goto(`${site.url}/console/questions`)
  await answering.page.getByRole('button', { name: '答复' }).first().click()
  await answering.page.getByLabel(/^答复/).first().fill('已请车管所核实：名下没有车。')
  await answering.page.getByLabel('结论').selectOption('反映不属实')
  await answering.page.getByRole('button', { name: '发出答复' }).click()
  await answering.page.getByText('答复好了').waitFor()
  w.set('2026-12-14T10:10:00+08:00')
  await sweep()

  const mz = await signIn(browser, site, 'minzheng-clerk')
  const ny = await signIn(browser, site, 'nongye-clerk')
  for (const { page: p } of [mz, ny]) {
    await p.goto(`${site.url}/console/applications`)
    await p
      .getByRole('button', { name: /去(答复|办理)：最低生活保障申请/ })
      .first()
      .click()
    await p.getByLabel('您单位的意见').fill('核对过，符合条件')
    await p.locator('.own-answer').getByRole('button', { name: '同意', exact: true }).click()
    await p.getByText(/已记下/).waitFor()
  }
  await work(mz.page, SERVICE)
  await press(mz.page, '报领导签字')
  const leader = await signIn(browser, site, 'minzheng-leader', 'tablet')
  await work(leader.page, SERVICE)
  await leader.page.getByLabel(/批准的内容/).fill('从 12 月起享受')
  await leader.page.getByLabel(/金额/).fill('620')
  await stroke(leader.page, '.sign-pad canvas')
  await leader.page.getByRole('button', { name: '签字同意' }).dblclick()
  await leader.page.getByText('签好了').first().waitFor()
  const last = await signIn(browser, site, 'liuwan-agent', 'phone')
  await work(last.page, SERVICE)
  await last.page.getByRole('button', { name: '把结果交给申请人' }).click()
  await last.page.getByText('这件办结了').waitFor()
  // Two weeks later the phone has forgotten her: the receipt's six digits open it again.
  await page.goto(receipt)
  await page.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await page.getByRole('button', { name: '查一查' }).click()
  await page.getByText('620 元').first().waitFor()
  await page.getByRole('radio', { name: '满意', exact: true }).check()
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByText('您的评价：').waitFor()
  await w.seal()
  await page.goto(`${site.url}/v/liuwan`)
  await page
    .getByRole('link', { name: /最低生活保障申请办理结果/ })
    .first()
    .click()
  await page.getByRole('link', { name: '查有没有改过' }).first().click()
  await page.getByRole('button', { name: '现在核对' }).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('于桂兰')
  expect([
    faults.filter((f) => !/ERR_(CONNECTION_FAILED|FAILED)/.test(f)),
    township.faults,
    mz.faults,
    ny.faults,
    leader.faults,
    last.faults,
  ]).toEqual([[], [], [], [], [], []])
})

const sweep = async () => {
  const ctx = await contextAt(w.office.db, w.now())
  await publishLeft(w.office, ctx)
  await sweepCases(w.office.db, ctx)
}

async function press(page: Page, name: string) {
  await page.locator('.decide').getByRole('button', { name, exact: true }).click()
  await page.getByText('已往下走').waitFor()
}

async function stroke(page: Page, pad: string) {
  await page.locator(pad).scrollIntoViewIfNeeded()
  const box = (await page.locator(pad).boundingBox())!
  await page.mouse.move(box.x + 30, box.y + 40)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 6 })
  await page.mouse.up()
}

/** The rest of the form as it comes: texts, choices and papers, by what kind they are. */
async function fill(page: Page, behalf: '是' | '否', papers: readonly string[]) {
  await page.getByRole('group', { name: '是别人替您申请吗' }).getByLabel(behalf, { exact: true }).check()
  for (const group of await page.locator('form[data-apply] fieldset:visible').all()) {
    const one = group.locator('input[type=radio]').first()
    if ((await group.getAttribute('id')) !== 'behalf' && (await one.count())) await one.check()
  }
  for (const box of await page.locator('form[data-apply] select:visible').all()) await box.selectOption({ index: 1 })
  for (const box of await page
    .locator('form[data-apply] input[type=text]:visible, form[data-apply] textarea:visible')
    .all()) {
    if ((await box.inputValue()) !== '') continue
    const name = (await box.getAttribute('name')) ?? ''
    await box.fill(
      name.endsWith('idNumber')
        ? idNumber
        : /income$/i.test(name)
          ? '3000'
          : /[Pp]hone/.test(name)
            ? '13900001234'
            : /account$|bankAccount/i.test(name) && !name.includes('Name')
              ? '6217000000001'
              : /birth|date/i.test(name)
                ? '1958-03-02'
                : /[nN]ame$/.test(name) && name !== 'bankName'
                  ? '于桂兰'
                  : '三组 12 号',
    )
  }
  for (const label of papers) {
    await addPaper(page, label)
  }
  await page.getByRole('button', { name: '在屏幕上签名' }).click()
  await stroke(page, '.taking-sign')
  await page.getByRole('button', { name: '签好了' }).click()
  await page.getByRole('group', { name: /签名/ }).getByRole('img').waitFor()
}

async function addPaper(page: Page, label: string, picture = label.endsWith('反面') ? back : photo) {
  const group = page.getByRole('group', { name: label, exact: true })
  const before = await group.getByRole('img').count()
  await group.locator('input[type=file]').setInputFiles(picture)
  await page.getByRole('button', { name: '不裁，整张用' }).click()
  await group.getByRole('img').nth(before).waitFor()
}
