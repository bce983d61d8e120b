/**
 * Who asked for what, one line each, where the operator asks for it: method, path, status, milliseconds. Of the path
 * only the words that our own routes have: codes, names, tokens stand in the rest, and what follows the question mark
 * is never written.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { netFrom } from '../platform/http.ts'
import { log } from '../platform/log.ts'

/** `address`: with the visitor's network, as the limits count it. `proxies`: how many stand before us. */
export type AccessLog = { address: boolean; proxies: number }

/**
 * The same listener, with a line for every request but those of the operator's own monitoring. `routes`: paths that the
 * site has.
 */
export function withAccessLog(
  listener: RequestListener,
  { address, proxies }: AccessLog,
  routes: readonly { path: string }[],
): RequestListener {
  const words = new Set(routes.flatMap((r) => r.path.split('/')).filter((word) => /^[a-z0-9._-]+$/i.test(word)))
  return (req, res) => {
    const from = performance.now()
    // Known before the answer: afterwards the connection may be gone.
    const who = address ? { address: netFrom(header(req), req.socket.remoteAddress, proxies) } : {}
    res.once('close', () => tell(req, res, words, { ms: Math.round(performance.now() - from), ...who }))
    listener(req, res)
  }
}

const header = (req: IncomingMessage) => {
  const given = req.headers['x-forwarded-for']
  return Array.isArray(given) ? given.join(',') : given
}

const probes = new Set(['/healthz', '/readyz', '/metrics'])

function tell(req: IncomingMessage, res: ServerResponse, words: ReadonlySet<string>, more: Record<string, unknown>) {
  const path = pathOf(req.url ?? '/', words)
  if (!probes.has(path)) log.access({ method: req.method, path, status: res.statusCode, ...more })
}

/** `/reports/7K3MPQ4T9A/add?digits=123456` → `/reports/:x/add`. At most twelve words. */
function pathOf(url: string, words: ReadonlySet<string>): string {
  const path = url.split('?', 1)[0]!
  const all = path.split('/').slice(1, 13)
  return `/${all.map((word) => (word === '' || words.has(word) ? word : ':x')).join('/')}`
}
