/**
 * How the county answers its villagers: received, answered in time, late, satisfaction; by place in the order of the
 * tree, never ranked.
 */
import { addMonths, sayLimit, sayTime, startOfDay } from '../../../platform/clock.ts'
import { othersTime } from '../../../kernel/cases/late.ts'
import { procedureOf } from '../../../kernel/cases/procedure.ts'
import { Card } from '../../../web/card.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { Ledger } from '../../../web/ledger.tsx'
import { Second } from '../../../web/less.tsx'
import { Narrow, oneOf } from '../../../web/narrow.tsx'
import { rangeOf } from '../../../kernel/regions/range.ts'
import { placeQ, townshipsQ, type Township } from '../../../kernel/regions/shown.queries.ts'
import { reportKinds } from '../reports.schema.ts'
import { echoHref, reportHref } from '../addresses.ts'
import {
  kindSumsQ,
  lateReportsQ,
  monthSumsQ,
  placeSumsQ,
  type KindSum,
  type Late,
  type MonthSum,
  type PlaceSum,
  type Sum,
} from './all.queries.ts'
import { sayShare } from '../../../kernel/site/share.ts'
import { formulas } from '../statistics/formulas.ts'
import { sharesOf } from '../statistics/statistics.queries.ts'
import { sayMonth } from '../../disclosure/index.ts'
import type { Shown, Visit } from '../site.ts'
import { HowCounted } from '../../../web/howCounted.tsx'

const monthsShown = 12

/** A township or village, a kind of report and a month of receipt; what is unknown counts as not asked. */
type Asked = { place: string | undefined; kind: string | undefined; month: string | undefined }
/** Five screens of a phone hold as many late ones; the rest is folded. */
const lateFirst = 5

export async function allPage(visit: Visit, asked: Asked, now: Date): Promise<Shown> {
  const townships = await townshipsQ(visit.db)
  const within = townships.find((t) => t.slug === asked.place)
  const place = within && (await placeQ(visit.db, within.slug))[0]
  const range = rangeOf(place?.path ?? visit.frame.root?.path)
  const kind = oneOf(asked.kind, Object.keys(reportKinds))
  const since = addMonths(visit.month, 1 - monthsShown)
  const month = oneOf(
    asked.month,
    Array.from({ length: monthsShown }, (_, i) => addMonths(since, i)),
  )
  const days = month === undefined ? [null, null] : [`${month}-01`, `${addMonths(month, 1)}-01`].map(startOfDay)
  const [kinds, months, places, late] = await Promise.all([
    kindSumsQ(visit.db, since, ...range, month ?? null),
    monthSumsQ(visit.db, since, ...range, kind ?? null),
    placeSumsQ(visit.db, since, ...range, kind ?? null, month ?? null),
    lateReportsQ(visit.db, now, ...range, kind ?? null, ...days, othersTime()),
  ])
  return {
    title: '村民反映办得怎么样',
    fleeting: true,
    feed: { href: '/reports/feed.xml', title: `${visit.frame.county}回音壁` },
    crumbs: [{ href: '/', text: visit.frame.county }],
    description: `${visit.frame.county}收到多少村民反映，按时答复了多少，哪些逾期。`,
    body: (
      <Body
        visit={visit}
        kinds={kind === undefined ? kinds : kinds.filter((k) => k.kind === kind)}
        places={places}
        late={late}
        kind={kind}
        place={within?.slug}
        townships={townships}
        counted={kinds}
        months={months}
        month={month}
      />
    ),
  }
}

type Props = {
  visit: Visit
  kinds: KindSum[]
  places: PlaceSum[]
  late: Late[]
  kind: string | undefined
  place: string | undefined
  townships: readonly Township[]
  /** Every kind of the place, for the choice. */
  counted: readonly KindSum[]
  /** Every month of the kind, newest first. */
  months: readonly MonthSum[]
  month: string | undefined
}

