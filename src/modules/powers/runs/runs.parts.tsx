/** A run in a list, and its lamp in villagers' words. */
import { sayDay, dayOf } from '../../../platform/clock.ts'
import { lampAt, type Lamp } from '../../../kernel/cases/inbox.queries.ts'
import { Row } from '../../../web/list.tsx'
import { indexOf, running } from './runs.procedure.ts'
import type { PublicRun } from './shown.queries.ts'
import { sayMoney } from '../list/powerWords.ts'

/** "第 3 步，共 13 步", "办结", "停办" */
export function sayStanding(run: Pick<PublicRun, 'step' | 'steps' | 'closed_at'>): string {
  if (run.step === 'done') return '办结'
  if (run.step === 'stopped') return '停办'
  return `第 ${indexOf(run.step) + 1} 步，共 ${run.steps.length} 步`
}

/** A run about one person shows its power only. */
export const nameOfRun = (run: Pick<PublicRun, 'person' | 'title' | 'power_name'>): string =>
  run.person ? `${run.power_name}（关于个人，内容不公开）` : run.title

/** `now`: for what is late. */
/** A run's lamp, by what everybody may read of it. */
export const lampOfRun = (run: PublicRun, now: Date): Lamp => lampAt({ ...run, procedure: running.code }, now)

export function RunRow({ run, href, now }: { run: PublicRun; href: string; now: Date }) {
  const lamp = run.closed_at === null ? lampOfRun(run, now) : 'green'
  const late = `${lamp === 'red' ? '，逾期' : lamp === 'paused' ? '，停表' : ''}${lamp !== 'red' && run.missed_at !== null ? '，曾逾期' : ''}`
  return (
    <Row
      href={href}
      what={nameOfRun(run)}
      when={`${sayStanding(run)}${run.step_name ? `：${run.step_name}` : ''}${late}`}
      more={[run.person ? '' : run.power_name, sayMoney(run.amount), `${sayDay(dayOf(run.started_at), true)}发起`]
        .filter(Boolean)
        .join('　')}
    />
  )
}
