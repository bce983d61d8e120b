/** The site as the pages of powers see it: with the catalogue in the frame, which names the notices that follow. */
export { page, visitOf, type Shown, type Site, type Visit } from '../../kernel/site/site.tsx'
export type { Site as PowersSite, Visit as PowersVisit } from '../disclosure/index.pages.ts'
