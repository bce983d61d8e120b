/** The county makes a service of its own, with conditions and a table, without code; it stands everywhere at once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { openLiuwan, type Liuwan } from '../../../front/fixtures/liuwan.ts'
import type { Person } from '../../../../test/world.ts'
import type { Service } from './services.schema.ts'

let l: Liuwan
let admin: Person
let shipped: Service
beforeAll(async () => {
  l = await openLiuwan()
  admin = await l.w.signIn('admin')
  shipped = (await admin.get('/services/SV013')).body.service as Service
})
afterAll(() => l.w.close())

const today = '2026-10-05'
const own = (change: (s: Service) => void = () => undefined): Service => {
  const service: Service = {
    ...structuredClone(shipped),
    code: 'QC-01',
    name: '红白喜事场地登记',
    also: ['办酒', '借礼堂'],
    domain: 'other',
    menu: 'fawu',
    events: [],
    who: ['户口在本村，要用村礼堂办红白喜事的。'],
    handling: 'direct',
    materials: [
      {
        key: 'idCard',
        name: '居民身份证',
        required: true,
        looks: '正反两面，字看得清。',
        takes: 'scan',
        reusable: true,
        pages: 2,
      },
      {
        key: 'cook',
        name: '厨师健康证',
        required: true,
        when: { field: 'cooks', is: ['yes'] },
        situation: '自己请厨师的',
        looks: '有照片的一面，没有过期。',
        takes: 'scan',
        reusable: false,
        pages: 1,
      },
    ],
    steps: [
      {
        key: 'accept',
        name: '村里登记',
        level: 'village',
        kind: 'handle',
        by: '村文书',
        limit: { value: 1, unit: 'workDay' },
      },
    ],
    promised: { value: 1, unit: 'workDay', citation: '', kind: 'promise' },
    legal: null,
    fee: { yuan: 50, about: '水电费，村集体收。' },
    result: { name: '场地使用登记单', how: '当场给您。' },
    notice: null,
    joint: null,
    homeVisit: false,
    appraisal: false,
    silence: null,
    identity: 'none',
    form: {
      sections: [
        {
          key: 'who',
          title: '谁办',
          fields: [
            { key: 'name', label: '姓名', kind: 'person', required: true, from: 'name' },
            { key: 'cooks', label: '自己请厨师吗', kind: 'yesNo', required: true },
          ],
        },
        {
          key: 'tables',
          title: '办几天',
          when: { field: 'cooks', is: ['yes'] },
          fields: [
            {
              key: 'days',
              label: '每天几桌',
              kind: 'table',
              required: true,
              columns: [
                { key: 'day', label: '哪天', kind: 'date', required: true },
                { key: 'tables', label: '几桌', kind: 'number', required: true },
              ],
            },
          ],
        },
      ],
      checks: [{ rule: 'days.sum(tables) <= 60', say: '礼堂一共只能摆 60 桌。' }],
    },
    competent: { dept: 'VILLAGE', name: '村民委员会' },
    notes: [],
    source: '村规民约',
    assumed: [],
  }
  delete service.publish
  change(service)
  return service
}
const save = (service: Service, seenVersion = 0, from = today, who = admin) =>
  who.post('/services', { service, seenVersion, from })

test('what is not right is said with what to do, and nothing is kept', async () => {
  expect(
    (
      await save(
        own((s) => {
          s.name = '开婚姻状况证明'
        }),
      )
    ).body.message,
  ).toMatch(/村里不得出具“婚姻状况证明”.*民政局婚姻登记处/)
  const wrong = await save(
    own((s) => {
      s.menu = 'nowhere'
      s.materials[1]!.when = { field: 'cooks', is: ['也许'] }
      s.form.checks[0]!.rule = 'days.sum(guests) <= 60'
    }),
  )
  expect(wrong.status).toBe(422)
  for (const part of ['没有菜单 nowhere', '没有这个选项', '没有数字列 guests'])
    expect(wrong.body.message).toContain(part)
  expect(
    (
      await save(
        own((s) => {
          s.name = '高龄津贴申请'
        }),
      )
    ).body.message,
  ).toContain('已经有叫“高龄津贴申请”的事项（SV013）')
  expect(
    (
      await save(
        own((s) => {
          s.code = 'SV013'
        }),
      )
    ).body.message,
  ).toContain('编码 SV013 已经有了（高龄津贴申请）')
  expect((await save(own(), 0, '2026-10-04')).body.message).toContain('不能早于今天')
  expect(await rows(l.w.office.db, sql`SELECT 1 FROM services WHERE made_by IS NOT NULL`)).toEqual([])
  expect((await l.w.signIn('qingxi-clerk').then((clerk) => save(own(), 0, today, clerk))).status).toBe(403)
})

test("saved, it stands on the village's page, in search, checker, print, PDF and open data at once", async () => {
  expect((await save(own())).body).toEqual({ version: 1, from: today })
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/services')).text).toContain('红白喜事场地登记')
  expect((await l.get('/v/liuwan/services?q=借礼堂')).text).toContain('红白喜事场地登记')
  const page = await l.get('/v/liuwan/services/QC-01')
  for (const part of ['厨师健康证', '自己请厨师的', '50 元。水电费', '村文书', '承诺 1 个工作日'])
    expect(page.text).toContain(part)
  expect((await l.get('/v/liuwan/services/QC-01/bring?cooks=no')).text).toMatch(/您不用带： ?厨师健康证/)
  expect((await l.get('/v/liuwan/services/QC-01/print')).text).toContain('厨师健康证')
  expect((await l.w.app.request('/v/liuwan/services/QC-01/notice.pdf')).status).toBe(200)
  expect((await l.get('/open/services.json')).html).toContain('"code":"QC-01"')
  expect((await admin.get('/services')).body.services.find((s: { code: string }) => s.code === 'QC-01')).toMatchObject({
    version: 1,
    state: 'offered',
    own: true,
    levels: ['village'],
    next: null,
  })
})

test('a later version counts from its day; until then the first one stands, and the history says what changes', async () => {
  const second = await save(
    own((s) => {
      s.fee = { yuan: 30, about: '水电费，村集体收。' }
      s.materials.pop()
      s.form.sections[0]!.fields[1]!.label = '请不请厨师'
    }),
    1,
    '2026-10-10',
  )
  expect(second.body).toEqual({ version: 2, from: '2026-10-10' })
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/services/QC-01')).text).toContain('50 元')
  const { versions } = (await admin.get('/services/QC-01')).body
  expect(versions.map((v: { version: number }) => v.version)).toEqual([2, 1])
  expect(versions[0]).toMatchObject({
    by: expect.any(String),
    changes: [
      '要带的材料去掉“厨师健康证”',
      '收费由“50 元，水电费，村集体收。”改为“30 元，水电费，村集体收。”',
      '表单：“自己请厨师吗”改叫“请不请厨师”',
    ],
  })
  l.w.set('2026-10-10T09:00:00+08:00')
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/services/QC-01')).text).toContain('30 元')
})

test('two editors at once: the later one is told what the other changed, and loses nothing', async () => {
  expect(
    (
      await save(
        own((s) => {
          s.who = ['本村和邻村的村民都可以。']
        }),
        2,
        '2026-10-10',
      )
    ).status,
  ).toBe(200)
  const late = await save(
    own((s) => {
      s.fee = { yuan: 0, about: '' }
    }),
    2,
    '2026-10-10',
  )
  expect(late.status).toBe(409)
  expect(late.body.message).toContain('存成了第 3 版')
  expect(late.body.details).toMatchObject({
    version: 3,
    changes: expect.arrayContaining(['谁可以办增加“本村和邻村的村民都可以。”']),
  })
  const [a, b] = await Promise.all(
    [1, 2].map((yuan) =>
      save(
        own((s) => {
          s.fee = { yuan, about: '' }
        }),
        3,
        '2026-10-10',
      ),
    ),
  )
  expect([a!.status, b!.status].sort()).toEqual([200, 409])
})

test('ended from a day on, it is gone from the lists; saved again, it is back', async () => {
  expect((await admin.post('/services/QC-01/end', { seenVersion: 4, from: '2026-10-10', reason: '' })).status).toBe(422)
  expect(
    (await admin.post('/services/QC-01/end', { seenVersion: 4, from: '2026-10-10', reason: '礼堂在修' })).body,
  ).toEqual({ version: 5 })
  await l.w.cache.refresh()
  expect((await l.get('/v/liuwan/services/QC-01')).text).toContain('已经停办了')
  expect(
    (await admin.post('/services/QC-01/end', { seenVersion: 5, from: '2026-10-10', reason: '礼堂在修' })).status,
  ).toBe(409)
  expect((await save(own(), 5, '2026-10-10')).status).toBe(200)
  expect((await admin.get('/services/QC-01')).body.versions[0].changes).toContain('恢复办理')
})

test('the page that is being written can be seen before, with its notice as a PDF, and only when it is sound', async () => {
  const preview = (service: unknown, more: Record<string, string> = {}) => {
    const body = new FormData()
    for (const [key, value] of Object.entries({ service: JSON.stringify(service), ...more })) body.append(key, value)
    return l.w.app.request('http://localhost/services/preview', {
      method: 'POST',
      body,
      headers: { origin: 'http://localhost', host: 'localhost' },
    })
  }
  expect(
    await (
      await preview(
        own((s) => {
          s.name = '还没存的事项'
        }),
      )
    ).text(),
  ).toContain('还没存的事项')
  expect((await preview(own(), { do: 'pdf' })).headers.get('content-type')).toBe('application/pdf')
  expect(
    (
      await preview(
        own((s) => {
          s.name = '存款证明'
        }),
      )
    ).status,
  ).toBe(422)
  expect((await preview('{')).status).toBe(422)
})
