/**
 * A village has 210 metres of road laid for 60,000 yuan, from the proposal to the acceptance, on the tablet of the
 * village office that goes from hand to hand, each signed in for themselves; a villager follows it on a phone, asks at
 * a step and is answered.
 */
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../src/platform/db.ts'
import { verifyProofFile } from '../src/kernel/ledger/proof.file.ts'
import { makeWorld, type Person, type World } from '../test/world.ts'
import { expectAccessible, expectFits, launch, open } from './browser.ts'
import { signIn } from './console.ts'
import { serveWorld } from './worldServer.ts'

let w: World
let site: Awaited<ReturnType<typeof serveWorld>>
let browser: Browser
let photo: { name: string; mimeType: string; buffer: Buffer }
let tablet: Page
let at: string
let inHand: string
const people = new Map<string, Person>()
const title = '村口到渡口道路硬化'

beforeAll(async () => {
  w = await makeWorld('2026-10-12T09:00:00+08:00')
  ;[site, browser] = await Promise.all([serveWorld(w), launch()])
  photo = {
    name: '材料.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({ create: { width: 800, height: 600, channels: 3, background: '#eed' } })
      .jpeg()
      .toBuffer(),
  }
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await w.close()
})

const person = async (username: string): Promise<Person> =>
  people.get(username) ?? people.set(username, await w.signIn(username)).get(username)!

/**
 * Gives the tablet to somebody who is signed in, on the run as it stands; in the same hand the screen has gone on by
 * itself.
 */
async function hand(username: string, step: string) {
  const { cookie } = await person(username)
  if (inHand === username) return tablet.getByRole('heading', { name: step, exact: true }).waitFor()
  inHand = username
  await tablet.context().clearCookies()
  await tablet
    .context()
    .addCookies(
      cookie
        .split('; ')
        .map((c) => ({ name: c.slice(0, c.indexOf('=')), value: c.slice(c.indexOf('=') + 1), url: site.url })),
    )
  await tablet.goto(at)
  await tablet.getByRole('heading', { name: step, exact: true }).waitFor()
}

/** Records the step as its form asks: what is typed by label (an option by its name), papers by name. */
async function record(username: string, step: string, typed: Record<string, string>, papers: readonly string[] = []) {
  await hand(username, step)
  const form = tablet.getByRole('form', { name: `记“${step}”` })
  for (const [label, value] of Object.entries(typed)) {
    const field = form.getByLabel(new RegExp(`^${label}`))
    if ((await field.evaluate((f) => f.tagName)) === 'SELECT') await field.selectOption(value)
    else await field.fill(value)
  }
  for (const paper of papers) {
    await form.getByLabel(new RegExp(`^${paper}　`)).setInputFiles(photo)
    await form.getByText(`已上传：${photo.name}`).waitFor()
  }
  await form.getByRole('button', { name: /^记下/ }).click()
  await form.waitFor({ state: 'detached' })
}

async function confirm(username: string, step: string) {
  await hand(username, `${step}：等第二个人确认`)
  await tablet.getByRole('button', { name: '我在场，内容属实' }).click()
  await tablet.getByText('确认了，这一步办完').waitFor()
}

/**
 * What the run wrote goes its usual way: the officer hands in what is still a draft, the committee reviews, the
 * secretary signs.
 */
async function publishAll() {
  const [officer, chair, member, secretary] = [
    await person('liuwan-officer'),
    await person('liuwan-chair'),
    await person('liuwan-member2'),
    await person('liuwan-secretary'),
  ]
  const open = await rows(
    w.office.db,
    sql<{
      id: string
      step: string
    }>`
      SELECT c.subject_id AS id, c.step
      FROM power_run_notices n
      JOIN obligations o ON o.id = n.obligation_id
      JOIN cases c ON c.subject_kind = 'notice' AND c.subject_id = o.notice_id
      WHERE c.closed_at IS NULL AND c.step IN ('draft', 'review', 'sign')`,
  )
  for (const { id, step } of open) {
    if (step === 'draft')
      expect(
        (await officer.post(`/notices/${id}/submit`, { revision: (await officer.get(`/notices/${id}`)).body.revision }))
          .status,
      ).toBe(200)
    const contentHash = (await chair.get(`/notices/${id}`)).body.contentHash
    const approved = await chair.post(`/notices/${id}/actions/approve`, { contentHash })
    if (approved.body.waitingFor)
      expect((await member.post(`/notices/${id}/actions/approve`, { contentHash })).status).toBe(200)
    const signed = await secretary.post(`/notices/${id}/actions/sign`, {
      contentHash,
      secrecyChecked: true,
      signature: {
        kind: 'strokes',
        strokes: [
          [
            { x: 1, y: 1, t: 0 },
            { x: 20, y: 30, t: 60 },
            { x: 40, y: 8, t: 130 },
          ],
        ],
      },
    })
    expect(signed.status, JSON.stringify(signed.body)).toBe(200)
  }
  await w.seal()
}

