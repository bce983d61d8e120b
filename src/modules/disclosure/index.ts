/**
 * What other rooms may call of 村务公开. Nothing of its pages: the console's types are read through here, where JSX is
 * React's. Pages have `index.pages.ts`.
 */
export { readFrame, type Frame } from './catalogue/frame.queries.ts'
export { categoryHref, groupHref, noticeHref, oldHref, missingHref, itemHref } from './addresses.ts'
export { type Item } from './catalogue/catalogue.schema.ts'
export { graceOf, itemGraces, liveFor } from './catalogue/goingLive.ts'
export { itemsOn, type ItemRow, formOf } from './catalogue/items.read.ts'
export { placeById, type PlaceRow } from './catalogue/places.read.ts'
export { isPowerList } from './derived/derived.schema.ts'
export { publishEvent } from './derived/eventNotice.ts'
export { publishMade } from './derived/made.ts'
export { writeNotice } from './derived/written.ts'
export { refit, liftFrom } from './obligations/lift.ts'
export { formulas as dueFormulas } from './obligations/figures.ts'
export { isMissing, lateText, missingText } from './obligations/figures.sql.ts'
export { gradesQ, type Grades } from './obligations/missing.queries.ts'
export { makeObligations, lateWithAllMade, livePlaces, owes, makeObligationsOf } from './obligations/obligations.ts'
export {
  titleOf,
  fullTitleOf,
  itemNameOf,
  sayMonth,
  nameOf,
  sayLeft,
  sayMissing,
  stateOf,
  withoutYear,
  warnDays,
  audienceName,
} from './obligations/dueWords.ts'
export { latestQ, latest, type Latest } from './publishing/latest.queries.ts'
export { villagesPublishing, type Publishing } from './publishing/villagesPublishing.ts'
export { templateOf } from './publishing/notice.queries.ts'
export { standsFor, takenDown, upUntil } from './publishing/takenDown.ts'
export type { Published } from './publishing/publish.ts'
export { takeBackItem, takeListedItem, type ListedItem } from './catalogue/listedItem.ts'
export { takeBackCategory, takeListedCategory, type ListedCategory } from './catalogue/categories.ts'
export { owedNowhere, packedCatalogue } from './catalogue/pack.ts'
