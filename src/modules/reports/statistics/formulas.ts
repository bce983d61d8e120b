/**
 * The figures of reports as people read them, beside the figures, wherever these are shown: for staff, for everybody,
 * in sheets and open data. Pure.
 */
import { lampFigures } from '../../../kernel/cases/lampFigures.ts'

export const formulas = {
  received: '收到 = 这段时间收到的件数，合并到别件里的也各算一件；反映到干部本人、要保密的，只在办理的单位算',
  answered: '答复 = 收到的件数里，已经有过答复的',
  inTime: '一直没有逾期 = 收到的件数里，没有哪一步超过期限的',
  onTime: '按时率 =（收到的件数 − 有一步超过期限的件数）÷ 收到的件数',
  content: '满意率 =（评“满意”和“基本满意”的件数）÷ 评价过的件数',
  persons: '人数 = 反映的和一起反映的人，合并以后每人只算一次，算在并入的那一件里',
  ...lampFigures,
  open: '正在办 = 收到的件数里还没有办结的，合并到别件里的随那一件',
  overrun: '有过逾期 = 收到的件数里，有一步超过期限的，现在正逾期的也算',
  solved: '化解率 =（已经办结、反映人没有评“不满意”的件数）÷ 收到的件数',
} as const
