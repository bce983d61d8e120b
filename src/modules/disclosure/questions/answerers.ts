/** Who answers questions in an office, as the public may know it: a village's own hands, or those above it. */
import { whoHolds, type Held } from '../../../kernel/people/holding.ts'
import type { Visit } from '../site.ts'

const answerers = ['drafter', 'signer', 'bureau_clerk', 'township_clerk', 'county_admin', 'command_room']

/** Of several offices (by their ids), those with a telephone first. */
export const answerersOf = (visit: Visit, offices: readonly string[]): Promise<Held[]> =>
  whoHolds(visit.db, [...new Set(offices)], answerers, visit.today)
