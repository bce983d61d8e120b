/**
 * Answers for sound and video: players ask for pieces (RFC 9110, section 14), and an iPhone plays nothing from a server
 * that gives none.
 */
import type { Context } from 'hono'

/**
 * The whole, or the one piece asked for; 416 for a piece outside. Several pieces at once are answered with the whole,
 * as allowed.
 */
export function partly(c: Context, bytes: Uint8Array, headers: Record<string, string>): Response {
  const all = { ...headers, 'accept-ranges': 'bytes' }
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('range') ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === ''))
    return c.body(new Uint8Array(bytes), 200, all)
  // "-500" asks for the last 500.
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes.length - 1 : Math.min(Number(to), bytes.length - 1)
  if (start > end) return c.body(null, 416, { ...all, 'content-range': `bytes */${bytes.length}` })
  return c.body(new Uint8Array(bytes.subarray(start, end + 1)), 206, {
    ...all,
    'content-range': `bytes ${start}-${end}/${bytes.length}`,
  })
}
