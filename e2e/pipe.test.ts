/**
 * The broken pipe, from a phone with a bad network to the echo wall: every hand in a browser of its own, the days set
 * by the story. Found by roles and names alone, as a screen reader finds them; the grid worker has no mouse.
 */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, rows, sql, transact } from '../src/platform/db.ts'
import { contextAt } from '../src/kernel/cases/office.ts'
import { sweepCases } from '../src/kernel/cases/sweep.ts'
import { setRule } from '../src/kernel/rules/rules.ts'
import { checkReceipt } from '../src/kernel/receipts/receipt.check.ts'
import { makeWorld, type World } from '../test/world.ts'
import { expectAccessible, launch, open, type sizes } from './browser.ts'
import { signIn } from './console.ts'
import { serveWorld } from './worldServer.ts'

let w: World
let site: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let villager: Page
let code: string
let digits: string

beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  await transact(w.office.db, (tx) =>
    setRule(tx, { code: 'report.callbackPercent', value: 100, from: '2026-01-02', by: 'test', note: '', now: w.now() }),
  )
  ;[site, browser] = await Promise.all([
    serveWorld(w),
    launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']),
  ])
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await w.close()
})

const at = async (time: string) => {
  w.set(time)
  await sweepCases(w.office.db, await contextAt(w.office.db, w.now()))
  await w.seal()
}

/**
 * A member of staff at their own device, with this report open from the list of tasks; `done` waits for the sentence
 * and leaves.
 */
async function atWork(username: string, verb: RegExp, size: keyof typeof sizes = 'desktop') {
  const { page, context, faults } = await signIn(browser, site, username, size)
  await page.getByRole('button', { name: verb }).first().click()
  await page.getByText(code).first().waitFor()
  return {
    page,
    done: async (said: string | RegExp) => {
      await page.getByText(said).first().waitFor()
      expect(faults).toEqual([])
      await context.close()
    },
  }
}

async function answer(page: Page, text: string) {
  await page.getByRole('button', { name: '答复', exact: true }).click()
  await page.getByRole('textbox', { name: /答复的话/ }).fill(text)
  await page.getByRole('button', { name: '先看看反映人会看到什么' }).click()
  await page.getByRole('region', { name: '反映人会看到的答复' }).getByText(text).waitFor()
  await page.getByRole('button', { name: '答复', exact: true }).last().click()
}

/** The villager looks again, days later: with both halves of the receipt. */
async function byReceipt() {
  await villager.goto(`${site.url}/reports`)
  await villager.getByRole('textbox', { name: '编号' }).fill(code)
  await villager.getByRole('textbox', { name: '六位数字' }).fill(digits)
  await villager.getByRole('button', { name: '查一查' }).click()
  await villager.getByRole('heading', { name: '回执' }).waitFor()
}

/** What the villager reads: the step, and how its limit is counted. */
async function expectStep(step: string, clock: RegExp) {
  await byReceipt()
  const state = villager.getByRole('region', { name: '现在的情况' })
  await state.getByText(step).first().waitFor()
  await state.getByText('时限是怎么算的').click()
  expect(await state.innerText()).toMatch(clock)
}

