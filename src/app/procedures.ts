/**
 * All procedures of all rooms, judged before anybody is served: each whole, and none left by a case that is still open.
 */
import { allProcedures, faultsOf, type Procedure } from '../kernel/cases/procedure.ts'
import { namesOf } from '../kernel/cases/subjects.ts'
import { rows, sql, transact, type Db } from '../platform/db.ts'
import { StartError } from '../platform/errors.ts'

/** Refuses to start with a procedure that a case could get stuck in. */
export function refuseFaultyProcedures(procedures: readonly Procedure[] = allProcedures()): void {
  const faults = procedures.flatMap(faultsOf)
  if (faults.length > 0)
    throw new StartError(
      `这个版本的办理流程有错，不能启动：${faults.join('；')}。`,
      '这是程序的错，数据没有问题。请装回原来的版本，并把上面这句话告诉开发者。',
    )
}

type Stranded = { procedure: string; step: string; n: number }

/**
 * Refuses to start where open cases stand on a step, or in a procedure, that this version does not have: nobody could
 * move them, and no clock would judge them.
 */
export async function refuseStrandedCases(db: Db): Promise<void> {
  const known = new Map(allProcedures().map((p) => [p.code, p]))
  const open = await rows(
    db,
    sql<Stranded>`
      SELECT procedure, step, count(*)::int AS n
      FROM cases
      WHERE closed_at IS NULL
      GROUP BY procedure, step
      ORDER BY procedure, step`,
  )
  const stranded = open.filter((o) => known.get(o.procedure)?.steps[o.step] === undefined)
  if (stranded.length === 0) return
  const said: string[] = []
  for (const s of stranded) said.push(sayStranded(s, await fiveOf(db, s), known.get(s.procedure)))
  throw new StartError(
    `有没办完的事停在这个版本没有的步骤上：${said.join('；')}。`,
    '请装回原来的版本（数据库已经升级的，恢复升级前的备份），在那里把这些事办完，或者转到别的步骤，再升级。',
  )
}

/** The codes under which people know the oldest of them. */
async function fiveOf(db: Db, s: Stranded): Promise<string[]> {
  return transact(db, async (tx) => {
    const cases = await rows(
      tx,
      sql<{ id: string; subject_kind: string; subject_id: string; title: string; code: string }>`
        SELECT id, subject_kind, subject_id, title, code
        FROM cases
        WHERE procedure = ${s.procedure} AND step = ${s.step} AND closed_at IS NULL
        ORDER BY opened_at, id
        LIMIT 5`,
    )
    const names = await namesOf(tx, cases)
    return cases.map((c) => names.get(c.subject_id)?.code || c.id)
  })
}

function sayStranded({ procedure, step, n }: Stranded, codes: readonly string[], known?: Procedure): string {
  const where = known
    ? `流程“${known.name}”（${procedure}）的步骤 ${step}`
    : `流程 ${procedure}（整个没有了）的步骤 ${step}`
  return `${where}，${n} 件，编号 ${codes.join('、')}${n > codes.length ? ' 等' : ''}`
}
