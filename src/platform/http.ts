/**
 * What every answer carries, and how errors are told: as a page to people, as JSON to programs; never a stack, never
 * what was typed.
 */
import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import type { Context, Next } from 'hono'
import { isDiskFull, isReadOnly } from './disk.ts'
import { newCode } from './ids.ts'
import { errorFields, log } from './log.ts'
import { isUnreachable, UserError } from './errors.ts'

const csp =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** Headers of every answer; kept pages carry them already. */
export const safeHeaders: Record<string, string> = {
  'content-security-policy': csp,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(self)',
}

/** Security headers; a page that says its own content security policy keeps it. */
export async function securityHeaders(c: Context, next: Next) {
  await next()
  const h = c.res.headers
  for (const [name, value] of Object.entries(safeHeaders))
    if (name !== 'content-security-policy' || !h.has(name)) h.set(name, value)
}

/**
 * CSRF: a changing request must come from our own pages. Browsers send Sec-Fetch-Site; older ones (WeChat's on old
 * phones) send Origin with every POST. A request with neither is no browser's form and carries no cookie that SameSite
 * lets through.
 */
export async function sameSiteOnly(c: Context, next: Next) {
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.method === 'OPTIONS') return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  const foreignOrigin = origin !== undefined && (origin === 'null' || hostOf(origin) !== c.req.header('host'))
  if (foreignSite || foreignOrigin)
    throw new UserError(403, '这个请求不是从本站页面发出的，已拒绝。请回到本站页面重新提交。')
  if (site === undefined && origin === undefined && c.req.header('cookie') !== undefined)
    throw new UserError(403, '浏览器没有说明请求从哪里来，已拒绝。请换一个浏览器，或从本站页面重新提交。')
  return next()
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}

/** What calls itself a form and is none, or broke off on its way: as undici says it, by its words alone. */
const isNoForm = (error: unknown): boolean =>
  error instanceof TypeError && /^Failed to parse body as FormData|^Content-Type was not one of/.test(error.message)

/** Status and sentence of an error; unexpected ones are logged without what they quote. */
export function tellError(error: unknown, path: string): { status: number; message: string; details?: unknown } {
  if (error instanceof UserError) return { status: error.status, message: error.message, details: error.details }
  const thrown = error as { code?: string; status?: number; getResponse?: unknown }
  // What the router itself refuses (broken JSON, a form that is none).
  if (typeof thrown.getResponse === 'function' && typeof thrown.status === 'number' && thrown.status < 500)
    return { status: thrown.status, message: '请求的格式不对，请回到页面重新提交。' }
  if (isNoForm(error)) return { status: 400, message: '请求的格式不对，请回到页面重新提交。' }
  const code = thrown.code
  // Class 22: characters or dates that the database cannot hold.
  if (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code))
    return { status: 422, message: '填写的内容里有系统不能保存的字符、日期或数字，请检查后再提交。' }
  // The same thing done by two at one moment (a unique row, a deadlock), or named twice in one form.
  if (code === '23505' || code === '21000' || code === '40001' || code === '40P01') {
    log.warn('done twice', { path, ...errorFields(error) })
    return { status: 409, message: '有人正好同时办了同一件事，或同一项填了两次。请刷新看看办好没有，再核对一遍。' }
  }
  if (isDiskFull(error)) {
    log.error('disk full', { path })
    return {
      status: 503,
      message: '服务器的磁盘满了，这次没有存下来，别的没有受影响。请联系县管理员清理磁盘，过一会儿再提交一次。',
    }
  }
  if (isReadOnly(error)) {
    log.error('disk read-only', { path })
    return {
      status: 503,
      message:
        '服务器存文件的盘出了问题，现在写不进去，这次没有存下来。请联系县管理员，过一会儿再提交一次。您填的内容没有丢。',
    }
  }
  if (code === '57014') return { status: 503, message: '查询太久，已停下。请缩小范围再试。' }
  if (isUnreachable(error))
    return { status: 503, message: '系统正忙或数据库正在重启，请过一会儿再试。您填的内容没有丢。' }
  const ref = newCode()
  log.error('request failed', { ref, path, ...errorFields(error) })
  return {
    status: 500,
    message: `系统出了问题，已经记下，编号 ${ref}。请过一会儿再试；一直这样的，把编号告诉县里的管理员。`,
  }
}

/**
 * Where a visitor comes from, as limits count: the address, of IPv6 the network of 64 bits, whose addresses all belong
 * to one holder (RFC 6177). Each proxy of the operator's writes the one it saw at the right end of X-Forwarded-For;
 * what stands further left the visitor wrote, and is worth nothing. `proxies`: how many the operator has.
 */
export function visitorNet(c: Context, proxies: number): string {
  const { socket } = (c.env as { incoming?: Partial<IncomingMessage> } | undefined)?.incoming ?? {}
  return netFrom(c.req.header('x-forwarded-for'), socket?.remoteAddress, proxies)
}

/** The same of what a request says itself: its X-Forwarded-For, and who holds the other end of the connection. */
export function netFrom(forwardedFor: string | undefined, socket: string | undefined, proxies: number): string {
  const forwarded = proxies > 0 ? forwardedFor?.slice(-1_000).split(',').slice(-proxies)[0]?.trim() : undefined
  return netOf((forwarded === undefined || forwarded === '' ? socket : forwarded) ?? '127.0.0.1')
}

/** `::ffff:1.2.3.4` is IPv4, as a socket for both kinds writes it. */
function netOf(ip: string): string {
  const v4 = /^::ffff:([\d.]+)$/i.exec(ip)?.[1]
  if (v4 !== undefined || !isIPv6(ip)) return v4 ?? ip
  const [left = [], right] = ip.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const groups = right ? [...left, ...Array<string>(8 - left.length - right.length).fill('0')] : left
  const first = groups.concat(right ?? []).slice(0, 4)
  return `${first.map((g) => Number.parseInt(g, 16).toString(16)).join(':')}::/64`
}
