/**
 * What pages of other rooms and of the front may show of this room. Apart from `index.ts`, so that no page comes into
 * the console.
 */
export type { Site, Visit } from './site.ts'
export { columnNames } from './catalogue/columnNames.ts'
export { Content } from './publishing/content.tsx'
export { LatestRows } from './publishing/latest.parts.tsx'
export { findNotice } from './publishing/notice.read.ts'
export { proofOf } from './publishing/proof.pages.tsx'
export { booksBelow, booksOf, booksToSay, type Books } from './obligations/books.ts'
export { BooksLines, Said } from './obligations/books.parts.tsx'
export { sayFormulas } from './obligations/figures.ts'
export { doubtOf } from './questions/doubt.ts'
export { visitOf, assetNamed, page, type Shown, answer } from './site.ts'
