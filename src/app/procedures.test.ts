/**
 * An upgrade that took a step away: the start says which cases it would strand, serves nobody, and works again once
 * they have moved.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import type { Procedure } from '../kernel/cases/procedure.ts'
import { obligationOf } from '../front/fixtures/liuwan.ts'
import { sql } from '../platform/db.ts'
import { readEnv } from '../platform/env.ts'
import { StartError } from '../platform/errors.ts'
import { freePort } from '../platform/postgres.ts'
import { refuseFaultyProcedures } from './procedures.ts'
import { start } from './start.ts'

let w: World
let data: string
let code: string
let id: string
beforeAll(async () => {
  w = await makeWorld()
  data = mkdtempSync(join(tmpdir(), 'sunlit-start-'))
  const officer = await w.signIn('liuwan-officer')
  id = (await officer.post(`/obligations/${await obligationOf(w, 'C07-04', '2026-09')}/draft`)).body.id
  code = (await officer.get(`/notices/${id}`)).body.code
})
afterAll(async () => {
  await w.close()
  rmSync(data, { recursive: true, force: true })
})

const begin = (port: number) =>
  start(
    readEnv({
      SUNLIT_DATA: data,
      SUNLIT_DEMO: 'none',
      SUNLIT_SECRET: 'a secret of the tests, long enough for all',
      DATABASE_URL: w.t.urls.owner,
      DATABASE_APP_URL: w.t.urls.app,
      DATABASE_PUBLIC_URL: w.t.urls.public,
      DATABASE_RESIDENT_URL: w.t.urls.resident,
      ROLE: 'web',
      LOG_LEVEL: 'error',
      PORT: String(port),
    }),
    () => undefined,
    w.now,
  )

/** Why it did not start. */
async function refusal(port: number): Promise<StartError> {
  const error = await begin(port).then(
    async (running) => {
      await running.stop()
      return undefined
    },
    (e: unknown) => e,
  )
  if (!(error instanceof StartError)) throw error ?? new Error('it started')
  return error
}

const put = (procedure: string, step: string) =>
  sql`UPDATE cases SET procedure = ${procedure}, step = ${step} WHERE subject_id = ${id}`.execute(w.t.owner)

test('open cases on a step, or in a procedure, that is gone stop the start and are named; a closed one does not', async () => {
  const port = await freePort()
  await put('disclosure.jiedong', 'boardReview')
  const step = await refusal(port)
  expect(step.message).toBe(
    `有没办完的事停在这个版本没有的步骤上：流程“村里编制、审查、签字”（disclosure.jiedong）的步骤 boardReview，1 件，编号 ${code}。`,
  )
  expect(step.wayOut).toContain('请装回原来的版本')
  await expect(fetch(`http://127.0.0.1:${port}/healthz`), 'nobody is served').rejects.toThrow()

  await put('disclosure.former', 'draft')
  await sql`
    INSERT INTO cases
    SELECT (jsonb_populate_record(c, jsonb_build_object('id', 'x' || i, 'code', 'MANY00000' || i,
      'subject_id', 'x' || i))).*
    FROM cases c, generate_series(1, 6) AS i
    WHERE c.subject_id = ${id}`.execute(w.t.owner)
  expect((await refusal(port)).message).toMatch(
    /流程 disclosure\.former（整个没有了）的步骤 draft，7 件，编号 \w{10}、\w{10}、\w{10}、\w{10}、\w{10} 等。$/,
  )

  await sql`UPDATE cases SET closed_at = now() WHERE code LIKE 'MANY%'`.execute(w.t.owner)
  await put('disclosure.jiedong', 'draft')
  const running = await begin(port)
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  await running.stop()
})

test('a procedure whose step leads nowhere stops the start with its name', () => {
  const broken: Procedure = {
    code: 'room.broken',
    name: '坏流程',
    kind: '坏事',
    actions: ['go'],
    start: 'first',
    steps: { first: { name: '第一步', by: [], standing: 'own', actions: { go: { name: '走', to: 'nowhere' } } } },
  }
  expect(() => refuseFaultyProcedures([broken])).toThrow(/room\.broken: unknown step nowhere/)
})
