/** Sentences about a service, told the same on page, paper and list. */
import { limitKinds, units, type Limit } from '../../../kernel/versions/limits.ts'
import { placedFields } from '../../../kernel/asked/fields.ts'
import { type Material, type Service, type Step } from './services.schema.ts'

/** What is done at once is promised for the day itself, not for one that follows. */
export const sayPromise = (s: Pick<Service, 'atOnce'> & { promised: Pick<Limit, 'value' | 'unit'> | null }): string =>
  s.atOnce ? '当天' : s.promised ? sayDays(s.promised) : ''

export const sayDays = (l: { value: number; unit: keyof typeof units }): string => `${l.value} ${units[l.unit]}`

/** "20 天（参照：《…条例》）": never a figure without where it comes from. */
export function sayLimit(limit: Limit | null): string {
  if (!limit) return '没有规定期限'
  return `${sayDays(limit)}${sayBasis(limit)}`
}

/** A plain promise needs no bracket; everything else says what it rests on. */
function sayBasis({ kind, citation }: Pick<Limit, 'kind' | 'citation'>): string {
  if (citation === '') return kind === 'promise' ? '' : `（${limitKinds[kind]}）`
  return kind === 'law' ? `（${citation}）` : `（${limitKinds[kind]}：${citation}）`
}

/** As `sayLimit`, for villagers: what a law says, says so; what was set here stands by itself. */
export function sayShownLimit(limit: Limit | null): string {
  if (!limit) return '没有规定期限'
  return isLaw(limit) ? sayLimit(limit) : sayDays(limit)
}

/** Whether it rests on a law, of here or followed from elsewhere. */
const isLaw = ({ kind, citation }: Pick<Limit, 'kind' | 'citation'>): boolean =>
  citation.includes('《') && kind !== 'assumed'

const validUnits = { day: '天', month: '个月', year: '年' } as const

/** What to know of a paper besides its look. */
export function sayMaterial(m: Material): string[] {
  return [
    m.valid ? `${m.valid.value} ${validUnits[m.valid.unit]}内有效` : '',
    m.reusable ? '以前交过、没有过期的不用再交' : '',
    m.takes === 'portrait' ? '可以当场拍' : '',
    m.twoSides ? '正面、反面各拍一张' : '',
  ].filter(Boolean)
}

export const sayStep = (s: Step): string => `${s.by}${s.limit ? `，${sayDays(s.limit)}内` : ''}`

/** "公示 7 天，有异议的在公示结束后 3 天内提" */
export function sayNotice(service: Service): string {
  const n = service.notice
  if (!n) return '不公示'
  return `公示 ${sayDays(n)}${n.objection > 0 ? `，之后再留 ${n.objection} 天听意见` : ''}${n.names ? '' : '，不公布姓名'}${isLaw(n) ? sayBasis(n) : ''}`
}

/** Whether the papers' list depends on answers, and on which fields of the form. */
export function questionsOf(service: Service) {
  const asked = new Set(service.materials.flatMap((m) => m.when?.field ?? []))
  return placedFields(service.form)
    .map((p) => p.field)
    .filter((f) => asked.has(f.key))
}

/** Papers for given answers: needed, good to have, and those that only an unanswered question decides. */
export function papersFor(service: Service, answers: Readonly<Record<string, string>>) {
  const state = (m: Material) =>
    !m.when ? 'yes' : !answers[m.when.field] ? 'open' : m.when.is.includes(answers[m.when.field]!) ? 'yes' : 'no'
  const of = (which: string) => service.materials.filter((m) => state(m) === which)
  return {
    needed: of('yes').filter((m) => m.required),
    optional: of('yes').filter((m) => !m.required),
    open: of('open'),
    not: of('no'),
  }
}
