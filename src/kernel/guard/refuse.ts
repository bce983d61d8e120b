/**
 * What the public will read beside notices (reasons, names of places and people, a county's lists) passes the same
 * guard as a draft.
 */
import { invalid } from '../../platform/errors.ts'
import type { Finding } from './finding.ts'
import { guardText } from './guard.ts'

/**
 * The guard's sentence where a text holds what must never be published. Nobody is asked here, as the drafter of a
 * notice is: what looks like a mobile, an ID number or a passport counts as one; a mobile and an ID
 * number also behind "合同编号".
 */
export const personalIn = (text: string): string | undefined =>
  guardText(text).find((f) => f.severity === 'refuse' || ownPapers.has(f.kind))?.say
const ownPapers: ReadonlySet<Finding['kind']> = new Set(['mobile', 'id', 'passport'])

/** What an office is seldom told for good reason, in the words for whoever wrote it. */
const ownNumbers: Partial<Record<Finding['kind'], string>> = {
  id: '身份证号或者银行卡号',
  bank: '身份证号或者银行卡号',
  idLike: '身份证号或者银行卡号',
  oldId: '身份证号或者银行卡号',
  passport: '护照、通行证一类的证件号',
}

export const isOwnNumber = (kind: Finding['kind']): boolean => ownNumbers[kind] !== undefined

/**
 * What numbers of people's papers and bank cards a text holds, whoever's they are, as words for who wrote it;
 * `undefined` where none. A row of fifteen digits alone is none.
 */
export const ownNumberIn = (text: string): string | undefined =>
  guardText(text)
    .filter((f) => f.kind !== 'oldId' || f.severity === 'refuse')
    .map((f) => ownNumbers[f.kind])
    .find((words) => words !== undefined)

/** Throws 422 with the guard's sentence; `field` as the request names it. */
export function refusePersonal(text: string | undefined, field: string): void {
  const say = personalIn(text ?? '')
  if (say !== undefined) throw invalid(`${say}这段文字村民看得到。`, { field })
}

/** Every text of a value, however deep, that holds what must never be published, with the way to it. */
export function personalTexts(
  value: unknown,
  path: readonly (string | number)[] = [],
): { path: readonly (string | number)[]; say: string }[] {
  if (typeof value === 'string') {
    const say = personalIn(value)
    return say === undefined ? [] : [{ path, say }]
  }
  if (Array.isArray(value)) return value.flatMap((part, i) => personalTexts(part, [...path, i]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, part]) => personalTexts(part, [...path, key]))
}
