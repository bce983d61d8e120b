/**
 * A small client written from the GeoReport v2 specification: discovers, lists services, files with a key, lists what
 * is public.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { first, sql, transact } from '../../../platform/db.ts'
import { contextAt } from '../../../kernel/cases/office.ts'
import { actorOf, type Actor } from '../../../kernel/people/actor.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'
import { handle, setFace } from '../handling/handle.ts'
import { tellAnswered } from '../following/answered.ts'

let w: World
let admin: Person
let key: string
beforeAll(async () => {
  w = await makeWorld('2026-11-16T09:00:00+08:00')
  admin = await w.signIn('admin')
  key = (await admin.post('/api-keys', { name: '县 12345 热线', contact: '王科长 0999-1234567' })).body.key
})
afterAll(() => w.close())

const request = async (path: string, form?: Record<string, string>) => {
  const answer = await w.app.request(
    `http://localhost${path}`,
    form
      ? {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }
      : {},
  )
  const type = answer.headers.get('content-type') ?? ''
  const text = await answer.text()
  return { status: answer.status, type, text, json: type.includes('json') ? JSON.parse(text) : undefined }
}
const broken = {
  service_code: 'trouble',
  description: '三组路口的路灯坏了',
  address_string: '三组路口',
  'attribute[village]': 'liuwan',
  last_name: '王',
  first_name: '大姐',
  phone: '13912345678',
}

describe('a client', () => {
  test('finds the interface and its services, in JSON and in XML', async () => {
    const { endpoints } = (await request('/open311/discovery.json')).json
    expect(endpoints[0]).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: 'http://localhost/open311/v2',
    })
    const services = (await request('/open311/v2/services.json')).json as {
      service_code: string
      metadata: boolean
      type: string
    }[]
    expect(services.map((s) => s.service_code)).toEqual(['suggestion', 'question', 'trouble', 'danger', 'dispute'])
    const xml = await request('/open311/v2/services.xml')
    expect(xml.type).toBe('text/xml; charset=utf-8')
    expect(xml.text).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<services><service><service_code>suggestion<\/service_code>/,
    )
    expect((await request('/open311/v2/services/trouble.json')).json.attributes[0]).toMatchObject({
      code: 'village',
      required: false,
    })
    expect((await request('/open311/v2/services/trouble.xml')).text).toContain(
      '<service_definition><service_code>trouble</service_code><attributes><attribute><variable>true</variable>',
    )
  })

  test('files with a key, once; the office gets it like any other; what is wrong is told in the specified form', async () => {
    expect((await request('/open311/v2/requests.json', broken)).json).toMatchObject([{ code: 403 }])
    const wrong = await request('/open311/v2/requests.xml', { ...broken, api_key: 'sl_wrong' })
    expect([wrong.status, wrong.text.includes('<errors><error><code>403</code><description>')]).toEqual([403, true])
    expect(
      (await request('/open311/v2/requests.json', { ...broken, api_key: key, service_code: 'person' })).json,
    ).toMatchObject([{ code: 404 }])
    expect(
      (await request('/open311/v2/requests.json', { ...broken, api_key: key, description: '' })).json[0].description,
    ).toContain('description')
    expect(
      (await request('/open311/v2/requests.json', { ...broken, api_key: key, 'attribute[village]': '' })).json[0]
        .description,
    ).toContain('缺地点')
    const [made] = (await request('/open311/v2/requests.json', { ...broken, api_key: key })).json
    expect(made.service_notice).toMatch(/编号 \w{10}，查询密码 \d{6}/)
    expect((await request('/open311/v2/requests.json', { ...broken, api_key: key })).json[0].service_request_id).toBe(
      made.service_request_id,
    )
    const kept = (await first(
      w.office.db,
      sql<{
        channel: string
        kind: string
        slug: string
        step: string
      }>`
        SELECT r.channel, r.kind, g.slug, c.step
        FROM reports r
        JOIN regions g ON g.id = r.region_id
        JOIN cases c ON c.subject_id = r.id
        WHERE r.code = ${made.service_request_id}`,
    ))!
    expect(kept).toEqual({ channel: 'open311', kind: 'trouble', slug: 'liuwan', step: 'received' })
    expect((await request(`/open311/v2/requests/${made.service_request_id}.json`)).status).toBe(404)
  })

  test.each(['11010519491231002X', '护照 E12345678', '银行卡 6222 0202 0011 2233 445', '台胞证 12345678'])(
    'is asked about the number of a paper or card (%s) as whoever writes here is, and may mean it',
    async (number) => {
      for (const field of ['description', 'address_string']) {
        const sent = { ...broken, api_key: key, [field]: `三组路口的路灯坏了，我的${number}` }
        const { status, json } = await request('/open311/v2/requests.json', sent)
        expect([status, json[0].description], field).toEqual([
          400,
          expect.stringMatching(/写到了.+attribute\[numbers\]=seen/),
        ])
        expect(json[0].description).not.toContain(number)
        expect((await request('/open311/v2/requests.json', { ...sent, 'attribute[numbers]': 'seen' })).status).toBe(201)
      }
    },
  )

  test('finds the nearest village by coordinates, and none from far away', async () => {
    const at = (await first(
      w.office.db,
      sql<{ lat: number | null; lng: number | null }>`SELECT lat, lng FROM regions WHERE slug = 'liuwan'`,
    ))!
    const { 'attribute[village]': _, ...without } = broken
    const [made] = (
      await request('/open311/v2/requests.json', {
        ...without,
        api_key: key,
        lat: String(at.lat),
        long: String(at.lng),
      })
    ).json
    expect(
      (await first(
        w.office.db,
        sql<{
          slug: string
        }>`
          SELECT g.slug
          FROM reports r
          JOIN regions g ON g.id = r.region_id
          WHERE r.code = ${made.service_request_id}`,
      ))!.slug,
    ).toBe('liuwan')
    expect(
      (await request('/open311/v2/requests.json', { ...without, api_key: key, lat: '20', long: '110' })).json[0]
        .description,
    ).toContain('不在本县')
  })

  test('sees what was released, with its answer and without name, telephone or place; the reporter hears of the answer once', async () => {
    const [made] = (
      await request('/open311/v2/requests.json', { ...broken, description: '水渠堵了，地里进不了水', api_key: key })
    ).json
    const code: string = made.service_request_id
    const grid = (await actorAt('responder'))!
    const ctx = await contextAt(w.office.db, w.now())
    const c = (await first(
      w.office.db,
      sql<{ id: string }>`SELECT c.id FROM cases c JOIN reports r ON r.id = c.subject_id WHERE r.code = ${code}`,
    ))!
    await transact(w.office.db, (tx) =>
      setFace(
        tx,
        w.office.secret,
        grid,
        c.id,
        { shown: true, title: '水渠堵了', text: '地里进不了水', fileIds: [], reason: '缩短', withName: false },
        ctx,
      ),
    )
    await transact(w.office.db, (tx) =>
      handle(tx, grid, { caseId: c.id, action: 'answer', reply: { text: '已经清理好水渠。', form: 'written' } }, ctx),
    )
    const [one] = (await request(`/open311/v2/requests/${code}.json`)).json
    expect(one).toMatchObject({
      service_request_id: code,
      status: 'open',
      service_code: 'trouble',
      description: '水渠堵了\n地里进不了水',
      status_notes: '已经清理好水渠。',
      lat: null,
    })
    const list = await request(`/open311/v2/requests.xml?service_request_id=${code}`)
    expect(list.text).toContain(`<service_requests><request><service_request_id>${code}</service_request_id>`)
    for (const hidden of ['13912345678', '王大姐', '三组路口'])
      expect(list.text + JSON.stringify(one)).not.toContain(hidden)
    expect((await request('/open311/v2/requests.json?status=closed')).json).toEqual([])
    expect(
      (await request('/open311/v2/requests.json?service_code=trouble&start_date=2026-11-01T00:00:00Z')).json.length,
    ).toBe(1)
    expect((await request('/open311/v2/requests.json?start_date=yesterday')).json).toMatchObject([{ code: 400 }])
    expect([await tellAnswered(w.office, w.now()), await tellAnswered(w.office, w.now())]).toEqual([1, 0])
    expect(await first(w.office.db, sql`SELECT shown_address, template FROM notice_deliveries`)).toEqual({
      shown_address: '139****5678',
      template: 'reportAnswered',
    })
  })

  test('narrows by jurisdiction, time and pages; a picture that was released has its address; errors are told in both formats', async () => {
    const file = async (description: string, more: Record<string, string> = {}) =>
      (
        await request('/open311/v2/requests.json?jurisdiction_id=liuwan', {
          service_code: 'trouble',
          description,
          api_key: key,
          ...more,
        })
      ).json[0]
    const made = await file('桥栏杆断了一根', {
      media_url: 'https://photos.example.cn/1.jpg javascript:alert(1)',
      email: 'a@example.cn',
    })
    const kept = (await first(
      w.office.db,
      sql<{
        id: string
        text: string
        slug: string
      }>`
        SELECT r.id, r.text, g.slug
        FROM reports r
        JOIN regions g ON g.id = r.region_id
        WHERE r.code = ${made.service_request_id}`,
    ))!
    expect(kept).toMatchObject({ slug: 'liuwan', text: '桥栏杆断了一根\n图片：https://photos.example.cn/1.jpg' })
    const { 'attribute[village]': _, ...nowhere } = broken
    const named = (
      await request('/open311/v2/requests.json', {
        ...nowhere,
        api_key: key,
        address_string: '晴川县清溪镇柳湾村小学门口',
      })
    ).json[0]
    expect(
      (await first(
        w.office.db,
        sql<{
          slug: string
        }>`
          SELECT g.slug
          FROM reports r
          JOIN regions g ON g.id = r.region_id
          WHERE r.code = ${named.service_request_id}`,
      ))!.slug,
    ).toBe('liuwan')
    const grid = (await actorAt('responder'))!
    const ctx = await contextAt(w.office.db, w.now())
    await sql`
      INSERT INTO report_files (
        id, report_id, position, kind, name, type, bytes, sha256, shown_sha256, shown_type, added_at
      )
      VALUES (
        'picture-of-a-bridge', ${kept.id}, 0, 'picture', '照片.jpg', 'image/jpeg', 9, 'a', 'b', 'image/jpeg',
        ${w.now()}
      )`.execute(w.office.db)
    const c = (await first(w.office.db, sql<{ id: string }>`SELECT id FROM cases WHERE subject_id = ${kept.id}`))!
    await transact(w.office.db, (tx) =>
      setFace(
        tx,
        w.office.secret,
        grid,
        c.id,
        {
          shown: true,
          title: '桥栏杆断了',
          text: '断了一根',
          fileIds: ['picture-of-a-bridge'],
          reason: '缩短',
          withName: false,
        },
        ctx,
      ),
    )
    const list = async (query: string) =>
      (await request(`/open311/v2/requests.json?${query}`)).json as {
        service_request_id: string
        media_url: string | null
      }[]
    expect(
      (await list('jurisdiction_id=liuwan')).find((r) => r.service_request_id === made.service_request_id),
    ).toMatchObject({ media_url: `http://localhost/reports/${made.service_request_id}/shown/picture-of-a-bridge` })
    const all = await list('jurisdiction_id=qingchuan')
    expect(all.length).toBe((await list('jurisdiction_id=localhost')).length)
    expect(
      [...(await list('page_size=1&page=1')), ...(await list('page_size=1&page=2'))].map((r) => r.service_request_id),
    ).toEqual(all.slice(0, 2).map((r) => r.service_request_id))
    expect((await list('start_date=2026-11-16&end_date=2026-11-17T00:00:00')).length).toBe(all.length)
    expect(await list('end_date=2026-11-15')).toEqual([])
    for (const [path, code] of [
      ['requests.json?jurisdiction_id=beijing', 404],
      ['services.json?jurisdiction_id=beijing', 404],
      ['requests.json?status=done', 400],
      ['requests.json?page_size=0', 400],
      ['requests.json?page=x', 400],
      ['requests.json?end_date=2026-13-40', 400],
    ] as const) {
      const wrong = await request(`/open311/v2/${path}`)
      expect([wrong.status, wrong.json[0].code], path).toEqual([code, code])
      expect((await request(`/open311/v2/${path.replace('.json', '.xml')}`)).text, path).toContain(
        `<errors><error><code>${code}</code><description>`,
      )
    }
    expect((await request('/open311/discovery.json')).json.endpoints[0].formats).toEqual([
      'application/json',
      'text/xml',
    ])
    expect((await request('/open311/discovery.xml')).text).toContain(
      '<formats><format>application/json</format><format>text/xml</format></formats>',
    )
  })

  test('is refused when its key has ended', async () => {
    const [{ id }] = (await admin.get('/api-keys')).body.keys
    await admin.post(`/api-keys/${id}/end`)
    expect((await request('/open311/v2/requests.json', { ...broken, api_key: key })).status).toBe(403)
    expect((await request('/open311/v2/nothing.json')).json).toMatchObject([{ code: 404 }])
    expect((await request('/open311/v2/services.csv')).status).toBe(404)
  })
})

async function actorAt(post: string): Promise<Actor | undefined> {
  const holder = (await first(
    w.office.db,
    sql<{
      person_id: string
    }>`
      SELECT a.person_id
      FROM appointments a
      JOIN post_kinds k ON k.id = a.post_kind_id
      JOIN regions r ON r.id = a.region_id
      WHERE k.function = ${post} AND r.slug = 'liuwan' AND a.to_on IS NULL
      LIMIT 1`,
  ))!
  return actorOf(w.office.db, holder.person_id, '2026-11-16')
}
