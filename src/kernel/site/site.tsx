/** How a public page is answered: from the cache, or rendered from the public connection and kept. */
import type { Context } from 'hono'
import type { VNode } from 'preact'
import { useContext } from 'preact/hooks'
import type { Office } from '../office.ts'
import type { Room } from '../room.ts'
import { dayOf } from '../../platform/clock.ts'
import { responseOf, type PageCache } from '../../platform/pageCache.ts'
import { isBuilt } from '../../platform/root.ts'
import { answerAsset, buildAssets, keptAssets, withColours, type Asset } from '../../web/assets.ts'
import type { Crumb } from '../../web/crumbs.tsx'
import { Large } from '../../web/less.tsx'
import { documentOf, Page, type Chrome } from '../../web/page.tsx'
import { cacheKey, isElder } from './cacheKey.ts'
import type { BaseFrame } from './frame.ts'
import { siteOrigin } from './origin.ts'
import { addressOf, declared, isDeclared, readAddress, type Declared } from './parameters.ts'
import type { Reader } from './statement.ts'
import type { Views } from './views.ts'

/** The site of a process: one for all rooms. `F`: what the rooms' pages find in the frame. */
export type Site<F extends BaseFrame = BaseFrame> = {
  office: Office
  cache: PageCache
  views: Views
  assets: Map<string, Asset>
  frames: Frames<F>
  /** What the rooms of the house declare, for pages that show something of each. */
  rooms: readonly Room[]
  /** The site's search for where there is no page: at most `most` finds, those of the village (its slug) first. */
  finds(visit: Visit<F>, typed: string, village: string | undefined, most: number): Promise<ShortFind[]>
}

/** A find in words; `href`: the path of its page, `tel:` a number to call, undefined where the words say it all. */
export type ShortFind = { text: string; href: string | undefined }

/** One visit, without anything about the visitor but elder mode. */
export type Visit<F extends BaseFrame = BaseFrame> = {
  db: Reader
  rooms: readonly Room[]
  frame: F
  /** Today in Asia/Shanghai and its month. */
  today: string
  month: string
  elder: boolean
  /** Elder mode without the press on “看全部内容”: only what an old person needs. */
  brief: boolean
  /** This page's address: path and declared query. */
  address: string
  /**
   * Where the site stands, `https://cunwu.example.cn`; `fixed` if the operator set it, else taken from this request.
   */
  origin: string
  fixed: boolean
}

/** What a page shows; `page` puts the frame around it. */
export type Shown = {
  title: string
  body: VNode
  crumbs?: Crumb[]
  /** The village that it is about, where no crumb names it. */
  village?: { name: string; slug: string }
  /** Stands from edge to edge above everything else. */
  banner?: VNode
  description?: string
  noindex?: boolean
  feed?: { href: string; title: string }
  jsonLd?: object
  status?: 200 | 404 | 410 | 422 | 500 | 503
  /** Not kept: it changes by itself soon, or holds something of this request. */
  fleeting?: boolean
  /** For whoever has its address only: no browser writes it down. */
  personal?: boolean
  bare?: boolean
  /**
   * Large type has a shorter body of its own here. (What `Second` and `Fold` leave out is noted by itself,
   * web/less.tsx.)
   */
  shortened?: boolean
  /** Names of assets beside the site's own script. */
  scripts?: string[]
}

/** What a script may load once it is on the page. */
const later: Readonly<Record<string, readonly string[]>> = { asked: ['papers', 'signature', 'taking'] }

/**
 * A handler for a page. `scopeOf` names the place (or "all") whose change makes it stale; asked before anything is
 * read. `query`: the parameters that it understands; it is kept under its address with these, and asked with any other
 * it leads there.
 */
export function page<F extends BaseFrame>(
  site: Site<F>,
  scopeOf: (c: Context) => string | Promise<string>,
  show: (visit: Visit<F>, c: Context) => Promise<Shown | { redirect: string }>,
  query: Declared = [],
) {
  const handler = async (c: Context): Promise<Response> => {
    const plain = await readAddress(c, query)
    if (plain) return plain
    const kept = keptFor(site, c)
    if (kept) return kept
    const scope = await scopeOf(c)
    const version = site.cache.version(scope)
    const visit = await visitOf(site, c)
    const shown = await show(visit, c)
    if ('redirect' in shown) return c.redirect(shown.redirect, 301)
    site.views.count(c.req.path, c.req.header('user-agent'))
    return answer(site, c, visit, shown, { scope, version })
  }
  return Object.assign(handler, { [declared]: query })
}

/** A kept page, asked in another spelling than the one that is found before the router. */
function keptFor(site: Site, c: Context): Response | undefined {
  const kept = site.cache.find(
    cacheKey(addressOf(c), isElder(c.req.header('cookie')), dayOf(site.office.now())),
    c.req.header('accept-encoding'),
    c.req.header('if-none-match'),
  )
  if (!kept) return undefined
  site.views.count(c.req.path, c.req.header('user-agent'))
  return responseOf(kept)
}

