/** What other rooms may call of this room. */
export { residentsOfReport } from './my/own.queries.ts'
export { giveSession } from './signin/session.ts'
