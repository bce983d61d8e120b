/**
 * Who fills in a form for a villager, or as a villager who is signed in: a sealed word in a cookie that goes to this
 * one form only, for two hours, and only while the sign-in from which it came still stands. Without it a form is
 * anybody's.
 */
import type { Context } from 'hono'
import type { Db, Tx } from '../../../platform/db.ts'
import { first, rows, sql } from '../../../platform/db.ts'
import { dayOf } from '../../../platform/clock.ts'
import type { Office } from '../../../kernel/office.ts'
import { postFor } from '../../../kernel/people/can.ts'
import { actorOfSession } from '../../../kernel/people/session.ts'
import { residentVault } from '../../../kernel/residents/vault.ts'
import { vaultOf } from '../../../kernel/receipts/vault.ts'
import type { Answers } from '../../../kernel/asked/asked.schema.ts'
import { columnsOf, isRows, placedFields } from '../../../kernel/asked/fields.ts'
import type { Known } from '../../../kernel/asked/changes.ts'
import type { Service } from '../list/services.schema.ts'
import type { Consent } from '../deciding/applications.schema.ts'

/** `until`: seconds since 1970. `session`: the agent's sign-in, or the hash of the villager's. */
export type Sitting = {
  session: string
  residentId?: string | undefined
  identity: number
  /** An earlier application of this person whose answers the form begins with. */
  from?: string | undefined
  agent?: { personId: string; name: string; post: string; consent: Consent } | undefined
  until: number
}
const hours = 2
const cookie = 'sitting'

/** The cookie for the form of a service in a village. */
export function sittingCookie(
  secret: string,
  at: { slug: string; code: string },
  s: Omit<Sitting, 'until'>,
  now: Date,
  secure: boolean,
): string {
  const sitting: Sitting = { ...s, until: Math.floor(now.getTime() / 1000) + hours * 3600 }
  return `${cookie}=${vaultOf(secret).seal('sitting', `${at.slug} ${at.code}`, sitting).toString('base64url')}; Path=/v/${at.slug}/services/${at.code}; Max-Age=${hours * 3600}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

export const endSitting = (at: { slug: string; code: string }): string =>
  `${cookie}=; Path=/v/${at.slug}/services/${at.code}; Max-Age=0; HttpOnly; SameSite=Lax`

/**
 * Who sits before this form, asked anew each time: `ended` where the agent has signed out, lost the post or the
 * account, or the villager has signed out. Their cookie alone is worth nothing then.
 */
export async function sittingNow(
  c: Context,
  office: Pick<Office, 'db' | 'secret' | 'now'>,
  at: { slug: string; code: string },
  path: string,
): Promise<{ sitting?: Sitting; ended: boolean }> {
  const sitting = sittingOf(c, office.secret, at, office.now())
  if (!sitting) return { ended: false }
  return (await stands(office, sitting, path)) ? { sitting, ended: false } : { ended: true }
}

async function stands({ db, now }: Pick<Office, 'db' | 'now'>, s: Sitting, path: string): Promise<boolean> {
  if (!s.agent)
    return (
      (await first(
        db,
        sql`
          SELECT 1
          FROM resident_sessions
          WHERE token_hash = ${s.session} AND resident_id = ${s.residentId ?? ''} AND expires_at > ${now()}`,
      )) !== undefined
    )
  const actor = await actorOfSession(db, s.session, dayOf(now()))
  return actor?.personId === s.agent.personId && postFor(actor, 'application.file', path) !== undefined
}

/** `undefined` for nobody known, or a word that is old or not ours. */
function sittingOf(c: Context, secret: string, at: { slug: string; code: string }, now: Date): Sitting | undefined {
  const word = new RegExp(`(?:^|;\\s*)${cookie}=([^;]+)`).exec(c.req.header('cookie') ?? '')?.[1]
  if (!word) return undefined
  try {
    const sitting = vaultOf(secret).open<Sitting>('sitting', `${at.slug} ${at.code}`, Buffer.from(word, 'base64url'))
    return sitting.until * 1000 > now.getTime() ? sitting : undefined
  } catch {
    return undefined
  }
}

type Registered = {
  id: string
  household_id: string
  name: string
  sex: string
  born_on: string | null
  id_number: Uint8Array | null
  phone: Uint8Array | null
  relation: string
  address: Uint8Array | null
  group_name: string
}

/**
 * What the register knows of a person, as the fields of a form ask for it. Opened for the person, or for whoever has
 * the application in hand.
 */
export async function knownOf(
  db: Db | Tx,
  secret: string,
  service: Pick<Service, 'form'>,
  residentId: string,
): Promise<Known> {
  const p = await first(
    db,
    sql<Registered>`
      SELECT p.id, p.household_id, p.name, p.sex, p.born_on, p.id_number, p.phone, p.relation, h.address,
        h.group_name
      FROM residents p
      JOIN households h ON h.id = p.household_id
      WHERE p.id = ${residentId}`,
  )
  if (!p) return {}
  const vault = residentVault(secret)
  const family = await rows(
    db,
    sql<Registered>`
      SELECT p.id, p.household_id, p.name, p.sex, p.born_on, p.id_number, p.phone, p.relation,
        NULL::bytea AS address, '' AS group_name
      FROM residents p
      WHERE p.household_id = ${p.household_id} AND p.state = 'here'
      ORDER BY p.born_on NULLS LAST, p.id`,
  )
  const list = placedFields(service.form)
    .map((f) => f.field)
    .find((f) => isRows(f.kind) && f.from === 'household')
  const keys = new Set(list ? columnsOf(list).map((c) => c.key) : [])
  const known: Known = {
    name: p.name,
    sex: p.sex,
    birth: p.born_on ?? '',
    group: p.group_name,
    address: p.address ? vault.open('address', p.household_id, p.address) : '',
    idNumber: p.id_number ? vault.open('id', p.id, p.id_number) : '',
    phone: p.phone ? vault.open('phone', p.id, p.phone) : '',
    household: family.map((m) =>
      Object.fromEntries(
        Object.entries({
          name: m.name,
          relation: m.id === p.id ? '本人' : '其他',
          idNumber: m.id_number ? vault.open('id', m.id, m.id_number) : '',
        }).filter(([k]) => keys.has(k)),
      ),
    ),
  }
  return Object.fromEntries(Object.entries(known).filter(([, v]) => v !== '' && !(Array.isArray(v) && v.length === 0)))
}

/** A form filled in as far as the register knows. */
export function filledFrom(service: Pick<Service, 'form'>, known: Known): Answers {
  return Object.fromEntries(
    placedFields(service.form).flatMap(({ field }) =>
      field.from && known[field.from] !== undefined ? [[field.key, known[field.from]!]] : [],
    ),
  )
}
