/** The frame of every public page. Works without JavaScript; scripts only add to it. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Crumbs, type Crumb } from './crumbs.tsx'
import { Icon, type IconName } from './icons.tsx'
import { markPhrases } from './phrases.ts'
import { hasGlyph } from '../platform/pdf/fonts.ts'
import { lackingNote, rareSheet } from './rare.ts'

/** What all pages of a county share; read from its settings. */
export type Chrome = {
  county: string
  fictional: boolean
  footer: { sponsor?: string; operator?: string; icp?: string; police?: string; siteCode?: string; phone?: string }
  /** Addresses of the one style sheet and of the scripts, with their hashes. */
  theme: string
  script: string
  /** Villagers of this county may sign in. */
  signIn: boolean
}

export type PageProps = {
  chrome: Chrome
  title: string
  /** This page's address, for "large type" and back. */
  address: string
  elder: boolean
  crumbs?: readonly Crumb[]
  /** The village that the page is about; else the one among its crumbs. */
  village?: Named
  /** Stands from edge to edge above everything else. */
  banner?: ComponentChildren
  /** One sentence for search results and shared links. */
  description?: string
  /** Pages that name people stay out of search engines. */
  noindex?: boolean
  feed?: { href: string; title: string }
  canonical?: string
  /** Where the site stands, if the operator said so: shared links show a picture from there. */
  origin?: string
  jsonLd?: object
  /** Further scripts of this page. */
  scripts?: readonly string[]
  /** Addresses that those scripts may load when they are needed. */
  later?: readonly string[]
  /** For one person's eyes: its address is not offered to whoever stands by. */
  personal?: boolean
  /** A sheet of paper: no header and footer around it, and as large as it is printed, whoever looks at it. */
  bare?: boolean
  children: ComponentChildren
}

type Named = { name: string; slug: string }

/** The whole document as text. */
export function documentOf(page: VNode<{ elder: boolean }>): string {
  const html = markPhrases(renderToString(page), page.props.elder)
  return `<!doctype html>${html
    .replace('</main>', `${lackingNote(html, hasGlyph)}</main>`)
    .replace('</body>', `${rareSheet(html)}</body>`)}`
}

export function Page(p: PageProps) {
  return (
    <html lang="zh-CN" class={p.bare ? 'sheet-only' : p.elder ? 'elder' : undefined}>
      <Head {...p} />
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {!p.bare && <Bar {...p} village={p.village ?? villageIn(p.crumbs ?? [])} />}
        <main id="main" tabIndex={-1}>
          {p.banner}
          <div class="wrap">
            {p.elder && !p.bare && <SpeakButton />}
            {!p.bare && p.crumbs && p.crumbs.length > 0 && <Crumbs crumbs={p.crumbs} />}
            {p.children}
          </div>
        </main>
        {!p.bare && <Foot chrome={p.chrome} elder={p.elder} address={p.personal ? undefined : p.address} />}
      </body>
    </html>
  )
}

function Head(p: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
      <title>{p.title === '' ? `${p.chrome.county}阳光村务` : `${p.title} · ${p.chrome.county}阳光村务`}</title>
      {p.description && <meta name="description" content={p.description} />}
      {p.noindex && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content="#fdf8ec" />
      <link rel="stylesheet" href={p.chrome.theme} />
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="manifest" href="/manifest.webmanifest" />
      {!p.personal && <Sharing {...p} />}
      {p.canonical && <link rel="canonical" href={p.canonical} />}
      {p.feed && <link rel="alternate" type="application/atom+xml" href={p.feed.href} title={p.feed.title} />}
      {[p.chrome.script, ...(p.scripts ?? [])].map((src) => (
        <script key={src} defer src={src} />
      ))}
      {p.later && p.later.length > 0 && <meta name="later" content={p.later.join(' ')} />}
      {p.jsonLd && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: JSON.stringify(p.jsonLd).replaceAll('<', '\\u003c') }}
        />
      )}
    </head>
  )
}

/**
 * What a chat shows of a shared link (the Open Graph protocol): addresses of pictures are whole ones, or there are
 * none.
 */
function Sharing(p: PageProps) {
  const village = p.village ?? villageIn(p.crumbs ?? [])
  const site = `${p.chrome.county}阳光村务`
  return (
    <>
      <meta property="og:title" content={p.title || site} />
      <meta property="og:description" content={p.description ?? `${site}：看村里的账，反映事情，办事，打电话。`} />
      {p.origin && <meta property="og:image" content={`${p.origin}${village ? `/v/${village.slug}` : ''}/share.png`} />}
      {p.canonical && <meta property="og:url" content={p.canonical} />}
    </>
  )
}

