/** Rules as data: nothing below the law's floor, every county figure belongs to a known rule. */
import { defaultRules, isKnownRule } from '../../rules/defaults.ts'
import { provinceNames } from '../../rules/provinceNames.ts'
import { provinceRules } from '../../rules/provinces.ts'
import { laxSentence } from '../../rules/rules.ts'
import { inWords, laxer, stricterOf, strictestFirst, wordsOf } from '../../rules/stricter.ts'
import { halvedSentence } from '../../rules/whole.ts'
import type { Fault } from '../fault.ts'
import type { Rule } from './pack.schema.ts'
import type { RuleEntry } from './rules.part.ts'
import type { PackedSettings } from './settings.part.ts'

/** OL Art. 35: at least fifteen days, whatever a pack says. */
const displayFloor = { code: 'display.minDays', min: 15 }

export function checkRules(rules: readonly RuleEntry[], settings: PackedSettings): Fault[] {
  const province = settings.county?.province ?? ''
  const laws = lawsOf(
    rules.map((r) => r.value),
    province,
  )
  // What a pack calls law is no laxer than the law that came with the platform, whatever place it names.
  const ofPlatform = lawsOf([], province)
  return [
    ...rules.flatMap(ruleFaults),
    ...doubledRules(rules),
    ...rules.flatMap(({ file, line, value }) =>
      laxFaults(file, line, value.code, value.name, value.value, value.kind === 'law' ? ofPlatform : laws),
    ),
    ...rules.flatMap(({ file, line, value }) => changedLaw(file, line, value.code, value.name, value.value)),
    ...settingFaults(rules, settings, laws),
  ]
}

type PackLaw = Pick<Rule, 'code' | 'value' | 'citation' | 'article' | 'checked'>

/**
 * The laws that bind a county with this pack: its own, the nation's, whether it names them or not, its province's; of
 * each code the strictest.
 */
export function lawsOf(rules: readonly Rule[], province: string): ReadonlyMap<string, PackLaw> {
  const all: PackLaw[] = [
    ...defaultRules()
      .filter((r) => r.kind === 'law')
      .map((r) => ({ ...r, article: r.article ?? '', checked: true })),
    ...rules.filter(
      (r) => r.kind === 'law' && (r.jurisdiction === province || !provinceNames.includes(r.jurisdiction)),
    ),
    ...provinceRules(province),
  ]
  const byCode = Map.groupBy(all, (law) => law.code)
  return new Map([...byCode].map(([code, laws]) => [code, strictestFirst(laws)[0]!]))
}

/** A figure of the county may be stricter than what binds, never laxer. */
function laxFaults(
  file: string,
  line: number,
  field: string,
  name: string,
  value: Rule['value'],
  laws: ReadonlyMap<string, PackLaw>,
): Fault[] {
  const law = laws.get(field.replace('settings.', ''))
  return law && laxer(law.code, value, law.value)
    ? [{ file, line, field, say: laxSentence(name, law), remedy: '可以更严，不能更松。' }]
    : []
}

/**
 * Where nothing is stricter than anything (to whom complaints go, what may be appealed), the law's word stays; setRule
 * says so in the console.
 */
function changedLaw(file: string, line: number, field: string, name: string, value: Rule['value']): Fault[] {
  const law = defaultRules().find((r) => r.code === field.replace('settings.', '') && r.kind === 'law')
  if (!law || stricterOf(law.code) !== undefined || typeof law.value === 'number' || value === law.value) return []
  return [
    {
      file,
      line,
      field,
      say: `${name}由法律规定，县里不能改（${law.citation}${law.article ?? ''}）。`,
      remedy: `请改回“${inWords(law.code, law.value)}”，或者删去这一条。`,
    },
  ]
}

function ruleFaults({ file, line, value }: RuleEntry): Fault[] {
  const faults: Fault[] = []
  if (!isKnownRule(value.code))
    faults.push({
      file,
      line,
      field: value.code,
      say: `平台没有用到“${value.name}”（${value.code}）这条规则，改它什么也不会变。`,
      remedy: '编码写错了的请改正；旧版留下的请删去这一条。',
    })
  const kind = typeSentence(value.code, value.value)
  if (kind)
    faults.push({ file, line, field: value.code, say: `${value.name}（${value.code}）${kind}`, remedy: '请照样改正。' })
  const say = limitSentence(value, value.value)
  if (say)
    faults.push({
      file,
      line,
      field: value.code,
      say,
      remedy: `请改成规定范围内的数值（${value.citation}${value.article}）。`,
    })
  if (value.code === displayFloor.code && value.min !== displayFloor.min)
    faults.push({
      file,
      line,
      field: value.code,
      say: '公布期限的法律底线是 15 日。',
      remedy: '请把 min 改回 15（村民委员会组织法第三十五条）。',
    })
  if (value.effectiveTo !== '' && value.effectiveTo < value.effectiveFrom)
    faults.push({
      file,
      line,
      field: value.code,
      say: `${value.name}：失效日期早于生效日期。`,
      remedy: '请改正两个日期。',
    })
  return faults
}

