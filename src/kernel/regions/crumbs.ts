/** The way to a place, from the county down. */
import type { Crumb } from '../../web/crumbs.tsx'
import type { BaseFrame } from '../site/frame.ts'
import { placeHref } from './addresses.ts'
import type { Place } from './shown.queries.ts'

/** From the county down to the place above this one. */
export function crumbsAbove(place: Place, frame: BaseFrame): Crumb[] {
  const root = frame.root?.slug
  const above = [
    place.grand_slug === null
      ? undefined
      : { href: placeHref(place.grand_level!, place.grand_slug, root), text: place.grand_name! },
    place.parent_slug === null
      ? undefined
      : { href: placeHref(place.parent_level!, place.parent_slug, root), text: place.parent_name! },
  ]
  return above.filter((c) => c !== undefined)
}

export function crumbsTo(place: Place, frame: BaseFrame): Crumb[] {
  return [
    ...crumbsAbove(place, frame),
    { href: placeHref(place.level, place.slug, frame.root?.slug), text: place.name },
  ]
}
