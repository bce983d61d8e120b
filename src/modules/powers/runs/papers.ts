/**
 * Papers of a step on their way in: the original sealed, a cleaned copy; shown to villagers only where the list says so
 * and nothing private was found.
 */
import { takeIn } from '../../../kernel/intake/takeIn.ts'
import { audit } from '../powers.audit.ts'
import { first, sql, type Db, type Tx } from '../../../platform/db.ts'
import { sayTime } from '../../../platform/clock.ts'
import { conflict, invalid, notFound } from '../../../platform/errors.ts'
import { newId } from '../../../platform/ids.ts'
import { viewed } from '../../../kernel/intake/viewed.ts'
import type { FileStore } from '../../../kernel/files/store.ts'
import type { Finding } from '../../../kernel/guard/index.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { askBeforePublic } from '../../../kernel/residents/publicWords.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { refuseBarredFrom } from '../../../kernel/cases/seeing.ts'
import { handAt, type Stands } from './record.ts'

const most = 30

/**
 * Takes a file in for the step that this person is about to record. 413 for one too many, 422 for a paper that the step
 * does not ask, or for open ones with private data in them.
 */
export async function takePaper(
  where: { db: Db; files: FileStore; now: () => Date },
  actor: Actor,
  at: Stands,
  paper: string,
  file: { name: string; bytes: Uint8Array },
): Promise<{ id: string; name: string; open: boolean; notes: string[] }> {
  handAt(actor, at)
  const wanted = at.step.papers.find((p) => p.key === paper)
  if (!wanted) throw invalid('这一步不要这份材料，请刷新看看。', { field: 'papers' })
  const open = wanted.open && !at.run.person
  if (open) await askBeforePublic(where.db, at.run.region_id, { [`papers.${paper}`]: file.name })
  const taken = await takeIn(where, actor.personId, at.run.region_id, file, !open)
  const refused = (taken.findings as Finding[]).find((f) => f.severity === 'refuse')
  if (open && refused)
    throw invalid(`${refused.say}这份材料村民看得到，请遮住以后重新上传。`, { field: `papers.${paper}` })
  const id = newId(where.now().getTime())
  const done = await sql`
    INSERT INTO power_run_papers (id, run_id, paper, file_id, open, person_id, at)
    SELECT ${id}, ${at.run.id}, ${paper}, ${taken.id}, ${open}, ${actor.personId}, ${where.now()}
    WHERE (
      SELECT count(*)
      FROM power_run_papers
      WHERE run_id = ${at.run.id} AND step_id IS NULL AND person_id = ${actor.personId}
    ) < ${most}`.execute(where.db)
  if (done.numAffectedRows === 0n) throw conflict(`一步最多 ${most} 份材料，请先删去不要的。`)
  return { id, name: taken.name, open, notes: open ? taken.notes : [] }
}

/** Takes one back before the step is recorded. */
export async function dropPaper(tx: Tx, actor: Actor, runId: string, id: string): Promise<void> {
  const gone = await sql`
    DELETE FROM power_run_papers
    WHERE id = ${id} AND run_id = ${runId} AND person_id = ${actor.personId} AND step_id IS NULL`.execute(tx)
  if (gone.numAffectedRows === 0n) throw notFound('没有这份材料，或者已经记下了，不能删。')
}

/**
 * A sealed paper of a run, or the sheet of a seal's use, for whoever handles or inspects such matters there: marked
 * with who looks, and the look recorded. 404 for others.
 */
export async function lookAtPaper(
  where: { db: Db; files: FileStore; now: () => Date },
  actor: Actor,
  fileId: string,
): Promise<{ bytes: Uint8Array; type: string; name: string }> {
  const found = await first(
    where.db,
    sql<{
      sha256: string
      name: string
      type: string
      path: string
      about: string
      subject: string
    }>`
      SELECT f.sha256, f.name, f.public_type AS type, r.path, x.about, x.id AS subject
      FROM files f
      JOIN regions r ON r.id = f.region_id
      JOIN LATERAL (
          SELECT u.code AS about, u.id
          FROM power_run_papers p
          JOIN power_runs u ON u.id = p.run_id
          WHERE p.file_id = f.id
          UNION ALL
          SELECT u.code, u.id
          FROM seal_stamps s
          JOIN seal_uses u ON u.id = s.seal_use_id
          WHERE s.file_id = f.id
          LIMIT 1
        ) x
        ON true
      WHERE f.id = ${fileId} AND f.sealed`,
  )
  await refuseBarredFrom(where.db, [found?.subject], actor.personId)
  const post = found && postFor(actor, 'power.look', found.path)
  const bytes = post && (await where.files.get('original', found.sha256))
  if (!found || !post || !bytes) throw notFound('没有这份材料，或者不归您看。')
  await audit(where.db, {
    at: where.now(),
    personId: actor.personId,
    post: post.post,
    regionId: post.regionId,
    action: 'power.look',
    subject: found.about,
  })
  return {
    bytes: await viewed(bytes, found.type, `${post.post}${actor.name} ${sayTime(where.now(), true)}`),
    type: found.type,
    name: found.name,
  }
}
