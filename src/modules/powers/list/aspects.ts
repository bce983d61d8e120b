/** The aspects of the list of powers, kept in the console: a new version of its frame each time. */
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { oneAtATime, personalFaults, refuseFaulty } from '../../../kernel/versions/versions.ts'
import { keptPowerFrame, knownTo, powers } from './editing.ts'
import type { PowerFrame } from './powers.schema.ts'

export type Aspect = PowerFrame['aspects'][number]
/** `items`: how many powers, ended ones too, stand in it; only an empty one can go. */
export type KeptAspect = Aspect & { items: number }

/** In the order of the list. */
export async function keptAspects(db: Db | Tx): Promise<KeptAspect[]> {
  const { frame } = await knownTo(db)
  const used = await rows(
    db,
    sql<{ aspect: string; n: number }>`
      SELECT definition ->> 'aspect' AS aspect, count(*)::int AS n
      FROM (SELECT DISTINCT ON (code) definition FROM powers ORDER BY code, version DESC) p
      GROUP BY 1`,
  )
  return frame.aspects.map((a) => ({ ...a, items: used.find((u) => u.aspect === a.code)?.n ?? 0 }))
}

/**
 * The list as it is to be, in its order. 409 when somebody changed it since `seen`; 422 with every fault: a code or
 * name twice, one that is taken away while powers stand in it, something personal.
 */
export async function saveAspects(
  tx: Tx,
  given: readonly Aspect[],
  seen: readonly Aspect[],
  by: { personId: string; now: Date },
): Promise<void> {
  await oneAtATime(tx, powers)
  const kept = await keptAspects(tx)
  if (JSON.stringify(kept.map(plain)) !== JSON.stringify(seen.map(plain)))
    throw conflict('别人刚改过方面，您填的还在。请打开新的一页看看改了什么，再存。', { aspects: kept })
  refuseFaulty([...doubles(given), ...stillUsed(kept, given), ...personalFaults(given)])
  const { frame } = await knownTo(tx)
  const version = ((await keptPowerFrame(tx))?.version ?? 0) + 1
  await sql`
    INSERT INTO power_frames (version, definition, made_at, made_by)
    VALUES (
      ${version}, ${JSON.stringify({ ...frame, aspects: given })}::jsonb, ${by.now}, ${by.personId}
    )`.execute(tx)
}

const plain = ({ code, name }: Aspect) => [code, name]

function doubles(given: readonly Aspect[]) {
  return given.flatMap((g, i) => {
    const other = given.slice(0, i).find((o) => o.code === g.code || o.name === g.name)
    if (!other) return []
    const [what, value] = other.code === g.code ? ['编码', g.code] : ['名称', g.name]
    return [{ field: `aspects.${i}`, say: `${what}“${value}”写了两次。`, remedy: '请改掉一个。' }]
  })
}

function stillUsed(kept: readonly KeptAspect[], given: readonly Aspect[]) {
  return kept
    .filter((k) => k.items > 0 && !given.some((g) => g.code === k.code))
    .map((k) => ({
      field: 'aspects',
      say: `“${k.name}”里有 ${k.items} 项权力，不能去掉。`,
      remedy: '请先把这些权力换到别的方面；已经不再列入的还留在这里的，只能改名。',
    }))
}
