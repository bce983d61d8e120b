/** What screens outside this room may show of it. */
export { AskedRow } from './handling/console/AskedRow.tsx'
export { CaseRow } from './handling/console/CaseRow.tsx'
