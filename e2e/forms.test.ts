/**
 * A county builds a form without code: a condition, a household list, a table; a villager's page of it is filled in
 * without JavaScript.
 */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { expectAccessible, expectFits, open } from './browser.ts'
import { signIn } from './console.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
let built = ''
/** Made up: the region and the birthday are nobody's. */
const idNumber = '11010519491231002X'

inDemo(
  (opened) => {
    ;({ server, browser } = opened)
  },
  ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
)

async function addQuestion(page: Page, part: number, label: string, kind: string) {
  await page
    .getByRole('region', { name: new RegExp(`^第 ${part} 部分`) })
    .getByRole('button', { name: '加一个问题' })
    .click()
  await page.getByLabel('问什么').fill(label)
  await page.getByLabel('怎么答', { exact: true }).selectOption({ label: kind })
}

test('the county’s administrator builds a form with a condition, a household list and a table', async () => {
  const { page, faults } = await signIn(browser, server, 'admin')
  await page.goto(`${server.url}/console/service-forms`)
  await page.getByText('表单没有问题，可以用。').waitFor()
  await addQuestion(page, 1, '家里几口人', '数字')
  await page.getByLabel('必填').first().check()
  await addQuestion(page, 1, '家庭成员', '家庭成员')
  await page.getByLabel('必填').first().check()
  await addQuestion(page, 1, '今年有人住院吗', '是或否')
  await page.getByLabel('必填').first().check()
  await page.getByRole('button', { name: '加一个部分' }).click()
  await page.getByLabel('问什么').fill('住院的情况')
  await page.getByLabel('怎么答', { exact: true }).selectOption({ label: '表格' })
  await page.getByLabel('必填').first().check()
  await page.getByLabel('第 1 列的名称').fill('哪家医院')
  await page.getByRole('button', { name: '加一列' }).click()
  await page.getByLabel('第 2 列的名称').fill('自己花了')
  await page.getByLabel('自己花了怎么答').selectOption({ label: '金额（元）' })
  const second = page.getByRole('region', { name: /^第 2 部分/ })
  await second.getByText('这一部分的标题、说明和条件').click()
  await second.getByLabel('标题').fill('看病')
  await second.getByLabel('什么时候问看病').selectOption({ label: '看“今年有人住院吗”怎么答' })
  await page.getByText('还有 1 处要改').waitFor()
  await second.getByRole('checkbox', { name: '是', exact: true }).check()
  await page.getByText('表单没有问题，可以用。').waitFor()
  await page.getByRole('button', { name: '加一条核对' }).click()
  await page.getByLabel('第 1 条核对什么').selectOption({ label: '“家庭成员”有几个人' })
  await page.getByLabel('第 1 条怎么比').selectOption({ label: '等于' })
  await page.getByLabel('第 1 条和什么比').selectOption({ label: '家里几口人' })
  await page.getByLabel('对不上时说什么').fill('人数和名单对不上，请核对。')
  await page.frameLocator('iframe').getByRole('group', { name: '今年有人住院吗' }).waitFor()
  await expectAccessible(page, 'the form builder', ['best-practice'])
  built = await page.locator('input[name=form]').inputValue()
  expect(JSON.parse(built)).toMatchObject({
    checks: [{ rule: 'field2.count = field1' }],
    sections: [
      { fields: [{ key: 'name' }, { kind: 'number' }, { kind: 'household' }, { kind: 'yesNo' }] },
      {
        title: '看病',
        when: { field: 'field3', is: ['yes'] },
        fields: [{ kind: 'table', columns: [{ label: '哪家医院' }, { label: '自己花了', kind: 'money' }] }],
      },
    ],
  })

  await page.locator('#ask-field3').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await expect
    .poll(() =>
      page.evaluate(() => [
        document.activeElement?.id,
        ...[...document.querySelectorAll('.asked-open')].map((b) => b.id),
      ]),
    )
    .toEqual(['ask-field3', 'ask-name', 'ask-field3', 'ask-field1', 'ask-field2', 'ask-field4'])
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: '撤销' }).click()
  expect(JSON.parse(await page.locator('input[name=form]').inputValue())).toEqual(JSON.parse(built))
  await page.reload()
  expect(JSON.parse(await page.locator('input[name=form]').inputValue())).toEqual(JSON.parse(built))
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await expectFits(page, `the form builder at ${width}`)
  }
  expect(faults).toEqual([])
})

