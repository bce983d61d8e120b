/** Serves the built console from memory, as the build compressed it. */
import { existsSync, readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'
import { notFound, UserError } from '../platform/errors.ts'
import { root } from '../platform/root.ts'

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
}
type Kept = {
  type: string
  raw: Uint8Array<ArrayBuffer>
  br: Uint8Array<ArrayBuffer> | undefined
  gzip: Uint8Array<ArrayBuffer> | undefined
}

export function consoleFiles(): Hono {
  const dir = join(root, 'build/console')
  const kept = new Map<string, Kept>()
  const app = new Hono()
  app.get('/assets/*', (c) => {
    const path = normalize(join(dir, c.req.path.replace(/^\/console/, '')))
    const file = path.startsWith(`${dir}/assets/`) ? (kept.get(path) ?? read(path)) : undefined
    if (!file) throw notFound('没有这个文件。')
    kept.set(path, file)
    const accept = c.req.header('accept-encoding') ?? ''
    const encoding = file.br && accept.includes('br') ? 'br' : file.gzip && accept.includes('gzip') ? 'gzip' : undefined
    return c.body(encoding ? file[encoding]! : file.raw, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    })
  })
  app.get('*', (c) => {
    const index = join(dir, 'index.html')
    if (!existsSync(index)) throw new UserError(503, '办公台还没有构建，请用 npm start 启动。')
    return c.html(readFileSync(index, 'utf8'), 200, { 'cache-control': 'no-store' })
  })
  return app
}

/** With what the build compressed; the names carry hashes, so a file never changes under its name. */
function read(path: string): Kept | undefined {
  const type = types[extname(path)]
  if (type === undefined || !existsSync(path)) return undefined
  const bytes = (ending: string) =>
    existsSync(path + ending) ? new Uint8Array(readFileSync(path + ending)) : undefined
  return { type, raw: bytes('')!, br: bytes('.br'), gzip: bytes('.gz') }
}
