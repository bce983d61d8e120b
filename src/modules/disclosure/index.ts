/** What other rooms may call of 村务公开. */
export { readFrame, type Frame } from './catalogue/frame.queries.ts'
export type { Site, Visit } from './site.ts'
