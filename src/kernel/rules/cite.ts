/** On what a figure rests, in words. */
import type { Rule } from './rules.ts'

/**
 * "《村民委员会组织法》第三十五条"; says so where the text was read second-hand. Where no law says it, it is what this place has set.
 */
export const citeOf = (r: Pick<Rule, 'citation' | 'article' | 'checked'>): string =>
  sayCite(`${r.citation}${r.article}${r.checked ? '' : '（未核对原文）'}`)

/**
 * As `citeOf`, of a citation or a remark that was kept. Whoever reads what is due cares that it holds here, not who
 * proposed the figure, nor whose custom it follows, nor what a county is asked to do before it begins.
 */
export const sayCite = (cite: string): string =>
  cite
    .replace(/[，；]?(?:可由本县修改|(?:各县)?上线前[^，。；]*(?:修改|核定))/g, '')
    .replace(/^本项目拟定：?/, (ours) => `本地规定${ours.endsWith('：') ? '，' : ''}`)
    .replace(/是本项目拟定的/g, '是本地定的')
    .replace(/本项目(?=拟定|按)/g, '')
    .replace(/^(?:本地规定，)?(?:参照(?!.*《)|暂定).*$/s, '本地规定')

/** What was read for comparison: other places' rules, lists, public pages. */
const elsewhere = /参照|公开资料|样本|清单|《[^》]{1,5}[省市县]|《[^》]{2,8}自治区/

/**
 * The laws among the sources of a list (parted by ；), as "依据：…。": of where else it was taken from, nothing is said.
 * Empty without any.
 */
export function sayLaws(source: string): string {
  const laws = source.split(/[；;]/).filter((part) => /《[^》]+》/.test(part) && !elsewhere.test(part))
  return laws.length === 0 ? '' : `依据：${laws.map((l) => sayCite(l.trim())).join('；')}。`
}
