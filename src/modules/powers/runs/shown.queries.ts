/** What everybody may read of runs. */
import type { Outcome } from './runs.rows.ts'
import { notFound } from '../../../platform/errors.ts'
import type { StepEvent } from '../../../kernel/cases/clocks.ts'
import { statement, type Reader } from '../../../kernel/site/statement.ts'

export type PublicRun = {
  id: string
  code: string
  region_id: string
  power_code: string
  power_version: number
  power_name: string
  title: string
  about: string
  person: boolean
  started_at: Date
  started_name: string
  started_post: string
  amount: string | null
  band: string | null
  steps: string[]
  step: string
  step_since: Date
  due_at: Date | null
  warn_at: Date | null
  paused_at: Date | null
  closed_at: Date | null
  provisional: boolean
  missed_at: Date | null
  step_name: string | null
}
const columns =
  'id, code, region_id, power_code, power_version, power_name, title, about, person, started_at, started_name, started_post, amount, band, steps, step, step_since, due_at, warn_at, paused_at, closed_at, provisional, missed_at'
/** What the step is called that the run stands on, by the version that it runs. */
const stepName =
  "(SELECT e ->> 'name' FROM public_powers p, jsonb_array_elements(p.definition -> 'steps') AS e WHERE p.code = power_code AND p.version = power_version AND closed_at IS NULL AND e ->> 'key' = steps[substr(step, 2)::int]) AS step_name"
/** Open ones first, the newest first. */
const place = 'closed_at IS NOT NULL, -extract(epoch FROM started_at), code'
const ofPowerQ = statement<PublicRun>(
  'powers.runsOf',
  `SELECT ${columns}, ${stepName} FROM public_power_runs WHERE region_id = $1 AND power_code = $2
    ORDER BY closed_at IS NOT NULL, started_at DESC LIMIT 20`,
)
const inVillageQ = statement<PublicRun>(
  'powers.runs',
  `WITH seen (closed, began, code) AS (SELECT ${place} FROM public_power_runs WHERE region_id = $1 AND code = $2)
  SELECT ${columns}, ${stepName} FROM public_power_runs WHERE region_id = $1
    AND (NOT EXISTS (SELECT 1 FROM seen) OR (${place}) > (SELECT closed, began, code FROM seen)) ORDER BY ${place}
    LIMIT 51`,
)
const oneQ = statement<PublicRun>(
  'powers.run',
  `SELECT ${columns}, ${stepName} FROM public_power_runs WHERE code = $1 AND region_id = $2`,
)

export const runsOfPower = (db: Reader, regionId: string, power: string): Promise<PublicRun[]> =>
  ofPowerQ(db, regionId, power)
/**
 * Fifty of a village's runs, open ones first, and one more where there are more. `after`: code of the last one seen, or
 * nothing.
 */
export const runsInVillage = (db: Reader, regionId: string, after: string): Promise<PublicRun[]> =>
  inVillageQ(db, regionId, after)

export async function getRun(db: Reader, regionId: string, code: string): Promise<PublicRun> {
  const found = (await oneQ(db, code, regionId))[0]
  if (!found) throw notFound('没有这次办理的记录。请从“权力清单”里找。')
  return found
}

export type PublicHand = { name: string; post: string; place: string }
export type PublicStep = {
  id: string
  position: number
  step: string
  name: string
  outcome: Outcome
  happened_on: string
  words: string
  facts: Record<string, string>
  salt: string
  content_hash: string
  at: Date
  hands: PublicHand[]
  leaf: number | null
}
const stepsQ = statement<PublicStep>(
  'powers.runSteps',
  `SELECT s.id, s.position, s.step, s.name, s.outcome, s.happened_on, s.words, s.facts, s.salt, s.content_hash, s.at,
    s.hands, l.position AS leaf
  FROM public_power_run_steps s LEFT JOIN public_ledger_leaves l ON l.subject_id = s.id AND l.kind = 'step'
    WHERE s.run_id = $1 ORDER BY s.at, s.id`,
)
export const stepsOf = (db: Reader, runId: string): Promise<PublicStep[]> => stepsQ(db, runId)

export type PublicPaper = {
  id: string
  step_id: string
  paper: string
  open: boolean
  name: string
  type: string
  original_sha256: string
}
const papersQ = statement<PublicPaper>(
  'powers.runPapers',
  'SELECT id, step_id, paper, open, name, type, original_sha256 FROM public_power_run_papers WHERE run_id = $1 ORDER BY id',
)
export const papersOf = (db: Reader, runId: string): Promise<PublicPaper[]> => papersQ(db, runId)
const paperQ = statement<{ sha256: string; name: string; type: string }>(
  'powers.runPaper',
  'SELECT p.sha256, p.name, p.type FROM public_power_run_papers p JOIN public_power_runs r ON r.id = p.run_id WHERE r.code = $1 AND p.id = $2 AND p.open',
)
export const findPaper = async (db: Reader, run: string, id: string) => (await paperQ(db, run, id))[0]

