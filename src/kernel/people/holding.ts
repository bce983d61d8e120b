/** Who holds certain posts of a place, as the public may know it: what a page says where somebody must act. */
import { statement, type Reader } from '../site/statement.ts'
import { heldOnText } from './terms.ts'

export type Held = {
  region_id: string
  function: string
  post: string
  person: string
  office_phone: string
}

const heldQ = statement<Held>(
  'whoHolds',
  `SELECT p.region_id, p.function, p.post, p.person, p.office_phone FROM public_posts p
  WHERE p.region_id = ANY($1::text[]) AND p.function = ANY($2::text[]) AND ${heldOnText('p', '$3')}
  ORDER BY p.office_phone = '', p.position, p.person`,
)

/**
 * Holders of the functions in the places on a day, those with a telephone first. `named` false: posts only, each post
 * and number once (a county shows who handles reports by post or by name, rule `report.showHandler`).
 */
export async function whoHolds(
  db: Reader,
  places: readonly string[],
  functions: readonly string[],
  day: string,
  named = true,
): Promise<Held[]> {
  if (places.length === 0 || functions.length === 0) return []
  const held = await heldQ(db, [...places], [...functions], day)
  if (named) return held
  const seen = new Set<string>()
  return held
    .map((h) => ({ ...h, person: '' }))
    .filter((h) => {
      const key = `${h.region_id} ${h.post} ${h.office_phone}`
      return !seen.has(key) && seen.add(key) !== undefined
    })
}
