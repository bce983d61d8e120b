/**
 * What every staff route is made of: who is signed in, the permission it needs, and the schema of its input. Permission
 * and schema hang on the handler, so that the rights matrix and the OpenAPI description are read from the routes
 * themselves.
 */
import { sender } from '../intake/turns.ts'
import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { validator } from 'hono/validator'
import { z } from 'zod'
import { shortJson } from '../../platform/bodies.ts'
import { dayOf, type Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { forbidden, invalid, notFound, UserError } from '../../platform/errors.ts'
import { shownTexts } from '../../platform/shownText.ts'
import { refuseBarredFrom } from '../cases/seeing.ts'
import { postFor, type Permission } from '../people/can.ts'
import { reachesOf } from './typedDays.ts'
import { sessionOf, type Session } from '../people/session.ts'
import type { Auth } from '../people/signin.ts'
import { agreedHeader, agreedNames, readAgreed } from '../residents/publicWords.ts'

/** `today`: as the clock of the office says, for the reach of typed days. */
export type StaffEnv = { Variables: { session: Session; today: string } }

export const permissionOf = Symbol('permission')
export const schemaOf = Symbol('schema')
export type Marked = {
  [permissionOf]?: Permission | 'signed-in' | 'anyone'
  [schemaOf]?: { target: string; schema: z.ZodType }
}

/**
 * Lets only signed-in people through who hold a post with this permission somewhere; the action then checks the place.
 * What the address names of a case from which the person is barred is not there for them (404).
 */
export function staffOnly(office: { db: Db; auth: Auth; now: Clock }) {
  return (permission: Permission | 'signed-in'): MiddlewareHandler<StaffEnv> => {
    const handler: MiddlewareHandler<StaffEnv> & Marked = async (c, next) => {
      const session = await sessionOf(office.db, office.auth, c.req.raw.headers, office.now())
      if (!session) throw new UserError(401, '请先登录。')
      if (permission !== 'signed-in') {
        if (session.account.mustChangePassword) throw forbidden('第一次登录要先改密码。')
        if (session.mustEnrol) throw forbidden('乡镇以上的岗位要先设置动态码。')
        if (!postFor(session.actor, permission)) throw forbidden('这项操作不归您的岗位。')
      }
      refuseUnknownFilters(c)
      await refuseBarredFrom(office.db, Object.values(c.req.param()), session.actor.personId)
      c.set('session', session)
      c.set('today', dayOf(office.now()))
      const agreed = readAgreed(c.req.header(agreedHeader))
      await sender.run(`account ${session.account.userId}`, () => agreedNames.run(agreed, next))
    }
    handler[permissionOf] = permission
    return handler
  }
}

/**
 * A filter that the route does not know would be passed over in silence, and the whole list taken for the filtered one:
 * what the address asks beyond the route's own schema is refused, with what may be asked.
 */
function refuseUnknownFilters(c: Context): void {
  const asked = Object.keys(c.req.queries())
  if (asked.length === 0) return
  const known = matchedRoutes(c).flatMap((route) => {
    const input = (route.handler as Marked)[schemaOf]
    return input?.target === 'query' ? namesOf(input.schema) : []
  })
  const unknown = asked.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw invalid(
      known.length === 0
        ? `这里没有可以筛选的条件，请去掉“${unknown.slice(0, 40)}”再试。`
        : `没有“${unknown.slice(0, 40)}”这个筛选条件，可用的有“${known.join('”“')}”。`,
    )
}

const queryNames = new WeakMap<z.ZodType, string[]>()
/** The names that a schema of an address takes. */
function namesOf(schema: z.ZodType): string[] {
  const kept = queryNames.get(schema)
  if (kept) return kept
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described
  const names = (one: Described): string[] => [
    ...Object.keys(one.properties ?? {}),
    ...[...(one.anyOf ?? []), ...(one.oneOf ?? []), ...(one.allOf ?? [])].flatMap(names),
  ]
  const all = [...new Set(names(json))]
  queryNames.set(schema, all)
  return all
}
type Described = { properties?: object; anyOf?: Described[]; oneOf?: Described[]; allOf?: Described[] }

/** Marks a route that needs no sign-in (signing in itself): what a stranger sends there is short. */
export function anyone(): MiddlewareHandler {
  const handler: MiddlewareHandler & Marked = async (c, next) => {
    await shortJson(c)
    await next()
  }
  handler[permissionOf] = 'anyone'
  return handler
}

/**
 * Checks an input, its texts as they may be shown, against its schema, typed days against their reach; 422 with every
 * fault and its field. An address in which nothing could stand (mistyped, cut off on its way) leads nowhere: 404.
 */
export function valid<T extends 'json' | 'query' | 'param' | 'form', S extends z.ZodType>(target: T, schema: S) {
  let reaches: ReturnType<typeof reachesOf> | undefined
  const handler = validator(target, (sent, c): z.output<S> => {
    const value = shownTexts(sent) as typeof sent
    const parsed = schema.safeParse(value)
    if (!parsed.success && target === 'param') throw notFound('没有这一件，网址可能没有复制完整。请从列表里打开。')
    if (!parsed.success)
      throw invalid([...new Set(parsed.error.issues.map((i) => i.message))].slice(0, 5).join('；') || '填写有误', {
        issues: parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })),
      })
    const today = c.get('today' as never) as string | undefined
    if (today !== undefined) (reaches ??= reachesOf(schema))(value, today)
    return parsed.data
  })
  ;(handler as unknown as Marked)[schemaOf] = { target, schema }
  return handler
}
