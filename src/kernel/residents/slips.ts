/** Invitations on paper, one per household: a code with a QR, printed once, kept as a hash. */
import { addDays, dayOf } from '../../platform/clock.ts'
import { first, rows, sql, type Db, type Tx } from '../../platform/db.ts'
import { notFound } from '../../platform/errors.ts'
import { newCode, newId, readCode } from '../../platform/ids.ts'
import { maskName } from '../forms/masks.ts'
import type { Rules } from '../rules/rules.ts'
import type { ResidentVault } from './vault.ts'

export type HouseholdSlip = { household: string; group: string; people: number; code: string }

/**
 * New slips for a village, or for some of its households; what was given out before ends. Households of whom nobody is
 * here get none.
 */
export async function makeSlips(
  tx: Tx,
  vault: ResidentVault,
  regionId: string,
  households: readonly string[] | undefined,
  rules: Rules,
  by: string,
  now: Date,
): Promise<HouseholdSlip[]> {
  const some = households ? sql`AND h.code = ANY(${[...households]}::text[])` : sql``
  const found = await rows(
    tx,
    sql<{
      id: string
      code: string
      group_name: string
      people: number
    }>`
      SELECT h.id, h.code, h.group_name, count(*)::int AS people
      FROM households h
      JOIN residents r ON r.household_id = h.id AND r.state = 'here'
      WHERE h.region_id = ${regionId} ${some}
      GROUP BY h.id
      ORDER BY h.group_name, h.code`,
  )
  await sql`
    UPDATE household_slips
    SET ended_at = ${now}
    WHERE ended_at IS NULL AND household_id = ANY(${found.map((h) => h.id)}::text[])`.execute(tx)
  const slips = found.map((h) => ({ id: newId(now.getTime()), household: h, code: newCode() }))
  await sql`
    INSERT INTO household_slips (id, household_id, code_hash, ends_on, made_by, made_at)
    SELECT t.*, ${addDays(dayOf(now), rules.number('resident.slipDays'))}::date, ${by}, ${now}
    FROM unnest(
      ${slips.map((s) => s.id)}::text[], ${slips.map((s) => s.household.id)}::text[],
      ${slips.map((s) => vault.index('slip', s.code))}::text[]
    ) AS t`.execute(tx)
  return slips.map((s) => ({
    household: s.household.code,
    group: s.household.group_name,
    people: s.household.people,
    code: s.code,
  }))
}

export type Invitation = {
  slipId: string
  householdId: string
  villageId: string
  village: string
  slug: string
  people: { id: string; name: string; taken: boolean }[]
}

/**
 * What a slip's holder sees: the village and the household's people by surname. 404 for a code that is none or has
 * ended.
 */
export async function invitationOf(db: Db | Tx, vault: ResidentVault, typed: string, now: Date): Promise<Invitation> {
  const code = readCode(typed)
  const slip =
    code === undefined
      ? undefined
      : await first(
          db,
          sql<{
            id: string
            household_id: string
            region_id: string
            village: string
            slug: string
          }>`
            SELECT s.id, s.household_id, r.id AS region_id, r.name AS village, r.slug
            FROM household_slips s
            JOIN households h ON h.id = s.household_id
            JOIN regions r ON r.id = h.region_id
            WHERE s.code_hash = ${vault.index('slip', code)}
              AND s.ended_at IS NULL
              AND s.ends_on >= ${dayOf(now)}`,
        )
  if (!slip) throw notFound('这张邀请条不对，或者已经过期。请找代办员重新打一张。')
  const people = await rows(
    db,
    sql<{
      id: string
      name: string
      phone_index: string | null
    }>`
      SELECT id, name, phone_index
      FROM residents
      WHERE household_id = ${slip.household_id} AND state = 'here'
      ORDER BY relation <> '户主', name, id`,
  )
  return {
    slipId: slip.id,
    householdId: slip.household_id,
    villageId: slip.region_id,
    village: slip.village,
    slug: slip.slug,
    people: people.map((p) => ({
      id: p.id,
      name: maskName(p.name) + (p.name.length > 2 ? p.name.slice(-1) : ''),
      taken: p.phone_index !== null,
    })),
  }
}
