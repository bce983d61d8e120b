/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { messagesApi } from './messages.api.ts'

export const api = messagesApi
