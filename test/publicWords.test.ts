/**
 * What the public reads beside notices is guarded on every road by which it comes in: the console here, lists and packs
 * in their rooms.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type Answer, type Person, type World } from './world.ts'

let w: World
let admin: Person
beforeAll(async () => {
  w = await makeWorld()
  admin = await w.signIn('admin')
})
afterAll(() => w.close())

const secrets = ['110101199003074477', '139 1234 5678', '１３９１２３４５６７８', '一三九一二三四五六七八']
const post = { post: 'V-SUP', place: 'liuwan', from: '2026-10-05' }
const group = { parent: 'liuwan', level: 'group', validFrom: '2026-10-05' }
const roads: [what: string, field: string, send: (secret: string) => Promise<Answer<any>>][] = [
  ['a person’s name', 'name', (s) => admin.post('/people/appoint', { ...post, name: `柳青${s}` })],
  ['an office phone', 'officePhone', (s) => admin.post('/people/appoint', { ...post, name: '柳三', officePhone: s })],
  ['a new place', 'name', (s) => admin.post('/regions', { ...group, name: `四组${s}` })],
  ['a new name', 'name', (s) => admin.post('/regions/liuwan/rename', { name: `柳湾${s}村`, on: '2026-10-05' })],
  [
    'a full name',
    'fullName',
    (s) => admin.post('/regions/liuwan/rename', { name: '柳湾新村', fullName: s, on: '2026-10-05' }),
  ],
]

test.each(roads)('%s', async (_, field, send) => {
  for (const secret of secrets) {
    const answer = await send(secret)
    const found = [answer.status, answer.body.details?.field, answer.body.message]
    expect(found, secret).toEqual([422, field, expect.stringContaining('不能公开')])
  }
})

const lists: [what: string, code: string, at: string, key: string][] = [
  ['service', 'SV001', '/services', 'service'],
  ['power', 'NH01', '/power-list', 'power'],
]

test.each(lists)('a county’s %s: every text of it, however deep', async (_, code, at, key) => {
  const { [key]: definition, version } = (await admin.get(`${at}/${code}`)).body
  const ways = textsOf(definition)
  expect(ways.length).toBeGreaterThan(5)
  let said = 0
  for (const way of ways) {
    const changed = structuredClone(definition)
    put(changed, way, (text) => `${text}（问 139 1234 5678）`)
    const answer = await admin.post(at, { [key]: changed, seenVersion: version, from: '2026-10-06' })
    expect(answer.status, way.join('.')).toBe(422)
    if (/不能公开|个人手机号/.test(answer.body.message)) said += 1
  }
  // Codes and keys have a shape of their own, which refuses first.
  expect(said).toBeGreaterThan(5)
})

type Way = (string | number)[]
function textsOf(value: unknown, way: Way = []): Way[] {
  if (typeof value === 'string') return [way]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([k, v]) => textsOf(v, [...way, Array.isArray(value) ? Number(k) : k]))
}
function put(value: unknown, [step, ...rest]: Way, change: (text: string) => string): void {
  const whole = value as Record<string | number, unknown>
  if (rest.length > 0) put(whole[step!], rest, change)
  else whole[step!] = change(String(whole[step!]))
}