test('a project of 60,000 yuan from proposal to acceptance: papers, two people, no silent skip, a question answered, every notice out', async () => {
  const opened = await signIn(browser, site, 'liuwan-officer', 'tablet')
  tablet = opened.page
  await tablet.goto(`${site.url}/console/powers/runs`)
  await tablet.getByRole('button', { name: '发起一件' }).click()
  await tablet.getByLabel('按哪一项权力').selectOption({ label: '微型工程发包' })
  await tablet.getByLabel(/^办的是哪一件事/).fill(title)
  await tablet.getByRole('button', { name: '发起', exact: true }).click()
  await tablet.getByText('请填写预算金额').waitFor()
  await tablet.getByLabel(/^预算金额/).fill('60000')
  await tablet.getByText('要走 13 步').waitFor()
  await tablet.getByRole('button', { name: '发起', exact: true }).click()
  await tablet.getByRole('heading', { name: title }).waitFor()
  at = tablet.url()
  await expectAccessible(tablet, 'step form')
  const there = (await tablet.getByRole('link', { name: '村民看到的页面' }).getAttribute('href'))!
  // What is missing is said, and the cursor stands in it.
  await tablet.getByRole('button', { name: '记下这一步' }).click()
  await tablet.getByText('请填写“动议事由”。').waitFor()
  expect(await tablet.evaluate(() => document.activeElement?.closest('label')?.textContent)).toContain('动议事由')

  await hand('liuwan-secretary', '村党组织提议')
  await tablet.getByRole('button', { name: /^跳过这一步/ }).click()
  await tablet.getByRole('button', { name: '签字并跳过' }).click()
  await tablet.getByText('请写清理由，至少 8 个字').waitFor()
  await tablet.getByLabel('理由', { exact: true }).fill('时间紧，先做了再补手续。')
  await tablet.getByRole('button', { name: '签字并跳过' }).click()
  await tablet.getByText('还没有写字').waitFor()

  await record('liuwan-officer', '村党组织提议', {
    动议事由: '党员群众建议',
    建设理由: '雨天泥泞，老人小孩出行不便。',
    建设地点: '村口到渡口',
    规模和内容: '硬化 210 米，宽 3.5 米',
    资金来源: '村集体经营收入',
  })
  await record('liuwan-director', '方案和预算', { 项目分类: '道路', 预算: '60000' }, ['方案和预算表'])
  await tablet.getByText('您已经记下了，请另一个人登录后到这里确认。').waitFor()
  await confirm('liuwan-chair', '方案和预算')
  await record('liuwan-secretary', '村两委商议', { 应到和实到人数: '应到 7 人，实到 7 人' }, ['联席会议记录'])
  await record('liuwan-secretary', '党员大会审议', { 应到和实到人数: '应到 24 人，实到 20 人', 会议形式: '党员大会' })
  await record(
    'liuwan-director',
    '村民代表会议决议',
    {
      应到和实到人数: '应到 36 人，实到 31 人',
      会议形式: '村民代表会议',
      民主决策程序: '四议两公开',
      决议和表决情况: '到会 31 人，同意 29 人，通过。',
    },
    ['签了名的会议决议'],
  )
  await record('liuwan-director', '决议公开', { 张贴的地点和起止日期: '村委会公开栏，10 月 13 日至 10 月 28 日' })

  const { page: phone, faults } = await open(browser, 'phone')
  await w.seal()
  await phone.goto(site.url + there)
  await phone.getByText('第 7 步，共 13 步：报乡镇登记').waitFor()
  await phone
    .getByRole('listitem')
    .filter({ has: phone.getByRole('heading', { name: '决议公开', exact: true }) })
    .getByRole('link', { name: '对这一步有疑问' })
    .click()
  await phone.getByText('的“决议公开”这一步').waitFor()
  await phone.getByRole('radio', { name: '咨询' }).check()
  await phone.getByRole('textbox', { name: '说说是什么事' }).fill('表决的时候是 29 个人同意，名单能看吗？')
  await phone.getByRole('radio', { name: '审核后可以公开，不显示姓名' }).check()
  await phone.getByRole('button', { name: /提交/ }).click()
  await phone.locator('[data-code]').waitFor()
  const [asked] = await rows(
    w.office.db,
    sql<{
      id: string
    }>`
      SELECT c.id
      FROM power_run_questions q
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = q.report_id
      WHERE q.step = 'announce'`,
  )
  expect(
    (
      await (
        await person('liuwan-grid')
      ).post(`/cases/${asked!.id}/actions/answer`, {
        reply: { text: '签了名的决议在村委会，随时可以来看。', form: 'written' },
      })
    ).status,
  ).toBe(200)
  expect(
    (
      await (
        await person('qingxi-clerk')
      ).post(`/cases/${asked!.id}/face`, {
        shown: true,
        title: '表决名单能看吗',
        text: '表决的时候是 29 个人同意，名单能看吗？',
      })
    ).status,
  ).toBe(200)

  await record('qingxi-clerk', '报乡镇登记', {})
  await record(
    'liuwan-director',
    '发包',
    {
      发包方式: '询价',
      承包单位: '清溪镇建安工程队',
      发包价: '58600',
      '结果公示起止，从': '2026-10-13',
      '结果公示起止，到': '2026-10-28',
    },
    ['询价、比价或者开标记录'],
  )
  await confirm('liuwan-chair', '发包')
  await record('liuwan-director', '签订合同', { 计划完工日期: '2026-12-01' }, ['合同'])
  w.set('2026-12-02T15:00:00+08:00')
  await record('liuwan-chair', '开工和施工监督', { 形象进度: '100', 已付款: '20000', 检查意见: '厚度、强度符合要求' })
  // Who awarded the work does not accept it.
  await hand('liuwan-chair', '验收')
  await tablet.getByRole('button', { name: /^记下/ }).click()
  await tablet.getByText('您办过“发包”').waitFor()
  await record(
    'liuwan-member1',
    '验收',
    {
      竣工日期: '2026-12-01',
      验收人员: '村务监督委员会、村民代表 5 人',
      验收结论: '合格',
      村务监督委员会意见: '程序合规，质量合格',
    },
    ['验收单'],
  )
  await confirm('liuwan-member2', '验收')
  await record('liuwan-director', '结算', { '结算（': '58600' }, ['结算单'])
  await record('liuwan-director', '实施结果公开', {
    实施结果: '道路按期完工，验收合格。',
    张贴的地点和起止日期: '村委会公开栏，12 月 2 日至 12 月 17 日',
  })
  await tablet.getByText('办结').first().waitFor()

  await publishAll()
  await phone.goto(site.url + there)
  await phone.getByText('全部办完').waitFor()
  await expectFits(phone, 'run')
  await expectAccessible(phone, 'run')
  await phone.getByText('签了名的决议在村委会，随时可以来看。').waitFor()
  expect(await phone.getByText(/^已公开：/).count()).toBe(7)
  expect(await phone.locator('main').innerText()).not.toMatch(/时间紧|等村里核对|等签字/)
  const saved = phone.waitForEvent('download')
  await phone.getByRole('link', { name: '下载凭据' }).first().click()
  const proof = Buffer.concat((await (await (await saved).createReadStream()).toArray()) as Buffer[]).toString()
  const vkey = (await (await fetch(`${site.url}/log/key`)).text()).trim()
  expect((await verifyProofFile(proof, { vkey })).problems).toEqual([])
  // The notices stand on the village's own page, too, and lead back.
  await phone.goto(`${site.url}/v/liuwan/notices`)
  await phone
    .getByRole('link', { name: new RegExp(title) })
    .first()
    .click()
  expect(await phone.locator(`a[href="${there}"]`).count()).toBe(1)
  expect([opened.faults, faults]).toEqual([[], []])
})