/** Renders what is shown and keeps it where it may be kept. */
export async function answer(
  site: Site,
  c: Context,
  visit: Visit,
  shown: Shown,
  kept?: { scope: string; version: number },
): Promise<Response> {
  if (c.req.method === 'GET' && (shown.status ?? 200) < 400 && !isDeclared(c))
    throw new Error(`${c.req.routePath} does not declare its parameters: register it with page() or takes()`)
  const body = documentOf(frameAround(site, visit, shown))
  const headers = shown.noindex ? { 'x-robots-tag': 'noindex' } : undefined
  // A form, right or refused, may stay in the visitor's own browser: going back to it must show what was typed.
  if (kept === undefined || shown.fleeting)
    return c.html(body, shown.status ?? 200, {
      ...headers,
      'cache-control': shown.personal ? 'no-store' : 'private, no-cache',
    })
  return site.cache.keep(
    cacheKey(visit.address, visit.elder, visit.today),
    { body, scope: kept.scope, status: shown.status, headers },
    kept.version,
    c.req.header('accept-encoding'),
    c.req.header('if-none-match'),
  )
}

function frameAround(site: Site, visit: Visit, shown: Shown) {
  const { body, scripts, shortened = false, ...rest } = shown
  const canonical = visit.fixed && (shown.status ?? 200) === 200 ? visit.origin + visit.address : undefined
  return (
    <Page
      chrome={chromeOf(site, visit.frame)}
      address={visit.address}
      elder={visit.elder}
      canonical={canonical}
      origin={visit.fixed ? visit.origin : undefined}
      scripts={scripts?.map((s) => site.assets.get(s)!.path)}
      later={scripts?.flatMap((s) => later[s] ?? []).map((s) => site.assets.get(s)!.path)}
      {...rest}
    >
      <Large.Provider value={{ brief: visit.brief, left: shortened }}>
        {body}
        {visit.elder && <HowMuch visit={visit} />}
      </Large.Provider>
    </Page>
  )
}

/** In large type: all of this page, or only what matters. */
function HowMuch({ visit }: { visit: Visit }) {
  if (!useContext(Large).left) return null
  const [path, query] = visit.address.split('?')
  const rest = new URLSearchParams(query)
  rest.delete('all')
  if (visit.brief) rest.set('all', '1')
  return (
    <p class="do">
      <a class="press second" href={rest.size === 0 ? path : `${path}?${rest}`}>
        {visit.brief ? '看全部内容' : '只看要紧的'}
      </a>
    </p>
  )
}

export async function visitOf<F extends BaseFrame>(site: Site<F>, c: Context): Promise<Visit<F>> {
  const today = dayOf(site.office.now())
  const elder = isElder(c.req.header('cookie'))
  return {
    db: site.office.publicPool,
    rooms: site.rooms,
    frame: await site.frames.now(today),
    today,
    month: today.slice(0, 7),
    elder,
    brief: elder && c.req.query('all') !== '1',
    address: addressOf(c),
    origin: siteOrigin(site.office, c),
    fixed: site.office.baseUrl !== undefined,
  }
}

/** The frame, read again when something changed (versions are polled, so at most a few times a second). */
export class Frames<F extends BaseFrame> {
  private kept: { frame: F; version: number; day: string } | undefined
  private reading: Promise<F> | undefined

  private readonly db: Reader
  private readonly cache: PageCache
  private readonly readFrame: (db: Reader, day: string) => Promise<F>

  constructor(db: Reader, cache: PageCache, readFrame: (db: Reader, day: string) => Promise<F>) {
    this.db = db
    this.cache = cache
    this.readFrame = readFrame
  }

  async now(day: string): Promise<F> {
    const k = this.kept
    const version = this.cache.version('all')
    if (k && k.day === day && k.version === version) return k.frame
    this.reading ??= this.read(day, version).finally(() => {
      this.reading = undefined
    })
    return this.reading
  }

  private async read(day: string, version: number): Promise<F> {
    const frame = await this.readFrame(this.db, day)
    this.kept = { frame, version, day }
    return frame
  }
}

let themed: { of: Asset; colours: string; asset: Asset } | undefined

/**
 * The style sheet in the county's colours, made anew only when these change: compressing it takes a fifth of a second.
 */
export function themeOf(site: Site, frame: BaseFrame): Asset {
  const of = site.assets.get('theme')!
  const colours = JSON.stringify(frame.colours)
  if (themed?.of !== of || themed.colours !== colours) themed = { of, colours, asset: withColours(of, frame.colours) }
  return themed.asset
}

function chromeOf(site: Site, frame: BaseFrame): Chrome {
  return {
    county: frame.county,
    fictional: frame.fictional,
    footer: frame.footer,
    theme: themeOf(site, frame).path,
    script: site.assets.get('site')!.path,
    signIn: frame.rules.find('resident.signIn')?.value === true,
  }
}

let built: Map<string, Asset> | undefined

/** Style sheet and scripts: from the build, or made once per process where the sources run. `scripts`: name → path. */
export function siteAssets(scripts: Record<string, string>): Map<string, Asset> {
  built ??= isBuilt ? keptAssets() : buildAssets(scripts)
  return built
}

/** What the files of the public pages are called, of today and of older versions. */
const assetFile = /^(\w+)-[A-Za-z0-9]{10}\.(?:css|js)$/

/** An asset by its file name; a name with an old hash gets today's file, for a short while. */
export async function assetNamed(site: Site, c: Context): Promise<Response> {
  const name = assetFile.exec(c.req.param('file') ?? '')?.[1] ?? ''
  const asset =
    name === 'theme' ? themeOf(site, await site.frames.now(dayOf(site.office.now()))) : site.assets.get(name)
  if (!asset) return c.notFound()
  const response = answerAsset(asset, c.req.header('accept-encoding'))
  if (asset.path !== c.req.path) response.headers.set('cache-control', 'public, max-age=60')
  return response
}
