/** The visitor's checker: bundled for `/assets/verify.js`. Keep it free of zod, the database and Node. */
export { checkConsistency } from './checkConsistency.ts'
export { sayStep, type Step } from './steps.ts'
export { verifyNotice, type NoticeEvidence, type ToldOfNotice } from './verifyNotice.ts'
