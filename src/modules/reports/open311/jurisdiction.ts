/**
 * `jurisdiction_id`: optional, for one endpoint serves one county. Its host name means the whole; a place's name in
 * addresses narrows.
 */
import type { Context } from 'hono'
import { UserError } from '../../../platform/errors.ts'
import type { Office } from '../../../kernel/office.ts'
import { jurisdictionBy } from './open311.queries.ts'

/**
 * The path it narrows to; null for the whole. Throws 404 for one that is not here, as the specification says. Clients
 * send it in the query, also with a form.
 */
export async function jurisdictionOf(
  office: Pick<Office, 'publicPool' | 'baseUrl'>,
  c: Context,
  form: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  const id = (form['jurisdiction_id'] ?? c.req.query('jurisdiction_id') ?? '').trim().toLowerCase()
  if (id === '' || id === new URL(office.baseUrl ?? c.req.url).hostname) return null
  const path = await jurisdictionBy(office.publicPool, id.slice(0, 80))
  if (path === undefined)
    throw new UserError(404, `没有 jurisdiction_id“${id.slice(0, 30)}”。可以不写，或写村、乡镇、县的网址名。`)
  return path
}
