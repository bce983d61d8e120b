/** On what a figure rests, in words. */
import type { Rule } from './rules.ts'

/** "《村民委员会组织法》第三十五条"; says so where the text was read second-hand. Where no law says it, it is what this place has set. */
export const citeOf = (r: Pick<Rule, 'citation' | 'article' | 'checked'>): string =>
  sayCite(`${r.citation}${r.article}${r.checked ? '' : '（未核对原文）'}`)

/** As `citeOf`, of a citation that was kept. Whoever reads what is due cares that it holds here, not who proposed the figure. */
export const sayCite = (cite: string): string =>
  cite.replace('，可由本县修改', '').replace(/^本项目拟定：?/, (ours) => `本地规定${ours.endsWith('：') ? '，' : ''}`)
