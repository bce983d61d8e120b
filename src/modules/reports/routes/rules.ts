/**
 * Which one of a county's rules counts for a report: by area, kind, category and words. Pure: no database, no clock.
 */
import { plainText } from '../../../platform/plainText.ts'
import { pastTheVillage, reportKinds, type ReportKind } from '../reports.schema.ts'
import { categories } from '../reports.words.ts'

/**
 * What a rule asks of a report. `area`: a region's path ("A.B."), '' for the whole county; an empty list asks nothing.
 * `at`: when it was made.
 */
export type Rule = {
  id: string
  area: string
  kinds: readonly string[]
  categories: readonly string[]
  words: readonly string[]
  at: Date
}
/** A report as rules read it. `text`: folded (`folded`). `guarded`: somebody is barred from its case. */
export type Matter = { path: string; kind: string; category: string; text: string; guarded: boolean }

/**
 * Complaints about persons keep their own way, whatever box the villager ticked: registered so, no rule touches them.
 */
export const ownWayCategories: readonly string[] = ['干部作风']
/** What rules may be about. */
export const ruleKinds = (Object.keys(reportKinds) as ReportKind[]).filter((k) => !pastTheVillage.includes(k))
export const ruleCategories = categories.filter((c) => !ownWayCategories.includes(c))

/** Text as rules compare it: as a searching eye reads it (`plainText`), lower case, without blanks and line ends. */
export const folded = (text: string): string => plainText(text).toLowerCase().replace(/\s/gu, '')

/** Complaints about persons and lists, and whatever bars somebody, are no rule's. */
export const ownWay = (m: Pick<Matter, 'kind' | 'category' | 'guarded'>): boolean =>
  m.guarded || (pastTheVillage as readonly string[]).includes(m.kind) || ownWayCategories.includes(m.category)

/** A rule that asks nothing is a list of units to choose from: it takes no report by itself. */
const asks = (r: Rule): boolean => r.area !== '' || r.kinds.length + r.categories.length + r.words.length > 0

export function fits(r: Rule, m: Matter): boolean {
  return (
    !ownWay(m) &&
    asks(r) &&
    m.path.startsWith(r.area) &&
    (r.kinds.length === 0 || r.kinds.includes(m.kind)) &&
    (r.categories.length === 0 || r.categories.includes(m.category)) &&
    (r.words.length === 0 || r.words.some((w) => m.text.includes(folded(w))))
  )
}

/** The deeper area first, then whichever asks for category and kind, then for words, then the older one. */
export function before(a: Rule, b: Rule): number {
  const narrow = (r: Rule) => [
    r.area.split('.').length,
    Number(r.categories.length > 0) + Number(r.kinds.length > 0),
    Number(r.words.length > 0),
  ]
  const [of, and] = [narrow(a), narrow(b)]
  for (const [i, n] of of.entries()) if (n !== and[i]) return and[i]! - n
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id))
}

/** The one that counts, whatever the order of rows; nothing where none fits. */
export const counting = <R extends Rule>(rules: readonly R[], m: Matter): R | undefined =>
  rules.filter((r) => fits(r, m)).sort(before)[0]
