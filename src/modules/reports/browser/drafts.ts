/** Reports on this phone: one kind of the outbox's drafts. */
import { draftsOf, type Draft as AnyDraft } from '../../../kernel/site/outbox/drafts.ts'

export type { DraftFile } from '../../../kernel/site/outbox/drafts.ts'
export type Draft = AnyDraft & { fields: Record<string, string> }

export const drafts = draftsOf<Draft>('reports')