/** The same code may come again only from another day on, and never below the national rule. */
function doubledRules(rules: readonly RuleEntry[]): Fault[] {
  return rules.flatMap((rule, i) =>
    rules
      .slice(0, i)
      .filter((other) => other.value.code === rule.value.code)
      .flatMap((other): Fault[] => {
        const { file, line, value } = rule
        // Nation and province may both have their say: the stricter binds.
        if (value.kind === 'law' && other.value.kind === 'law' && other.value.jurisdiction !== value.jurisdiction)
          return []
        if (other.value.effectiveFrom === value.effectiveFrom)
          return [
            {
              file,
              line,
              field: value.code,
              say: `规则 ${value.code} 和 ${other.file} 第 ${other.line} 行重复。`,
              remedy: '请删去一条，或者写成不同的生效日期。',
            },
          ]
        const say = limitSentence(other.value, value.value)
        return say
          ? [
              {
                file,
                line,
                field: value.code,
                say,
                remedy: `请改成规定范围内的数值（${other.value.citation}${other.value.article}）。`,
              },
            ]
          : []
      }),
  )
}

function settingFaults(
  all: readonly RuleEntry[],
  { county, settingLines }: PackedSettings,
  laws: ReadonlyMap<string, PackLaw>,
): Fault[] {
  return Object.entries(county?.settings ?? {}).flatMap(([code, setting]): Fault[] => {
    const fault = (say: string, remedy: string): Fault => ({
      file: 'county.json',
      line: settingLines.get(code) ?? 0,
      field: `settings.${code}`,
      say,
      remedy,
    })
    const rules = all.filter((rule) => rule.value.code === code).map((rule) => rule.value)
    const [rule] = rules
    if (!rule) return [fault(`没有规则 ${code}。`, '请改成 rules 文件夹里有的编码，或者删去。')]
    if (typeof rule.value !== typeof setting)
      return [fault(`${rule.name}的写法应当和 ${JSON.stringify(rule.value)} 一样。`, '请改成同样的写法。')]
    const kind = typeSentence(code, setting)
    if (kind) return [fault(`${rule.name}${kind}`, '请照样改正。')]
    const beyond = (some: readonly Rule[]) =>
      some.flatMap((one) => {
        const say = limitSentence(one, setting)
        return say ? [fault(say, `请改成规定范围内的数值（${one.citation}${one.article}）。`)] : []
      })
    // A law's word is told before the bounds of a figure that only follows another county.
    const line = settingLines.get(code) ?? 0
    return [
      () => beyond(rules.filter((r) => r.kind === 'law')),
      () => laxFaults('county.json', line, `settings.${code}`, rule.name, setting, laws),
      () => changedLaw('county.json', line, `settings.${code}`, rule.name, setting),
      () => beyond(rules),
    ].reduce<Fault[]>((found, look) => (found.length > 0 ? found : look()), [])
  })
}

/** A value is of the kind that the product reads: 15, not "15"; "01:30", not "1点半"; of a choice one that there is. */
function typeSentence(code: string, value: Rule['value']): string | undefined {
  const usual = defaultRules().find((r) => r.code === code)
  if (!usual) return undefined
  const example = JSON.stringify(usual.value)
  if (typeof value !== typeof usual.value) return `写成了 ${JSON.stringify(value)}，应当像 ${example} 这样写。`
  const halved = halvedSentence(code, usual.unit, value)
  if (halved) return halved
  const words = wordsOf(code)
  if (words && !(String(value) in words)) {
    const choices = Object.entries(words).map(([key, word]) => `${key}（${word}）`)
    return `写成了“${value}”，只能写 ${choices.join('、')}。`
  }
  const shape = [/^\d\d:\d\d$/, /^\d\d-\d\d$/].find((s) => s.test(String(usual.value)))
  return shape && !shape.test(String(value)) ? `写成了“${value}”，应当像 ${example} 这样写。` : undefined
}

function limitSentence(rule: Rule, value: Rule['value']): string | undefined {
  if (typeof value !== 'number') return undefined
  if (rule.min !== undefined && value < rule.min) return `${rule.name}写成了 ${value}，不得小于 ${rule.min}。`
  return rule.max !== undefined && value > rule.max ? `${rule.name}写成了 ${value}，不得大于 ${rule.max}。` : undefined
}
