/** The audit trail as the county centre and inspectors read it. */
import { auditRooms, sayAct, sayDetail } from '../../platform/audit.ts'
import { endOfDay, startOfDay } from '../../platform/clock.ts'
import { rows, sql, type Db } from '../../platform/db.ts'
import { visibleNamed } from '../../kernel/cases/seeing.ts'

type Filter = {
  before?: string | undefined
  room?: string | undefined
  action?: string | undefined
  /** A person by name, or a part of it: what they did and what was done to them. */
  person?: string | undefined
  /** What it is about: a code as it stands in the list, or the whole name. */
  q?: string | undefined
  /** Days, both counted. */
  from?: string | undefined
  to?: string | undefined
}

/** Anywhere in a text, its own wildcards meant as they stand. */
const like = (typed: string | undefined) => `%${(typed ?? '').replace(/[%_\\]/g, '\\$&')}%`

/** An id says nothing to whoever reads. */
const isId = (subject: string | null) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(subject ?? '')

/** The last 200 lines before a time, in words; what is about a case from which `personId` is barred is not there. */
export async function auditLines(db: Db, q: Filter, personId: string) {
  const room = auditRooms().find((r) => r.name === q.room)
  const acts = q.action ? [q.action] : room ? Object.keys(room.words) : null
  const entries = await rows(
    db,
    sql<{
      id: string
      at: Date
      name: string | null
      post: string | null
      place: string | null
      action: string
      subject: string | null
      about: string | null
      detail: Record<string, unknown>
      ip: string | null
    }>`
      SELECT a.id, a.at, p.name, a.post, r.name AS place, a.action, a.subject,
        concat_ws(
          '：',
          coalesce(nr.name || '：' || n.title, sp.name, sr.name, tp.name || '：' || tk.name, si.name, k.code, ks.code),
          w.names
        ) AS about, a.detail, a.ip
      FROM audit_trail a
      LEFT JOIN persons p ON p.id = a.person_id
      LEFT JOIN regions r ON r.id = a.region_id
      LEFT JOIN notices n ON n.id = a.subject
      LEFT JOIN regions nr ON nr.id = n.region_id
      LEFT JOIN persons sp ON sp.id = a.subject
      LEFT JOIN regions sr ON sr.slug = a.subject
      LEFT JOIN cases k ON k.id = a.subject AND k.code <> ''
      LEFT JOIN cases ks ON ks.subject_id = a.subject AND ks.code <> ''
      LEFT JOIN appointments t ON t.id = a.subject
      LEFT JOIN persons tp ON tp.id = t.person_id
      LEFT JOIN post_kinds tk ON tk.id = t.post_kind_id
      LEFT JOIN regions si ON si.id = a.subject
      LEFT JOIN LATERAL (
        SELECT string_agg(x.name, '、' ORDER BY x.name) AS names
        FROM persons x
        WHERE x.id = ANY(a.whom)
      ) w ON true
      WHERE a.at < coalesce(${q.before ?? null}::timestamptz, 'infinity')
        AND (${acts}::text[] IS NULL OR a.action = ANY(${acts}))
        AND a.at >= coalesce(${q.from ? startOfDay(q.from) : null}::timestamptz, '-infinity')
        AND a.at < coalesce(${q.to ? endOfDay(q.to) : null}::timestamptz, 'infinity')
        AND (
          ${q.person ?? ''} = ''
          OR p.name LIKE ${like(q.person)}
          OR sp.name LIKE ${like(q.person)}
          OR tp.name LIKE ${like(q.person)}
          OR w.names LIKE ${like(q.person)}
        )
        AND (
          ${q.q ?? ''} = ''
          OR a.subject = ${q.q ?? ''}
          OR ${q.q ?? ''} IN (n.code, k.code, ks.code, sr.name, si.name, sp.name)
          OR p.name LIKE ${like(q.q)}
        )
        AND ${visibleNamed(sql`a.subject`, personId)}
      ORDER BY a.at DESC, a.id DESC
      LIMIT 200`,
  )
  return entries.map((e) => ({
    ...e,
    about: e.about === '' ? null : e.about,
    subject: (e.about ?? '') === '' && isId(e.subject) ? null : e.subject,
    said: sayAct(e.action),
    detail: sayDetail(e.detail),
  }))
}
