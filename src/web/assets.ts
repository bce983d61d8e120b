/**
 * The one style sheet and the scripts of the public pages: bundled by the build, served under names with their hash.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import { root } from '../platform/root.ts'

export type Asset = { path: string; type: string; raw: Uint8Array; br: Uint8Array; gz: Uint8Array }
export type Colours = { field?: string; sun?: string }

/** Browsers of old phones: WeChat's are Chromium 86 and later. */
const target = ['es2020', 'chrome86']

/** Builds entry points (name → path from the project's folder); returns them by name. */
export function buildAssets(entries: Record<string, string>): Map<string, Asset> {
  const built = buildSync({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'iife',
    target,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
  })
  return remembered(
    built.outputFiles.map((f) => {
      const file = f.path.split('/').at(-1)!
      return [file.slice(0, file.lastIndexOf('.')), assetOf(file, f.contents)]
    }),
  )
}

let served = new Map<string, Asset>()
const remembered = (all: [string, Asset][]): Map<string, Asset> => (served = new Map(all))

/** The address of a script that a page fetches only when it needs it; `undefined` before there are any. */
export const scriptPath = (name: string): string | undefined => served.get(name)?.path

const folder = join(root, 'build/site')

/** Keeps what `buildAssets` makes beside the bundle: bundling and compressing it takes half of a start. */
export function keepAssets(entries: Record<string, string>): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const asset of buildAssets(entries).values()) {
    const file = join(folder, asset.path.split('/').at(-1)!)
    writeFileSync(file, asset.raw)
    writeFileSync(`${file}.br`, asset.br)
    writeFileSync(`${file}.gz`, asset.gz)
  }
}

/** What `keepAssets` kept, by name. */
export function keptAssets(): Map<string, Asset> {
  const files = readdirSync(folder).filter((f) => /\.(css|js)$/.test(f))
  return remembered(
    files.map((f) => {
      const at = join(folder, f)
      const bytes = { raw: readFileSync(at), br: readFileSync(`${at}.br`), gz: readFileSync(`${at}.gz`) }
      return [f.slice(0, f.lastIndexOf('-')), { path: `/assets/${f}`, type: typeOf(f), ...bytes }]
    }),
  )
}

/**
 * The style sheet with a county's own two colours, where it has any: `#` and six digits each, as the pack's reader
 * holds them.
 */
export function withColours(theme: Asset, colours: Colours): Asset {
  const own = [colours.field && `--field:${colours.field}`, colours.sun && `--sun:${colours.sun}`].filter(Boolean)
  if (own.length === 0) return theme
  return assetOf('theme.css', new TextEncoder().encode(`${new TextDecoder().decode(theme.raw)}:root{${own.join(';')}}`))
}

function assetOf(file: string, raw: Uint8Array): Asset {
  const hash = createHash('sha256').update(raw).digest('base64url').replace(/[-_]/g, '').slice(0, 10)
  const [name, ending] = [file.slice(0, file.lastIndexOf('.')), file.slice(file.lastIndexOf('.') + 1)]
  return {
    path: `/assets/${name}-${hash}.${ending}`,
    type: typeOf(file),
    raw,
    br: brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    gz: gzipSync(raw, { level: 9 }),
  }
}

const typeOf = (file: string) => (file.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8')

/** The answer for an asset; its address holds its hash, so it never changes. */
export function answerAsset(asset: Asset, accept: string | undefined): Response {
  const headers = {
    'content-type': asset.type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  }
  const [body, encoding] = accept?.includes('br')
    ? [asset.br, 'br']
    : accept?.includes('gzip')
      ? [asset.gz, 'gzip']
      : [asset.raw, undefined]
  return new Response(new Uint8Array(body), {
    headers: {
      ...headers,
      ...(encoding ? { 'content-encoding': encoding } : {}),
      'content-length': String(body.length),
    },
  })
}
