/** Danger to life in what somebody writes: the words for it (rule report.urgentWords) and whom to call (rules emergency.*). */
import type { Rules } from '../../kernel/rules/rules.ts'

/** What one calls for. */
export const emergencies = {
  fire: '着火',
  medical: '受伤、落水、中毒',
  police: '打人、偷抢',
  mind: '心里过不去',
} as const
export type Emergency = keyof typeof emergencies
export type EmergencyNumbers = Readonly<Record<Emergency, string>>

export function emergencyNumbers(rules: Pick<Rules, 'find'>): EmergencyNumbers {
  const number = (rule: string) => String(rules.find(rule)?.value ?? '')
  return {
    fire: number('emergency.fire'),
    medical: number('emergency.medical'),
    police: number('emergency.police'),
    mind: number('emergency.mind'),
  }
}

/** Words of danger in a text. */
export function urgentIn(written: string, rules: Pick<Rules, 'find'>): string[] {
  const words = String(rules.find('report.urgentWords')?.value ?? '')
  return words.split(/\s+/).filter((w) => w !== '' && written.includes(w))
}
