/**
 * What pages of other rooms and of the front may show of this room. Apart from `index.ts`, so that no page comes into
 * the console.
 */
export { AboutRun } from './runs/asked.parts.tsx'