/** Opens the built form as the builder's button does. */
async function openBuilt(page: Page) {
  await page.goto(`${server.url}/forms/try`)
  await page.locator('input[name=form]').evaluate((input, text) => {
    ;(input as HTMLInputElement).value = text
  }, built)
  await page.getByRole('button', { name: '填好了，检查一遍' }).click()
  await page.getByRole('heading', { name: /还没有提交/ }).waitFor()
}

test('on a phone without JavaScript: nothing typed is lost, rows come and go, the hidden part appears when it is due', async () => {
  const { page, context } = await open(browser, 'phone', { javaScriptEnabled: false })
  await openBuilt(page)
  await expectFits(page, 'the form with faults')
  await page.getByLabel('姓名').first().fill('王小明')
  await page.getByLabel('家里几口人').fill('2')
  const first = page.getByRole('group', { name: /^第 1 人/ })
  await first.getByLabel('姓名').fill('王小明')
  await first.getByLabel('与申请人的关系').selectOption('本人')
  await first.getByLabel('身份证号').fill('11010519491231002x')
  await page.getByRole('button', { name: /加一个人/ }).click()
  const other = page.getByRole('group', { name: /^第 2 人/ })
  await other.getByLabel('姓名').fill('李花')
  await other.getByLabel('与申请人的关系').selectOption('配偶')
  await other.getByLabel('身份证号').fill('110105194912310021')
  expect(await page.getByRole('group', { name: '住院的情况' }).isVisible()).toBe(false)
  await page.getByRole('group', { name: '今年有人住院吗' }).getByLabel('是').check()
  await page.getByRole('button', { name: '继续，看还要填什么' }).click()
  const stays = page.getByRole('group', { name: '住院的情况' })
  await stays.getByLabel('哪家医院').fill('县医院')
  await stays.getByLabel('自己花了（元').fill('三千')
  await page.getByRole('button', { name: '填好了，检查一遍' }).click()
  await expect
    .poll(() => page.getByRole('alert').innerText())
    .toMatch(/第 2 人「身份证号」最后一位校验不对[\s\S]*第 1 行「自己花了」/)
  expect(await other.getByLabel('姓名').inputValue()).toBe('李花')
  await other.getByLabel('身份证号').fill(idNumber)
  await stays.getByLabel('自己花了（元').fill('3,000')
  await page.getByLabel('家里几口人').fill('3')
  await page.getByRole('button', { name: '填好了，检查一遍' }).click()
  await page.getByRole('alert').filter({ hasText: '人数和名单对不上，请核对。' }).waitFor()
  await page.getByLabel('家里几口人').fill('2')
  await page.getByRole('button', { name: '填好了，检查一遍' }).click()
  await page.getByText('都填对了。').waitFor()
  const told = await page.getByRole('status', { name: '检查结果' }).innerText()
  expect(told).toMatch(/3,000.00 元/)
  expect(told).not.toContain('19491231')
  await expectFits(page, 'the result')
  await context.close()
})

test('with JavaScript questions appear at once, rows need no post, a slip in an ID number is told early; in large type, too', async () => {
  const { page, context, faults } = await open(browser, 'phone')
  await page.goto(`${server.url}/forms/try`)
  await expectAccessible(page, 'the example form')
  await expectFits(page, 'the example form')
  expect(await page.getByRole('group', { name: '住过院吗' }).isVisible()).toBe(false)
  await page.getByLabel('有人生大病').check()
  await page.getByRole('group', { name: '住过院吗' }).getByLabel('是').check()
  await page
    .getByRole('group', { name: '住院的情况' })
    .getByRole('button', { name: /加一行/ })
    .click()
  await page
    .getByRole('group', { name: /^第 2 行/ })
    .getByRole('button', { name: '去掉第 2 行' })
    .click()
  await page.getByLabel('有人生大病').uncheck()
  expect(await page.getByRole('group', { name: '住院的情况' }).isVisible()).toBe(false)
  await page.locator('#idNumber').fill('110105194912310021')
  await page.locator('#phone').focus()
  await page.getByText('号码里可能抄错了一位').waitFor()
  await page.goto(`${server.url}/elder?on=1&back=/forms/try`)
  await page.getByRole('heading', { name: '试填办事表单' }).waitFor()
  await expectFits(page, 'the example form in large type')
  await expectAccessible(page, 'the example form in large type')
  expect(faults).toEqual([])
  await context.close()
})

