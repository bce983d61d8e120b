/** What others may use of the search room: villagers' words. */
export { alsoCalled, leadsFor, readWords, writtenRight, aboutWhat, type Lead, type Words } from './words.ts'
