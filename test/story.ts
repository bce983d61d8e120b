/** Steps that many stories share: opening a draft, handing it in, reviewing, signing, all over HTTP. */
import { rows, sql } from '../src/platform/db.ts'
import { newId } from '../src/platform/ids.ts'
import type { Answer, Person, World } from './world.ts'

export const strokes = [
  [
    { x: 1, y: 1, t: 0 },
    { x: 20, y: 30, t: 60 },
    { x: 40, y: 8, t: 130 },
  ],
]
export const nothing = { nothing: { reason: '本期没有发生。' } }

/** The obligation of a place (by slug), item and period. */
export async function obligationOf(w: World, slug: string, item: string, period: string): Promise<string> {
  const found = await rows(
    w.office.db,
    sql<{
      id: string
    }>`
      SELECT o.id
      FROM obligations o
      JOIN regions r ON r.id = o.region_id
      WHERE r.slug = ${slug} AND o.item_code = ${item} AND o.period = ${period}`,
  )
  if (!found[0]) throw new Error(`nothing due: ${slug} ${item} ${period}`)
  return found[0].id
}

/** Opens the draft of what is due; returns the notice's id. */
export async function open(w: World, person: Person, slug: string, item: string, period: string): Promise<string> {
  return openOf(person, await obligationOf(w, slug, item, period))
}

export async function openOf(person: Person, obligation: string): Promise<string> {
  const opened = await person.post(`/obligations/${obligation}/draft`)
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body))
  return opened.body.id
}

/** Reports an event and opens its draft; returns the notice's id. */
export async function openEvent(
  person: Person,
  event: { place: string; item: string; on: string; title: string; stage?: string },
): Promise<string> {
  const made = await person.post('/events', event)
  if (made.status !== 200) throw new Error(JSON.stringify(made.body))
  return openOf(person, made.body.id)
}

/** Fills the draft and hands it in. */
export async function handIn(person: Person, id: string, content: object = nothing): Promise<Answer<any>> {
  const { revision } = (await person.get(`/notices/${id}`)).body
  const saved = await person.put(`/notices/${id}/draft`, { revision, content })
  return person.post(`/notices/${id}/submit`, { revision: saved.body.revision })
}

/** Takes an action on the content as it stands now, with what the console sends along. */
export async function take(person: Person, id: string, action: string, more: object = {}): Promise<Answer<any>> {
  const { contentHash } = (await person.get(`/notices/${id}`)).body
  return person.post(`/notices/${id}/actions/${action}`, { contentHash: contentHash ?? undefined, ...more })
}

export function sign(person: Person, id: string, more: object = {}): Promise<Answer<any>> {
  return take(person, id, 'sign', { secrecyChecked: true, signature: { kind: 'strokes', strokes }, ...more })
}

export type Hands = { officer: Person; chair: Person; secretary: Person }

/** Officer, chair and secretary of Liuwan. */
export async function handsOf(w: World): Promise<Hands> {
  const [officer, chair, secretary] = (await Promise.all(
    ['liuwan-officer', 'liuwan-chair', 'liuwan-secretary'].map((u) => w.signIn(u)),
  )) as [Person, Person, Person]
  return { officer, chair, secretary }
}

/** Through the three hands of a village to the public; returns the notice's id. */
export async function publish(hands: Hands, id: string, content: object = nothing): Promise<string> {
  const steps = [
    await handIn(hands.officer, id, content),
    await take(hands.chair, id, 'approve'),
    await sign(hands.secretary, id),
  ]
  const failed = steps.find((s) => s.status !== 200)
  if (failed) throw new Error(JSON.stringify(failed.body))
  return id
}

/** Signs `username` in, who from now on holds the posts of `other` as well. */
export async function alsoHolds(w: World, username: string, other: string): Promise<Person> {
  const personOf = async (name: string) =>
    (
      await rows(
        w.t.owner,
        sql<{
          id: string
        }>`SELECT a.person_id AS id FROM accounts a JOIN auth_users u ON u.id = a.user_id WHERE u.username = ${name}`,
      )
    )[0]!.id
  const [own, theirs] = [await personOf(username), await personOf(other)]
  for (const post of await rows(
    w.t.owner,
    sql<{ id: string }>`SELECT id FROM appointments WHERE person_id = ${theirs}`,
  ))
    await sql`
      INSERT INTO appointments (id, person_id, post_kind_id, region_id, from_on, made_at)
      SELECT ${newId()}, ${own}, post_kind_id, region_id, from_on, now()
      FROM appointments
      WHERE id = ${post.id}`.execute(w.t.owner)
  return w.signIn(username)
}
