/**
 * Questions as villagers type them into the search of the demo county: what must be the first answer, and what must not
 * be found at all.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoServer } from './demoFolder.ts'
import type { Server } from './server.ts'

let server: Server
beforeAll(async () => {
  server = await demoServer()
})
afterAll(() => server?.stop())

type Answer = { leads: string; first: string; html: string }

/** What stands first: what answers by itself, and the first row. */
async function ask(q: string, place?: string): Promise<Answer> {
  const query = new URLSearchParams({ ...(place ? { place } : {}), q })
  const page = await (await fetch(`${server.url}/search?${query}`)).text()
  const html = page.slice(page.indexOf('<main'), page.indexOf('</main'))
  const leads = [...html.matchAll(/<section class="panel"><h2>(.*?)<\/h2>/g)].map((m) =>
    m[1]!.replaceAll(/<wbr\/?>/g, ''),
  )
  const [, href = '', what = ''] = /<li><a href="([^"]*)"><span class="what">(.*?)<\/span>/.exec(html) ?? []
  return { leads: leads.join(' '), first: `${what.replaceAll(/<[^>]*>/g, '')} ${href}`, html }
}

/** Question → what the first row says, or where it leads. */
const rows: readonly (readonly [string, string])[] = [
  ['修路', '道路硬化'],
  ['修路花了多少钱', '道路硬化'],
  ['修路谁说了算', '/powers/NH03'],
  ['水渠', '水渠清淤'],
  ['修马路', '道路硬化'],
  ['铺水泥路', '道路硬化'],
  ['村里贷款了没有', '/own/items/C07-07'],
  ['孤儿补助', '/services/SV0'],
  ['老人去世补贴', '/services/SV032'],
  ['小孩打疫苗', '疫苗接种'],
  ['生二胎要办什么', '/services/SV0'],
  ['医药费怎么报销', '/services/SV03'],
  ['大病救助', '/services/SV0'],
  ['退伍军人补助', '/services/SV020'],
  ['村里的地租给谁了', '租'],
  ['谁家吃低保', '/own/items/C04-01'],
  ['宅基地批给谁了', '/own/items/'],
  ['村里开了什么会', '会'],
  ['卫生费', '支出明细'],
  ['扶贫款', '帮扶'],
  ['林权证', '/services/SV062'],
  ['村口到渡口', '村口到渡口道路硬化'],
  ['低保', '/services/SV001'],
  ['低保怎么申请', '/services/SV001'],
  ['低保要什么材料', '/services/SV001'],
  ['低保名单', '/own/items/C04-01'],
  ['谁批低保', '/powers/NH25'],
  ['五保户', '/services/SV002'],
  ['残疾证怎么办', '/services/SV018'],
  ['残疾人补贴', '/services/SV016'],
  ['老人补贴', '/services/SV013'],
  ['高龄津贴多少钱', '/own/items/C04-06'],
  ['种粮补贴发了吗', '/own/items/C04-12'],
  ['医保', '/services/SV035'],
  ['交医保去哪里', '/services/SV035'],
  ['社保卡丢了', '/services/SV033'],
  ['盖房', '/services/SV049'],
  ['批地基', '/services/SV049'],
  ['危房改造', '/services/SV009'],
  ['户口怎么迁', '/services/SV042'],
  ['小孩上户口', '/services/SV040'],
  ['老人怎么认证', '/services/SV030'],
  ['外地看病', '/services/SV036'],
  ['开证明', '/services/SV066'],
  ['公章谁管', '/services/SV067'],
  ['邻居吵架', '/services/SV063'],
  ['请律师', '/services/SV06'],
  ['砍树', '/services/SV051'],
  ['死猪', '/services/SV057'],
  ['当兵', '/services/SV072'],
  ['轮椅', '/services/SV019'],
  ['上访', '/services/SV068'],
  ['征地补偿款', '/own/items/C08-08'],
  ['分红', '/own/items/C07-09'],
  ['干部工资', '/own/items/C07-08'],
  ['村里欠了多少钱', '/own/items/C07-07'],
  ['村里有多少存款', '/own/items/C07-05'],
  ['9月的支出', '2026 年 9 月支出明细'],
  ['鱼塘承包', '/own/items/C08-03'],
  ['入党', '/own/items/C03-03'],
  ['选举', '/own/items/C12-03'],
  ['谁值班', '/own/items/C02-03'],
  ['工程', '/own/items/C10-02'],
  ['村支书', '村党组织书记 /own/duties'],
  ['村支书电话', '村党组织书记 /own/duties'],
  ['村长是谁', '村民委员会主任'],
  ['会计是谁', '村务公开专职人员'],
  ['队长', '村民小组组长'],
  ['江富晓', '/v/qingxi-qingxi#who'],
  ['民政局电话', '/b/minzhengju'],
  ['派出所', '/b/gonganju'],
  ['社保局', '/b/rensheju'],
  ['C07-04', '/own/items/C07-04'],
  ['sv001', '/services/SV001'],
  ['ＮＨ０３', '/powers/NH03'],
  ['柳湾村', '/v/liuwan'],
  ['柳湾', '柳湾村 /v/liuwan'],
  ['liu wan', '柳湾村 /v/liuwan'],
  ['柳弯村', '柳湾村 /v/liuwan'],
  ['dibao', '/services/SV001'],
  ['柳湾村修路', '村口到渡口道路硬化'],
  ['柳湾村低保怎么办', '/v/liuwan/services/SV001'],
  ['柳湾村村支书', '村党组织书记 柳长青'],
  ['柳湾村10月支出', '2026 年 10 月支出明细'],
  ['谁能砍树', '/services/SV051'],
  ['山上的树想砍几棵', '/services/SV051'],
  ['冰雹把庄稼打坏了', '/services/SV005'],
  ['地里遭灾了找谁', '/services/SV005'],
  ['上大学没钱', '/services/SV008'],
  ['娃娃上户', '/services/SV040'],
  ['老汉过世了', '/services/SV0'],
  ['火化补贴', '/services/SV0'],
  ['聋哑人', '/services/SV0'],
  ['宅机地', '/services/SV049'],
  ['高铃补贴', '/services/SV013'],
  ['cunzhishu', '村党组织书记'],
  ['SV13', '/services/SV013'],
  ['吃喝花了多少', '/powers/NH10'],
  ['村干部补贴', '/own/items/C07-08'],
  ['退耕还林的钱', '/own/items/C09-05'],
  ['村里收了多少钱', '/own/items/C07-0'],
  ['起屋', '/services/SV049'],
  ['卖橘子', '/services/SV074'],
  ['看病钱太多', '/services/SV0'],
  ['村委会几点上班', '/own/items/C02-03'],
  ['柳湾村一组', '柳湾一组'],
  ['我的养老金多少钱', '/services/SV029'],
  ['养老金没到账', '/services/SV029'],
  ['粮补没收到', '/services/SV052'],
  ['低保被取消了', '/services/SV001'],
  ['我家低保为啥没批', '/services/SV001'],
  ['今年发了多少低保', '/own/items/C04-01'],
  ['咋办低保', '/services/SV001'],
  ['残疾证咋个办', '/services/SV018'],
  ['合作医疗交多少钱', '/services/SV035'],
  ['yanglao', '养老保险'],
  ['hukou', '户口'],
  // Until a village has published that month, the item; then its notice.
  ['11月的账', '/own/items/C07-04|2026 年 11 月收入明细'],
  ['上个月花了多少', '/own/items/C07-04'],
  ['集体的地卖了吗', '/own/items/C08-05'],
  ['生态林补贴', '/own/items/C09-05'],
  ['光荣牌', '/services/SV020'],
  ['病死鸡', '/services/SV057'],
  ['房子漏雨没人管', '/services/SV009'],
  ['老娘瘫在床上', '/services/SV017'],
  ['老汉没儿没女', '/services/SV002'],
  ['雨露计划', '/services/SV008'],
  ['村干部选举什么时候', '/own/items/C12-03'],
  ['村里扶贫干部是谁', '驻村工作队员'],
  ['邻居占我地', '/services/SV0'],
  ['公交车', '/b/jiaotongju'],
  ['娃上幼儿园', '/b/jiaoyuju'],
]

