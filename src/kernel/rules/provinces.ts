/**
 * What provinces demand beside the nation, as far as their texts were read: one pack a province (`provinces/*.json`),
 * each row with its article and where it was read; `checked: false` where only others' words of it were (未核对). A county
 * pack names its province, whose rows then stand among the county's rules; the stricter of nation and province binds
 * (stricter.ts).
 */
import { rows, sql, type Tx } from '../../platform/db.ts'
import { addRules, type GivenRule, type RuleTouched } from './addRules.ts'
import { defaultRules } from './defaults.ts'
import guangdong from './provinces/guangdong.json' with { type: 'json' }
import guangxi from './provinces/guangxi.json' with { type: 'json' }
import hebei from './provinces/hebei.json' with { type: 'json' }
import henan from './provinces/henan.json' with { type: 'json' }
import zhejiang from './provinces/zhejiang.json' with { type: 'json' }

type ProvinceRule = {
  code: string
  value: number | string
  citation: string
  article?: string
  effectiveFrom: string
  /** Where it was read. */
  source: string
  /** Whether the text itself was read. */
  checked?: boolean
  note?: string
}
/** `read`: which texts the rows are from; `open`: what was not found or could not be read. */
export type ProvincePack = { province: string; read: string; open: string; rules: readonly ProvinceRule[] }

const packs: readonly ProvincePack[] = [hebei, guangxi, guangdong, zhejiang, henan]

export const provincePack = (province: string): ProvincePack | undefined => packs.find((p) => p.province === province)

/** The province's rows as the rules table holds them: name, unit and bounds are the rule's own. */
export function provinceRules(province: string): GivenRule[] {
  return (provincePack(province)?.rules ?? []).map((r) => {
    const rule = defaultRules().find((d) => d.code === r.code)
    if (!rule) throw new Error(`${province} gives a rule that nothing reads: ${r.code}`)
    return {
      article: '',
      checked: true,
      effectiveTo: '',
      note: '',
      starts: 'nextDay',
      ends: 'asIs',
      ...r,
      name: rule.name,
      unit: rule.unit,
      jurisdiction: province,
      kind: 'law',
    }
  })
}

/** Adds what the county's province demands and the rules do not hold yet. Also after an update with other rows. */
export async function addProvinceRules(tx: Tx, now: Date): Promise<RuleTouched[]> {
  const [county] = await rows(
    tx,
    sql<{ province: string | null }>`SELECT value ->> 'province' AS province FROM settings WHERE code = 'county'`,
  )
  return addRules(tx, provinceRules(county?.province ?? ''), now)
}
