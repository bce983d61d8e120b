/** The privacy guard's public face. */
export { guardContent, guardFileName, guardText, type TextOptions } from './guard.ts'
export { blocking, type Finding, type Where } from './finding.ts'
export type { FindingKind, Severity } from './hits.ts'
export { redact } from './detect.ts'
