/** What screens outside this room may show of it. */
export { TaskRow } from './drafting/console/desk/TaskRow.tsx'
