/** Serves the built console from memory, as the build compressed it. */
import { existsSync, readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import { Hono } from 'hono'
import type { Office } from '../kernel/office.ts'
import { meOfCookies } from '../modules/staff/index.ts'
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

export function consoleFiles(office: Office): Hono {
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
  let page: string | undefined
  app.get('*', async (c) => {
    const index = join(dir, 'index.html')
    if (page === undefined && !existsSync(index)) throw new UserError(503, '办公台还没有构建，请用 npm start 启动。')
    page ??= readFileSync(index, 'utf8')
    return c.html(await begun(page, office, c.req.header('cookie') ?? ''), 200, { 'cache-control': 'no-store' })
  })
  return app
}

/**
 * The page with what the browser would ask for first: who is signed in. Strangers see the fields of the sign-in before
 * any code is there. Where the database cannot be asked the page comes without it, and the console asks itself.
 */
async function begun(page: string, office: Office, cookie: string): Promise<string> {
  const me = cookie.includes('session_token') ? await meOfCookies(office, cookie).catch(() => undefined) : null
  const whole = page.replace(
    me === null ? /<!--known-->.*?<!--\/known-->/s : /<!--stranger-->.*?<!--\/stranger-->/s,
    '',
  )
  const start = me === undefined ? '' : JSON.stringify({ me }).replace(/</g, '\\u003c')
  return whole.replace('<!--start-->', () =>
    start === '' ? '' : `<script type="application/json" id="start">${start}</script>`,
  )
}

/** With what the build compressed; the names carry hashes, so a file never changes under its name. */
function read(path: string): Kept | undefined {
  const type = types[extname(path)]
  if (type === undefined || !existsSync(path)) return undefined
  const bytes = (ending: string) =>
    existsSync(path + ending) ? new Uint8Array(readFileSync(path + ending)) : undefined
  return { type, raw: bytes('')!, br: bytes('.br'), gzip: bytes('.gz') }
}
