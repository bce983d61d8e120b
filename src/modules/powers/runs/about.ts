/** The run, and its step, that a question is about. */
import { statement, type Reader } from '../../../kernel/site/statement.ts'
import { readCode } from '../../../platform/ids.ts'

export type RunAsked = {
  runId: string
  code: string
  slug: string
  place: string
  title: string
  step: string
  stepName: string
}
const askedQ = statement<
  Omit<RunAsked, 'step' | 'stepName'> & { path: string; steps: { key: string; name: string }[] }
>(
  'powers.asked',
  `SELECT r.id AS "runId", r.code, g.slug, g.name AS place, r.title, r.path,
    jsonb_path_query_array(p.definition, '$.steps[*]') AS steps
  FROM public_power_runs r JOIN public_regions g ON g.id = r.region_id JOIN public_powers p ON p.code = r.power_code
    AND p.version = r.power_version WHERE r.code = $1 AND NOT r.person`,
)

/** Nothing where there is no such run below `path`, or where it is about one person; an unknown step is none. */
export async function aboutRun(db: Reader, code: string, step: string, path: string): Promise<RunAsked | undefined> {
  const found = (await askedQ(db, readCode(code) ?? ''))[0]
  if (!found || !found.path.startsWith(path)) return undefined
  const known = found.steps.find((s) => s.key === step)
  const { path: _path, steps: _steps, ...run } = found
  return { ...run, step: known?.key ?? '', stepName: known?.name ?? '' }
}
