/**
 * Runs as a workbook, for whoever oversees them. No names of villagers stand in it: titles about one person fall away.
 */
import { dayOf } from '../../../platform/clock.ts'
import type { Db } from '../../../platform/db.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Actor } from '../../../kernel/people/actor.ts'
import { bookOf } from '../../../kernel/sheets/writeBook.ts'
import { runLines, type RunFilter, type RunLine } from './runs.queries.ts'

const columns: [header: string, width: number, of: (r: RunLine) => string | number][] = [
  ['编号', 13, (r) => r.code],
  ['乡镇', 12, (r) => r.township],
  ['村', 12, (r) => r.place],
  ['权力', 20, (r) => r.power_name],
  ['办什么', 36, (r) => (r.person ? '关于个人' : r.title)],
  ['金额（元）', 14, (r) => (r.amount === null ? '' : Number(r.amount))],
  ['到哪一步', 18, (r) => r.stepName],
  ['第几步', 8, (r) => (r.number === 0 ? '' : r.number)],
  ['共几步', 8, (r) => r.steps],
  ['谁在办', 14, (r) => (r.closed_at === null ? r.holder : '')],
  ['这一步最晚', 12, (r) => (r.due_at && r.closed_at === null ? dayOf(new Date(r.due_at.getTime() - 1)) : '')],
  ['灯', 8, (r) => (r.closed_at !== null ? '' : r.lamp === 'red' ? '逾期' : r.lamp === 'yellow' ? '快到期' : '')],
  ['有没有逾期', 9, (r) => (r.missed_at !== null || r.lamp === 'red' ? '逾期' : '')],
  ['跳过几步', 9, (r) => r.skipped],
  ['发起', 12, (r) => dayOf(r.started_at)],
  ['发起人', 10, (r) => r.started_name],
  ['办完', 12, (r) => (r.closed_at ? dayOf(r.closed_at) : '')],
]

/** Rows of one sheet; more are asked for by narrower filters. */
const most = 20_000

/**
 * The runs of a list, all pages of it. 422 where they are more than one sheet takes: nothing is left out in silence.
 */
export async function runSheet(db: Db, actor: Actor, f: RunFilter, now: Date): Promise<Uint8Array> {
  const { runs, more } = await runLines(db, actor, { ...f, after: undefined }, now, most)
  if (more) throw invalid(`超过 ${most} 行，请选窄一点的权力、状态或者地方。`)
  return bookOf([
    {
      title: '权力办理',
      columns: columns.map(([header, width]) => ({ header, width })),
      rows: runs.map((r) => columns.map(([, , of]) => of(r))),
    },
  ])
}
