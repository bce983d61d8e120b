/** The frame of every public page. Works without JavaScript; scripts only add to it. */
import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Crumbs, type Crumb } from './crumbs.tsx'

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
  /** One sentence for search results and shared links. */
  description?: string
  /** Pages that name people stay out of search engines. */
  noindex?: boolean
  feed?: { href: string; title: string }
  canonical?: string
  jsonLd?: object
  /** Further scripts of this page. */
  scripts?: readonly string[]
  /** Addresses that those scripts may load when they are needed. */
  later?: readonly string[]
  /** A sheet of paper: no header and footer around it. */
  bare?: boolean
  children: ComponentChildren
}

/** The whole document as text. */
export function documentOf(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`
}

export function Page(p: PageProps) {
  return (
    <html lang="zh-CN" class={p.elder ? 'elder' : undefined}>
      <Head {...p} />
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {!p.bare && <Bar chrome={p.chrome} address={p.address} elder={p.elder} />}
        <main id="main" class="wrap" tabIndex={-1}>
          {p.elder && !p.bare && <SpeakButton />}
          {!p.bare && p.crumbs && p.crumbs.length > 0 && <Crumbs crumbs={p.crumbs} />}
          {p.children}
        </main>
        {!p.bare && <Foot chrome={p.chrome} />}
      </body>
    </html>
  )
}

function Head(p: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{p.title === '' ? `${p.chrome.county}阳光村务` : `${p.title} · ${p.chrome.county}阳光村务`}</title>
      {p.description && <meta name="description" content={p.description} />}
      {p.noindex && <meta name="robots" content="noindex" />}
      <meta name="theme-color" content="#fffdf7" />
      <link rel="stylesheet" href={p.chrome.theme} />
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
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

function Bar({ chrome, address, elder }: Pick<PageProps, 'chrome' | 'address' | 'elder'>) {
  const back = encodeURIComponent(address)
  return (
    <header class="bar">
      <div class="wrap">
        <a class="brand" href="/">
          <Mark />
          {chrome.county}阳光村务
        </a>
        <nav aria-label="主要">
          <a href="/search">搜索</a>
          {chrome.signIn && (
            <a href="/my" rel="nofollow">
              我的
            </a>
          )}
          {elder ? (
            <a href={`/elder?on=0&back=${back}`} rel="nofollow">
              标准版
            </a>
          ) : (
            <a href={`/elder?on=1&back=${back}`} rel="nofollow">
              大字版
            </a>
          )}
        </nav>
      </div>
    </header>
  )
}

/** A sun over a field. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="11" r="6" fill="#f2b632" />
      <path d="M1 16q11-5 22 0v6H1z" fill="#0a5a40" />
    </svg>
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

function Foot({ chrome }: { chrome: Chrome }) {
  const f = chrome.footer
  return (
    <footer class="foot">
      <div class="wrap">
        <ul>
          <li>
            <a href="/missing">哪些还没公开</a>
          </li>
          <li>
            <a href="/log">公开存证</a>
          </li>
          <li>
            <a href="/open">开放数据</a>
          </li>
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
        {f.operator && <p>承办：{f.operator}</p>}
        {(f.icp || f.police || f.siteCode) && (
          <p>{[f.icp, f.police, f.siteCode && `网站标识码 ${f.siteCode}`].filter(Boolean).join('　')}</p>
        )}
      </div>
    </footer>
  )
}
