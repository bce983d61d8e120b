/** What everybody may read of services, and of the village where they are asked for. */
import { makeCalendar, type Calendar } from '../../../kernel/calendar/calendar.ts'
import { notFound } from '../../../platform/errors.ts'
import { statement, type Reader } from '../../../kernel/site/statement.ts'
import { inForceIn } from '../../../kernel/versions/inForce.ts'
import { firstFrame } from './frame.ts'
import type { Hall } from '../halls/halls.schema.ts'
import type { Service, ServiceFrame } from './services.schema.ts'
import { heldOnText } from '../../../kernel/people/terms.ts'

/** As lists need it: without form, papers and steps. */
export type Listed = Pick<
  Service,
  'code' | 'name' | 'also' | 'menu' | 'events' | 'often' | 'handling' | 'nature' | 'atOnce' | 'promised' | 'who'
>

const inForce = `${inForceIn('public_services')} s`
const listQ = statement<{ listed: Listed }>(
  'services.list',
  `SELECT listed FROM ${inForce} WHERE state = 'offered' ORDER BY position, code`,
)
const oneQ = statement<{ definition: Service; version: number; state: string }>(
  'services.one',
  `SELECT definition, version, state FROM ${inForce} WHERE code = $2`,
)
const frameQ = statement<{ definition: ServiceFrame }>(
  'services.frame',
  'SELECT definition FROM public_service_frames ORDER BY version DESC LIMIT 1',
)

export const listServices = async (db: Reader, today: string): Promise<Listed[]> =>
  (await listQ(db, today)).map((r) => r.listed)

/** Menus, life events, halls; a general one where the county has not set up services. */
export const serviceFrame = async (db: Reader): Promise<ServiceFrame> => (await frameQ(db))[0]?.definition ?? firstFrame

/** The service as it stands today; throws 404, and says so where it is no longer offered. */
export async function getService(
  db: Reader,
  today: string,
  code: string,
): Promise<{ service: Service; version: number }> {
  const found = (await oneQ(db, today, code))[0]
  if (!found) throw notFound('没有这个服务事项，请从“办事”里找。')
  if (found.state !== 'offered')
    throw notFound(`“${found.definition.name}”已经停办了，请从“办事”里找别的，或者打电话问村里。`)
  return { service: found.definition, version: found.version }
}

export type Village = {
  id: string
  name: string
  slug: string
  path: string
  phone: string
  township: string | null
  township_slug: string | null
  township_phone: string | null
}
const villageQ = statement<Village>(
  'services.village',
  `SELECT r.id, r.name, r.slug, r.path, r.phone, p.name AS township, p.slug AS township_slug, p.phone AS township_phone
    FROM public_regions r LEFT JOIN public_regions p ON p.id = r.parent_id
  WHERE r.slug = $1 AND r.level = 'village' AND r.valid_to IS NULL`,
)

export async function getVillage(db: Reader, slug: string): Promise<Village> {
  const found = (await villageQ(db, slug))[0]
  if (!found) throw notFound('没有这个村的页面。可能是网址写错了，或者村子已经并到别处，请从首页找村子。')
  return found
}

export type OnDuty = { post: string; person: string; office_phone: string; duty: string }
/** Who in the village (`$1`) takes services in on a day: agents first, then whoever has an office telephone. */
const onDutyQ = statement<OnDuty>(
  'services.onDuty',
  `SELECT post, person, office_phone, duty FROM public_posts p WHERE region_id = $1 AND ${heldOnText('p', '$2')}
    AND (function = 'agent' OR office_phone <> '')
  ORDER BY (function = 'agent') DESC, position, post_code, person LIMIT 6`,
)
export const onDuty = (db: Reader, region: string, today: string): Promise<OnDuty[]> => onDutyQ(db, region, today)

export type Bureau = { name: string; slug: string; phone: string }
const bureauQ = statement<Bureau>(
  'services.bureau',
  `SELECT name, slug, phone FROM public_regions WHERE level = 'bureau' AND path LIKE '%.B-' || $1 || '.' LIMIT 1`,
)
export const findBureau = async (db: Reader, dept: string | undefined): Promise<Bureau | undefined> =>
  dept === undefined ? undefined : (await bureauQ(db, dept))[0]

const hallQ = statement<{ definition: Hall }>(
  'services.hall',
  'SELECT definition FROM public_service_halls WHERE region_id = $1 ORDER BY version DESC LIMIT 1',
)
/** The village's own hall, where it keeps one. */
export const findHall = async (db: Reader, region: string): Promise<Hall | undefined> =>
  (await hallQ(db, region))[0]?.definition

const calendarQ = statement<{ date: string; kind: string }>(
  'services.calendar',
  'SELECT date, kind FROM public_calendar_days',
)
/** The calendar with the county's own days, as the public connection sees it. */
export const publicCalendar = async (db: Reader): Promise<Calendar> =>
  makeCalendar(new Map((await calendarQ(db)).map((d) => [d.date, d.kind === '上班'])))
