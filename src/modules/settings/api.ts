/** The console's routes of this room; what its client is typed by. No page is imported here. */
import { settingsApi } from './settings.api.ts'

export const api = settingsApi
