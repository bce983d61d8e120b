/** Who reads how much: hands see internal columns, the guiding bureau what went out, everybody else nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rows, sql } from '../../../platform/db.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
let officer: Person
let id: string
const who = async (name: string) => w.signIn(name)

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  officer = await who('liuwan-officer')
  const [o] = await rows(
    w.office.db,
    sql<{
      id: string
    }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = 'liuwan' AND o.item_code = 'C04-01' AND o.period = '2026-09'`,
  )
  id = (await officer.post(`/obligations/${o!.id}/draft`)).body.id
  const stage = (await officer.get(`/notices/${id}`)).body.form.columns.find((c: { key: string }) => c.key === 'stage')
    .options[0]
  await officer.put(`/notices/${id}/draft`, {
    revision: 0,
    content: {
      rows: [
        {
          village: '一组',
          householdHead: '王桂兰',
          coveredPersons: 2,
          stage,
          allowanceMonthly: '800',
          noticePeriod: '2026-10-06 至 2026-10-12',
          reportUnit: '清溪镇',
          headIdNumber: '11010519491231002X',
        },
      ],
    },
  })
})
afterAll(() => w.close())

test('the hands of the notice read the internal columns', async () => {
  for (const name of ['liuwan-officer', 'liuwan-chair', 'liuwan-secretary', 'qingxi-clerk', 'inspector']) {
    const seen = await (await who(name)).get(`/notices/${id}`)
    expect(seen.status, name).toBe(200)
    expect(JSON.stringify(seen.body), name).toContain('11010519491231002X')
  }
})

test('the guiding bureau reads no draft and no internal column; another bureau, the agent and the grid worker nothing', async () => {
  const bureau = await (await who('minzheng-clerk')).get(`/notices/${id}`)
  expect(bureau.status).toBe(200)
  expect(JSON.stringify(bureau.body)).not.toMatch(/11010519491231002X|王桂兰|headIdNumber/)
  for (const name of ['nongye-clerk', 'liuwan-agent', 'liuwan-grid'])
    expect((await (await who(name)).get(`/notices/${id}`)).status, name).toBe(404)
})

test('a bureau sees only the questions that it must answer, and no archive of a village', async () => {
  const asked = await (await who('minzheng-clerk')).get('/questions')
  expect(asked.body.questions.filter((q: { place: string }) => q.place === '柳湾村')).toEqual([])
})
