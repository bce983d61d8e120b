/**
 * Rendered pages, kept compressed in memory per process and dropped when what they show changes: each page belongs to a
 * scope ("all" or a place's slug) whose version is bumped in the transaction that changes it and polled by every
 * process. Looked up before the router. No per-visitor bytes get in: the key is the address, elder mode and the day.
 * Each encoding is made when it is first asked for, whatever was asked before.
 */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Db } from './db.ts'
import { safeHeaders } from './http.ts'
import { errorFields, log } from './log.ts'
import { everywhere, pageVersions } from './pageVersions.ts'

export type Page = {
  body: string | Uint8Array
  type?: string
  status?: number
  scope: string
  headers?: Record<string, string>
  maxAge?: number
}
/** Ready to be written: no body means 304. */
export type Answer = { status: number; headers: Record<string, string>; body: Buffer | undefined }
type Kept = {
  scope: string
  version: number
  status: number
  headers: Record<string, string>
  etag: string
  bodies: { identity: Buffer; br?: Buffer; gzip?: Buffer }
  bytes: number
}
type Encoding = 'br' | 'gzip'

export class PageCache {
  private readonly kept = new Map<string, Kept>()
  private versions = new Map<string, number>()
  private bytes = 0
  private timer: NodeJS.Timeout | undefined
  hits = 0
  misses = 0

  private readonly db: Db
  private readonly maxBytes: number

  constructor(db: Db, maxBytes = 200 * 1024 * 1024) {
    this.db = db
    this.maxBytes = maxBytes
  }

  /** Reads the versions now and every `ms` (250 by default) until `stop()`. */
  async start(ms = 250): Promise<void> {
    await this.refresh()
    const tick = async () => {
      try {
        await this.refresh()
      } catch (error) {
        log.warn('page versions not read', errorFields(error))
      }
      if (this.timer) this.timer = setTimeout(tick, ms).unref()
    }
    this.timer = setTimeout(tick, ms).unref()
  }

  stop() {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  async refresh(): Promise<void> {
    this.versions = await pageVersions(this.db)
  }

  /** The answer for a request, if its page is kept and still true. */
  find(key: string, accept: string | undefined, ifNoneMatch: string | undefined): Answer | undefined {
    const k = this.kept.get(key)
    if (!k) return undefined
    if (k.version !== this.version(k.scope)) {
      this.drop(key, k)
      return undefined
    }
    this.hits += 1
    this.kept.delete(key)
    this.kept.set(key, k)
    const encoding = encodingFor(accept)
    if (encoding && !k.bodies[encoding]) this.hold(k, encoding, encoders[encoding].now(k.bodies.identity))
    return answer(k, encoding, ifNoneMatch)
  }

  /**
   * Version of a scope now, with the changes that stand on every page: taken before the page's data are read, so that a
   * change while rendering makes it stale at once.
   */
  version(scope: string): number {
    return (this.versions.get(scope) ?? 0) + (this.versions.get(everywhere) ?? 0)
  }

  /** Keeps a page rendered from data of `version` and answers with it. */
  async keep(
    key: string,
    page: Page,
    version: number,
    accept: string | undefined,
    ifNoneMatch: string | undefined,
  ): Promise<Response> {
    this.misses += 1
    const raw =
      typeof page.body === 'string'
        ? Buffer.from(page.body)
        : Buffer.from(page.body.buffer, page.body.byteOffset, page.body.length)
    // Weak: the same page in another encoding has other bytes, and a cache in between may encode anew (RFC 9110,
    // 8.8.1).
    const etag = `W/"${createHash('sha256').update(raw).digest('base64url').slice(0, 22)}"`
    const headers = {
      ...safeHeaders,
      'content-type': page.type ?? 'text/html; charset=utf-8',
      vary: 'Accept-Encoding, Cookie',
      'cache-control': `public, max-age=0, s-maxage=${page.maxAge ?? 1}, must-revalidate`,
      ...page.headers,
    }
    const bodies: Kept['bodies'] = { identity: raw }
    const kept: Kept = {
      scope: page.scope,
      version,
      status: page.status ?? 200,
      headers,
      etag,
      bodies,
      bytes: raw.length,
    }
    const encoding = encodingFor(accept)
    if (encoding) {
      // A usual page is encoded here and now (0.2 ms): another thread would cost more than the work. Large ones go
      // there.
      bodies[encoding] = await encoders[encoding][raw.length > large ? 'aside' : 'now'](raw)
      kept.bytes += bodies[encoding].length
    }
    if (kept.status === 200 && kept.bytes < this.maxBytes / 50) this.put(key, kept)
    return responseOf(answer(kept, encoding, ifNoneMatch))
  }

  /** An encoding of a kept page, made after the page was. */
  private hold(k: Kept, encoding: Encoding, body: Buffer) {
    k.bodies[encoding] = body
    k.bytes += body.length
    this.bytes += body.length
    this.makeRoom()
  }

  private put(key: string, k: Kept) {
    const old = this.kept.get(key)
    if (old) this.drop(key, old)
    this.kept.set(key, k)
    this.bytes += k.bytes
    this.makeRoom()
  }

  private makeRoom() {
    for (const [oldest, o] of this.kept) {
      if (this.bytes <= this.maxBytes) break
      this.drop(oldest, o)
    }
  }

  private drop(key: string, k: Kept) {
    this.kept.delete(key)
    this.bytes -= k.bytes
  }
}

const large = 65_536
const brotliOf = (raw: Buffer) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: raw.length > large ? 5 : 4,
    [constants.BROTLI_PARAM_LGWIN]: 16,
    [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
  },
})
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

const encoders = {
  br: {
    now: (raw: Buffer) => brotliCompressSync(raw, brotliOf(raw)),
    aside: (raw: Buffer) => brotli(raw, brotliOf(raw)),
  },
  gzip: { now: (raw: Buffer) => gzipSync(raw, { level: 6 }), aside: (raw: Buffer) => zip(raw, { level: 6 }) },
}

const named = { br: /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/i, gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?![.\d]))/i }

/** The best encoding that a browser says it reads; one with `q=0` is refused (RFC 9110, 12.5.3). */
export function encodingFor(accept: string | undefined): Encoding | undefined {
  if (accept === undefined) return undefined
  return named.br.test(accept) ? 'br' : named.gzip.test(accept) ? 'gzip' : undefined
}

function answer(k: Kept, encoding: Encoding | undefined, ifNoneMatch: string | undefined): Answer {
  if (ifNoneMatch !== undefined && (ifNoneMatch === '*' || ifNoneMatch.includes(k.etag.slice(2))))
    return { status: 304, headers: { ...k.headers, etag: k.etag }, body: undefined }
  const body = k.bodies[encoding ?? 'identity'] ?? k.bodies.identity
  const headers: Record<string, string> = { ...k.headers, etag: k.etag, 'content-length': String(body.length) }
  if (body !== k.bodies.identity) headers['content-encoding'] = encoding!
  return { status: k.status, headers, body }
}

/** A kept answer as the web's Response. */
export function responseOf(a: Answer): Response {
  return new Response(a.body === undefined ? null : new Uint8Array(a.body), { status: a.status, headers: a.headers })
}
