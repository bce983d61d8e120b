/**
 * Law and promise as data in a pack (`rules/*.json`), with the county's own figures over them (county.json, settings).
 */
import { dayOf } from '../../../platform/clock.ts'
import { rows, sql, type Db, type Tx } from '../../../platform/db.ts'
import { newId } from '../../../platform/ids.ts'
import { changeOf, type Change, type Touched } from '../change.ts'
import { valuesOf, type Placed } from '../fault.ts'
import { jsonText } from '../jsonText.ts'
import type { PackPart } from '../part.ts'
import { entriesOf, readJson } from '../readJson.ts'
import { addRules } from '../../rules/addRules.ts'
import { addMissingRules, isKnownRule } from '../../rules/defaults.ts'
import { addProvinceRules, provincePack } from '../../rules/provinces.ts'
import { wordsOf } from '../../rules/stricter.ts'
import { rulesOn } from '../../rules/rules.ts'
import { checkRules } from './check.rules.ts'
import { rulePackSchema, ruleSchema, type County, type Rule } from './pack.schema.ts'
import { countyOf, packedSettings } from './settings.part.ts'

export type RuleEntry = Placed<Rule> & { file: string }

export const packedRules: PackPart<RuleEntry[]> = {
  title: '规则',
  order: 20,
  files: { 'rules/*.json': 'optional' },
  words: {
    fields: {
      rules: '规则',
      jurisdiction: '适用地方',
      effectiveFrom: '生效日期',
      effectiveTo: '失效日期',
      starts: '从哪天数起',
      ends: '最后一天遇到休息日',
      checked: '核对过原文',
    },
    choices: wordsOf,
    values: {
      starts: { nextDay: '第二天', sameDay: '当天' },
      ends: { asIs: '不顺延', nextWorkday: '顺延到下一个工作日' },
    },
  },
  read(texts, faults) {
    const files = [...texts.keys()].filter((file) => file.startsWith('rules/'))
    if (files.length === 0)
      faults.push({
        file: 'rules',
        line: 0,
        field: '',
        say: '没有规则文件。',
        remedy: '请从样本县复制 rules 文件夹。',
        cause: true,
      })
    return files.flatMap((file) =>
      entriesOf(readJson(file, texts, rulePackSchema, faults), 'rules', ruleSchema).map((rule) => ({ ...rule, file })),
    )
  },
  check: (rules, pack) => checkRules(rules, pack.of(packedSettings)),
  import: async (tx, rules, { pack, now }) => [await importRules(tx, valuesOf(rules), countyOf(pack), now)],
  export: async (db) => new Map([['rules/rules.json', await ruleFile(db)]]),
}

async function importRules(tx: Tx, rules: readonly Rule[], county: County, now: Date): Promise<Change> {
  const made = await addRules(tx, rules, now)
  // The nation's before the province's: a rule that only the province's row gives would not be missed.
  await addMissingRules(tx, now)
  const ofProvince = await addProvinceRules(tx, now)
  const own = await importOwnFigures(tx, county, now)
  return changeOf('规则', rules.length + Object.keys(county.settings).length, [...made, ...ofProvince, ...own])
}

/**
 * In `rules.set_by` of a figure from county.json; a person's id where it was set in the console. Rows of the rule packs
 * have none.
 */
const ownFigure = 'county.json'

/** The county's own figures (county.json, settings) over the rules; one that already holds needs no row. */
async function importOwnFigures(tx: Tx, county: County, now: Date): Promise<Touched[]> {
  const day = later(dayOf(now), county.goLive)
  const rules = await rulesOn(tx, day)
  const touched: Touched[] = []
  for (const [code, value] of Object.entries(county.settings)) {
    const rule = rules.get(code)
    if (rule.value === value) continue
    // One millisecond after the pack's own rows, so that it counts where both begin on one day.
    await sql`
      INSERT INTO rules (
        id, code, name, value, unit, floor, ceiling, citation, article, jurisdiction, kind, effective_from,
        note, starts, ends, set_by, set_at
      )
      VALUES (
        ${newId()}, ${code}, ${rule.name}, ${JSON.stringify(value)}::jsonb, ${rule.unit}, ${rule.floor},
        ${rule.ceiling}, ${rule.citation}, ${rule.article}, ${county.name}, 'assumed',
        ${later(county.goLive, rule.effective_from)}, ${rule.note}, ${rule.starts}, ${rule.ends},
        ${ownFigure}, ${new Date(now.getTime() + 1)}
      )`.execute(tx)
    touched.push({ added: false, name: rule.name })
  }
  return touched
}

const later = (a: string, b: string) => (a > b ? a : b)

/**
 * The rule packs' last word for every code, place and day; the county's own figures stand in county.json, the
 * province's in the platform.
 */
async function ruleFile(db: Db): Promise<string> {
  const found = await rows(
    db,
    sql<Record<string, unknown>>`
      SELECT DISTINCT ON (code, effective_from, jurisdiction) code, name, value, unit, floor::float AS min,
        ceiling::float AS max, citation, article, jurisdiction, effective_from AS "effectiveFrom",
        coalesce(effective_to::text, '') AS "effectiveTo", kind, note, starts, ends, source, checked
      FROM rules
      WHERE set_by IS NULL
      ORDER BY code, effective_from, jurisdiction, set_at DESC, id DESC`,
  )
  return jsonText(
    rulePackSchema.parse({
      title: '规则',
      rules: found
        .filter((r) => isKnownRule(String(r['code'])) && provincePack(String(r['jurisdiction'])) === undefined)
        .map((r) => Object.fromEntries(Object.entries(r).filter(([, v]) => v !== null))),
    }),
  )
}
