/**
 * Two people at once: while one writes, another acts. Whoever is late is told what happened, sees how it stands now
 * without loading the page again, and still has what they typed: in the dialog, or over the screen where its form went
 * with the step.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectFits, launch } from '../../e2e/browser.ts'
import { signIn } from '../../e2e/console.ts'
import { serveWorld } from '../../e2e/worldServer.ts'
import { alsoHolds, handIn, nothing, open, take } from '../../test/story.ts'
import type { Person } from '../../test/world.ts'
import { openLiuwan, type Liuwan } from '../front/fixtures/liuwan.ts'
import { contextAt } from '../kernel/cases/office.ts'
import { receive, type Place } from '../modules/reports/sending/receive.ts'
import { reportSchema } from '../modules/reports/reports.schema.ts'
import { first, sql, transact } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'

let l: Liuwan
let server: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
beforeAll(async () => {
  l = await openLiuwan('2026-10-12T09:00:00+08:00')
  ;[server, browser] = await Promise.all([serveWorld(l.w), launch()])
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await l.w.close()
})

/** Told by a villager; the case's id. */
async function told(): Promise<string> {
  const { office } = l.w
  const ctx = await contextAt(office.db, l.w.now())
  const place = (await first(
    office.db,
    sql<Place>`SELECT id, path, slug, name, practice FROM regions WHERE slug = 'liuwan'`,
  ))!
  const input = reportSchema.parse({ kind: 'trouble', text: '三组路口的水管破了', spot: '三组路口', key: newId() })
  const made = await transact(office.db, (tx) => receive(tx, office.secret, place, input, [], { channel: 'web' }, ctx))
  return (await first(office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${made.id}`))!.id
}
const ok = (answer: { status: number; body: unknown }) => expect(answer.status, JSON.stringify(answer.body)).toBe(200)
const move = async (who: Person, id: string, action: string, more: object) => {
  const { events } = (await who.get(`/cases/${id}`)).body.case
  ok(await who.post(`/cases/${id}/actions/${action}`, { seenEvents: events, ...more }))
}
const record = async (who: Person, id: string, step: string, facts: Record<string, string>) =>
  ok(await who.post(`/powers/runs/${id}/record`, { step, on: '2026-10-12', facts, papers: [] }))
const begun = async (title: string) =>
  (
    await l.officer.post('/powers/runs', {
      place: 'liuwan',
      key: crypto.randomUUID(),
      power: 'NH02',
      title,
      amount: '3000',
    })
  ).body.id as string

/** Opens a screen; a mark in it goes where the page is loaded again. */
async function at(username: string, path: string, size: 'phone' | 'desktop' = 'desktop'): Promise<Page> {
  const { page } = await signIn(browser, server, username, size)
  await page.goto(`${server.url}/console${path}`)
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }))
  return page
}
const loadedOnce = (page: Page) => page.evaluate(() => 'loadedOnce' in window)

test('a report that is handed on meanwhile: the dialog and the written answer stay, the case behind them moves', async () => {
  const other = await alsoHolds(l.w, 'liuwan-agent', 'liuwan-grid')
  const id = await told()
  const page = await at('liuwan-grid', `/cases/${id}`)
  await page.getByRole('button', { name: '上报乡镇' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('管子在公路下面，村里修不了')
  await move(other, id, 'up', { comment: '要镇里修' })
  await dialog.getByRole('button', { name: '上报乡镇' }).click()
  await dialog
    .getByRole('alert')
    .getByText(/已在.*办了这一步/)
    .waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('管子在公路下面，村里修不了')
  await expect.poll(() => page.locator('.head .step').innerText()).not.toBe('网格员响应')
  await dialog.getByRole('button', { name: '取消' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(
    await page.getByRole('button', { name: '上报乡镇' }).count(),
    'what one cannot do any more is not offered',
  ).toBe(0)
  expect(await loadedOnce(page)).toBe(true)
})

test('something beside the steps was done meanwhile: it says so, and the next press goes through', async () => {
  const other = await alsoHolds(l.w, 'liuwan-agent', 'liuwan-grid')
  const id = await told()
  const page = await at('liuwan-grid', `/cases/${id}`, 'phone')
  await page.getByRole('button', { name: '上报乡镇' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('管子在公路下面，村里修不了')
  ok(await other.post(`/cases/${id}/label`, { category: '饮水用水', judgement: 'simple' }))
  await dialog.getByRole('button', { name: '上报乡镇' }).click()
  await dialog.getByRole('alert').getByText('还在“网格员响应”').waitFor()
  await dialog.getByRole('button', { name: '上报乡镇' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.head .step').innerText()).not.toBe('网格员响应')
  expect(await loadedOnce(page)).toBe(true)
})

test('a power: the step that was being recorded is recorded by somebody else; what was written is shown to be copied', async () => {
  const id = await begun('购买三轮车')
  const page = await at('liuwan-director', `/powers/runs/${id}`, 'phone')
  const words = page.getByLabel(/还要说明的/)
  await words.fill('三轮车给保洁员用，旧的已经报废')
  await record(l.officer, id, 'apply', { goods: '三轮车 2 辆', reason: '更换破损的。', fundSource: '集体收入' })
  await page.getByRole('button', { name: /^记下/ }).click()
  const left = page.getByRole('dialog', { name: '您写的没有提交' })
  await left.getByText(/已在.*办了这一步/).waitFor()
  expect(await left.getByLabel('还要说明的').inputValue()).toBe('三轮车给保洁员用，旧的已经报废')
  await expectFits(page, 'what was typed')
  await expectAccessible(page, 'what was typed')
  await left.getByRole('button', { name: '知道了' }).click()
  await left.waitFor({ state: 'detached' })
  expect(await page.locator('.head .step').innerText()).toContain('第 2/')
  expect(await loadedOnce(page)).toBe(true)
})

test('a power sent back while another step was recorded: the dialog keeps the reason', async () => {
  const id = await begun('购买垃圾桶')
  const facts = { goods: '垃圾桶 20 个', reason: '更换破损的。', fundSource: '集体收入' }
  await record(l.officer, id, 'apply', facts)
  const page = await at('qingxi-clerk', `/powers/runs/${id}`)
  await page.getByRole('button', { name: '退回上一步' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('货物没有写型号，请补上再记')
  ok(
    await l.w
      .signIn('qingxi-clerk')
      .then((p) => p.post(`/powers/runs/${id}/back`, { step: 'joint', reason: '型号没有写，请补上再记' })),
  )
  await record(l.officer, id, 'apply', facts)
  await dialog.getByRole('button', { name: '退回' }).click()
  await dialog.getByRole('alert').waitFor()
  expect(await dialog.getByRole('textbox').inputValue()).toBe('货物没有写型号，请补上再记')
  await expect
    .poll(() => page.getByText('型号没有写').count(), { message: 'what happened can be read behind it' })
    .toBeGreaterThan(0)
  expect(await loadedOnce(page)).toBe(true)
})

test('a notice taken back while it is reviewed: the remark is shown to be copied, the notice as it is now', async () => {
  const id = await open(l.w, l.officer, 'liuwan', 'C07-03', '2026-09')
  ok(await handIn(l.officer, id, nothing))
  const page = await at('liuwan-chair', `/notices/${id}`)
  await page.getByRole('textbox', { name: /意见/ }).fill('请写上为什么没有发生')
  ok(await take(l.officer, id, 'takeBack', { comment: '还要改' }))
  await page.getByRole('button', { name: '退回修改' }).click()
  const left = page.getByRole('dialog', { name: '您写的没有提交' })
  expect(await left.getByRole('textbox').inputValue()).toBe('请写上为什么没有发生')
  expect(await loadedOnce(page)).toBe(true)
})
