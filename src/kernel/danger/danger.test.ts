/**
 * Danger to life and numbers of one's own are asked about wherever villagers write: the rule, and that no text box is
 * without it.
 */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Rules } from '../rules/rules.ts'
import { emergencyNumbers, toAsk, urgentIn } from './danger.ts'

const given: Record<string, string> = {
  'report.urgentWords': '着火 触电 溺水 自杀 不想活',
  'emergency.fire': '119',
  'emergency.medical': '120',
  'emergency.police': '110',
  'emergency.mind': '12356',
}
const rules = { find: (code: string) => ({ value: given[code] }) } as unknown as Pick<Rules, 'find'>
const fields = (texts: string[], typed: object = {}, form = '') =>
  toAsk(texts, typed as Record<string, unknown>, rules, form).map((a) => a.field)

test('asked until it is ticked, each for itself, by the name of its form', () => {
  expect(urgentIn('村口有人触电', rules)).toEqual(['触电'])
  expect(emergencyNumbers(rules)).toEqual({ fire: '119', medical: '120', police: '110', mind: '12356' })
  expect(fields(['路灯坏了'])).toEqual([])
  expect(fields(['', '我不想活了'])).toEqual(['urgent'])
  expect(fields(['我不想活了'], { urgent: 'seen' })).toEqual([])
  expect(fields(['我不想活了'], { urgent: 'seen' }, 'add')).toEqual(['urgent-add'])
  expect(fields(['身份证 110101199003074477，家里着火'])).toEqual(['urgent', 'numbers'])
  expect(fields(['身份证 110101199003074477，家里着火'], { numbers: 'seen', urgent: 'seen' })).toEqual([])
})

/** Text boxes that are no villager's words, with the reason. */
const others: Record<string, string> = {
  'src/front/gallery.pages.tsx': 'shows the kit',
  'src/front/log.pages.tsx': 'a checkpoint is pasted',
  'src/front/check.pages.tsx': 'a code is pasted',
  'src/modules/reports/handling/consult.tsx': 'an outsider whom the office asks gives an opinion',
  'src/kernel/asked/page/OneField.tsx': 'stands in a form; whoever makes the form asks',
  'src/kernel/asked/try/try.pages.tsx': 'an example for makers, nothing is kept',
}

test('every text box of the villagers’ pages has the two questions under it', () => {
  const boxes = globSync('src/**/*.tsx').filter(
    (f) =>
      !/\/console\/|^src\/console\/|^src\/web\/|^src\/app\/console/.test(f) &&
      /<textarea|<AskedFields|<Field[^>]*?\brows=/s.test(readFileSync(f, 'utf8')),
  )
  expect(boxes.length).toBeGreaterThan(6)
  const without = boxes.filter((f) => !/<(Careful|Danger)\b/.test(readFileSync(f, 'utf8')))
  expect(without.filter((f) => !(f in others))).toEqual([])
  // An excuse that nothing needs any more is a fault.
  expect(Object.keys(others).filter((f) => !without.includes(f))).toEqual([])
})
