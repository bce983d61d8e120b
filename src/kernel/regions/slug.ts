/** Addresses of places in pinyin: fixed once given, unique in a county, never the statistical code. */
import { reservedSlugs } from './reservedSlugs.ts'
import { pinyin } from 'pinyin-pro'
import { shortName } from './shortName.ts'

/**
 * Gives each place its address. `taken` grows with every call, so that no two places share one.
 * Same names get the parent's address in front, then a number; characters without a known reading use `fallback`.
 */
export function slugOf(name: string, parentSlug: string, fallback: string, taken: Set<string>): string {
  const [own, parented] = slugStems(name, parentSlug, fallback)
  const free = (slug: string) => slug.length >= 2 && !taken.has(slug) && !reservedSlugs.has(slug)
  let slug = free(own) ? own : parented
  for (let n = 2; !free(slug); n += 1) slug = `${parented}-${n}`
  taken.add(slug)
  return slug
}

/** What an address may begin with: the place's own reading, or that after its parent's address. */
export function slugStems(name: string, parentSlug: string, fallback: string): [own: string, parented: string] {
  const own = readingOf(shortName(name)) || fallback.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return [own, `${parentSlug}-${own}`.slice(0, 36)]
}

/** Lower-case letters and digits only; empty when a character has no reading in the dictionary. */
function readingOf(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
  const letters = syllables.map((s) =>
    s
      .toLowerCase()
      .replaceAll('ü', 'v')
      .replaceAll(/[\s·（）()、-]/g, ''),
  )
  return letters.every((s) => /^[a-z0-9]*$/.test(s)) ? letters.join('').slice(0, 36) : ''
}
