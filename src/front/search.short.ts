/** The search in a few lines, for where there is no page: the first finds of any kind, with their words and address. */
import { renderToString } from 'preact-render-to-string'
import { h, type ComponentChildren } from 'preact'
import type { Visit } from '../modules/disclosure/index.pages.ts'
import { fullTitleOf, noticeHref } from '../modules/disclosure/index.ts'
import { readWords } from '../modules/search/index.ts'
import type { ShortFind } from '../kernel/site/site.tsx'
import { foundFor, noticesKey } from './search.pages.tsx'

/** The `most` first finds for what somebody typed, in their village (its slug) before elsewhere; leads come first. */
export async function shortFinds(
  visit: Visit,
  typed: string,
  village: string | undefined,
  most: number,
): Promise<ShortFind[]> {
  const words = await readWords(visit.db, (rule) => visit.frame.rules.find(rule)?.value?.toString())
  const { s, groups, leads } = await foundFor(visit, words, typed, village, 1)
  const led = leads.map((l) => ({
    href: l.href ?? (l.phone === undefined ? undefined : `tel:${l.phone}`),
    text: [l.title, l.advice, l.phone && `电话 ${l.phone}`].filter((t) => t).join('。'),
  }))
  const found = groups.flatMap((g) =>
    g.key === noticesKey
      ? (s.found?.hits ?? []).map((n) => ({
          href: noticeHref(n.code),
          text: `${n.place} ${fullTitleOf(visit.frame, n)}`,
        }))
      : g.rows.map((r) => ({ href: r.href, text: plain(r.what) })),
  )
  const seen = new Set<string>()
  return [...led, ...found].filter((f) => !seen.has(f.href ?? f.text) && seen.add(f.href ?? f.text)).slice(0, most)
}

const plain = (what: ComponentChildren): string =>
  renderToString(h('b', {}, what))
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
