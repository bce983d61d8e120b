/** What other rooms may call of this room. */
export { giveSession } from './signin/session.ts'
