/**
 * A decision is whole: whoever is offered one outcome of a step is offered the others, and nobody is offered half of
 * it. By the procedures of all rooms; and, for notices, by what the catalogue's row says besides of who reviews and
 * signs.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mayOf } from '../../../kernel/cases/may.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import { allProcedures, decisionOf } from '../../../kernel/cases/procedure.ts'
import { postFunctions } from '../../../kernel/people/functions.ts'
import { sql } from '../../../platform/db.ts'
import { expenses, obligationOf } from '../../../front/fixtures/liuwan.ts'
import { makeWorld, type Person, type World } from '../../../../test/world.ts'

let w: World
const people = new Map<string, Person>()
const as = (who: string) => people.get(who)!
const village = ['officer', 'chair', 'member1', 'member2', 'secretary', 'director'].map((one) => `liuwan-${one}`)
const everybody = [...village, 'qingxi-clerk', 'qingxi-leader']

beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
  for (const who of everybody) people.set(who, await w.signIn(who))
})
afterAll(() => w.close())

test('no procedure offers half of a decision to any function, wherever it stands', () => {
  const places = { own: 'QC.QC01.QC0102.', above: 'QC.QC01.', other: 'QC.QC01.QC0103.' }
  let decisions = 0
  for (const p of allProcedures())
    for (const [step, { actions }] of Object.entries(p.steps)) {
      const outcomes = decisionOf(p.steps[step])
      // What a step's own hands may make of it, said once more without the code that is tested.
      const known = Object.keys(actions).filter(
        (a) => actions[a]!.by === undefined && !actions[a]!.party && actions[a]!.undoes === undefined,
      )
      expect(known.filter((a) => actions[a]!.standing === undefined).sort(), `${p.code} ${step}`).toEqual(
        [...outcomes].sort(),
      )
      if (outcomes.length > 1) decisions++
      for (const f of postFunctions)
        for (const [level, path] of Object.entries(places)) {
          const post = {
            function: f,
            level: level === 'above' ? 'township' : 'village',
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
          }
          const c = {
            procedure: p.code,
            step,
            path: places.own,
            holder_path: places.own,
            hands: null,
            paused_at: null,
            merged_into: null,
          } as Case
          const offered = mayOf({ personId: 'p', name: '某', posts: [post] }, c, []).filter((a) => outcomes.includes(a))
          expect([[], outcomes], `${p.code} ${step}: ${f} (${level})`).toContainEqual(offered)
        }
    }
  expect(decisions).toBeGreaterThan(20)
})

describe('a notice, whatever its row says', () => {
  let id = ''
  const row = (more: object) =>
    sql`UPDATE catalogue_items SET definition = definition || ${JSON.stringify(more)}::jsonb
      WHERE code = 'C07-04'`.execute(w.t.owner)
  /**
   * By person, in the village and above: of these outcomes those that the notice's screen offers, and whether the desk
   * lists it.
   */
  async function offered(outcomes: readonly string[]) {
    const said: Record<string, { outcomes: string[]; listed: boolean }> = {}
    for (const who of everybody) {
      const { may = [] } = (await as(who).get(`/notices/${id}`)).body
      const { tasks = [] } = (await as(who).get('/desk')).body
      const here = outcomes.filter((o) => may.some((m: { name: string }) => m.name === o))
      const listed = tasks.some((t: { id: string; kind: string }) => t.kind === 'step' && t.id === id)
      expect([who, here.length === 0 || here.length === outcomes.length], 'no halves').toEqual([who, true])
      expect([who, listed], 'the desk lists it to those who may decide').toEqual([who, here.length > 0])
      // What is offered is what is taken: nobody else's press does anything.
      if (here.length === 0)
        for (const outcome of outcomes)
          expect(
            (await as(who).post(`/notices/${id}/actions/${outcome}`, { comment: '数字不对', secrecyChecked: true }))
              .status,
            `${who} ${outcome}`,
          ).toBeGreaterThanOrEqual(401)
      said[who] = { outcomes: here, listed }
    }
    return Object.keys(said).filter((who) => said[who]!.outcomes.length > 0)
  }

  test('review: by the chair alone, or by every member; without a chair by the members', async () => {
    const opened = await as('liuwan-officer').post(`/obligations/${await obligationOf(w, 'C07-04', '2026-09')}/draft`)
    id = opened.body.id
    const saved = await as('liuwan-officer').put(`/notices/${id}/draft`, { revision: 0, content: expenses() })
    expect((await as('liuwan-officer').post(`/notices/${id}/submit`, { revision: saved.body.revision })).status).toBe(
      200,
    )
    const review = ['approve', 'return']
    await row({ reviewBy: 'chair' })
    expect(await offered(review)).toEqual(['liuwan-chair'])
    await row({ reviewBy: 'majority' })
    expect(await offered(review)).toEqual(['liuwan-chair', 'liuwan-member1', 'liuwan-member2'])
    await row({ reviewBy: 'chair' })
    await sql`
      UPDATE appointments a
      SET to_on = '2026-10-01'
      FROM post_kinds k, regions r
      WHERE k.id = a.post_kind_id AND k.chair AND r.id = a.region_id AND r.slug = 'liuwan'`.execute(w.t.owner)
    expect(await offered(review)).toEqual(['liuwan-member1', 'liuwan-member2'])
  })

  test('the signature: the secretary or the director signs and returns, as the row says; who is both signs as the one that it names', async () => {
    const { contentHash } = (await as('liuwan-member1').get(`/notices/${id}`)).body
    expect((await as('liuwan-member1').post(`/notices/${id}/actions/approve`, { contentHash })).status).toBe(200)
    const sign = ['sign', 'return']
    await row({ signBy: 'secretary' })
    expect(await offered(sign)).toEqual(['liuwan-secretary'])
    await row({ signBy: 'director' })
    expect(await offered(sign)).toEqual(['liuwan-director'])
    // 书记、主任一肩挑
    const post = await sql<{ id: string }>`
      UPDATE appointments a
      SET person_id = (
        SELECT s.person_id
        FROM appointments s
        JOIN post_kinds x ON x.id = s.post_kind_id
        WHERE x.function = 'signer' AND s.region_id = a.region_id AND s.to_on IS NULL
      )
      FROM post_kinds k, regions r
      WHERE k.id = a.post_kind_id AND k.function = 'director' AND r.id = a.region_id AND r.slug = 'liuwan'
        AND a.to_on IS NULL
      RETURNING a.id`.execute(w.t.owner)
    expect(post.rows).toHaveLength(1)
    for (const [signBy, as1] of [
      ['secretary', '书记'],
      ['director', '主任'],
    ] as const) {
      await row({ signBy })
      expect(await offered(sign)).toEqual(['liuwan-secretary'])
      const back = await as('liuwan-secretary').post(`/notices/${id}/actions/return`, { comment: '请核对金额' })
      expect(back.status).toBe(200)
      const after = (await as('liuwan-officer').get(`/notices/${id}`)).body
      expect(after.history.at(-1).post).toContain(as1)
      const { revision } = after
      expect((await as('liuwan-officer').post(`/notices/${id}/submit`, { revision })).status).toBe(200)
      await as('liuwan-member1').post(`/notices/${id}/actions/approve`, { contentHash })
    }
  })
})
