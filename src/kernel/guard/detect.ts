/**
 * All detectors over one text; where several claim the same characters the gravest, then the earliest in order, stays.
 */
import { findAddresses, findHandles, findLandlines, findPlates } from './contacts.ts'
import { hasSounds } from './homophones.ts'
import { findPartsOfIds, findPapersAbroad, findPhonesAbroad } from './abroad.ts'
import { fold, readings } from './fold.ts'
import type { FindingKind, Hints, Hit, Severity } from './hits.ts'
import {
  findCards,
  findCreditCodes,
  findForeigners,
  findIds,
  findMobiles,
  findPapers,
  findPassports,
} from './numbers.ts'
import { maskAddress, maskBank, maskId, maskPhone } from '../forms/masks.ts'

const worthLooking =
  /[\p{N}\u{e0030}-\u{e0039}\u2801-\u283c〇零○洞一二两三四五六七八九十幺么壹贰叁肆伍陆柒捌玖일이삼사오육륙칠팔구영공甲乙丙丁戊己庚辛壬癸]|いち|イチ|ろく|ロク|さん|サン|y[iīíǐì]|y[aāáǎà]o|one/iu
/** What is found without a digit: names in other services. */
const wordOnly = /[信芯微威薇徽徵@＠vxqｖｘｑ扣抠蔻鹅]|抖音|快手|小红书|支付宝|钉钉|陌陌|微博|telegram|whatsapp|skype/iu
/** Hits that are told of one text: where there are more, it is no text of ours. */
const most = 200
const gravity: Record<Severity, number> = { refuse: 0, ask: 1, warn: 2 }
const order: readonly FindingKind[] = [
  'id',
  'bank',
  'mobile',
  'idLike',
  'oldId',
  'passport',
  'creditCode',
  'landline',
  'address',
  'handle',
  'plate',
]

/** Hits with places in the original text, in reading order, not overlapping. */
export function detect(original: string, hints: Hints = {}): Hit[] {
  if (!worthLooking.test(original) && !wordOnly.test(original) && !hasSounds(original)) return []
  const hits = readings(original).flatMap(({ text, at, till }) =>
    finders
      .flatMap((find) => find(text, hints))
      .map((hit) => {
        const ends = [hit.start, hit.end - 1]
        const last = ends.map((i) => till?.[i] ?? endOf(at[i] ?? 0, original))
        return { ...hit, start: Math.min(...ends.map((i) => at[i] ?? 0)), end: Math.max(...last) }
      }),
  )
  return distinct(hits, original.length).slice(0, most)
}
const finders = [
  findIds,
  findForeigners,
  findMobiles,
  findPhonesAbroad,
  findPartsOfIds,
  findCards,
  findPassports,
  findPapers,
  findPapersAbroad,
  findCreditCodes,
  findLandlines,
  findAddresses,
  findHandles,
  findPlates,
]

/** The end of the last character taken, so that surrogate pairs stay whole and nothing after it is touched. */
function endOf(last: number, original: string): number {
  return last + String.fromCodePoint(original.codePointAt(last) ?? 32).length
}

/** An ID beats the shapes that look like it, whatever their gravity; then refuse before ask. */
function distinct(hits: readonly Hit[], length: number): Hit[] {
  const rank = (h: Hit): number => (h.kind === 'id' ? -1 : gravity[h.severity] * 100 + order.indexOf(h.kind))
  const kept: Hit[] = []
  const taken = new Uint8Array(length)
  for (const hit of hits.toSorted((a, b) => rank(a) - rank(b) || a.start - b.start)) {
    if (taken.subarray(hit.start, hit.end).includes(1)) continue
    taken.fill(1, hit.start, hit.end)
    kept.push(hit)
  }
  return kept.sort((a, b) => a.start - b.start)
}

/** What may be shown of a hit; never the number itself. */
export function maskHit(hit: Hit, original: string): string {
  const { text } = fold(original.slice(hit.start, hit.end), true)
  switch (hit.kind) {
    case 'id':
    case 'idLike':
    case 'oldId':
    case 'passport':
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
    case 'handle':
    case 'plate':
      return `${[...text].slice(0, 2).join('')}****`
    case 'header':
    case 'fileName':
    case 'owner':
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
