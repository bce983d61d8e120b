/** An agent sits down to apply for a villager: of their own village, with the villager's consent in hand. */
import { dayOf } from '../../../platform/clock.ts'
import { first, sql } from '../../../platform/db.ts'
import { forbidden, notFound } from '../../../platform/errors.ts'
import { ownPaper } from '../../../kernel/intake/evidence.ts'
import type { Office } from '../../../kernel/office.ts'
import { villageAt } from '../../../kernel/regions/placeAt.ts'
import { caseOf } from '../../../kernel/cases/case.ts'
import { refuseBarred } from '../../../kernel/cases/seeing.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import type { Session } from '../../../kernel/people/session.ts'
import { postFor } from '../../../kernel/people/can.ts'
import type { Consent } from '../deciding/applications.schema.ts'
import { listServices } from '../list/services.queries.ts'
import { audit } from '../services.audit.ts'
import { look } from '../deciding/applicationReaders.ts'
import { applyHref } from './addresses.ts'
import { lastOf } from './startAgain.ts'
import { sittingCookie } from './sitting.ts'

export type SitFor = {
  village: string
  service: string
  resident?: string | undefined
  again?: boolean
  consent: Consent
}

/**
 * The address of the form and the cookie with which the agent fills it in (`secure`: over TLS only). 403, 404, 422
 * where something is not as it should be.
 */
export async function sitFor(
  office: Pick<Office, 'db' | 'publicPool' | 'files' | 'secret' | 'now'>,
  { actor, sessionId }: Session,
  { village, service, resident, again, consent }: SitFor,
  secure: boolean,
): Promise<{ href: string; cookie: string }> {
  const place = await villageAt(office.db, village)
  const post = place && postFor(actor, 'application.file', place.path)
  if (!place || !post) throw forbidden('只能替本村村民申请。')
  if (resident && !(await livesIn(office, place.id, resident))) throw notFound('本村名册里没有这个人。')
  if (!(await listServices(office.publicPool, dayOf(office.now()))).some((s) => s.code === service))
    throw notFound('没有这个事项，或者已经不办了。')
  await ownPaper(office.db, actor.personId, consent.sha256, 'consent')
  const agent = { personId: actor.personId, name: actor.name, post: post.post, consent }
  const from = again ? await openedAgain(office, actor, post.post, resident, service) : undefined
  const sitting = { session: sessionId, residentId: resident, identity: 0, from, agent }
  const cookie = sittingCookie(office.secret, { slug: place.slug, code: service }, sitting, office.now(), secure)
  await audit(office.db, {
    at: office.now(),
    personId: actor.personId,
    post: post.post,
    regionId: post.regionId,
    action: 'application.sit',
    subject: service,
  })
  return { href: applyHref(place.slug, service), cookie }
}

/**
 * The person's last application for this service, opened to begin the next with it: the look is written down. 404
 * where there is none, or the agent is kept away from it.
 */
async function openedAgain(
  { db, now }: Pick<Office, 'db' | 'now'>,
  actor: Actor,
  post: string,
  resident: string | undefined,
  service: string,
): Promise<string> {
  const last = resident === undefined ? undefined : await lastOf(db, resident, service)
  const c = last && (await caseOf(db, 'application', last.id))
  if (!c) throw notFound('名册里的这个人没有办过这件事，不能照上次的填。请去掉这个勾，再开始。')
  await refuseBarred(db, c, actor.personId)
  await look(db, actor, { a: { id: last.id }, post }, '申请内容（照着填新的一件）', '', now())
  return last.id
}

async function livesIn({ db }: Pick<Office, 'db'>, village: string, resident: string): Promise<boolean> {
  return (
    (await first(
      db,
      sql`SELECT 1 FROM residents WHERE id = ${resident} AND region_id = ${village} AND state = 'here'`,
    )) !== undefined
  )
}
