/**
 * What ships is offered to counties of several kinds: what is taken passes the pack's own check, what is not has its
 * reason.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rooms } from '../../app/rooms.ts'
import { root } from '../../platform/root.ts'
import { only, each } from '../../../test/packs.ts'
import { packedPeople } from './county/people.part.ts'
import { packedPlaces } from './county/places.part.ts'
import { readPack } from './county/read.ts'
import { offered, type Offered } from './offer.ts'
import type { Pack } from './part.ts'

const profiles = ['jiedong-12-88', 'yanshan-4-29']
const packOf = async (profile: string) => (await readPack(join(root, 'counties', profile), rooms)).pack

/** Services, then powers, as `county -- new` takes them. */
function offerAll(pack: Pack): Record<string, Offered> {
  let now = pack
  const all: Record<string, Offered> = {}
  for (const part of pack.parts.filter((p) => p.offer)) {
    const { file } = part.offer!
    const made = offered(part, part.offer!, readFileSync(join(root, 'counties/demo', file), 'utf8'), now, '白石县')
    expect(part.check!(made.pack.of(part), made.pack)).toEqual([])
    for (const { name, why } of made.left) expect(why, name).toMatch(/^[^A-Za-z]*.*。$/)
    all[file] = made
    now = made.pack
  }
  return all
}
const places = (pack: Pack, change: (p: ReturnType<typeof regionsOf>) => ReturnType<typeof regionsOf>) =>
  pack.with(packedPlaces, { ...pack.of(packedPlaces), regions: change(regionsOf(pack)) })
const regionsOf = (pack: Pack) => pack.of(packedPlaces).regions

test.each(profiles)('%s: what fits is taken and passes the check, nothing is lost in silence', async (profile) => {
  const made = offerAll(await packOf(profile))
  expect(Object.keys(made)).toEqual(['services.json', 'powers.json'])
  expect(made['services.json']!.kept + made['services.json']!.left.length).toBe(74)
  expect(made['powers.json']!.kept + made['powers.json']!.left.length).toBe(36)
  expect(made['services.json']!.kept).toBeGreaterThan(20)
  expect(made['services.json']!.text).toContain('白石县')
  expect(made['services.json']!.text).not.toContain('晴川')
})

test('a county of communities alone gets no land, one without townships nothing that goes through them', async () => {
  const pack = await packOf('jiedong-12-88')
  const whole = offerAll(pack)
  const city = offerAll(
    places(pack, (regions) => ({
      ...regions,
      rows: each(regions.rows, (r) => (r.level === 'village' ? { ...r, kind: 'residentCommittee' } : r)),
    })),
  )
  expect(city['services.json']!.left.map((l) => l.why).join()).toContain('县里只有社区')
  expect(city['powers.json']!.kept).toBeLessThan(whole['powers.json']!.kept)
  const flat = offerAll(places(pack, (regions) => only(regions, (r) => r.level !== 'township')))
  expect(flat['services.json']!.left.map((l) => l.why)).toContain('要乡镇（街道）办，县里没有这一级。')
  expect(flat['powers.json']!.left.map((l) => l.why).join()).toMatch(/一步要.*办，县里没有/)
})

test('a post, a bureau, an item that the county does not have takes along what needs it', async () => {
  const pack = await packOf('jiedong-12-88')
  const people = pack.of(packedPeople)
  const without = offerAll(
    pack
      .with(packedPeople, { ...people, posts: only(people.posts, (p) => p.function !== 'director') })
      .with(packedPlaces, {
        ...pack.of(packedPlaces),
        departments: {
          rows: pack.of(packedPlaces).departments.rows.filter((d) => d.value.code !== 'MZJ'),
          codes: new Set([...pack.of(packedPlaces).departments.codes].filter((c) => c !== 'MZJ')),
        },
      }),
  )
  expect(without['services.json']!.left.map((l) => l.why)).toContain('没有部门 MZJ。')
  expect(without['powers.json']!.kept).toBeLessThan(offerAll(pack)['powers.json']!.kept)
})
