/** Where the site stands. */
import type { Context } from 'hono'
import type { Office } from '../office.ts'

/** `https://cunwu.example.cn`: as the operator set it, else as this request came. */
export const siteOrigin = (office: Pick<Office, 'baseUrl'>, c: Context): string =>
  office.baseUrl ?? new URL(c.req.url).origin
