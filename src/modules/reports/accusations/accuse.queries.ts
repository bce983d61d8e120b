/** The keys to which the browser seals an accusation. */
import { statement } from '../../../kernel/site/statement.ts'

export type AccusationKey = { id: string; place: string; public_key: Buffer; set_at: Date }
/** The discipline offices' keys in force: of a county one, of a city one for each. */
export const accusationKeysQ = statement<AccusationKey>(
  'accusationKeys',
  'SELECT id, place, public_key, set_at FROM public_accusation_keys ORDER BY path',
)
