/**
 * The published description: valid OpenAPI 3.1 in shape, every route in it, and what it calls public really answers
 * without a session.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consoleRoutes } from './routes.ts'
import { makeWorld, type World } from './world.ts'

let w: World
let api: {
  openapi: string
  paths: Record<
    string,
    Record<
      string,
      { summary: string; responses: object; security: unknown[]; parameters: { name: string; in: string }[] }
    >
  >
}
beforeAll(async () => {
  w = await makeWorld()
  api = await (await w.app.request('http://localhost/api/openapi.json')).json()
})
afterAll(() => w.close())

test('every staff route is described, with its path parameters', () => {
  expect(api.openapi).toBe('3.1.0')
  for (const r of consoleRoutes(w)) {
    const operation = api.paths[`/api${r.path.replace(/:(\w+)/g, '{$1}')}`]?.[r.method.toLowerCase()]
    expect(operation, `${r.method} ${r.path}`).toBeDefined()
    expect(operation!.parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(
      [...r.path.matchAll(/:(\w+)/g)].map((m) => m[1]),
    )
  }
})

test('open data needs no session and is what the description says', async () => {
  for (const path of Object.keys(api.paths).filter(
    (p) => p.startsWith('/open/') || p === '/feed.xml' || p === '/log/key',
  )) {
    const answer = await w.app.request(
      `http://localhost${path}${api.paths[path]!.get!.parameters.some((p) => p.name === 'month') ? '?month=2026-10' : ''}`,
    )
    expect(answer.status, path).toBe(200)
    if (path.endsWith('.json')) await expect(answer.json(), path).resolves.toBeDefined()
    if (path.endsWith('.csv')) expect((await answer.arrayBuffer()).byteLength, path).toBeGreaterThan(10)
  }
})
