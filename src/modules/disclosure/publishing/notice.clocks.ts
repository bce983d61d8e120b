/** The clocks of the steps that one published version went through, from what everybody may read of its history. */
import { clocksOf, type StepClock, type StepEvent } from '../../../kernel/cases/clocks.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { statement } from '../../../kernel/site/statement.ts'
import type { Visit } from '../site.ts'
import type { Notice } from './notice.queries.ts'

type PublicStep = StepEvent & { procedure: string }
const eventsQ = statement<PublicStep>(
  'noticeClocks',
  `SELECT procedure, seq, at, action, from_step, to_step, clock, comment
  FROM public_notice_clocks WHERE notice_id = $1 ORDER BY seq`,
)

/** What is done with a version once it is public; a correction begins the next. */
const afterwards = ['file', 'archive', 'withdraw', 'correct']

/** Oldest first, each with how its end was reckoned; none of what the platform made by itself. */
export async function noticeClocks(visit: Visit, n: Notice, ctx: Context): Promise<StepClock[]> {
  const whole = await eventsQ(visit.db, n.notice_id)
  const procedure = whole[0]?.procedure
  return procedure === undefined ? [] : clocksOf(procedure, roundOf(whole, n), ctx.calendar, ctx.now, undefined, whole)
}

/** The events that led to this version, and what was done with it before the next was public. */
function roundOf(events: readonly PublicStep[], n: Pick<Notice, 'version' | 'versions' | 'published_at'>) {
  const timeOf = (version: number) => {
    const v = n.versions.find((x) => x.version === version)
    return v && new Date(v.published_at).getTime()
  }
  const [before, here, next] = [timeOf(n.version - 1) ?? 0, n.published_at.getTime(), timeOf(n.version + 1) ?? Infinity]
  return events.filter(({ at, action }) => {
    const t = at.getTime()
    return afterwards.includes(action) ? t >= here && t < next : t > before && t <= here
  })
}
