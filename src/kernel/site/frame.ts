/** What every page of every room needs and seldom changes: the county's name, settings and rules. */
import { inForceOnText, rulesOf, type Rules, type RuleRow } from '../rules/rules.ts'
import { statement, type Reader } from './statement.ts'
import { wholeOf, type Whole } from './whole.ts'

export type Root = { id: string; name: string; slug: string; path: string; level: string }
export type Footer = {
  sponsor?: string
  operator?: string
  icp?: string
  police?: string
  siteCode?: string
  phone?: string
}
export type BaseFrame = {
  county: string
  fictional: boolean
  footer: Footer
  colours: { field?: string; sun?: string }
  levelNames: Partial<Record<string, string>>
  root: Root | undefined
  /**
   * What the whole is, in one character: 县, of a city with counties 市. For 本县, 县里, 全县 where the whole site is meant.
   */
  is: Whole
  /** 全县, of a city 全市. */
  whole: string
  rules: Rules
}

const settingsQ = statement<{ code: string; value: unknown }>('settings', 'SELECT code, value FROM public_settings')
const rulesQ = statement<RuleRow>(
  'rules',
  `SELECT DISTINCT ON (code, law, CASE WHEN law THEN jurisdiction ELSE '' END)
    code, name, value, unit, floor::float AS floor, ceiling::float AS ceiling, citation, article, jurisdiction, kind,
    effective_from, effective_to, note, starts, ends, source, checked, law
  FROM public_rules
  WHERE ${inForceOnText('$1')}
  ORDER BY code, law, CASE WHEN law THEN jurisdiction ELSE '' END, effective_from DESC, set_at DESC`,
)
const rootQ = statement<Root>(
  'root',
  'SELECT id, name, slug, path, level FROM public_regions WHERE parent_id IS NULL ORDER BY path LIMIT 1',
)

export async function readBaseFrame(db: Reader, today: string): Promise<BaseFrame> {
  const [settings, rules, roots] = await Promise.all([settingsQ(db), rulesQ(db, today), rootQ(db)])
  const value = <T>(code: string, other: T) => (settings.find((s) => s.code === code)?.value as T | undefined) ?? other
  const county = value<{ name?: string; province?: string }>('county', {})
  const is = wholeOf(roots[0]?.level)
  return {
    county: county.name ?? roots[0]?.name ?? '',
    fictional: value('fictional', false),
    footer: value('footer', {}),
    colours: value('colours', {}),
    levelNames: value('levelNames', {}),
    root: roots[0],
    is,
    whole: `全${is}`,
    rules: rulesOf(rules, county.province ?? ''),
  }
}
