/** On what a figure rests, in words. */
import type { Rule } from './rules.ts'

/** "《村民委员会组织法》第三十五条"; says so where the text was read second-hand. Where no law says it, it is what this place has set. */
export const citeOf = (r: Pick<Rule, 'citation' | 'article' | 'checked'>): string =>
  sayCite(`${r.citation}${r.article}${r.checked ? '' : '（未核对原文）'}`)

/**
 * As `citeOf`, of a citation or a remark that was kept. Whoever reads what is due cares that it holds here, not who proposed the
 * figure, nor what a county is asked to do before it begins.
 */
export const sayCite = (cite: string): string =>
  cite
    .replace(/[，；]?(?:可由本县修改|(?:各县)?上线前[^，。；]*(?:修改|核定))/g, '')
    .replace(/^本项目拟定：?/, (ours) => `本地规定${ours.endsWith('：') ? '，' : ''}`)
    .replace(/是本项目拟定的/g, '是本地定的')
    .replace(/本项目(?=拟定|按)/g, '')

/** "说明：承诺期限是暂定的；联审部门是暂定的。"; nothing where nothing is assumed. */
export const sayAssumed = (assumed: readonly string[]): string =>
  assumed.length > 0 ? `说明：${assumed.map(sayCite).join('；')}。` : ''
