/** A village's echo wall (回音壁): what was told, how it stands, what was answered; questions on notices too. */
import { sayMonth } from '../../disclosure/index.ts'
import { sayDay, sayTime } from '../../../platform/clock.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { Card } from '../../../web/card.tsx'
import { Fold, Second } from '../../../web/less.tsx'
import { Narrow, oneOf, withQuery } from '../../../web/narrow.tsx'
import { Pager } from '../../../web/pager.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { reportKinds } from '../reports.schema.ts'
import { echoHref, newHref, reportHref } from '../addresses.ts'
import {
  echoCountsQ,
  echoQ,
  echoQuestionsQ,
  rowsOn,
  type EchoCount,
  type EchoQuestion,
  type PublicReport,
} from './echo.queries.ts'
import { placeFor } from '../sending/place.queries.ts'
import { Lamp } from '../../../kernel/cases/history.parts.tsx'
import type { Shown, Visit } from '../site.ts'

/** What of the wall is asked for; what is unknown of it counts as not asked. */
type Asked = { page: number; kind?: string; state?: string; month?: string }
const states = { open: '正在办', closed: '已办结' } as const

export async function echoPage(visit: Visit, slug: string, asked: Asked, now: Date): Promise<Shown> {
  const { page } = asked
  const perPage = rowsOn(visit.elder)
  const place = await placeFor(visit, slug)
  const counts = await echoCountsQ(visit.db, place.id)
  const kind = oneOf(asked.kind, [...new Set(counts.map((c) => c.kind))])
  const state = oneOf(asked.state, ['open', 'closed'] as const)
  const months = [...new Set(counts.map((c) => c.month))].sort().reverse()
  const month = oneOf(asked.month, months)
  const countOf = (of: (c: EchoCount) => boolean) => counts.filter(of).reduce((sum, c) => sum + c.reports, 0)
  const total = countOf(
    (c) =>
      (kind ?? c.kind) === c.kind &&
      (month ?? c.month) === c.month &&
      (state === undefined || c.closed === (state === 'closed')),
  )
  const closed = state === undefined ? null : state === 'closed'
  const [found, questions] = await Promise.all([
    echoQ(visit.db, place.id, (page - 1) * perPage, kind ?? null, closed, month ?? null, perPage + 1),
    page === 1 ? echoQuestionsQ(visit.db, place.id) : [],
  ])
  return {
    title: `${place.name}回音壁`,
    fleeting: true,
    feed: { href: `${echoHref(slug)}.xml`, title: `${place.name}回音壁` },
    description: `${place.name}村民反映的事，办到哪一步，怎么答复的。`,
    crumbs:
      place.level === 'village'
        ? [
            ...(place.parent_slug ? [{ href: `/t/${place.parent_slug}`, text: place.parent_name! }] : []),
            { href: `/v/${place.slug}`, text: place.name },
          ]
        : [{ href: '/', text: place.name }],
    body: (
      <>
        <h1>{place.name}回音壁</h1>
        <p>
          村民反映的事，办到哪一步，怎么答复的。
          <Second>反映人愿意公开、审核过的才在这里；没有公开的一样在办，一样算时限。</Second>
        </p>
        <p class="do">
          <a class="press" href={newHref(slug)}>
            我要反映
          </a>
          <a class="press second" href="/reports">
            用回执查结果
          </a>
        </p>
        {counts.length > 0 && (
          <Narrow
            action={echoHref(slug)}
            lists={[
              {
                name: 'kind',
                label: '哪一种',
                value: kind,
                choices: [...new Set(counts.map((c) => c.kind))].map((value) => ({
                  value,
                  text: reportKinds[value as keyof typeof reportKinds],
                  count: countOf((c) => c.kind === value),
                })),
              },
              {
                name: 'state',
                label: '办得怎样',
                value: state,
                choices: (['open', 'closed'] as const).map((value) => ({
                  value,
                  text: states[value],
                  count: countOf((c) => c.closed === (value === 'closed')),
                })),
              },
              {
                name: 'month',
                label: '哪个月',
                value: month,
                choices: months.map((value) => ({
                  value,
                  text: sayMonth(value, visit.today),
                  count: countOf((c) => c.month === value),
                })),
              },
            ]}
          />
        )}
        {counts.length > 0 && <p class="quiet">共 {total} 件，最近的在前面。</p>}
        <EchoRows reports={found.slice(0, perPage)} now={now} />
        <Pager
          page={page}
          pages={found.length > perPage ? page + 1 : page}
          what="回音壁"
          href={(to) => withQuery(echoHref(slug), { kind, state, month, page: to === 1 ? undefined : to })}
        />
        {questions.length > 0 && (
          <Fold title="对公开事项的提问" note={`${questions.length} 个`}>
            <Questions questions={questions} today={visit.today} />
          </Fold>
        )}
        <p>
          <a href="/reports/all">{visit.frame.whole}办得怎么样</a>　<a href={`${echoHref(slug)}.xml`}>订阅更新</a>
        </p>
      </>
    ),
  }
}

export function EchoRows({
  reports,
  now,
  withPlace = false,
}: {
  reports: readonly PublicReport[]
  now: Date
  withPlace?: boolean
}) {
  if (reports.length === 0) return <Empty text="还没有公开的反映。" />
  return (
    <Rows label="村民反映">
      {reports.map((r) => (
        <Row
          key={r.code}
          href={reportHref(r.code)}
          what={
            <>
              <Lamp c={r} now={now} /> {withPlace && `${r.place}：`}
              {r.title}
            </>
          }
          when={<time dateTime={r.received_at.toISOString()}>{sayTime(r.received_at)}</time>}
          more={`${reportKinds[r.kind as keyof typeof reportKinds]}　${r.merged ? '已并入另一件一起办' : procedureOf(r.procedure).steps[r.step]!.name}${r.holder && r.closed_at === null ? `（${r.holder}）` : ''}${r.supporters > 1 ? `　${r.supporters} 人反映` : ''}${r.replies > 0 ? '　有答复' : ''}`}
        />
      ))}
    </Rows>
  )
}

function Questions({ questions, today }: { questions: readonly EchoQuestion[]; today: string }) {
  return (
    <>
      <ul class="talk">
        {questions.map((q) => (
          <li key={q.code}>
            <p class="quiet">
              {q.name ?? '一位村民'}　{sayTime(q.asked_at)}　<a href={`/d/${q.notice_code}`}>{q.title}</a>
            </p>
            <p>{q.text}</p>
            {q.answer === null ? (
              <p class="quiet">
                {q.due_on < today && <Card kind="late" />} 应在 {sayDay(q.due_on)}前答复
              </p>
            ) : (
              <div class="reply">
                <p>{q.answer}</p>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
