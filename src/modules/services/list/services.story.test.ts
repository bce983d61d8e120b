/**
 * A villager finds what to do, what to bring and whom to ask: on the village's pages, without an account and without
 * JavaScript.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import type { Service } from './services.schema.ts'
import { glanceOf } from './glance.ts'

let l: Liuwan
let all: Service[]
beforeAll(async () => {
  l = await openLiuwan()
  all = JSON.parse((await l.get('/open/services.json')).html) as Service[]
})
afterAll(() => l.w.close())

test('the village page leads to services and to the hall', async () => {
  const { html } = await l.get('/v/liuwan')
  expect(html).toContain('href="/v/liuwan/services"')
  expect(html).toContain('href="/v/liuwan/hall"')
  const hall = await l.get('/v/liuwan/hall')
  expect(hall.text).toContain('柳湾村党群服务中心')
  expect(hall.text).toContain('8:30')
  expect(hall.html).toContain('href="tel:')
})

test('all 74 services open, with who, papers, time, steps and their printed notice', async () => {
  expect(all).toHaveLength(74)
  const list = await l.get('/v/liuwan/services')
  for (const s of all) {
    expect(list.html, s.name).toContain(`href="/v/liuwan/services/${s.code}"`)
    for (const path of [`/v/liuwan/services/${s.code}`, `/v/liuwan/services/${s.code}/print`]) {
      const page = await l.get(path)
      expect(page.status, path).toBe(200)
      for (const part of [
        s.name,
        s.who[0]!,
        ...s.materials.map((m) => m.name),
        ...s.steps.map((step) => step.name),
        s.result.name,
      ])
        expect(page.text, path).toContain(part)
    }
  }
})

test('found as villagers say it, and by what happened to them', async () => {
  expect((await l.get('/v/liuwan/services?q=上户口')).text).toContain('出生登记代办')
  expect((await l.get('/v/liuwan/services?q=粮补')).text).toContain('耕地地力保护补贴申报')
  const old = await l.get('/v/liuwan/services?category=e-old')
  expect(old.text).toContain('高龄津贴申请')
  expect(old.text).not.toContain('出生登记代办')
  expect((await l.get('/v/liuwan/services?q=造火箭')).text).toContain('没有找到“造火箭”')
  expect((await l.get('/search?place=liuwan&q=低保')).html).toContain('href="/v/liuwan/services/SV001"')
})

test('by pinyin in full, by initials, as one says it and as it sounds', async () => {
  const found = async (typed: string) => (await l.get(`/v/liuwan/services?q=${encodeURIComponent(typed)}`)).text
  for (const typed of ['dibao', 'di bao', 'DiBao', 'dībǎo', 'zdshbz', '滴保'])
    expect(await found(typed), typed).toContain('最低生活保障申请')
  for (const typed of ['gaoling', 'gljt', 'gaolin jintie']) expect(await found(typed), typed).toContain('高龄津贴申请')
  expect(await found('liangbu')).toContain('耕地地力保护补贴申报')
  expect(await found('xyz')).toContain('没有找到“xyz”')
  expect((await l.get('/search?place=liuwan&q=dibao')).html).toContain('href="/v/liuwan/services/SV001"')
})

test('beside the promised time stands how long it took, as soon as enough have been done', async () => {
  expect((await l.get('/v/liuwan/services/SV013')).text).toContain('办好的还太少，没有算')
  expect(
    glanceOf({
      service: all[0]!,
      village: undefined,
      place: '',
      bureau: undefined,
      measured: { n: 12, median: 0, p90: 18, unit: 'workDay' },
    }).find((f) => f.key === 'measured')!.value,
  ).toBe('最近办好的 12 件，一半在 1 个工作日内，九成在 18 个工作日内')
})

test('what to bring follows from a few answers', async () => {
  const asked = await l.get('/v/liuwan/services/SV002/bring')
  expect(asked.text).toContain('有残疾人证吗')
  const without = await l.get('/v/liuwan/services/SV002/bring?hasDisability=no&behalf=no')
  expect(without.text).toMatch(/您不用带： ?残疾人证、替您申请的人的身份证和委托书/)
  const withIt = await l.get('/v/liuwan/services/SV002/bring?hasDisability=yes&behalf=no')
  expect(withIt.text).not.toMatch(/您不用带： ?残疾人证/)
  expect(withIt.text).toContain('有照片和残疾类别、等级的一页')
  expect((await l.get('/v/liuwan/services/SV002/bring?hasDisability=%3Cb%3E')).html).not.toContain('<b>"')
})

test('a limit never stands without what it rests on', async () => {
  const { text } = await l.get('/v/liuwan/services/SV001')
  expect(text).toContain('承诺 20 个工作日，公示的时间另算')
  expect(text).toContain('30 天（参照：《重庆市城乡居民最低生活保障条例》')
  expect(text).toContain('公示 7 天，之后再留 3 天听意见')
  expect((await l.get('/v/liuwan/services/SV064')).text).toContain('7 天（《法律援助法》第四十三条）')
  expect((await l.get('/v/liuwan/services/SV011')).text).toContain('未成年人的姓名不公示')
})

test('who wants a certificate that villages do not issue is told whom to ask', async () => {
  const page = await l.get('/v/liuwan/services/certificates')
  expect(page.text).toContain('亲属关系证明')
  expect(page.text).toContain('民发〔2020〕20号')
  expect((await l.get('/v/liuwan/services?q=开无犯罪证明')).text).toMatch(/村里不开这个证明.*公安派出所/)
})

test('the notice comes as a PDF with its font inside, one sheet each', async () => {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  for (const code of ['SV001', 'SV012', 'SV064']) {
    const answer = await l.w.app.request(`/v/liuwan/services/${code}/notice.pdf`)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const task = getDocument({ data: new Uint8Array(await answer.arrayBuffer()) })
    const pdf = await task.promise
    const text = (await (await pdf.getPage(1)).getTextContent()).items
      .map((item) => ('str' in item ? item.str : ''))
      .join('')
    const service = all.find((s) => s.code === code)!
    expect(pdf.numPages, code).toBe(1)
    for (const part of [
      '一次性告知单',
      '柳湾村',
      service.name,
      ...service.steps.map((step) => step.name),
      `/v/liuwan/services/${code}`,
    ])
      expect(text, code).toContain(part)
    await task.destroy()
  }
  expect((await l.get('/v/liuwan/services/SV999/notice.pdf')).status).toBe(404)
})

test('large type shows less, with a way to all of it', async () => {
  const brief = await l.get('/v/liuwan/services', { cookie: 'elder=1' })
  expect(brief.text).toContain('常办的')
  expect(brief.text).toContain('看全部内容')
  expect(brief.html.length).toBeLessThan((await l.get('/v/liuwan/services')).html.length / 2)
})

test('as open data and in the sitemap; an unknown service or place is not found', async () => {
  const csv = await l.get('/open/services.csv')
  expect(csv.html.split('\r\n')[0]).toContain('事项编码,事项名称')
  expect(csv.html).toContain('SV074')
  expect(JSON.parse((await l.get('/services/SV001/form.schema.json')).html)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    properties: { name: {}, members: {} },
  })
  expect((await l.get('/open/api')).text).toContain('/open/services.json')
  expect((await l.get('/sitemap/services.xml')).html).toContain('/services/SV001</loc>')
  expect((await l.get('/v/liuwan/services/SV999')).status).toBe(404)
  expect((await l.get('/v/nowhere/services')).status).toBe(404)
  expect((await l.get('/t/qingxi/services')).status).toBe(404)
})
