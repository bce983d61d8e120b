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

test.each([
  ['身份证', '补贴没到，我的身份证 110101199003074477', '身份证号或者银行卡号'],
  ['最后一位写错的身份证', '我是 110101199003074478', '身份证号或者银行卡号'],
  ['十五位的身份证', '老身份证 110101900307447', '身份证号或者银行卡号'],
  ['银行卡', '补贴打到 6222 0210 0112 3456 789 没到账', '身份证号或者银行卡号'],
  ['护照', '媳妇的护照 E12345678 办不了社保', '证件号'],
  ['回乡证', '回乡证 H12345678 到期了', '证件号'],
  ['台胞证', '台胞证 12345678 办医保', '证件号'],
  ['外国人永久居留证', '永久居留身份证 911124198108030025 办不了', '号'],
  ['旧的永久居留证', '外国人永久居留证 USA110070010100 到期', '号'],
  ['香港身份证', '香港身份证 A123456(3) 在这里能用吗', '证件号'],
])('%s is asked about', (_kind, text, words) => {
  expect(toAsk([text], {}, rules)).toMatchObject([{ field: 'numbers', say: expect.stringContaining(words) }])
  expect(toAsk([text], { numbers: 'seen' }, rules)).toEqual([])
})

test.each(['合同编号 HT20260101001，欠 12345 元', '村里 2026 年 10 月收入 123456.78 元', '电表号 1234567890'])(
  '%s: no number of a person',
  (text) => expect(toAsk([text], {}, rules)).toEqual([]),
)

/** Text boxes that are no villager's words, with the reason. */
const others: Record<string, string> = {
  'src/front/gallery.pages.tsx': 'shows the kit',
  'src/front/log.pages.tsx': 'a checkpoint is pasted',
  'src/front/check.pages.tsx': 'a code is pasted',
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
