/** Who is signed in, as the console's first screen needs it. */
import type { Office } from '../../kernel/office.ts'
import { allPermissions, postFor } from '../../kernel/people/can.ts'
import { sessionOf, type Session } from '../../kernel/people/session.ts'
import { wholeHere } from '../../kernel/site/whole.ts'

export async function meOf(office: Office, { actor, account, mustEnrol }: Session) {
  return {
    name: actor.name,
    username: account.username,
    posts: actor.posts,
    mustChangePassword: account.mustChangePassword,
    mustEnrol,
    may: allPermissions()
      .map(([p]) => p)
      .filter((p) => postFor(actor, p)),
    demo: office.demo,
    is: await wholeHere(office.db),
  }
}
export type Me = Awaited<ReturnType<typeof meOf>>

/** Who it is that has just signed in: by the cookies of the answer, which the browser has yet to send. */
export async function meAfter(office: Office, answered: Headers): Promise<Me | null> {
  const cookie = answered
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  return meOfCookies(office, cookie)
}

/** Who the cookies of a request say it is; nobody where they say nothing or the sign-in has ended. */
export async function meOfCookies(office: Office, cookie: string): Promise<Me | null> {
  const session = await sessionOf(office.db, office.auth, new Headers({ cookie }), office.now())
  return session ? meOf(office, session) : null
}
