/** When a notice that is signed goes out: at once, or at a time that drafter or signer set. */
import { needDay } from '../../../kernel/calendar/dayBounds.ts'
import type { Context } from '../../../kernel/cases/act.ts'
import { addDays, dayOf } from '../../../platform/clock.ts'
import { invalid } from '../../../platform/errors.ts'

/** 422 for a time of publication that is over, or further ahead than the county's rule. */
export function needPublishTime(at: Date | null | undefined, { now, rules }: Pick<Context, 'now' | 'rules'>): void {
  if (!at) return
  if (at <= now) throw invalid('定的公开时间已经过了。请改成以后的时间；不填的，签完就公开。', { field: 'publishAt' })
  const today = dayOf(now)
  needDay(
    dayOf(at),
    { from: today, to: addDays(today, rules.number('publish.aheadDays')) },
    '公开时间',
    'publishAt',
    rules.because('publish.aheadDays'),
  )
}
