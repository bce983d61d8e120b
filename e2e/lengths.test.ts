/**
 * Every kind of public page on a phone of 360 × 740, found by following links as a visitor would: at most five screens
 * before paging; in large type no more words than the standard page has, reading aloud first, and five screens too.
 * Forms that are sent may be longer in large type: each of their questions is needed. No heading cuts a word; what
 * takes digits opens the keyboard of digits.
 */
import type { Browser, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inDemo } from './inDemo.ts'
import { open } from './browser.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser
let pages: Map<string, string[]>

inDemo(async (opened) => {
  ;({ server, browser } = opened)
  pages = await everyKind()
})

const fiveScreens = 5 * 740
/** The bare start of a form that the visitor's own village is added to. */
const leadsOn = /^\/own\//

/** Pages that differ by what they are about only. */
const kindOf = (path: string) =>
  path
    .replace(/^\/([vtb])\/[^/?]+/, '/$1/X')
    .replace(/(?<=\/)[0-9A-Z]{10}(?=$|[/.?])/, 'CODE')
    .replace(/(?<=\/)(SV|NH|C)\d+(-\d+)?/, 'ITEM')
    .replace(/[0-9a-f-]{36}/, 'UUID')
    .replace(/=[^&]*/g, '=')
    .replace(/\d+/g, 'N')

/** Addresses by kind, from the pages themselves. */
async function everyKind(): Promise<Map<string, string[]>> {
  const waiting = [
    '/',
    '/v/liuwan',
    '/v/liuwan/powers/NH02',
    '/v/liuwan/powers/NH03',
    '/reports/all',
    '/about',
    '/figures',
    '/gallery',
  ]
  const seeds = new Set(waiting)
  const seen = new Set<string>()
  const found = new Map<string, string[]>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    const own = found.get(kind) ?? []
    if (seen.has(path) || (own.length > 0 && !seeds.has(path)) || leadsOn.test(path)) continue
    seen.add(path)
    const answer = await fetch(server.url + path)
    if (!answer.headers.get('content-type')?.includes('text/html')) continue
    if (answer.headers.get('content-disposition')?.startsWith('attachment')) continue
    found.set(kind, [...own, path])
    for (const [, href] of (await answer.text()).matchAll(/href="([^"]+)"/g)) {
      const to = new URL(href!.replaceAll('&amp;', '&'), server.url + path)
      if (to.origin === server.url && !/^\/(console|api|elder|assets|choose)\b/.test(to.pathname))
        waiting.push(to.pathname + to.search)
    }
  }
  return found
}

type Seen = {
  height: number
  width: number
  words: number
  first: string
  sends: boolean
  paper: boolean
  /** Words that the end of a line cuts in a heading. */
  cut: string[]
  /** Labels of fields that take digits, on the keyboard of letters. */
  letters: string[]
}

async function look(page: Page, path: string): Promise<Seen> {
  await page.goto(server.url + path, { waitUntil: 'load' })
  return page.evaluate(() => {
    const main = document.querySelector('main')!
    const shown = (e: Element) => (e as HTMLElement).checkVisibility()
    const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
    /** Where the lines of a heading end, by the places of its letters; a word that goes on below is cut. */
    const cutIn = (heading: Element): string[] => {
      const letters: { char: string; top: number }[] = []
      const walk = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode())
        for (let i = 0; i < node.textContent!.length; i += 1) {
          const range = document.createRange()
          range.setStart(node, i)
          range.setEnd(node, i + 1)
          const box = range.getBoundingClientRect()
          if (box.height > 0) letters.push({ char: node.textContent![i]!, top: Math.round(box.top + box.height / 2) })
        }
      const text = letters.map((l) => l.char).join('')
      return [...segmenter.segment(text)].flatMap(({ segment, index }) => {
        const within = letters.slice(index, index + segment.length)
        const turns = within.some((l, i) => i > 0 && l.top > within[i - 1]!.top + 8)
        return turns && /^\p{Script=Han}+$/u.test(segment) ? [`${segment} in ${text}`] : []
      })
    }
    const first = [...main.querySelectorAll('a, button, input, select, textarea, summary')].find(shown)
    const seen = {
      height: document.documentElement.scrollHeight,
      width: document.documentElement.scrollWidth,
      first: first?.textContent ?? '',
      sends: main.querySelector('form[method=post]') !== null,
      paper: document.querySelector('header') === null,
      words: 0,
      cut: [...main.querySelectorAll('h1, h2, h3')].filter(shown).flatMap(cutIn),
      letters: [...main.querySelectorAll<HTMLInputElement>('input:not([type]), input[type=text]')]
        .filter((i) => i.inputMode === '')
        .map((i) => i.labels?.[0]?.innerText ?? '')
        .filter((label) =>
          /电话|手机|六位数字|验证码|^数量|金额|多少|几口|几个|几岁|账号|卡号|面积|日期|哪一?[天年]/.test(label),
        ),
    }
    // What large type adds (reading aloud, and the way to the rest), and what scripts add when they come to it.
    for (const e of main.querySelectorAll('[data-speak], a[href*="all=1"], button[type=button]')) e.remove()
    seen.words = main.innerText.replace(/\s/g, '').length
    return seen
  })
}

test('the kinds are there', () => {
  expect(pages.size).toBeGreaterThan(60)
  for (const kind of [
    '/',
    '/v/X',
    '/t/X',
    '/b/X',
    '/c',
    '/d/CODE',
    '/services',
    '/services/ITEM',
    '/v/X/powers/ITEM',
    '/v/X/echo',
    '/missing',
    '/v/X/duties',
    '/open',
    '/open/api',
    '/search',
    '/about',
    '/figures',
    '/v/X/services/ITEM/apply',
    '/v/X/reports/new',
  ])
    expect([...pages.keys()], kind).toContain(kind)
})

test('at most five screens; large type says no more, and reads aloud first', async () => {
  const usual = await open(browser, 'phone')
  const large = await open(browser, 'phone')
  await large.context.addCookies([{ name: 'elder', value: '1', url: server.url }])
  const found: string[] = []
  for (const path of [...pages.values()].flat()) {
    const s = await look(usual.page, path)
    const l = await look(large.page, path)
    if (s.height > fiveScreens) found.push(`${path}: ${s.height} px`)
    for (const word of s.cut) found.push(`${path}: ${word}`)
    for (const word of l.cut) found.push(`${path} in large type: ${word}`)
    for (const label of s.letters) found.push(`${path}: letters for ${label}`)
    if (s.width > 360 || l.width > 360) found.push(`${path}: ${s.width} and ${l.width} px wide`)
    if (s.paper) continue
    if (!l.sends && l.height > fiveScreens) found.push(`${path}: ${l.height} px in large type`)
    // Another page of a list holds other rows there.
    if (l.words > s.words && !path.includes('page='))
      found.push(`${path}: ${l.words} characters in large type, else ${s.words}`)
    if (!l.first.includes('朗读')) found.push(`${path}: large type begins with ${l.first}`)
  }
  expect(found).toEqual([])
  await usual.context.close()
  await large.context.close()
})
