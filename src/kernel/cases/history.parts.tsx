/** The way of a report through hands, in words; and where it stands. */
import { dayOf, sayLimit, sayTime, weekdayNear } from '../../platform/clock.ts'
import { endsByItself } from './goingOn.ts'
import { isLateNow, isSoon } from './late.ts'
import { procedureOf } from './procedure.ts'
import { Card } from '../../web/card.tsx'
import { Hands } from '../../web/hands.tsx'
import { toldRemarks } from './toldRemarks.ts'
import { postAt } from '../people/postAt.ts'

export type Move = {
  at: Date
  action: string
  from_step: string | null
  to_step: string | null
  post_name: string
  place_name: string
  by_name: string
  comment: string
  /** Who got it with this move, where it went to other hands. */
  handedTo?: string | undefined
}

const others: Record<string, string> = {
  open: '收到',
  add: '补充了情况',
  suspend: '暂停计时',
  resume: '恢复计时',
  mergedInto: '并入另一件一起办',
  over: '原来的人要回避，交给上一级办',
  extend: '延长期限',
  again: '不满意，请上一级再办',
  reopen: '要求重新办理',
}

export function Way({ procedure, moves }: { procedure: string; moves: readonly Move[] }) {
  const lines = moves.filter((m) => m.from_step !== m.to_step || others[m.action] !== undefined || goesOn(procedure, m))
  return (
    <Hands
      hands={lines
        .map((m) => ({
          step: `${nameOf(procedure, m)}${m.handedTo ? `，到${m.handedTo}` : ''}`,
          name: m.by_name,
          post: m.post_name,
          place: m.place_name === '' ? '' : m.place_name,
          at: sayTime(m.at, true),
          deputyFor: '',
          comment: toldRemarks.has(m.action) ? m.comment : '',
        }))
        .map((h) => ({ ...h, post: postAt(h.place, h.post) }))}
    />
  )
}

/** To other hands at the same step: to another township or bureau, or up one level. */
const goesOn = (procedure: string, m: Move): boolean =>
  procedureOf(procedure).steps[m.from_step ?? '']?.actions[m.action]?.holder !== undefined

function nameOf(procedure: string, m: Move): string {
  const { steps } = procedureOf(procedure)
  return (
    others[m.action] ?? steps[m.from_step ?? '']?.actions[m.action]?.name ?? steps[m.to_step ?? '']?.name ?? m.action
  )
}

export type Standing = {
  procedure: string
  step: string
  warn_at: Date | null
  due_at: Date | null
  paused_at: Date | null
  closed_at: Date | null
  /** The earliest limit that it missed. */
  missed_at: Date | null
}

/** The lamp in words for villagers: late, late before, due soon, or nothing. */
export function Lamp({ c, now }: { c: Standing; now: Date }) {
  return (
    <>
      <Present c={c} now={now} /> {c.missed_at !== null && !isLateNow(c, now) && <Card kind="late" text="曾逾期" />}
    </>
  )
}

function Present({ c, now }: { c: Standing; now: Date }) {
  if (isLateNow(c, now)) return <Card kind="late" />
  return isSoon(c, now) ? <Card kind="soon" /> : null
}

/** "最晚 11 月 20 日 24:00 前" */
export function DueLine({ c, now }: { c: Standing; now: Date }) {
  if (c.closed_at !== null) return <>{sayTime(c.closed_at, true)} 办结。</>
  if (c.paused_at !== null) return <>{sayTime(c.paused_at)} 起暂停计时。</>
  if (c.due_at === null) return null
  const last = new Date(c.due_at.getTime() - 1_000)
  const end = `${sayLimit(c.due_at, c.due_at.getUTCFullYear() !== now.getUTCFullYear())}${weekdayNear(dayOf(last), dayOf(now))}`
  if (c.step === 'answered') return <>{end} 前可以评价，到期没有评价就办结。</>
  if (endsByItself(c)) return <>{c.due_at <= now ? `${end} 已经期满，核实清楚接着往下走。` : `到 ${end} 期满。`}</>
  return <>{c.due_at <= now ? `应在 ${end} 前办完这一步，已经过了。` : `最晚 ${end} 办完这一步。`}</>
}
