/**
 * What stops at the text itself wherever a villager writes: danger to life (the words for it are rule
 * report.urgentWords, whom to call rules emergency.*), and numbers of one's own that an office seldom needs. Both are
 * asked once; the answer is a tick of the same form.
 */
import type { Rules } from '../rules/rules.ts'
import { ownNumberIn } from '../guard/index.ts'

/** What one calls for. */
export const emergencies = {
  fire: '着火',
  medical: '受伤、落水、中毒',
  police: '打人、偷抢',
  mind: '心里过不去',
} as const
export type Emergency = keyof typeof emergencies
export type EmergencyNumbers = Readonly<Record<Emergency, string>>
type Read = Pick<Rules, 'find'>

export function emergencyNumbers(rules: Read): EmergencyNumbers {
  const number = (rule: string) => String(rules.find(rule)?.value ?? '')
  return {
    fire: number('emergency.fire'),
    medical: number('emergency.medical'),
    police: number('emergency.police'),
    mind: number('emergency.mind'),
  }
}

/** The county's words of danger. */
export const urgentWords = (rules: Read): string[] =>
  String(rules.find('report.urgentWords')?.value ?? '')
    .split(/\s+/)
    .filter((w) => w !== '')

/** Words of danger in a text. */
export const urgentIn = (written: string, rules: Read): string[] =>
  urgentWords(rules).filter((w) => written.includes(w))

/** The ticks of a form: called already; the number is meant. Named after the form where a page has several. */
export const tickOf = (what: 'urgent' | 'numbers', form = ''): string => (form === '' ? what : `${what}-${form}`)

/**
 * What has to be asked before these texts are taken, each beside its tick; empty where nothing is, or where it was
 * ticked. `typed`: the fields of the form as posted.
 */
export function toAsk(
  texts: readonly string[],
  typed: Readonly<Record<string, unknown>>,
  rules: Read,
  form = '',
): { field: string; say: string }[] {
  const written = texts.join('\n')
  const number = ownNumberIn(written)
  const ticked = (what: 'urgent' | 'numbers') => typed[tickOf(what, form)] === 'seen'
  return [
    ...(urgentIn(written, rules).length > 0 && !ticked('urgent')
      ? [{ field: tickOf('urgent', form), say: '您写到有危险，请先打电话；打过了，勾上“我已经打过了”再提交' }]
      : []),
    ...(number !== undefined && !ticked('numbers')
      ? [{ field: tickOf('numbers', form), say: `您写到了${number}，请删去；确实要写的，勾上再提交` }]
      : []),
  ]
}
