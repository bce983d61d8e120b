/** How often codes may be asked for: per telephone, per visitor, per village (all rules of the county). */
import type { Context } from 'hono'
import { limiter } from '../../../platform/rateLimit.ts'
import { UserError } from '../../../platform/errors.ts'
import { log } from '../../../platform/log.ts'
import type { Office } from '../../../kernel/office.ts'
import type { Rules } from '../../../kernel/rules/rules.ts'
import { solvedPuzzle } from '../../../kernel/site/puzzle.ts'
import { visitorOf } from '../../../kernel/site/sendLimit.ts'

const hour = 3_600

export type Asker = {
  rules: Rules
  /** Blind index of the telephone. */
  phoneIndex: string
  /** Whose code it is; `undefined` where nobody has the telephone. */
  villageId: string | undefined
  puzzle: string | undefined
}

/**
 * Throws 429; answers whether the village may be sent one more message this hour. That limit is told to nobody: who is
 * asked to wait where another telephone is not, learns which of them a villager has. A solved puzzle, once, opens the
 * wider limit: a whole village may sit behind one address. Keys are keyed hashes: neither address nor telephone is
 * kept.
 */
export async function limitCodes(
  office: Office,
  c: Context,
  { rules, phoneIndex, villageId, puzzle }: Asker,
): Promise<boolean> {
  const solved = await solvedPuzzle(office.secret, puzzle)
  if (solved === undefined)
    await limiter(office.pool, 'my-visitor', rules.number('resident.plainCodesPerVisitorHour'), hour).take(
      visitorOf(c, office),
    )
  else {
    await limiter(office.pool, 'my-once', 1, 2 * hour).take(solved)
    await limiter(office.pool, 'my-visitor-solved', rules.number('resident.codesPerVisitorHour'), hour).take(
      visitorOf(c, office),
    )
  }
  await limiter(office.pool, 'my-phone', rules.number('resident.codesPerPhoneHour'), hour).take(phoneIndex)
  const village = limiter(office.pool, 'my-village', rules.number('resident.codesPerVillageHour'), hour)
  const may = await village.take(villageId ?? 'none').then(
    () => true,
    (error: unknown) => {
      if (error instanceof UserError && error.status === 429) return false
      throw error
    },
  )
  if (!may && villageId !== undefined) log.warn('sign-in codes of a village', { region: villageId })
  return may
}

/** Slips and codes are tried: each try of a visitor counts. */
export const limitTries = (office: Office, c: Context, rules: Rules) =>
  limiter(office.pool, 'my-tries', rules.number('resident.triesPerVisitorHour'), hour).take(visitorOf(c, office))

/** A villager looks for people of the own village: each time counts. */
export const limitSearches = (office: Office, rules: Rules, residentId: string) =>
  limiter(office.pool, 'my-people', rules.number('resident.searchesPerHour'), hour).take(residentId)