export type PublicFollowing = {
  step_id: string
  item_code: string
  by_itself: boolean
  obligation_id: string
  due_on: string
  published_on: string | null
  notice_code: string | null
  notice_step: string | null
}
const followingQ = statement<PublicFollowing>(
  'powers.runNotices',
  'SELECT step_id, item_code, by_itself, obligation_id, due_on, published_on, notice_code, notice_step FROM public_power_run_notices WHERE run_id = $1 ORDER BY due_on, item_code',
)
export const followingOf = (db: Reader, runId: string): Promise<PublicFollowing[]> => followingQ(db, runId)

export type PublicPause = { action: 'suspend' | 'resume'; reason: string; at: Date; until: Date | null }
const pausesQ = statement<PublicPause>(
  'powers.runPauses',
  'SELECT action, reason, at, until FROM public_power_run_pauses WHERE run_id = $1 ORDER BY seq',
)
/** Stops and starts of its clock, oldest first. */
export const pausesOf = (db: Reader, runId: string): Promise<PublicPause[]> => pausesQ(db, runId)

const clocksQ = statement<StepEvent>(
  'powers.runClocks',
  'SELECT seq, at, action, from_step, to_step, clock, comment FROM public_power_run_clocks WHERE run_id = $1 ORDER BY seq',
)
/** What the clocks of its steps are read from. */
export const clockEventsOf = (db: Reader, runId: string): Promise<StepEvent[]> => clocksQ(db, runId)

export type PublicAmend = {
  seq: number
  amount: string | null
  reason: string
  by_name: string
  by_post: string
  at: Date
}
const amendsQ = statement<PublicAmend>(
  'powers.runAmends',
  'SELECT seq, amount, reason, by_name, by_post, at FROM public_power_run_ways WHERE run_id = $1 ORDER BY seq',
)
export const amendsOf = (db: Reader, runId: string): Promise<PublicAmend[]> => amendsQ(db, runId)

export type PublicQuestion = {
  code: string
  step: string
  title: string
  text: string
  received_at: Date
  answers: { text: string; post: string; place: string; at: string }[] | null
}
const questionsQ = statement<PublicQuestion>(
  'powers.runQuestions',
  `SELECT p.code, q.step, p.title, p.text, p.received_at,
    (SELECT json_agg(json_build_object('text', a.text, 'post', a.by_post, 'place', a.by_place, 'at', a.at)
    ORDER BY a.seq) FROM public_report_replies a WHERE a.report_id = p.id) AS answers
  FROM public_power_run_questions q JOIN public_reports p ON p.id = q.report_id WHERE q.run_id = $1
    ORDER BY p.received_at`,
)
export const questionsOf = (db: Reader, runId: string): Promise<PublicQuestion[]> => questionsQ(db, runId)

const leafQ = statement<{ id: string }>(
  'powers.stepLeaf',
  "SELECT l.id FROM public_power_run_steps s JOIN public_power_runs r ON r.id = s.run_id JOIN public_ledger_leaves l ON l.subject_id = s.id AND l.kind = 'step' WHERE r.code = $1 AND s.id = $2 AND l.position IS NOT NULL",
)
/** The leaf of a step, once it is sealed. */
export const findLeaf = async (db: Reader, run: string, step: string) => (await leafQ(db, run, step))[0]?.id

/** The run that a notice came from, for the notice's own page. */
export type RunOfNotice = { code: string; slug: string; power_name: string }
const runOfNoticeQ = statement<RunOfNotice>(
  'powers.runOfNotice',
  `SELECT r.code, g.slug, r.power_name FROM public_power_run_notices n JOIN public_power_runs r ON r.id = n.run_id
    JOIN public_regions g ON g.id = r.region_id WHERE n.notice_id = $1 AND n.by_itself LIMIT 1`,
)
export const runOfNotice = async (db: Reader, noticeId: string) => (await runOfNoticeQ(db, noticeId))[0]

const aboveQ = statement<{ id: string }>(
  'powers.above',
  'SELECT p.id FROM public_regions r JOIN public_regions p ON p.id = r.parent_id WHERE r.id = $1',
)
/** What a village (an id) lies in. */
export const townshipId = async (db: Reader, village: string): Promise<string | undefined> =>
  (await aboveQ(db, village))[0]?.id
