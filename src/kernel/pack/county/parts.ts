/** What the county itself brings to its pack, in the order in which its files are read. */
import type { PackPart } from '../part.ts'
import { packedCalendar } from './calendar.part.ts'
import { packedPeople } from './people.part.ts'
import { packedPlaces } from './places.part.ts'
import { packedRules } from './rules.part.ts'
import { packedSettings } from './settings.part.ts'

export const countyParts: readonly PackPart[] = [
  packedSettings,
  packedPlaces,
  packedPeople,
  packedCalendar,
  packedRules,
]
