/** What the demo's live places had ready before they went live: ticked on the spot by their township. Plans are files, which no generator writes. */
import type pg from 'pg'
import { addDays } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import type { World } from './world.ts'

const parts = [
  { part: 'premises', note: '党群服务中心一楼，公开栏 6 平方米，有避雨顶', before: 21 },
  { part: 'equipment', note: '电脑、打印机、摄像头各一台，接了宽带', before: 14 },
  { part: 'staff', note: '岗位都有人，培训过半天', before: 7 },
] as const

/** Of `places` that went live before `day`. */
export async function demoOnboarding(
  client: pg.Client,
  places: readonly PlaceRow[],
  world: World,
  day: string,
): Promise<void> {
  for (const place of places) {
    const clerk = world.holder(place, 'township_clerk')
    if (!clerk || place.goes_live_on === null || place.goes_live_on > day) continue
    if (place.level !== 'village' && place.level !== 'township') continue
    for (const { part, note, before } of parts)
      await client.query(
        `INSERT INTO onboarding_ticks (id, region_id, part, ready, note, by_id, by_name, by_post, at)
        VALUES ($1, $2, $3, true, $4, $5, $6, $7, $8)`,
        [
          newId(),
          place.id,
          part,
          note,
          clerk.personId,
          clerk.name,
          clerk.place + clerk.post,
          `${addDays(place.goes_live_on, -before)}T10:30:00+08:00`,
        ],
      )
  }
}
