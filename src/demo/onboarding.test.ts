/** Every live place of the demo has its plan as a file that opens, and all that is ticked before a place goes live. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../../test/world.ts'
import { livePlaces } from '../modules/disclosure/obligations/obligations.ts'
import { onboardingParts } from '../modules/disclosure/archive/onboarding.parts.ts'
import { demoOnboarding } from './onboarding.ts'
import { demoWorld } from './world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld('2026-10-05T09:00:00+08:00')
})
afterAll(() => w.close())

test('one plan for each place that is live, of the right length, and the other parts beside it', async () => {
  const day = '2026-10-05'
  const places = await livePlaces(w.office.db, day)
  const made = await demoOnboarding(w.office.files, places, await demoWorld(w.office.db, places), day)
  const of = (name: 'files' | 'onboarding_ticks') =>
    made[name].rows.map((row) => Object.fromEntries(made[name].columns.map((c, i) => [c, row[i]])))
  const files = new Map(of('files').map((f) => [f['id'], f]))
  const ticks = Map.groupBy(of('onboarding_ticks'), (t) => t['region_id'])
  const owing = places.filter((p) => ['village', 'township', 'bureau'].includes(p.level) && p.goes_live_on !== null)
  expect(owing.length).toBeGreaterThan(20)
  for (const place of owing) {
    const own = ticks.get(place.id) ?? []
    expect(own.map((t) => t['part']).sort(), place.name).toEqual(Object.keys(onboardingParts).sort())
    const plan = files.get(own.find((t) => t['part'] === 'plan')!['file_id'])!
    expect(plan['region_id'], place.name).toBe(place.id)
    const bytes = (await w.office.files.get('public', plan['public_sha256'] as string))!
    expect([Buffer.from(bytes.subarray(0, 5)).toString(), bytes.length]).toEqual(['%PDF-', plan['bytes']])
  }
})
