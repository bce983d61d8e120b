/** IDs, mobile phones, bank cards and credit codes in folded text. An ID is looked for first: its checksum decides. */
import { idKind, isCreditCode, isForeignerId, luhn } from '../forms/checksums.ts'
import { phoneWords } from './disguise.ts'
import { numberWindows, type NumberWindow } from './windows.ts'
import type { Hints, Hit } from './hits.ts'
import { sayingOf } from './saying.ts'

const numberWord =
  /(?:合同|协议|凭证|票据|发票|收据|编号|单号|流水|文号|资产|资源|项目|权证|证书|地块|备案|批准书)[^，。；\n]{0,12}$/
const idWord = /(?:身份证|身份号|证件号|公民身份)[^\d，。；]{0,12}$/
const accountWord = /(?:卡号|账号|帐号|账户|银行卡|社保卡|存折)[^\d，。；]{0,12}$/
/** Years from which a birth date in a numbered column is far likelier the date of a contract. */
const contractYear = 2015

const before = (text: string, start: number): string => text.slice(Math.max(0, start - 16), start)
const isNumbered = (text: string, start: number, hints: Hints): boolean =>
  !idWord.test(before(text, start)) && (hints.numbers === true || numberWord.test(before(text, start)))
/** "13800138000.00" is money. */
const isMoney = (text: string, w: NumberWindow): boolean =>
  /^\.\d{1,2}(?!\d)/.test(text.slice(w.end)) || /[¥¥]\s*$/.test(before(text, w.start))

/** Also in certificates of disability, whose 20 digits are the ID and two more (GB/T 26341). */
export function findIds(text: string, hints: Hints): Hit[] {
  const hits: Hit[] = []
  for (const w of numberWindows(text, 18)) {
    const kind = idKind(w.digits)
    const numbered = isNumbered(text, w.start, hints)
    if (kind === 'valid')
      hits.push({
        kind: 'id',
        severity: numbered && +w.digits.slice(6, 10) >= contractYear ? 'ask' : 'refuse',
        ...span(w),
      })
    if (kind === 'wrongChecksum' && !numbered && (isSpaced(w) || idWord.test(before(text, w.start))))
      hits.push({ kind: 'idLike', severity: 'ask', ...span(w) })
  }
  for (const w of numberWindows(text, 20)) {
    if (idKind(w.digits.slice(0, 18)) === 'valid' && w.pieces.length === 1)
      hits.push({ kind: 'id', severity: 'refuse', ...span(w) })
  }
  for (const w of numberWindows(text, 15)) {
    if (!isPlain(w, '6,6,3') || idKind(w.digits) !== 'old' || isNumbered(text, w.start, hints) || isMoney(text, w))
      continue
    hits.push({
      kind: 'oldId',
      severity: hints.idColumn || idWord.test(before(text, w.start)) ? 'refuse' : 'ask',
      ...span(w),
    })
  }
  return hits
}

/**
 * Permanent residence cards of foreigners, the new number and the old one with three letters of the nationality before.
 */
export function findForeigners(text: string): Hit[] {
  const whole = [...numberWindows(text, 18)].filter((w) => isForeignerId(w.digits)).map(span)
  const old = [...text.matchAll(/(?<![A-Za-z])[A-Za-z]{3}[ -]?\d{12}(?!\d)/g)]
    .filter(([found]) => isForeignerId(found.replace(/[ -]/, '')))
    .map((m) => ({ start: m.index, end: m.index + m[0].length }))
  return [...whole, ...old].map((at) => ({ kind: 'id', severity: 'refuse', ...at }))
}

/** Passports (E, G, D, S, P and a letter or digit) and travel permits (H, M, C, T). */
const passport = /(?<![A-Za-z0-9-])(?:[EGDSP][A-Z]?\d{7,8}|[HM]\d{8}(?:\d{2})?|[CT][A-Z]?\d{8})(?![A-Za-z0-9-])/gi

/** Papers that are somebody's own: the number behind the word is theirs, whatever it looks like. */
const papers =
  /(护照|通行证|旅行证|台胞证|回乡证|军官证|士官证|士兵证|警官证|户口[本簿]|医保卡|医保证|社保卡|低保证|残疾证|驾驶证|驾照)(?:编?号码?)?[:=为是 ]{0,3}([\p{Script=Han}A-Za-z]{0,3}第?[A-Za-z]{0,2}[ .-]?\d(?:[ .-]?\d){5,19})(?![\dXx元张份本册人户个])/gu
const travelOrArms = /护照|通行证|旅行证|台胞证|回乡证|军官证|士官证|士兵证|警官证/

/** "台胞证 12345678", "军官证 军字第2001988号", "低保证号 130925001234". */
export function findPapers(text: string): Hit[] {
  return [...text.matchAll(papers)].map(
    (m): Hit => ({
      kind: 'passport',
      severity: travelOrArms.test(m[1]!) ? 'refuse' : 'ask',
      start: m.index + m[0].length - m[2]!.length,
      end: m.index + m[0].length,
    }),
  )
}

