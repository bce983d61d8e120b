/** What other rooms may call of this room. */
export { ownReportOf, supportersOf } from './following/own.queries.ts'
export { formulas as reportFormulas } from './statistics/formulas.ts'
export { reportKinds, type ReportKind } from './reports.schema.ts'
export { takeUpload } from './sending/uploads.ts'
export { newHref as newReportHref } from './addresses.ts'