/** What the form would send of a file field: name, type, bytes. */
const filesOf = (page: Page, id: string) =>
  page.locator(`#${id}`).evaluate(async (field) =>
    Promise.all(
      [...((field as HTMLInputElement).files ?? [])].map(async (f) => ({
        name: f.name,
        type: f.type,
        bytes: [...new Uint8Array(await f.arrayBuffer())],
      })),
    ),
  )

test('papers by camera and from the album, straightened and marked; a signature; all of it goes with the form', async () => {
  const { page, context, faults } = await open(browser, 'phone')
  await page.goto(`${server.url}/forms/try`)
  await page.getByLabel('有人生大病').check()
  const papers = page.getByRole('group', { name: '诊断证明' })
  await papers.getByRole('button', { name: '用相机拍' }).click()
  await page.getByText('把它放进框里').waitFor()
  await expectAccessible(page, 'the camera')
  await page.goBack()
  await page.locator('dialog').waitFor({ state: 'detached' })
  await papers.getByRole('button', { name: '用相机拍' }).click()
  await page.getByRole('button', { name: '拍', exact: true }).click()
  await page.getByRole('button', { name: '左上角' }).focus()
  const line = page.locator('.taking-stage polygon')
  const before = await line.getAttribute('points')
  await page.keyboard.press('Shift+ArrowRight')
  expect(await line.getAttribute('points')).not.toBe(before)
  await expectFits(page, 'the corners')
  await expectAccessible(page, 'the corners')
  await page.getByRole('button', { name: '裁好，用这张' }).click()
  await papers.getByRole('img', { name: '第 1 页' }).waitFor()

  // A sheet on a dark table, with the camera's notes in it.
  const sheet = await sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="900" fill="#54402e"/><polygon points="200,150 1000,220 1040,760 160,700" fill="#f4f1e6"/></svg>',
    ),
  )
    .jpeg()
    .withExif({ IFD0: { Artist: 'WANG' } })
    .toBuffer()
  await papers.locator('input[type=file]').setInputFiles([{ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: sheet }])
  await page.getByRole('button', { name: '裁好，用这张' }).click()
  await papers.getByRole('img', { name: '第 2 页' }).waitFor()
  await papers.getByRole('button', { name: '第 2 页往前移' }).click()
  expect(await page.locator('#papers').evaluate((field) => (field as HTMLInputElement).files!.length)).toBe(2)
  const [first] = await filesOf(page, 'papers')
  const made = sharp(Buffer.from(first!.bytes))
  const { width, height, exif } = await made.metadata()
  expect([first!.type, exif, width! / height! > 1.3]).toEqual(['image/jpeg', undefined, true])
  // Paper up to every edge, and the mark's grey in it.
  const { data } = await made.clone().greyscale().raw().toBuffer({ resolveWithObject: true })
  expect(data.filter((grey) => grey < 90).length / data.length).toBeLessThan(0.02)
  expect(data.filter((grey) => grey < 215).length / data.length).toBeGreaterThan(0.01)

  const signature = page.getByRole('group', { name: /签名/ })
  await signature.getByRole('button', { name: '在屏幕上签名' }).click()
  const pad = (await page.locator('.taking-sign').boundingBox())!
  await page.mouse.move(pad.x + 40, pad.y + 60)
  await page.mouse.down()
  await page.mouse.move(pad.x + 160, pad.y + 110, { steps: 6 })
  await page.mouse.up()
  await page.getByRole('button', { name: '签好了' }).click()
  await signature.getByRole('img').waitFor()
  expect(await filesOf(page, 'signature')).toMatchObject([{ name: '签名.png', type: 'image/png' }])
  expect(JSON.parse(await page.locator('input[name="signature.strokes"]').inputValue())[0].length).toBeGreaterThan(3)
  await page.getByRole('button', { name: '填好了，检查一遍' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByText('签名.png').first().waitFor()
  expect(await page.getByText('1.jpg').count()).toBeGreaterThan(0)
  expect(faults).toEqual([])
  await context.close()
})
