/**
 * The rights matrix, made from the routes themselves: every route × every function × in or out of region. A new route
 * is in it by itself.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allPermissions, postFor } from '../src/kernel/people/can.ts'
import { postFunctions } from '../src/kernel/people/functions.ts'
import type { Actor, Post } from '../src/kernel/people/actor.ts'
import { consoleRoutes } from './routes.ts'
import { makeWorld, type Person, type World } from './world.ts'

let w: World
const people = new Map<string, Person>()
const usernames = [
  'liuwan-officer',
  'liuwan-chair',
  'liuwan-secretary',
  'liuwan-director',
  'liuwan-agent',
  'liuwan-grid',
  'qingxi-clerk',
  'qingxi-leader',
  'qingxi-discipline',
  'qingxi-liaison',
  'nongye-clerk',
  'nongye-leader',
  'inspector',
  'admin',
]

beforeAll(async () => {
  w = await makeWorld()
  for (const u of usernames) people.set(u, await w.signIn(u))
})
afterAll(() => w.close())

const routes = () => consoleRoutes(w)

const fill = (path: string) =>
  path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'action' ? 'approve' : name === 'date' ? '2026-12-01' : '019a0000-0000-7000-8000-000000000000',
  )

test('every route names a permission', () => {
  expect(routes().length).toBeGreaterThan(30)
  expect(routes().filter((r) => r.permission === undefined)).toEqual([])
})

test('only signing in is open to anyone', () => {
  expect(
    routes()
      .filter((r) => r.permission === 'anyone')
      .map((r) => r.path)
      .sort(),
  ).toEqual(['/demo-accounts', '/session', '/session/code'])
})

test('without a session every other route answers 401, with nothing of its content', async () => {
  for (const r of routes().filter((x) => x.permission !== 'anyone')) {
    const answer = await w.app.request(`http://localhost/api${fill(r.path)}`, {
      method: r.method,
      headers: { origin: 'http://localhost', host: 'localhost', 'content-type': 'application/json' },
      ...(r.method === 'GET' ? {} : { body: '{}' }),
    })
    expect([401, 422], `${r.method} ${r.path}`).toContain(answer.status)
    if (answer.status === 422) expect.fail(`${r.method} ${r.path} checks its input before who asks`)
  }
})

test('a person without the permission gets 403, whatever they send; with it, never 401', async () => {
  for (const [username, person] of people) {
    const me = (await person.get('/me')).body
    for (const r of routes().filter(
      (x) => x.permission !== 'anyone' && x.permission !== 'signed-in' && x.path !== '/session',
    )) {
      const allowed = me.may.includes(r.permission)
      const answer =
        r.method === 'GET'
          ? await person.get(fill(r.path))
          : r.method === 'PUT'
            ? await person.put(fill(r.path), {})
            : r.method === 'DELETE'
              ? await person.delete(fill(r.path))
              : await person.post(fill(r.path), {})
      if (!allowed) expect(answer.status, `${username} ${r.method} ${r.path}`).toBe(403)
      else expect([401, 500], `${username} ${r.method} ${r.path}`).not.toContain(answer.status)
    }
  }
})

test('a filter that no list knows is refused, never passed over: the whole list would be taken for the filtered one', async () => {
  const admin = people.get('admin')!
  const may = (await admin.get('/me')).body.may as string[]
  const lists = routes().filter(
    (r) => r.method === 'GET' && (r.permission === 'signed-in' || may.includes(r.permission!)),
  )
  expect(lists.length).toBeGreaterThan(40)
  for (const r of lists) {
    const { status, body } = await admin.get(`${fill(r.path)}?nonesuch=liuwan`)
    expect([status, body.message], r.path).toEqual([422, expect.stringContaining('nonesuch')])
  }
  const trail = (await admin.get('/audit?who=x')).body.message
  expect(trail).toContain('“person”')
  expect((await admin.get('/audit?person=x')).status).toBe(200)
})

describe('permissions × functions × region', () => {
  const post = (f: Post['function'], level: string, path: string): Post => ({
    function: f,
    level,
    path,
    appointmentId: 'a',
    post: f,
    chair: false,
    regionId: path,
    regionCode: path,
    region: path,
    slug: path,
    practice: false,
    deputyFor: '',
  })
  const actor = (p: Post): Actor => ({ personId: 'p', name: '某', posts: [p] })

  test('nobody reaches out of their subtree; only what is county-wide for bureaux does', () => {
    for (const [permission, functions] of allPermissions()) {
      for (const f of postFunctions) {
        const village = actor(post(f, 'village', 'QC.QC01.QC0102.'))
        expect(postFor(village, permission, 'QC.QC01.QC0103.'), `${f} ${permission}`).toBeUndefined()
        expect(postFor(village, permission, 'QC.QC01.'), `${f} ${permission}`).toBeUndefined()
        const allowed = functions.includes(f)
        expect(postFor(village, permission, 'QC.QC01.QC0102.') !== undefined).toBe(allowed)
        expect(postFor(actor(post(f, 'township', 'QC.QC01.')), permission, 'QC.QC01.QC0103.') !== undefined).toBe(
          allowed,
        )
        expect(postFor(actor(post(f, 'township', 'QC.QC01.')), permission, 'QC.QC02.QC0201.')).toBeUndefined()
      }
    }
  })

  test('the inspector sees all and changes nothing', () => {
    const sees = allPermissions()
      .filter(([, functions]) => functions.includes('inspector'))
      .map(([permission]) => permission)
    expect(sees.sort()).toEqual([
      'application.oversee',
      'application.see',
      'archive.see',
      'audit.see',
      'catalogue.see',
      'coverage.see',
      'desk.see',
      'onboarding.see',
      'people.see',
      'place.see',
      'power.look',
      'power.see',
      'report.oversee',
      'report.see',
    ])
  })
})

test('places out of region answer 404, as if they were not there', async () => {
  const officer = people.get('liuwan-officer')!
  expect((await officer.get('/self-check?place=qingxi&month=2026-10')).status).toBe(404)
  expect((await officer.get('/people?place=qingxi')).status).toBe(404)
  expect((await people.get('qingxi-clerk')!.get('/self-check?place=liuwan&month=2026-10')).status).toBe(200)
})
