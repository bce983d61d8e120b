/** What other rooms may call of this room. */
export { powerFaults } from './list/faults.ts'
export { type Power, powersSchema, type PowerFrame, powerFrameSchema, powerSchema } from './list/powers.schema.ts'
export { aboutRun, type RunAsked } from './runs/about.ts'
export { linkQuestion } from './runs/questions.ts'
