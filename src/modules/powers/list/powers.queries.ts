/** What everybody may read of the list of powers. */
import { notFound } from '../../../platform/errors.ts'
import { statement, type Reader } from '../../../kernel/site/statement.ts'
import { inForceIn } from '../../../kernel/versions/inForce.ts'
import type { Power, PowerFrame } from './powers.schema.ts'
import { heldOnText } from '../../../kernel/people/terms.ts'

const listQ = statement<{ definition: Power }>(
  'powers.list',
  `SELECT definition FROM ${inForceIn('public_powers')} p
  WHERE state = 'inForce' ORDER BY position, code`,
)
const oneQ = statement<{ definition: Power; version: number; state: string }>(
  'powers.one',
  `SELECT definition, version, state FROM ${inForceIn('public_powers')} p WHERE code = $2`,
)
const versionQ = statement<{ definition: Power }>(
  'powers.version',
  'SELECT definition FROM public_powers WHERE code = $1 AND version = $2',
)
const frameQ = statement<{ definition: PowerFrame }>(
  'powers.frame',
  'SELECT definition FROM public_power_frames ORDER BY version DESC LIMIT 1',
)

/** The county's list today, in its order. */
export const listPowers = async (db: Reader, today: string): Promise<Power[]> =>
  (await listQ(db, today)).map((r) => r.definition)

/** Title and aspects; nothing where the county has no list. */
export const powerFrame = async (db: Reader): Promise<PowerFrame | undefined> => (await frameQ(db))[0]?.definition

/** The power as it stands today; throws 404, and says so where it is no longer on the list. */
export async function getPower(db: Reader, today: string, code: string): Promise<{ power: Power; version: number }> {
  const found = (await oneQ(db, today, code))[0]
  if (!found) throw notFound('没有这项权力，请从“权力清单”里找。')
  if (found.state !== 'inForce') throw notFound(`“${found.definition.name}”已经不在权力清单里了。`)
  return { power: found.definition, version: found.version }
}

/** The version that a run was started with. */
export async function powerVersion(db: Reader, code: string, version: number): Promise<Power> {
  const found = (await versionQ(db, code, version))[0]
  if (!found) throw notFound('没有这项权力，请从“权力清单”里找。')
  return found.definition
}

export type Holder = { function: string; post: string; person: string; office_phone: string }
const holdersQ = statement<Holder>(
  'powers.holders',
  `SELECT DISTINCT ON (function, person) function, post, person, office_phone FROM public_posts p
  WHERE region_id = $1 AND ${heldOnText('p', '$2')} ORDER BY function, person, position`,
)
/** Who holds the posts of a village today. */
export const holdersOf = (db: Reader, regionId: string, today: string): Promise<Holder[]> =>
  holdersQ(db, regionId, today)