export function findPassports(text: string, hints: Hints): Hit[] {
  return [...text.matchAll(passport)].flatMap((m): Hit[] => {
    const at = { start: m.index, end: m.index + m[0].length }
    const said = sayingOf(text, at, hints)
    if (said === 'thing' || (said === undefined && hints.numbers)) return []
    return [{ kind: 'passport', severity: said === 'person' ? 'refuse' : 'ask', ...at }]
  })
}

const mobilePieces = new Set([
  '11',
  '3,4,4',
  '3,8',
  '4,4,3',
  '7,4',
  '5,6',
  '4,3,4',
  '3,3,5',
  '3,3,3,2',
  Array(11).fill(1).join(),
])

export function findMobiles(text: string, hints: Hints): Hit[] {
  const hits: Hit[] = []
  for (const length of [15, 14, 13, 12, 11]) {
    for (const w of numberWindows(text, length)) {
      if (!/^(?:0{0,2}86|0)?1[3-9]\d{9}$/.test(w.digits) || isMoney(text, w) || /[\n|,、;:]/.test(w.gaps)) continue
      if (!mobilePieces.has(lastEleven(w.pieces).join()) && !isOddlyApart(text, w)) continue
      const severity = hints.officePhone ? 'warn' : isNumbered(text, w.start, hints) ? 'ask' : 'refuse'
      hits.push({ kind: 'mobile', severity, ...span(w) })
    }
  }
  return hits
}

const phoneWord = new RegExp(`(?:${phoneWords})[^\\d。\\n]{0,12}$`, 'u')
/**
 * Broken apart as nobody breaks an amount: the same sign between all pieces, and the number is called a telephone, or a
 * piece of several places begins with 0. "13 8001 38000" alone may be a row of a table.
 */
function isOddlyApart(text: string, w: NumberWindow): boolean {
  const gaps = text.slice(w.start, w.end).match(/\D+/g) ?? []
  if (gaps.length > 8 || new Set(gaps).size > 1 || !/^(?: {1,2}|-|\.)$/.test(gaps[0] ?? '')) return false
  if (phoneWord.test(text.slice(Math.max(0, w.start - 20), w.start))) return true
  const pieces = text.slice(w.start, w.end).split(/\D+/)
  return gaps[0] !== '.' && pieces.some((p) => p.length > 2) && pieces.slice(1).some((p) => /^0\d/.test(p))
}

/** How the eleven places of the number itself were broken apart, whatever dialling code stands before. */
function lastEleven(pieces: readonly number[]): number[] {
  const kept: number[] = []
  for (let left = 11, i = pieces.length - 1; left > 0 && i >= 0; i -= 1) {
    kept.unshift(Math.min(left, pieces[i]!))
    left -= kept[0]!
  }
  return kept
}

export function findCards(text: string, hints: Hints): Hit[] {
  const hits: Hit[] = []
  for (const length of [19, 18, 17, 16]) {
    for (const w of numberWindows(text, length)) {
      const grouped =
        (w.pieces.slice(0, -1).every((p) => p === 4) && (w.pieces.at(-1) ?? 0) <= 4) || w.pieces.every((p) => p === 1)
      if (/X/.test(w.digits) || !(w.pieces.length === 1 || grouped) || isMoney(text, w)) continue
      const severity = cardSeverity(
        w.digits,
        hints.accountColumn === true || accountWord.test(before(text, w.start)),
        isNumbered(text, w.start, hints),
      )
      if (severity) hits.push({ kind: 'bank', severity, ...span(w) })
    }
  }
  for (const found of text.matchAll(/(?:卡号|账号|帐号)[^\d\n，。；]{0,8}(\d(?:[\d -]{6,28})\d)/g)) {
    const start = found.index + found[0].length - (found[1]?.length ?? 0)
    hits.push({ kind: 'bank', severity: 'ask', start, end: found.index + found[0].length })
  }
  return hits
}

function cardSeverity(digits: string, said: boolean, numbered: boolean): Hit['severity'] | undefined {
  const right = luhn(digits)
  if (digits.startsWith('62') && right) return numbered && !said ? 'ask' : 'refuse'
  if (digits.startsWith('62')) return numbered ? undefined : 'ask'
  if (!right || !/^[3-69]/.test(digits)) return said ? 'ask' : undefined
  if (said) return 'refuse'
  return numbered ? undefined : 'ask'
}

export function findCreditCodes(text: string, hints: Hints): Hit[] {
  if (hints.creditCode) return []
  return [...text.toUpperCase().matchAll(/(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])/g)]
    .filter((found) => isCreditCode(found[0]))
    .map((found) => ({ kind: 'creditCode', severity: 'ask', start: found.index, end: found.index + 18 }))
}

const span = (w: NumberWindow): { start: number; end: number } => ({ start: w.start, end: w.end })
/** Broken only by blanks or hyphens: lists and columns of figures are not put together. */
const isSpaced = (w: NumberWindow): boolean => /^[ -]*$/.test(w.gaps)
const isPlain = (w: NumberWindow, pieces: string): boolean => w.pieces.length === 1 || w.pieces.join() === pieces
