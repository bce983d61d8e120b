/** Files and papers of a report before the eyes of staff. */
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import { paperOf } from '../../../kernel/intake/papers.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { shownBytes } from '../copies.ts'
import { lookAtReporter } from './handle.ts'
import { seenReport } from './reportReaders.ts'

type Papers = { db: Db; files: FileStore }

/** An attachment as it may be shown: the cleaned one where there is one. 404 for whoever may not see the case. */
export async function attachmentOf(
  office: Papers,
  actor: Actor,
  caseId: string,
  fileId: string,
): Promise<{ bytes: Uint8Array; name: string; type: string }> {
  const { report } = await seenReport(office.db, actor, caseId)
  const f = await first(
    office.db,
    sql<{
      sha256: string
      name: string
      type: string
      shown_sha256: string | null
      shown_type: string | null
    }>`
      SELECT sha256, name, type, shown_sha256, shown_type
      FROM report_files
      WHERE id = ${fileId} AND report_id = ${report.id}`,
  )
  const bytes = f && (await shownBytes(office.files, f))
  if (!f || !bytes) throw notFound('没有这个附件。')
  return { bytes, name: f.name, type: f.shown_type ?? f.type }
}

/** What was shown for a suspension. 404 for a paper that no suspension of this case names. */
export async function proofOf(office: Papers, actor: Actor, caseId: string, sha256: string) {
  const { c } = await seenReport(office.db, actor, caseId)
  const found = await first(
    office.db,
    sql<{
      proof: string
    }>`
      SELECT p AS proof
      FROM case_events e, jsonb_array_elements_text(e.detail -> 'proof') AS p
      WHERE e.case_id = ${c.id}
        AND e.action = 'suspend'
        AND p LIKE ${`${sha256} %`}
      LIMIT 1`,
  )
  if (!found) throw notFound('没有这个凭据。')
  return paperOf(office.files, sha256, found.proof.slice(65))
}

/** Where the reporter's consent lies, `undefined` without one. Who looked and why is written down first. */
export async function lookAtConsent(
  tx: Tx,
  secret: string,
  actor: Actor,
  caseId: string,
  why: string,
  ctx: Context,
): Promise<string | undefined> {
  await lookAtReporter(tx, secret, actor, caseId, why, ctx)
  const found = await first(
    tx,
    sql<{
      sha256: string | null
    }>`
      SELECT p.consent_file_id AS sha256
      FROM reports p
      JOIN cases c ON c.subject_kind = 'report' AND c.subject_id = p.id
      WHERE c.id = ${caseId}`,
  )
  return found?.sha256 ?? undefined
}
