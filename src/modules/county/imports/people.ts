/**
 * A county's list of cadres: each is appointed as the console would appoint them, with the same refusals (seats, OL
 * Art. 37).
 */
import { dayOf } from '../../../platform/clock.ts'
import { first, rows, sql } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import { parseDate } from '../../../kernel/forms/dates.ts'
import { officePhone } from '../../../kernel/people/officePhone.ts'
import { appoint } from '../../../kernel/people/people.actions.ts'
import type { Cells, Desk, Made, Taken } from './desk.ts'
import type { Known } from '../../../kernel/regions/places.ts'
import { notOverBy } from '../../../kernel/people/terms.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

type Term = { id: string; person_id: string; office_phone: string; code: string }

export async function takePerson(desk: Desk, cells: Cells): Promise<Taken> {
  const { tx, actor, ctx, places } = desk
  const name = cells['name']!.replaceAll(/\s/g, '')
  const place = places.find(cells['place']!, { parent: cells['parent'], field: 'place' })
  const post = await postOf(desk, cells['post']!, place)
  const from = cells['from'] ? parseDate(cells['from']) : dayOf(ctx.now)
  if (!from) throw invalid(`“${cells['from']}”不是日期。请写成 2026-01-31。`, { field: 'from' })
  const phone = cells['officePhone'] && officePhone(cells['officePhone'])
  const held = await rows(
    tx,
    sql<Term>`
      SELECT a.id, a.person_id, a.office_phone, k.code
      FROM appointments a
      JOIN persons p ON p.id = a.person_id
      JOIN post_kinds k ON k.id = a.post_kind_id
      WHERE a.region_id = ${place.id}
        AND p.name = ${name}
        AND ${notOverBy('a', dayOf(ctx.now))}
      ORDER BY a.from_on`,
  )
  const label = `${name}，${postAt(place.name, post.name)}`
  const key = `${place.id} ${post.code} ${name}`
  const same = held.find((t) => t.code === post.code)
  if (same) return keepTerm(desk, same, phone, key, label)
  const made = await appoint(
    tx,
    actor,
    { personId: held[0]?.person_id, name, post: post.code, region: place.slug, from, officePhone: phone ?? '' },
    ctx.now,
  )
  const person: Made[] = held[0]
    ? []
    : [{ what: 'person', rowId: made.personId, label: name, made: true, before: null, after: { name } }]
  return {
    key,
    label,
    effect: 'new',
    made: [
      ...person,
      {
        what: 'appointment',
        rowId: made.id,
        label,
        made: true,
        before: null,
        after: { to_on: null, office_phone: phone ?? '' },
      },
    ],
  }
}

async function keepTerm(
  { tx }: Desk,
  term: Term,
  phone: string | undefined,
  key: string,
  label: string,
): Promise<Taken> {
  if (phone === undefined || phone === term.office_phone) return { key, label, effect: 'same', made: [] }
  await sql`UPDATE appointments SET office_phone = ${phone} WHERE id = ${term.id}`.execute(tx)
  return {
    key,
    label,
    effect: 'change',
    say: `办公电话：${term.office_phone || '（空）'} → ${phone}`,
    made: [
      {
        what: 'appointment',
        rowId: term.id,
        label,
        made: false,
        before: { office_phone: term.office_phone },
        after: { office_phone: phone },
      },
    ],
  }
}

/** By code or name among the posts of the place's level. */
async function postOf({ tx }: Desk, text: string, place: Known): Promise<{ code: string; name: string }> {
  const wanted = text.replaceAll(/\s/g, '')
  const found = await first(
    tx,
    sql<{
      code: string
      name: string
    }>`
      SELECT code, name
      FROM post_kinds
      WHERE level = ${place.level} AND (code = ${wanted} OR name = ${wanted})
      ORDER BY ended_on DESC NULLS FIRST
      LIMIT 1`,
  )
  if (found) return found
  const known = await rows(
    tx,
    sql<{
      name: string
    }>`SELECT name FROM post_kinds WHERE level = ${place.level} AND ended_on IS NULL ORDER BY position`,
  )
  throw invalid(
    `没有“${text}”这个岗位。${place.name}这一级有：${known.map((k) => k.name).join('、')}。请改成其中之一，或者先在岗位里加上。`,
    { field: 'post' },
  )
}