/** Question → what answers by itself, with its number or page. */
const leads: readonly (readonly [string, string, string])[] = [
  ['举报', '12388', 'tel:12388'],
  ['举报村干部', '12388', 'tel:12388'],
  ['书记贪污', '12388', 'tel:12388'],
  ['着火了', '119', 'tel:119'],
  ['有人落水', '120', 'tel:120'],
  ['打人', '110', 'tel:110'],
  ['不想活了', '12356', 'tel:12356'],
  ['查回执', '用回执查结果', 'href="/reports"'],
  ['我要反映', '我要反映', 'href="/own/reports/new"'],
  ['路灯坏了', '报修', 'href="/own/reports/new"'],
  ['没公开的', '还没有公开', 'href="/missing"'],
  ['字太小', '大字版', 'href="/elder'],
  ['被骗了', '110', 'tel:96110'],
  ['结婚证去哪办', '婚姻登记', '婚姻登记处'],
  ['身份证丢了怎么办', '派出所', '户口簿'],
  ['停电了', '95598', 'tel:95598'],
  ['狗咬人', '120', 'tel:120'],
  ['老板不给钱', '人力资源', 'tel:12333'],
  ['密码忘了', '密码', 'href="/my"'],
  ['答复不满意', '上一级', 'href="/reports"'],
  ['无犯罪证明', '派出所', 'href="/services/certificates"'],
  ['垃圾没人收', '报修', 'href="/own/reports/new"'],
  ['12388', '12388', 'tel:12388'],
  ['厕所改造', '改厕所', 'href="/own/duties"'],
  ['修厕所的钱', '改厕所', 'href="/own/duties"'],
  ['户口本丢了', '派出所', '户主'],
  ['亲属关系证明', '村里不开', 'href="/services/certificates"'],
  ['走不动怎么办事', '代办员', 'href="/own/hall"'],
  ['路上有坑', '报修', 'href="/own/reports/new"'],
  ['快递不送到村', '快递', 'tel:12305'],
  ['买到假种子', '12315', 'tel:12315'],
]