describe('the broken pipe', () => {
  test('voice and two photos, the network cut in the middle, arrive once', async () => {
    const opened = await open(browser, 'phone')
    await opened.context.grantPermissions(['microphone'], { origin: site.url })
    const { page } = opened
    await page.goto(`${site.url}/v/liuwan/reports/new`)
    await page.getByRole('radio', { name: '困难和问题' }).check()
    await page.getByRole('textbox', { name: '说说是什么事' }).fill('三组路口的自来水管破了，我电话 13912345678')
    await page.getByRole('textbox', { name: /在什么地方/ }).fill('三组路口')
    await page.getByRole('radio', { name: /不.*名/ }).check()
    await page.getByRole('button', { name: '录一段话' }).click()
    await page.getByText('正在录音，1 秒').waitFor()
    await page.getByRole('button', { name: '说完了，停止录音' }).click()
    await page.getByText('录好了').waitFor()
    const photos = await Promise.all(
      [110, 140].map((mean) =>
        sharp({
          create: {
            width: 2400,
            height: 1800,
            channels: 3,
            background: '#777',
            noise: { type: 'gaussian', mean, sigma: 40 },
          },
        })
          .jpeg({ quality: 95 })
          .toBuffer(),
      ),
    )
    await page
      .locator('#files')
      .setInputFiles(photos.map((buffer, n) => ({ name: `IMG_${n}.jpg`, mimeType: 'image/jpeg', buffer })))
    await page.locator('[data-file-list] img').nth(1).waitFor()
    let passed = 0
    await page.route('**/uploads/*', (route) =>
      route.request().method() === 'PATCH' && (passed += 1) > 1 ? route.abort('connectionfailed') : route.continue(),
    )
    await page.getByRole('button', { name: /提交/ }).click()
    await page.getByText('还没有网，等有了信号自己发出').waitFor()
    await page.close()
    villager = await opened.context.newPage()
    await villager.goto(`${site.url}/v/liuwan/reports/new`)
    const arrived = villager.locator('[data-arrived]')
    await arrived.waitFor()
    ;[, code, digits] = /编号 ([0-9A-Z]{10})，六位数字 (\d{6})/.exec(await arrived.innerText()) as unknown as [
      string,
      string,
      string,
    ]
    await byReceipt()
    expect([await villager.locator('main img').count(), await villager.locator('main audio').count()]).toEqual([2, 1])
    expect(await rows(w.office.db, sql`SELECT 1 FROM reports`)).toHaveLength(1)
    await expectStep('网格员响应', /限 24 小时/)
  })

  test('the grid worker is warned at 18 hours, and hands it to the village team from the keyboard', async () => {
    await at('2026-11-17T02:59:00+08:00')
    const warnings = () =>
      rows(w.office.db, sql<{ say: string }>`SELECT say FROM messages WHERE kind = 'yellow' AND function = 'responder'`)
    expect(await warnings()).toEqual([])
    await at('2026-11-17T03:00:00+08:00')
    expect(await warnings()).toMatchObject([{ say: expect.stringContaining('快到期：11 月 17 日 09:00 前') }])
    w.set('2026-11-17T07:30:00+08:00')
    const { page, context, faults } = await signIn(browser, site, 'liuwan-grid', 'phone')
    await page
      .getByRole('button', { name: /^去办理：/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '怎么办' }).waitFor()
    await expectAccessible(page, 'a case on the phone')
    const hand = page.getByRole('button', { name: '交村服务团队' })
    await tabTo(page, hand)
    await page.keyboard.press('Enter')
    const confirm = page.getByRole('dialog').getByRole('button', { name: '交村服务团队' })
    await tabTo(page, confirm)
    await page.keyboard.press('Enter')
    await page.getByText('已办：交村服务团队').waitFor()
    expect(faults).toEqual([])
    await context.close()
    await expectStep('村服务团队办理', /限 5 /)
    expect(await villager.getByRole('region', { name: '现在的情况' }).innerText()).toContain('首问责任人：柳湾村网格员')
  })

  test('the team passes it up; the township asks a bureau’s opinion without letting go of it, and answers', async () => {
    await at('2026-11-18T09:00:00+08:00')
    const team = await atWork('liuwan-director', /^去办理：困难和问题/)
    await team.page.getByRole('button', { name: '上报乡镇' }).click()
    await team.page.getByRole('dialog').getByRole('button', { name: '上报乡镇' }).click()
    await team.page.getByRole('alert').getByText('请填“理由”').waitFor()
    await team.page.getByRole('textbox', { name: /理由/ }).fill('主管道老化，村里换不了')
    await team.page.getByRole('dialog').getByRole('button', { name: '上报乡镇' }).click()
    await team.done('已办：上报乡镇')
    await expectStep('综合指挥室研判', /限 /)
    const clerk = await atWork('qingxi-clerk', /^去办理：困难和问题/)
    await clerk.page.getByRole('button', { name: '请人会商' }).click()
    await clerk.page.getByRole('dialog').getByRole('textbox').first().fill('农业')
    await clerk.page.getByRole('dialog').getByRole('button', { name: /农业/ }).first().click()
    await clerk.page.getByRole('textbox', { name: /要商量什么/ }).fill('主管道更换能不能列入今年的项目？')
    await clerk.page.getByRole('dialog').getByRole('button', { name: '请他们会商' }).click()
    await clerk.done('已请他们会商')
    const bureau = await atWork('nongye-clerk', /^去答复：困难和问题/)
    await bureau.page.getByRole('button', { name: '答复会商' }).click()
    await bureau.page.getByRole('textbox', { name: '内容' }).fill('可以，下周派施工队。')
    await bureau.page.getByRole('dialog').getByRole('button', { name: '答复', exact: true }).click()
    await bureau.done('：可以，下周派施工队。')
    const again = await atWork('qingxi-clerk', /^去办理：困难和问题/)
    await again.page.getByText('可以，下周派施工队。').first().waitFor()
    await answer(again.page, '下周换主管道，请放心。')
    await again.done(/已答复，反映人看得到了/)
  })

  test('the villager is not satisfied: it is taken up again above, mended, and called back', async () => {
    await at('2026-11-24T10:00:00+08:00')
    await byReceipt()
    await villager.getByText('下周换主管道，请放心。').waitFor()
    await villager.getByRole('radio', { name: /^不满意/ }).check()
    await villager.getByRole('button', { name: '提交评价' }).click()
    await villager.getByText('请写明哪里没有办好').first().waitFor()
    await villager.getByRole('textbox', { name: /哪里没有办好/ }).fill('一个星期了还没有人来')
    await villager.getByRole('button', { name: '提交评价' }).click()
    // The next page must not be asked for before this one has been answered.
    await villager.getByText('请写明哪里没有办好').first().waitFor({ state: 'hidden' })
    await expectStep('综合指挥室研判', /限 /)
    expect(
      await first(
        w.office.db,
        sql`SELECT r.level FROM cases c JOIN regions r ON r.id = c.holder_id WHERE c.subject_kind = 'report'`,
      ),
    ).toEqual({ level: 'county' })
    const county = await atWork('command', /^去办理：困难和问题/)
    await answer(county.page, '主管道今天已经换好，水通了。')
    await county.done(/已答复，反映人看得到了/)
    await byReceipt()
    await villager.getByRole('radio', { name: /^满意/ }).check()
    await villager.getByRole('button', { name: '提交评价' }).click()
    await villager.getByText('已办结').first().waitFor()
    await at('2026-11-25T09:00:00+08:00')
    const { page, context, faults } = await signIn(browser, site, 'qingxi-liaison')
    await page.goto(`${site.url}/console/callbacks`)
    await page.getByRole('button', { name: '记录回访' }).click()
    await page.getByLabel('反映人怎么说').selectOption({ label: '满意' })
    await page.getByRole('textbox', { name: '说了什么' }).fill('没有留电话，走访问了三组的人，水通了')
    await page.getByRole('button', { name: '记下', exact: true }).click()
    await page.getByText('已记下。').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  test('the echo wall shows it without telephone or name; the receipt proves it without a network', async () => {
    const room = await signIn(browser, site, 'command')
    const id = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_kind = 'report'`))!.id
    await room.page.goto(`${site.url}/console/cases/${id}`)
    await room.page.getByRole('button', { name: '审核能不能公开' }).click()
    await room.page.getByRole('textbox', { name: '标题' }).fill('三组路口水管破裂')
    await room.page.getByRole('button', { name: '公开', exact: true }).click()
    await room.page.getByText('已公开到回音壁').waitFor()
    await room.context.close()
    await w.seal()
    const stranger = (await open(browser, 'phone')).page
    await stranger.goto(`${site.url}/v/liuwan/echo`)
    await stranger.getByRole('link', { name: /三组路口水管破裂/ }).click()
    const shown = await stranger.locator('main').innerText()
    expect(shown).toMatch(/自来水管破了[\s\S]*主管道今天已经换好/)
    expect(shown).toMatch(/我电话 ?（号码已隐去）/)
    await expectAccessible(stranger, 'a released report')
    await byReceipt()
    const download = villager.waitForEvent('download')
    await villager.getByRole('link', { name: '下载收件证明' }).click()
    const { readFile } = await import('node:fs/promises')
    const receipt = await readFile(await (await download).path(), 'utf8')
    const report = await checkReceipt(receipt, { vkey: w.office.logKey.vkey })
    expect(report).toMatchObject({
      problems: [],
      confirmed: [expect.stringContaining(`编号 ${code}，2026 年 11 月 16 日 09:00 收到`)],
    })
  })
})

/** Presses Tab until this is what the keyboard is on. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>) {
  await target.waitFor()
  for (let i = 0; i < 80; i += 1) {
    if (await target.evaluate((e) => e === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('the keyboard does not get there')
}
