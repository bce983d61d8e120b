/** Invented content and life of the fictional county; real counties never get any of it. */
export {
  demoApplications,
  demoObjection,
  demoRefusal,
  demoServiceWords,
  demoVisit,
  demoWords,
  type DemoApplication,
} from './applications.ts'
export { demoContent, type DemoTime } from './content.ts'
export { demoEvents, type DemoEvent } from './events.ts'
export { flawOf, type Flaw } from './flaw.ts'
export { timeOf, type Hand, type StepName } from './hands.ts'
export { demoLife, type DemoDue, type DemoLife, type LifeOptions } from './life.ts'
export { personName } from './names.ts'
export { demoPlaces } from './places.ts'
export { demoFacts, demoSeals, liuwanRuns, runsElsewhere, type DemoRun, type DemoSeal } from './powers.ts'
export { demoFates, demoReport, type DemoFate, type DemoReport } from './reports.ts'
export { randomOf, type Random } from './random.ts'
export type { DemoPlace } from './scene.ts'
export type { DemoQuestion } from './talk.ts'
