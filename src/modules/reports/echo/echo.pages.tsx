/** A village's echo wall (回音壁): what was told, how it stands, what was answered; questions on notices too. */
import { sayDay, sayTime } from '../../../platform/clock.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { Card } from '../../../web/card.tsx'
import { Pager } from '../../../web/pager.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { reportKinds } from '../reports.schema.ts'
import { echoHref, newHref, reportHref } from '../addresses.ts'
import { echoQ, echoQuestionsQ, perPage, type EchoQuestion, type PublicReport } from './echo.queries.ts'
import { placeFor } from '../sending/place.queries.ts'
import { Lamp } from '../../../kernel/cases/history.parts.tsx'
import type { Shown, Visit } from '../site.ts'

export async function echoPage(visit: Visit, slug: string, page: number, now: Date): Promise<Shown> {
  const place = await placeFor(visit, slug)
  const [found, questions] = await Promise.all([
    echoQ(visit.db, place.id, (page - 1) * perPage),
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
        <p>村民反映的事，办到哪一步，怎么答复的。反映人愿意公开、审核过的才在这里；没有公开的一样在办，一样算时限。</p>
        <p class="do">
          <a class="press" href={newHref(slug)}>
            我要反映
          </a>
          <a class="press second" href="/reports">
            用回执查结果
          </a>
        </p>
        <EchoRows reports={found.slice(0, perPage)} now={now} />
        <Pager
          page={page}
          pages={found.length > perPage ? page + 1 : page}
          what="回音壁"
          href={(to) => `${echoHref(slug)}?page=${to}`}
        />
        {questions.length > 0 && <Questions questions={questions} today={visit.today} />}
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
      <h2>对公开事项的提问</h2>
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
