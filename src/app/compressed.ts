/**
 * Answers of the console's routes travel compressed: where the line is slow a third of their bytes is a third of the
 * wait.
 */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { MiddlewareHandler } from 'hono'
import { encodingFor } from '../platform/pageCache.ts'

/** Shorter ones fit a packet as they are. */
const least = 1_200
const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

/** JSON alone: files are packed already, and downloads are told their length. */
export const compressed: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers, body } = c.res
  c.header('vary', 'Accept-Encoding', { append: true })
  if (body === null || headers.has('content-encoding') || !headers.get('content-type')?.startsWith('application/json'))
    return
  const encoding = encodingFor(c.req.header('accept-encoding'))
  if (encoding === undefined) return
  const raw = Buffer.from(await c.res.arrayBuffer())
  const packed =
    raw.length < least
      ? undefined
      : encoding === 'br'
        ? await brotli(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
        : await zip(raw, { level: 6 })
  const sent = new Headers(headers)
  if (packed) sent.set('content-encoding', encoding)
  sent.delete('content-length')
  c.res = new Response(new Uint8Array(packed ?? raw), { status: c.res.status, headers: sent })
}
