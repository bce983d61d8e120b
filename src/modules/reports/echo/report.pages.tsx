/**
 * A released report as everybody reads it: the words released, where it stands, who has it, the clock, the answers, the
 * way.
 */
import { sayLimit, sayTime } from '../../../platform/clock.ts'
import { clocksOf } from '../../../kernel/cases/clocks.ts'
import { Clocks } from '../../../kernel/cases/clocks.parts.tsx'
import { FlowChart } from '../../../kernel/cases/flowchart.tsx'
import { prefixes } from '../../../kernel/cases/holder.ts'
import { handings } from '../../../kernel/cases/handedTo.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { replyForms, reportKinds, ratings, type Rating } from '../reports.schema.ts'
import { echoHref } from '../addresses.ts'
import {
  eventsQ,
  functionsQ,
  ordersQ,
  publicFilesQ,
  repliesQ,
  reportQ,
  type PublicEvent,
  type PublicOrder,
  type PublicReport,
  type PublicReply,
} from './echo.queries.ts'
import { AnswerFiles, Files } from './files.parts.tsx'
import { DueLine, Lamp, Way } from '../../../kernel/cases/history.parts.tsx'
import { SupportForm } from '../sending/support.parts.tsx'
import { whoHolds } from '../../../kernel/people/holding.ts'
import { Fold } from '../../../web/less.tsx'
import { HolderRows } from '../../../web/holders.tsx'
import type { Shown, Visit } from '../site.ts'
import { postAt } from '../../../kernel/people/postAt.ts'

/** The page; `undefined` where the report is not released or does not exist. */
export async function publicReportPage(visit: Visit, code: string, ctx: Context): Promise<Shown | undefined> {
  const report = (await reportQ(visit.db, code))[0]
  if (!report) return undefined
  const [events, replies, files, posts, orders] = await Promise.all([
    eventsQ(visit.db, report.id),
    repliesQ(visit.db, report.id),
    publicFilesQ(visit.db, report.id),
    functionsQ(visit.db, prefixes(report.path), visit.today),
    ordersQ(visit.db, report.id),
  ])
  const given = handings(events)
  const held = await heldNow(visit, report)
  const words = (step: string) =>
    [
      ...new Set(
        procedureOf(report.procedure).steps[step]!.by.flatMap((f) => posts.find((p) => p.function === f)?.post ?? []),
      ),
    ]
      .slice(0, 2)
      .join('、')
  return {
    title: `${report.title} · ${report.place}`,
    fleeting: true,
    noindex: report.name !== '',
    description: `${report.place}村民反映：${report.title}`,
    crumbs: [
      { href: report.level === 'village' ? `/v/${report.slug}` : '/', text: report.place },
      { href: echoHref(report.slug), text: '回音壁' },
    ],
    body: (
      <>
        <h1>{report.title}</h1>
        <p class="quiet">
          {reportKinds[report.kind as keyof typeof reportKinds]}　{report.name === '' ? '一位村民' : report.name}
          {'　'}
          {sayTime(report.received_at, true)} 反映{report.supporters > 1 && `，共 ${report.supporters} 人`}
        </p>
        <div class="two">
          <div>
            {report.text !== '' && (
              <div class="article">
                <p>{report.text}</p>
              </div>
            )}
            {report.notice_code && (
              <p>
                有意见的公开：<a href={`/d/${report.notice_code}`}>{report.notice_title}</a>
              </p>
            )}
            <Files files={files} href={(f) => `/reports/${report.code}/shown/${f.id}`} />
            <Standing report={report} events={events} ctx={ctx} />
            {held.length > 0 && (
              <>
                <h2>找谁问</h2>
                <HolderRows holders={held} limit={3} label="在谁手里" />
              </>
            )}
            <Orders orders={orders} />
            <Answers report={report} replies={replies} />
            <Fold title="办理经过" note={`${events.length} 步`} open={events.length <= wayAtOnce}>
              <Way
                procedure={report.procedure}
                moves={events.map((e) => ({ ...e, handedTo: given.has(e.seq) ? e.holder : '' }))}
              />
            </Fold>
          </div>
          <div class="side">
            <SupportForm report={report} />
          </div>
        </div>
        <Fold title="这类事怎么办">
          <FlowChart code={report.procedure} who={words} {...(report.merged ? {} : { now: report.step })} />
        </Fold>
      </>
    ),
  }
}