test('the first row answers the question', async () => {
  const wrong: string[] = []
  for (const [q, wanted] of rows) {
    const { first } = await ask(q)
    if (!wanted.split('|').some((one) => first.includes(one))) wrong.push(`${q}: ${first}, wanted ${wanted}`)
  }
  expect(wrong).toEqual([])
})

test('what no list answers: a number to press, a page that leads on', async () => {
  for (const [q, words, way] of leads) {
    const { leads: said, html } = await ask(q)
    expect(said, q).toContain(words)
    expect(html, q).toContain(way)
  }
})

test('in one’s own village its own come first, and what only the county has is said to be so', async () => {
  expect((await ask('支出明细', 'liuwan')).first).toContain('/v/liuwan/items/C07-04')
  expect((await ask('村支书电话', 'liuwan')).first).toContain('柳长青')
  expect((await ask('民政局电话', 'liuwan')).first).toContain('/b/minzhengju')
  expect((await ask('瑶族乡', 'liuwan')).html).toContain('下面是全县的')
})

test('a number: a notice’s leads to it; any other such number tells nothing, only where receipts are asked about', async () => {
  const home = await (await fetch(`${server.url}/v/liuwan/notices`)).text()
  const code = /\/d\/([0-9A-Z]{10})/.exec(home)![1]!
  expect((await ask(code)).first).toContain(`/d/${code}`)
  expect((await ask(code.toLowerCase())).first).toContain(`/d/${code}`)
  for (const receipt of ['0A1B2C3D4E', 'ZZZZ0ZZZZ9']) {
    const { html } = await ask(receipt)
    expect(html).toContain('href="/reports"')
    expect(html).toContain('href="/applications"')
  }
})

test('nothing at all leads on', async () => {
  const { html } = await ask('化粪池型号')
  for (const words of ['没有找到', '换个说法', '打电话问']) expect(html).toContain(words)
})
