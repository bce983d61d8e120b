/** What the disclosure room's staff routes need of the running process. */
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import type { FileStore } from '../../kernel/files/store.ts'
import type { Auth } from '../../kernel/people/signin.ts'

export type DisclosureOffice = { db: Db; auth: Auth; now: Clock; files: FileStore }
