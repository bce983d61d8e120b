/** Serves the built console. Its page alone carries a style nonce, because antd writes styles at run time. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'
import { root } from '../platform/root.ts'
import { notFound, UserError } from '../platform/errors.ts'
import type { Office } from '../kernel/office.ts'

const types: Record<string, string> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png', '.map': 'application/json' }

export function consoleFiles(_office: Office): Hono {
  const dir = join(root, 'build/console')
  const app = new Hono()
  app.get('/assets/*', (c) => {
    const path = normalize(join(dir, decodeURIComponent(c.req.path.replace(/^\/console/, ''))))
    if (!path.startsWith(`${dir}/`) || !existsSync(path)) throw notFound('没有这个文件。')
    return c.body(new Uint8Array(readFileSync(path)), 200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'cache-control': 'public, max-age=31536000, immutable' })
  })
  app.get('*', (c) => {
    const index = join(dir, 'index.html')
    if (!existsSync(index)) throw new UserError(503, '办公台还没有构建，请用 npm start 启动。')
    const nonce = randomBytes(16).toString('base64')
    c.header('content-security-policy', `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`)
    return c.html(readFileSync(index, 'utf8').replaceAll('__NONCE__', nonce), 200, { 'cache-control': 'no-store' })
  })
  return app
}
