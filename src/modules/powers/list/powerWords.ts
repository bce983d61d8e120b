/** Sentences about powers, told the same on page, chart and sheet. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { units } from '../../../kernel/versions/limits.ts'
import { basisKinds, handNames, type Power, type PowerLimit, type PowerStep } from './powers.schema.ts'
import { yuan } from './bands.ts'

/** "10 个工作日内（《…》第八条）"; what was set here stands by itself. */
export function sayLimit(limit: PowerLimit | null): string {
  return limit === null ? '没有规定期限' : `${sayDays(limit)}内${limit.kind === 'assumed' ? '' : sayCited(limit)}`
}
export const sayDays = (l: Pick<PowerLimit, 'value' | 'unit'>): string => `${l.value} ${units[l.unit]}`

/** Whose it is stands in the words themselves. */
const saysItself = (citation: string): boolean => /^(?:参照|本地规定)/.test(citation)

function sayCited({ kind, citation: said }: Pick<PowerLimit, 'kind' | 'citation'>): string {
  const citation = sayCite(said)
  if (citation === '') return `（${basisKinds[kind]}）`
  return kind === 'law'
    ? `（${citation}）`
    : `（${kind === 'assumed' || saysItself(citation) ? '' : `${basisKinds[kind]}：`}${citation}）`
}

/** "《…》第二十八条", "暂定：…" */
export const sayBasis = ({ basis: { kind, text } }: Pick<Power, 'basis'>): string =>
  kind === 'law' || text.startsWith('参照') ? sayCite(text) : `${basisKinds[kind]}：${sayCite(text)}`

/** As `sayBasis`, for villagers: a law, or that it was set here. */
export const sayShownBasis = (p: Pick<Power, 'basis'>): string =>
  p.basis.text.includes('《') && p.basis.kind !== 'assumed' ? sayBasis(p) : '本地规定'

export const sayAmountBasis = (a: NonNullable<Power['amount']>): string => sayCited(a).slice(1, -1)

/** "村民委员会主任、村党组织书记里的两个人" */
export const sayHands = (s: Pick<PowerStep, 'hands' | 'people'>): string =>
  `${s.hands.map((h) => handNames[h]).join('或者')}${s.people === 2 ? '，要两个人办' : ''}`

/** For which amounts a step is; nothing where it is for all. */
export function sayBands(power: Power, step: PowerStep): string {
  if (step.bands.length === 0 || !power.amount || step.bands.length === power.amount.bands.length) return ''
  return `只用于${power.amount.name} ${bandNames(power, step)}`
}

/** "5 万元以下，5 万元到 10 万元": the amounts for which a step is taken; '' where for all. */
export function sayOnlyFor(power: Power, step: PowerStep): string {
  return sayBands(power, step) === '' ? '' : bandNames(power, step)
}

const bandNames = (power: Power, step: PowerStep) =>
  power
    .amount!.bands.filter((b) => step.bands.includes(b.key))
    .map((b) => b.name)
    .join('，')

/** "5 步"，"8 到 13 步（看金额）" */
export function sayHowMany(counts: readonly number[]): string {
  const [low, high] = [Math.min(...counts), Math.max(...counts)]
  return low === high ? `${low} 步` : `${low} 到 ${high} 步，看金额`
}

export const sayMoney = (amount: string | number | null): string =>
  amount === null ? '' : `${yuan(Number(amount))} 元`