/** The village that a page lies under. */
function villageIn(crumbs: readonly Crumb[]): Named | undefined {
  const found = crumbs.find((c) => /^\/v\/[^/]+$/.test(c.href))
  return found && { name: found.text, slug: found.href.slice('/v/'.length) }
}

/** One row even on the narrowest phone; there the five doors lie at the thumb, on a desk in the row. */
function Bar({ chrome, address, elder, village }: PageProps) {
  const back = encodeURIComponent(address)
  return (
    <header class="bar">
      <div class="wrap">
        <a class="brand" href={village ? `/v/${village.slug}` : '/'}>
          <Icon name="sun" />
          {village ? (
            village.name
          ) : (
            <span>
              {chrome.county}
              <span class="more-name">阳光村务</span>
            </span>
          )}
        </a>
        <Tabs chrome={chrome} address={address} village={village} />
        <div class="ends">
          <a href={village ? `/search?place=${village.slug}` : '/search'}>
            <Icon name="search" />
            搜索
          </a>
          <a href={`/elder?on=${elder ? 0 : 1}&back=${back}`} rel="nofollow" aria-label={elder ? '标准版' : '大字版'}>
            {elder ? '标准' : '大字'}
          </a>
        </div>
      </div>
    </header>
  )
}

/** Without a village on the page, the doors ask the visitor's own (`/own/…`). */
function Tabs({ chrome, address, village }: Pick<PageProps, 'chrome' | 'address' | 'village'>) {
  const at = village ? `/v/${village.slug}` : '/own'
  const path = address.split('?')[0]!
  const tabs: readonly [string, IconName, string, RegExp][] = [
    ['首页', 'home', '/', /^\/(v\/[^/]+)?$/],
    ['看账', 'ledger', `${at}/notices`, /^\/(d|v\/[^/]+\/(notices|items|c|missing|history))\b/],
    ['反映', 'say', `${at}/reports/new`, /^\/(reports|v\/[^/]+\/(reports|echo))\b/],
    ['办事', 'paper', `${at}/services`, /^\/(services|applications|v\/[^/]+\/(services|hall))\b/],
    ['我的', 'person', chrome.signIn ? '/my' : '/reports', /^\/my\b/],
  ]
  return (
    <nav class="tabs" aria-label="主要">
      {tabs.map(([word, icon, href, here]) => (
        <a
          key={word}
          href={href}
          aria-current={here.test(path) ? 'page' : undefined}
          rel={word === '我的' ? 'nofollow' : undefined}
        >
          <Icon name={icon} />
          {word}
        </a>
      ))}
    </nav>
  )
}

/** Shown by the script where the browser can speak; elsewhere it says what to do. */
export function SpeakButton() {
  return (
    <p class="do" data-speak hidden>
      <button type="button" class="press">
        朗读本页
      </button>
      <span role="status" />
    </p>
  )
}

/**
 * `address`: this page's, for the code that a telephone reads off a wide screen; loaded there only. Large type keeps
 * the way up, whose site it is and what the law asks for.
 */
function Foot({ chrome, elder, address }: { chrome: Chrome; elder: boolean; address: string | undefined }) {
  const f = chrome.footer
  return (
    <footer class="foot">
      <div class="wrap">
        {address !== undefined && (
          <figure class="own-qr">
            <img
              src={`/qr.svg?to=${encodeURIComponent(address)}`}
              alt="这一页的二维码"
              width="120"
              height="120"
              loading="lazy"
            />
            <figcaption>手机扫一扫，接着看这一页</figcaption>
          </figure>
        )}
        <ul>
          <li>
            <a href="#main">回到顶部</a>
          </li>
          {elder ? null : (
            <>
              <li>
                <a href="/missing">哪些还没公开</a>
              </li>
              <li>
                <a href="/log">公开存证</a>
              </li>
              <li>
                <a href="/open">开放数据</a>
              </li>
            </>
          )}
          <li>
            <a href="/about">关于本站</a>
          </li>
        </ul>
        {chrome.fictional && <p>演示数据，人物与金额均为虚构。</p>}
        {f.sponsor && (
          <p>
            主办：{f.sponsor}
            {f.phone && (
              <>
                {'　'}电话：<a href={`tel:${f.phone}`}>{f.phone}</a>
              </>
            )}
          </p>
        )}
        {f.operator && !elder && <p>承办：{f.operator}</p>}
        {(f.icp || f.police || f.siteCode) && (
          <p>{[f.icp, f.police, f.siteCode && `网站标识码 ${f.siteCode}`].filter(Boolean).join('　')}</p>
        )}
      </div>
    </footer>
  )
}
