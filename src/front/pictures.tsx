/**
 * The site's pictures of itself: its icons, and what a shared link shows, the village's name over its land. Drawn by
 * the server, letters as outlines of the font that the program brings along: the same whatever fonts the machine has.
 */
import type { Context, Hono } from 'hono'
import { renderToString } from 'preact-render-to-string'
import sharp from 'sharp'
import { visitOf, type Site, type Visit } from '../modules/disclosure/index.pages.ts'
import { wordPath } from '../kernel/files/wordPath.ts'
import { takes } from '../kernel/site/parameters.ts'
import { noSuchPlace, placeQ } from '../kernel/regions/shown.queries.ts'
import { Morning } from '../web/morning.tsx'

type Colours = { field: string; sun: string }
const usual: Colours = { field: '#0a543d', sun: '#f2b233' }
const paper = '#fdf8ec'
const aDay = 'public, max-age=86400'
/** Drawn pictures kept, some 40 kB each. */
const mostKept = 400

export function pictureRoutes(app: Hono, site: Site) {
  const kept = new Map<string, Promise<Buffer>>()
  const png = async (c: Context, svg: string, type = 'image/png') => {
    const drawn = kept.get(svg) ?? drawnOf(svg)
    kept.set(svg, drawn)
    drawn.catch(() => kept.delete(svg))
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    c.header('cache-control', aDay)
    return c.body(new Uint8Array(await drawn), 200, { 'content-type': type })
  }
  const icon = (path: string, size: number, way: IconWay, type?: string) =>
    app.get(path, takes(), async (c) => png(c, iconSvg(await coloursOf(site, c), way, size), type))

  app.get('/assets/icon.svg', async (c) => {
    c.header('cache-control', aDay)
    return c.body(iconSvg(await coloursOf(site, c), 'plain'), 200, { 'content-type': 'image/svg+xml' })
  })
  icon('/favicon.ico', 48, 'plain', 'image/x-icon')
  icon('/apple-touch-icon.png', 180, 'filled')
  for (const size of [192, 512]) icon(`/icons/${size}.png`, size, 'plain')
  icon('/icons/maskable.png', 512, 'filled')
  app.get('/manifest.webmanifest', takes(), async (c) => {
    const { county } = (await visitOf(site, c)).frame
    c.header('cache-control', aDay)
    return c.body(JSON.stringify(manifestOf(county)), 200, {
      'content-type': 'application/manifest+json; charset=utf-8',
    })
  })
  app.get('/share.png', takes(), async (c) => {
    const visit = await visitOf(site, c)
    return png(c, shareSvg(visit, { name: visit.frame.county, code: visit.frame.root?.slug ?? '', under: '阳光村务' }))
  })
  app.get('/v/:slug/share.png', takes(), async (c) => {
    const visit = await visitOf(site, c)
    const place = (await placeQ(visit.db, c.req.param('slug')))[0]
    if (!place) throw noSuchPlace()
    const under = `${place.parent_name ?? ''}　${visit.frame.county}阳光村务`
    return png(c, shareSvg(visit, { name: place.name, code: place.stat_code ?? place.slug, under }))
  })
}

const coloursOf = async (site: Site, c: Context): Promise<Colours> => ownColours(await visitOf(site, c))
const ownColours = ({ frame }: Visit): Colours => ({ ...usual, ...frame.colours })

const drawnOf = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).png({ palette: true, quality: 90 }).toBuffer()

/** `filled`: to every edge, its sun within the circle of four fifths that every launcher leaves. */
type IconWay = 'plain' | 'filled'

function iconSvg({ field, sun }: Colours, way: IconWay, size = 24): string {
  const drawn =
    way === 'plain'
      ? `<circle cx="12" cy="11" r="6" fill="${sun}"/><path d="M1 16q11-5 22 0v6H1z" fill="${field}"/>`
      : `<path d="M0 0h24v24H0z" fill="${paper}"/><circle cx="12" cy="11" r="5.5" fill="${sun}"/><path d="M0 16.5q12-6 24 0V24H0z" fill="${field}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 24 24">${drawn}</svg>`
}

/** What a browser needs to put the site on a telephone's first screen (W3C Web Application Manifest). */
const manifestOf = (county: string) => ({
  id: '/',
  name: `${county}阳光村务`,
  short_name: '阳光村务',
  description: '看村里的账，反映事情，办事，打电话。',
  lang: 'zh-CN',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  background_color: paper,
  theme_color: paper,
  icons: [
    { src: '/icons/192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
  shortcuts: [
    { name: '看账', url: '/own/notices' },
    { name: '反映', url: '/own/reports/new' },
    { name: '办事', url: '/own/services' },
  ],
})

/** A wide picture (1200 × 630) whose middle square says it all: chats cut it so. */
const share = { width: 1_200, height: 630, words: 580, land: 380 }

function shareSvg(visit: Visit, { name, code, under }: { name: string; code: string; under: string }): string {
  const { field, sun } = ownColours(visit)
  const land = renderToString(<Morning code={code} due={0} published={0} late={0} label={name} />).replace(
    '<svg ',
    `<svg width="${share.width}" height="${share.land}" y="${share.height - share.land}" `,
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${share.width}" height="${share.height}">` +
    `<style>.land-way{fill:none;stroke:#b77f12;stroke-dasharray:1 7;stroke-width:2.2;stroke-linecap:round}.land-sun{fill:${sun}}` +
    `.land-lines path{stroke:#3f5f4b;stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}` +
    `.land-lines path:not([fill]),.land-furrows path{fill:none}.land-furrows path{stroke:#b9b47c;stroke-width:1.4}</style>` +
    `<path d="M0 0h${share.width}v${share.height}H0z" fill="${paper}"/>${land}` +
    `<path d="M0 0h${share.width}v14H0z" fill="${sun}"/>` +
    `${line(name, 190, 120, field)}${line(under, 262, 42, '#434a41')}</svg>`
  )
}

/** Words in the middle, as large as fits the square. */
function line(words: string, y: number, size: number, colour: string): string {
  const { path, width } = wordPath(words)
  const fits = Math.min(size, share.words / Math.max(width, 1))
  const x = (share.width - width * fits) / 2
  return `<path d="${path}" fill="${colour}" transform="translate(${x.toFixed(1)} ${y}) scale(${fits.toFixed(2)})"/>`
}