/** A longer way is folded: how it stands is said above. */
const wayAtOnce = 4

/** In whose hands it is now: by post, by name where the county says so (rule report.showHandler). */
const heldNow = async (visit: Visit, r: PublicReport) =>
  r.closed_at !== null || r.merged || r.holder_id === null || r.step === 'answered'
    ? []
    : whoHolds(
        visit.db,
        [r.holder_id],
        procedureOf(r.procedure).steps[r.step]!.by,
        visit.today,
        visit.frame.rules.find('report.showHandler')?.value === 'name',
      )

function Standing({ report: r, events, ctx }: { report: PublicReport; events: readonly PublicEvent[]; ctx: Context }) {
  if (r.merged)
    return (
      <section class="panel state" aria-label="现在的情况">
        <p class="lead">
          已并入另一件一起办 <Lamp c={r} now={ctx.now} />
        </p>
        <p>
          {r.merged_code ? (
            <a href={`/reports/${r.merged_code}`}>看那一件的进展</a>
          ) : (
            '那一件没有公开内容，照样在办，照样算期限；两件里期限早的算数。'
          )}
        </p>
        <Clocks clocks={clocksOf(r.procedure, events, ctx.calendar, ctx.now)} />
      </section>
    )
  return (
    <section class="panel state" aria-label="现在的情况">
      <p class="lead">
        {procedureOf(r.procedure).steps[r.step]!.name} <Lamp c={r} now={ctx.now} />
      </p>
      {r.holder && r.closed_at === null && r.step !== 'answered' && <p>在{r.holder}。</p>}
      <p>
        <DueLine c={r} now={ctx.now} />
      </p>
      <Clocks clocks={clocksOf(r.procedure, events, ctx.calendar, ctx.now)} />
    </section>
  )
}

/** Orders from above, where the county shows them. */
function Orders({ orders }: { orders: readonly PublicOrder[] }) {
  if (orders.length === 0) return null
  return (
    <>
      <h2>督办</h2>
      <ul class="talk">
        {orders.map((o, i) => (
          <li key={i}>
            <p class="quiet">
              {postAt(o.by_place, o.by_post)}　{sayTime(o.asked_at, true)}　督办{o.holder}
            </p>
            <p>{o.ask}</p>
            <p>
              {o.answered_at
                ? `${sayTime(o.answered_at, true)} 已回复。`
                : o.due_at
                  ? `最晚 ${sayLimit(o.due_at, true)} 回复。`
                  : ''}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Answers({ report: r, replies }: { report: PublicReport; replies: readonly PublicReply[] }) {
  if (replies.length === 0) return null
  return (
    <>
      <h2>答复</h2>
      <ul class="talk">
        {replies.map((a) => (
          <li key={a.seq}>
            <p class="quiet">
              {postAt(a.by_place, a.by_post)}　{sayTime(a.at, true)}　{replyForms[a.form as keyof typeof replyForms]}
              答复
            </p>
            <p>{a.text}</p>
            <AnswerFiles code={r.code} files={a.files} />
          </li>
        ))}
      </ul>
      {r.finding && (
        <p>
          核查结果：{r.finding === 'upheld' ? '属实。更正的情况见那项公开的页面。' : '不属实，理由见上面的答复。'}
          {r.notice_code && <a href={`/d/${r.notice_code}`}>看那项公开</a>}
        </p>
      )}
      {r.rating && (
        <p>
          反映人评价：<b>{ratings[r.rating as Rating]}</b>
        </p>
      )}
    </>
  )
}
