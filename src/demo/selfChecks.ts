/** The self-checks of the demo's past months: most signed in time, some late, some missing. */
import { addDays, addMonths, dayOfMonth } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import type { PlaceRow } from '../modules/disclosure/catalogue/places.read.ts'
import type { Table } from './bulk.ts'
import type { World } from './world.ts'

const findings = [
  { what: '上月支出明细有两笔没有写用途', done: '补写用途，重新公开了一次' },
  { what: '公开栏的低保名单被雨淋湿看不清', done: '当天重新打印张贴' },
  { what: '值班表没有写联系电话', done: '加上了村委会办公电话' },
]

/** Those of the two months before `day`, with the day that the rule says, and their signatures. */
export function demoSelfChecks(
  places: readonly PlaceRow[],
  world: World,
  ruleDay: number,
  day: string,
): { self_checks: Table; self_check_signatures: Table } {
  const checks: Table = {
    columns: ['id', 'region_id', 'path', 'month', 'due_on', 'clean', 'found', 'saved_at', 'saved_by', 'signed_at'],
    rows: [],
  }
  const signatures: Table = {
    columns: 'check_id clean found content_hash person_id by_name by_post by_place kind signed_at binding'.split(' '),
    rows: [],
  }
  const villages = places.filter((p) => p.level === 'village')
  for (const [i, place] of villages.entries())
    for (const back of [2, 1]) {
      const month = addMonths(day.slice(0, 7), -back)
      const dueOn = dayOfMonth(month, ruleDay)
      const signer = world.holder(place, 'signer')
      const n = i * 2 + back
      const [id, who] = [newId(), n % 11 === 0 ? undefined : signer]
      const found = who && n % 3 === 0 ? [findings[n % findings.length]!] : []
      const at = who ? `${addDays(dueOn, n % 7 === 0 ? 2 : -(n % 4))}T16:20:00+08:00` : null
      const clean = who !== undefined && found.length === 0
      checks.rows.push([id, place.id, place.path, month, dueOn, clean, found, at, who?.personId ?? null, at])
      if (who)
        signatures.rows.push([id, clean, found, '', who.personId, who.name, who.post, who.place, 'strokes', at, ''])
    }
  return { self_checks: checks, self_check_signatures: signatures }
}
