/** Rows of runs as actions and queries read them. */
import { first, rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { PowerRunPapers, PowerRuns, PowerRunSteps, PowerRunWays } from '../../../platform/tables.gen.ts'
import type { Power, PowerStep } from '../list/powers.schema.ts'

export type RunRow = Omit<PowerRuns, 'idempotency_key'> &
  Pick<PowerRunWays, 'amount' | 'band' | 'steps'> & { slug: string; place: string; practice: boolean; power: Power }
export type Hand = {
  person_id: string
  name: string
  post: string
  place: string
  kind: 'recorded' | 'confirmed' | 'refused'
  words: string
  /** A time in JSON. */
  at: string
}
export type Outcome = 'done' | 'skipped' | 'stopped' | 'returned'
export type StepRow = Omit<PowerRunSteps, 'outcome' | 'facts'> & {
  outcome: Outcome
  facts: Facts
  hands: Hand[]
}
export type Facts = Record<string, string>
export type PaperRow = PowerRunPapers & {
  name: string
  kind: 'image' | 'sheet' | 'document' | 'pdf'
  sha256: string
  public_sha256: string | null
}

/** A run with what it runs by; throws 404. */
export async function runById(db: Db | Tx, id: string): Promise<RunRow> {
  const found = await first(
    db,
    sql<RunRow>`
      SELECT x.id, x.code, x.region_id, x.path, x.power_code, x.power_version, x.power_name, x.title, x.about,
        x.person, x.started_at, x.started_by, x.started_name, x.started_post, r.slug, r.name AS place, r.practice,
        w.amount, w.band, w.steps, p.definition AS power
      FROM power_runs x
      JOIN regions r ON r.id = x.region_id
      JOIN powers p ON p.code = x.power_code AND p.version = x.power_version
      JOIN LATERAL (
          SELECT amount, band, steps
          FROM power_run_ways w
          WHERE w.run_id = x.id
          ORDER BY seq DESC
          LIMIT 1
        ) w
        ON true
      WHERE x.id = ${id}`,
  )
  if (!found) throw notFound('没有这次办理。')
  return found
}

/** The step of a run at a place in its way. */
export function stepOfRun(run: Pick<RunRow, 'steps' | 'power'>, index: number): PowerStep {
  return run.power.steps.find((s) => s.key === run.steps[index])!
}

/** What was recorded, oldest first, with every hand. */
export function stepsOfRun(db: Db | Tx, runId: string): Promise<StepRow[]> {
  return rows(
    db,
    sql<StepRow>`
      SELECT s.*,
        coalesce(
          (
            SELECT jsonb_agg(to_jsonb(h) - 'step_id' ORDER BY h.at, h.kind DESC)
            FROM power_run_hands h
            WHERE h.step_id = s.id
          ),
          '[]'
        ) AS hands
      FROM power_run_steps s
      WHERE s.run_id = ${runId}
      ORDER BY s.at, s.id`,
  )
}

/** A record counts when enough people put their hand to it and nobody refused. */
export const counts = (s: Pick<StepRow, 'hands' | 'people'>): boolean => !isVoid(s) && s.hands.length >= s.people
export const isVoid = (s: Pick<StepRow, 'hands'>): boolean => s.hands.some((h) => h.kind === 'refused')
/** Recorded by one, still waiting for the second person. */
export const waits = (s: Pick<StepRow, 'hands' | 'people'>): boolean => !isVoid(s) && s.hands.length < s.people

/** What still holds of what was recorded, oldest first: not what was sent back after. */
export const holding = <S extends { step: string; outcome: Outcome }>(steps: readonly S[]): S[] =>
  steps.filter(
    (s, i) =>
      s.outcome !== 'returned' &&
      !steps.slice(i + 1).some((later) => later.outcome === 'returned' && later.step === s.step),
  )

export function papersOfRun(db: Db | Tx, runId: string): Promise<PaperRow[]> {
  return rows(
    db,
    sql<PaperRow>`
      SELECT p.*, f.name, f.kind, f.sha256, f.public_sha256
      FROM power_run_papers p
      JOIN files f ON f.id = p.file_id
      WHERE p.run_id = ${runId}
      ORDER BY p.at, p.id`,
  )
}
