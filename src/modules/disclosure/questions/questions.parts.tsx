/**
 * Questions and objections under a notice: counted always, shown after review, and the answer or its lateness with
 * them.
 */
import { daysBetween, sayDay, sayTime, weekdayNear } from '../../../platform/clock.ts'
import { Card } from '../../../web/card.tsx'
import { kindNames } from './questions.ts'
import { addressesOf } from '../publishing/notice.links.ts'
import type { Notice, NoticeQuestion } from '../publishing/notice.queries.ts'
import { sayLeft } from '../obligations/dueWords.ts'
import type { Visit } from '../site.ts'
import type { Held } from '../../../kernel/people/holding.ts'
import { HolderRows } from '../../../web/holders.tsx'
import { postAt } from '../../../kernel/people/postAt.ts'

/** `called`: who is called about those that wait, in the offices that have them. */
export function Questions({ visit, notice: n, called }: { visit: Visit; notice: Notice; called: readonly Held[] }) {
  const all = n.questions ?? []
  const shown = all.filter((q) => q.text !== null)
  const hidden = all.length - shown.length
  return (
    <>
      <h2>村民提问</h2>
      {shown.length > 0 && (
        <ul class="talk">
          {shown.map((q) => (
            <Question
              key={q.code}
              q={q}
              today={visit.today}
              called={called.filter((h) => h.region_id === q.handler_id)}
            />
          ))}
        </ul>
      )}
      {hidden > 0 && <p class="quiet">另有 {hidden} 条没有公开显示（没有留姓名，或还在审核），办理的人都能看到。</p>}
      {all.length === 0 && <p class="quiet">还没有人提问。</p>}
      {n.withdrawn === null && n.superseded_at === null && (
        <p class="noprint">
          <a href={addressesOf(n).ask}>对这项公开提问或提出异议</a>
        </p>
      )}
    </>
  )
}

function Question({ q, today, called }: { q: NoticeQuestion; today: string; called: readonly Held[] }) {
  return (
    <li>
      <p class="quiet">
        {q.name ?? '一位村民'} {kindNames[q.kind as keyof typeof kindNames]}
        {'　'}
        <time dateTime={new Date(q.asked_at).toISOString()}>{sayTime(new Date(q.asked_at))}</time>
      </p>
      <p>{q.text}</p>
      {q.answer === null ? (
        <>
          <p>
            <Waiting q={q} today={today} />
          </p>
          {called.length > 0 && <HolderRows holders={called} limit={1} label="在谁手里" />}
        </>
      ) : (
        <div class="reply">
          <p class="quiet">
            {postAt(q.answered_place, q.answered_post)} {q.answered_by} 答复{'　'}
            <time dateTime={new Date(q.answered_at!).toISOString()}>{sayTime(new Date(q.answered_at!))}</time>
          </p>
          <p>{q.answer}</p>
          {q.conclusion && <p>结论：{q.conclusion}</p>}
        </div>
      )}
    </li>
  )
}

function Waiting({ q, today }: { q: NoticeQuestion; today: string }) {
  const left = daysBetween(today, q.due_on)
  if (left < 0)
    return (
      <>
        <Card kind="late" text="逾期未答复" /> 应在 {sayDay(q.due_on)}前答复，已过 {-left} 天
      </>
    )
  return left <= 1 ? (
    <>
      <Card kind="soon" /> 应在 {sayDay(q.due_on)}前答复，{sayLeft(q.due_on, today)}
    </>
  ) : (
    <span class="quiet">
      应在 {sayDay(q.due_on)}
      {weekdayNear(q.due_on, today)}前答复
    </span>
  )
}
