/** All detectors over one text; where several claim the same characters the gravest, then the earliest in order, stays. */
import { findAddresses, findLandlines } from './contacts.ts'
import { fold } from './fold.ts'
import type { FindingKind, Hints, Hit, Severity } from './hits.ts'
import { findCards, findCreditCodes, findIds, findMobiles } from './numbers.ts'
import { maskAddress, maskBank, maskId, maskPhone } from '../forms/masks.ts'

const worthLooking = /[\p{Nd}〇零○一二三四五六七八九十幺]/u
const gravity: Record<Severity, number> = { refuse: 0, ask: 1, warn: 2 }
const order: readonly FindingKind[] = ['id', 'bank', 'mobile', 'idLike', 'oldId', 'creditCode', 'landline', 'address']

/** Hits with places in the original text, in reading order, not overlapping. */
export function detect(original: string, hints: Hints = {}): Hit[] {
  if (!worthLooking.test(original)) return []
  const { text, at } = fold(original)
  const hits = [findIds, findMobiles, findCards, findCreditCodes, findLandlines, findAddresses].flatMap((find) =>
    find(text, hints),
  )
  return distinct(hits).map((hit) => ({ ...hit, start: at[hit.start] ?? 0, end: endOf(at, hit.end, original) }))
}

/** The end of the last character taken, so that surrogate pairs stay whole and nothing after it is touched. */
function endOf(at: readonly number[], end: number, original: string): number {
  const last = at[end - 1] ?? 0
  return last + String.fromCodePoint(original.codePointAt(last) ?? 32).length
}

/** An ID beats the shapes that look like it, whatever their gravity; then refuse before ask. */
function distinct(hits: readonly Hit[]): Hit[] {
  const rank = (h: Hit): number => (h.kind === 'id' ? -1 : gravity[h.severity] * 100 + order.indexOf(h.kind))
  const kept: Hit[] = []
  for (const hit of hits.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    if (!kept.some((k) => hit.start < k.end && k.start < hit.end)) kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** What may be shown of a hit; never the number itself. */
export function maskHit(hit: Hit, original: string): string {
  const { text } = fold(original.slice(hit.start, hit.end))
  switch (hit.kind) {
    case 'id':
    case 'idLike':
    case 'oldId':
      return maskId(text)
    case 'mobile':
    case 'landline':
      return maskPhone(text)
    case 'bank':
      return maskBank(text)
    case 'creditCode':
      return `${text.slice(0, 4)}**********${text.slice(-4)}`
    case 'address':
      return maskAddress(text) === '****' ? '****' : `${maskAddress(text)}****`
    case 'header':
    case 'fileName':
      return ''
  }
}

/** The text with everything private masked (MASK-TEXT), or put as `shown` says. Credit codes of organisations stay. */
export function redact(text: string, shown: (hit: Hit, text: string) => string = maskHit): string {
  let result = ''
  let from = 0
  for (const hit of detect(text)) {
    if (hit.kind === 'creditCode') continue
    result += text.slice(from, hit.start) + shown(hit, text)
    from = hit.end
  }
  return result + text.slice(from)
}
