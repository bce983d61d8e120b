/** Comparing what somebody claims with what is right, as slowly for a wrong one as for a right one. */
import { timingSafeEqual } from 'node:crypto'

/** Whether two texts are the same; of different lengths they are not, whatever characters they are made of. */
export function isSameText(claimed: string, right: string): boolean {
  const [given, kept] = [Buffer.from(claimed), Buffer.from(right)]
  return given.length === kept.length && timingSafeEqual(given, kept)
}
