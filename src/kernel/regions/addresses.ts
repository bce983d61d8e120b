/** The address of a place's page. Slugs never change, so neither does this. */
export function placeHref(level: string, slug: string, root?: string): string {
  if (level === 'township') return `/t/${slug}`
  if (level === 'bureau') return `/b/${slug}`
  if (slug === root) return '/c'
  return `/v/${slug}`
}
