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
export { daysBetweenStages } from './days.ts'
export { demoContent } from './content.ts'
export { demoEvents } from './events.ts'
export { groupsOf, inGroups, shortGroup } from './facts.ts'
export { flawOf } from './flaw.ts'
export { handsOf, timeOf, type Hand } from './hands.ts'
export { demoLife, type DemoLife } from './life.ts'
export { personName } from './names.ts'
export { demoFacts, demoSeals, liuwanRuns, runsElsewhere, type DemoRun, type DemoSeal } from './powers.ts'
export {
  closedReport,
  closedReports,
  demoFates,
  demoReport,
  openReports,
  type DemoFate,
  type DemoReport,
} from './reports.ts'
export { randomOf, type Random } from './random.ts'
export type { DemoPlace } from './scene.ts'
