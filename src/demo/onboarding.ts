/**
 * What the demo's live places had ready before they went live: ticked on the spot by their township. Plans are files,
 * which no generator writes.
 */
import { addDays } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import type { Table } from './bulk.ts'
import type { World } from './world.ts'

const parts = [
  { part: 'premises', note: '党群服务中心一楼，公开栏 6 平方米，有避雨顶', before: 21 },
  { part: 'equipment', note: '电脑、打印机、摄像头各一台，接了宽带', before: 14 },
  { part: 'staff', note: '岗位都有人，培训过半天', before: 7 },
] as const

/** Of `places` that went live before `day`: rows of `onboarding_ticks`. */
export function demoOnboarding(places: readonly PlaceRow[], world: World, day: string): Table {
  const columns = ['id', 'region_id', 'part', 'ready', 'note', 'by_id', 'by_name', 'by_post', 'at']
  const rows = places.flatMap((place) => {
    const [clerk, live] = [world.holder(place, 'township_clerk'), place.goes_live_on]
    if (!clerk || live === null || live > day || !['village', 'township'].includes(place.level)) return []
    return parts.map(({ part, note, before }) => [
      newId(),
      place.id,
      part,
      true,
      note,
      clerk.personId,
      clerk.name,
      clerk.place + clerk.post,
      `${addDays(live, -before)}T10:30:00+08:00`,
    ])
  })
  return { columns, rows }
}
