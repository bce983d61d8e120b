/** An application as its room's actions and queries read it. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Applications } from '../../../platform/tables.gen.ts'
import type { Case } from '../../../kernel/cases/case.ts'
import type { Service } from '../list/services.schema.ts'
import type { Consent, State } from './applications.schema.ts'

export type ApplicationRow = Omit<Applications, 'form_key' | 'leaf_id' | 'state' | 'channel' | 'consent'> & {
  state: State
  channel: 'web' | 'agent'
  consent: Consent | null
  slug: string
  place: string
  practice: boolean
  service: Service
}

const columns =
  sql.raw(`a.id, a.code, a.secret_hash, a.service_code, a.service_version, a.region_id, a.path, a.state, a.channel,
    a.answers, a.content_hash, a.id_index, a.phone_index, a.resident_id, a.household_id, a.identity, a.filed_by,
    a.consent,
  a.saved_at, a.sent_at, a.closed_at, a.notice_id, a.result_notice_id, a.result_code, a.result, a.salt, a.commitment,
    a.stars, a.rating_text, a.rated_at, r.slug, r.name AS place, r.practice, s.definition AS service`)
const from = sql.raw(
  'applications a JOIN regions r ON r.id = a.region_id JOIN services s ON s.code = a.service_code AND s.version = a.service_version',
)

export async function applicationById(db: Db | Tx, id: string): Promise<ApplicationRow> {
  const found = await first(db, sql<ApplicationRow>`SELECT ${columns} FROM ${from} WHERE a.id = ${id}`)
  if (!found) throw notFound('没有这件申请。')
  return found
}

export function applicationByCode(db: Db | Tx, code: string): Promise<ApplicationRow | undefined> {
  return first(db, sql<ApplicationRow>`SELECT ${columns} FROM ${from} WHERE a.code = ${code}`)
}

/** The application of a case, and the case; 404 for cases of other rooms. */
export async function applicationOfCase(db: Db | Tx, caseId: string): Promise<{ a: ApplicationRow; c: Case }> {
  const c = await first(db, sql<Case>`SELECT * FROM cases WHERE id = ${caseId} AND subject_kind = 'application'`)
  if (!c) throw notFound('没有这件申请。')
  return { a: await applicationById(db, c.subject_id), c }
}
