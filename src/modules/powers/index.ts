/** What other rooms may call of this room. */
export { aboutRun, type RunAsked } from './runs/about.ts'
export { linkQuestion } from './runs/questions.ts'