function Body({ visit, kinds, places, late, kind, place, townships, counted, months, month }: Props) {
  const total = kinds.reduce((s, k) => add(s, k), none)
  const shares = sharesOfSum(total)
  const span = month === undefined ? '最近一年' : sayMonth(month, visit.today)
  return (
    <>
      <h1>村民反映办得怎么样</h1>
      <Narrow
        action="/reports/all"
        lists={[
          {
            name: 'place',
            label: '哪个乡镇',
            value: place,
            choices: townships.map((t) => ({ value: t.slug, text: t.name })),
          },
          {
            name: 'kind',
            label: '哪一种',
            value: kind,
            choices: counted.map((k) => ({
              value: k.kind,
              text: reportKinds[k.kind as keyof typeof reportKinds],
              count: k.received,
            })),
          },
          {
            name: 'month',
            label: '哪个月收到',
            value: month,
            choices: months.map((m) => ({ value: m.month, text: sayMonth(m.month, visit.today), count: m.received })),
          },
        ]}
      />
      <section class="panel state" aria-label={span}>
        <p class="lead">
          {span}收到 {total.received} 件，答复 {total.answered} 件，一直没有逾期的 {total.in_time} 件
        </p>
        <p>
          按时率 {sayShare(shares.onTime)}，满意率 {sayShare(shares.content)}（满意 {total.satisfied}，基本满意{' '}
          {total.basic}
          ，不满意 {total.unsatisfied}）。每十分钟统计一次。
        </p>
        <HowCounted
          say={[formulas.received, formulas.answered, formulas.inTime, formulas.onTime, formulas.content]
            .map((f) => `${f}。`)
            .join('')}
        />
      </section>
      <p class="do">
        <a class="press" href="/reports/new">
          我要反映
        </a>
        <a class="press second" href="/reports">
          用回执查结果
        </a>
      </p>
      <h2>正在办、逾期过的</h2>
      {late.length === 0 ? <Empty text="没有逾期的。" /> : <LateRows late={late.slice(0, lateFirst)} />}
      {late.length > lateFirst && (
        <details class="group">
          <summary>
            <span>其余 {late.length - lateFirst} 件</span>
          </summary>
          <LateRows late={late.slice(lateFirst)} />
        </details>
      )}
      {late.length === 50 && <p class="quiet">只列最久的 50 件。</p>}
      <Second>
        <>
          {month === undefined && months.length > 0 && (
            <>
              <h2>按月</h2>
              <details class="group">
                <summary>
                  <span>看最近 {months.length} 个月，每个月收到的</span>
                </summary>
                <SumsTable
                  title="按收到的月份"
                  first="月份"
                  rows={months.map((m) => ({ what: sayMonth(m.month, visit.today), sum: m }))}
                />
              </details>
            </>
          )}
          <h2>按种类</h2>
          {kinds.length === 0 ? (
            <Empty text="还没有收到反映。" />
          ) : (
            <SumsTable
              title={`${span}，按种类`}
              first="种类"
              rows={kinds.map((k) => ({ what: reportKinds[k.kind as keyof typeof reportKinds], sum: k }))}
            />
          )}
          <h2>按村</h2>
          {places.length === 0 ? (
            <Empty text="还没有收到反映。" />
          ) : (
            <details class="group">
              <summary>
                <span>看 {places.length} 个村（单位），按行政区划排列，不排名次</span>
              </summary>
              <SumsTable
                title={`${span}，按村`}
                first="村"
                rows={places.map((p) => ({ what: p.level === 'village' ? `${p.township}${p.name}` : p.name, sum: p }))}
              />
            </details>
          )}
        </>
      </Second>
      <p>
        <a href="/reports/feed.xml">订阅{visit.frame.whole}回音壁</a>
      </p>
    </>
  )
}

function LateRows({ late }: { late: readonly Late[] }) {
  return (
    <Rows label="正在办、逾期过的">
      {late.map((l, i) => (
        <Row
          key={i}
          href={l.code === '' ? (l.level === 'village' ? echoHref(l.slug) : undefined) : reportHref(l.code)}
          what={
            <>
              <Card kind="late" {...(l.late ? {} : { text: '曾逾期' })} /> {l.place}：
              {l.code === '' ? `${reportKinds[l.kind as keyof typeof reportKinds]}（内容不公开）` : l.title}
            </>
          }
          when={l.late ? <>应在 {sayLimit(l.due_at!)} 前</> : <>{sayLimit(l.missed_at!)} 的期限没赶上</>}
          more={`${procedureOf(l.procedure).steps[l.step]!.name}${l.holder ? `（${l.holder}）` : ''}　${sayTime(l.received_at, true)} 收到${sayEarlier(l)}`}
        />
      ))}
    </Rows>
  )
}

/**
 * What else is to be known of the limit that was missed first: a step before this one had it, or a report from before
 * this one.
 */
function sayEarlier(l: Late): string {
  if (l.missed_at === null) return ''
  if (l.missed_at < l.received_at) return '　和收到得更早的一件并在一起，或从那一件里分出来，按那一件的期限算'
  return l.late && l.missed_at < l.due_at! ? `　前面的一步 ${sayLimit(l.missed_at)} 就过了期限` : ''
}

const none: Sum = { received: 0, answered: 0, in_time: 0, satisfied: 0, basic: 0, unsatisfied: 0 }
const add = (a: Sum, b: Sum): Sum => ({
  received: a.received + b.received,
  answered: a.answered + b.answered,
  in_time: a.in_time + b.in_time,
  satisfied: a.satisfied + b.satisfied,
  basic: a.basic + b.basic,
  unsatisfied: a.unsatisfied + b.unsatisfied,
})
const sharesOfSum = (s: Sum) =>
  sharesOf({
    received: s.received,
    late: s.received - s.in_time,
    content: s.satisfied + s.basic,
    rated: s.satisfied + s.basic + s.unsatisfied,
  })
/** Received stands first; what became of them is in the fold of a row on a phone. */
function SumsTable({
  title,
  first,
  rows,
}: {
  title: string
  first: string
  rows: readonly { what: string; sum: Sum }[]
}) {
  const head = ['答复', '一直没有逾期', '满意／基本满意／不满意']
  return (
    <Ledger
      title={title}
      repeats
      same=""
      heads={{ what: first, sum: '收到（件）' }}
      columns={head.map((label) => ({ label, number: true }))}
      rows={rows.map(({ what, sum: s }) => ({
        what,
        who: `答复 ${s.answered} 件，一直没有逾期的 ${s.in_time} 件`,
        date: '',
        sum: String(s.received),
        cells: [String(s.answered), String(s.in_time), `${s.satisfied}／${s.basic}／${s.unsatisfied}`].map(
          (text, i) => ({
            label: head[i]!,
            text,
            number: true,
          }),
        ),
        folded: [],
      }))}
    />
  )
}
