/** What other rooms may call of 村务公开. Nothing of its pages: the console's types are read through here, where JSX is React's. Those have `site.ts`. */
export type { Item } from './catalogue/catalogue.schema.ts'
export { readFrame, type Frame } from './catalogue/frame.queries.ts'
export { takeBackItem, takeListedItem, type ListedItem } from './catalogue/listedItem.ts'
export { packedCatalogue } from './catalogue/pack.ts'
export { placeById } from './catalogue/rows.ts'
export { liftFrom, refit } from './obligations/lift.ts'
export { livePlaces, makeObligations, makeObligationsOf } from './obligations/obligations.ts'
