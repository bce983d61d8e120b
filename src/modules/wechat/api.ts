/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { accountApi } from './account.api.ts'

export const api = accountApi
