/** A notice: the thing itself, then who answers for it, then the proof. */
import { Clocks } from '../../../kernel/cases/clocks.parts.tsx'
import type { StepClock } from '../../../kernel/cases/clocks.ts'
import type { Context } from '../../../kernel/cases/times.ts'
import { placeHref } from '../../../kernel/regions/addresses.ts'
import type { VNode } from 'preact'
import { sayDay } from '../../../platform/clock.ts'
import { Tag } from '../../../web/card.tsx'
import { Pager } from '../../../web/pager.tsx'
import { addressesOf } from './notice.links.ts'
import { categoryHref, groupHref, itemHref, noticeHref } from '../addresses.ts'
import { Attachments, Content, rowsPerPage } from './content.tsx'
import { isLong } from './publicForm.ts'
import { categoryName } from '../catalogue/frame.queries.ts'
import { chartOf } from './notice.chart.tsx'
import { doubtOf } from '../questions/doubt.ts'
import { Banner, correctorsOf, HandsOf, Latenesses, ProofLine, RuleOf } from './notice.parts.tsx'
import type { Notice } from './notice.queries.ts'
import { findNotice, type Found } from './notice.read.ts'
import { noticeClocks } from './notice.clocks.ts'
import { noticeJsonLd } from './notice.jsonLd.ts'
import { answerersOf } from '../questions/answerers.ts'
import type { Held } from '../../../kernel/people/holding.ts'
import { Questions } from '../questions/questions.parts.tsx'
import { fullTitleOf, glued, itemNameOf, titleOf } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'
import { untouched } from './untouched.ts'

export async function noticePage(
  visit: Visit,
  code: string,
  opts: { version?: number; page?: number },
  ctx: Context,
): Promise<Shown> {
  const found = await findNotice(visit, code, opts.version)
  const { notice: n, item } = found
  const title = titleOf(visit.frame, n)
  return {
    title: `${fullTitleOf(visit.frame, n)} · ${n.place_name}`,
    shortened: true,
    fleeting: n.leaf_position === null,
    noindex: n.names_people || n.withdrawn !== null || n.superseded_at !== null || n.content === null,
    status: n.withdrawn === null ? 200 : 410,
    description: `${n.place_name}${title}，${sayDay(n.published_on, true)}公开。`,
    crumbs: [
      ...(n.parent_slug === null
        ? []
        : [{ href: placeHref(n.parent_level!, n.parent_slug, visit.frame.root?.slug), text: n.parent_name! }]),
      { href: placeHref(n.place_level, n.place_slug, visit.frame.root?.slug), text: n.place_name },
      { href: categoryHref(n.place_slug, item.category), text: categoryName(visit.frame, item.category) },
    ],
    jsonLd: noticeJsonLd(visit, found, title),
    body: (
      <NoticeBody
        visit={visit}
        found={found}
        title={title}
        page={opts.page ?? 1}
        chart={await chartOf(visit, found)}
        beside={await besideOf(visit, n.notice_id)}
        clocks={await noticeClocks(visit, n, ctx)}
        called={await calledOf(visit, n)}
      />
    ),
  }
}

/** Who is called about what waits here: a correction that was demanded, each question without an answer. */
async function calledOf(visit: Visit, n: Notice): Promise<Held[]> {
  const demanded = [...(n.demands ?? []), ...(n.corrections ?? [])].some((d) => d.met_at === null)
  const asked = (n.questions ?? []).filter((q) => q.text !== null && q.answer === null).map((q) => q.handler_id)
  return answerersOf(visit, demanded ? [...correctorsOf(n), ...asked] : asked)
}

/** What other rooms say of it: the power by which it was done. */
const besideOf = async (visit: Visit, id: string): Promise<VNode[]> =>
  (await Promise.all(visit.rooms.map((r) => r.besideNotice?.(visit.db, { id })))).filter((b) => b !== undefined)

type BodyProps = {
  visit: Visit
  found: Found
  title: string
  page: number
  chart: VNode | null
  beside: readonly VNode[]
  clocks: readonly StepClock[]
  called: readonly Held[]
}

function NoticeBody({ visit, found, title, page, chart, beside, clocks, called }: BodyProps) {
  const { notice: n, form } = found
  const changed = untouched(n) === false
  const total = n.content?.rows.length ?? 0
  const matter = itemNameOf(visit.frame, n)
  const pages = isLong(form) ? Math.max(1, Math.ceil(total / rowsPerPage)) : 1
  const at = Math.min(Math.max(1, page), pages)
  return (
    <>
      <h1>{glued(title)}</h1>
      <p class="quiet">
        {matter !== undefined && `${matter}，`}
        {sayDay(n.published_on, true)}公开{n.version > 1 && `，第 ${n.version} 版`}
        <Latenesses notice={n} />
        {n.withdrawn === null ? displayWords(n.display_from, n.display_until) : '。'}
      </p>
      {n.place_level === 'group' && n.parent_slug !== null && (
        <p>
          <Tag text={n.place_name} /> 这是{n.place_name}的事。
          <a href={groupHref(n.parent_slug, n.place_slug)}>看这个组的全部公开</a>
        </p>
      )}
      <Banner visit={visit} found={found} changed={changed} called={called} />
      {n.content && (
        <>
          <Content
            form={form}
            content={n.content}
            title={title}
            from={(at - 1) * rowsPerPage}
            to={at * rowsPerPage}
            doubt={visit.brief ? undefined : doubtOf(n, form)}
            after={<Actions visit={visit} found={found} />}
          />
          <Pager
            page={at}
            pages={pages}
            what="表格"
            href={(to) => `${noticeHref(n.code)}${n.superseded_at ? `/v/${n.version}` : ''}?page=${to}`}
          />
          <Attachments files={n.files ?? []} />
        </>
      )}
      {!n.content && <Actions visit={visit} found={found} />}
      <ProofLine found={found} changed={changed} />
      <div class="two">
        <div>
          {!visit.brief && n.content && chart}
          {!visit.brief && (
            <>
              <HandsOf notice={n} />
              <Clocks clocks={clocks} />
            </>
          )}
          {(!visit.brief || (n.questions ?? []).length > 0) && <Questions visit={visit} notice={n} called={called} />}
        </div>
        {!visit.brief && (
          <div class="side">
            <RuleOf visit={visit} found={found} />
            {beside}
            {n.content && <Downloads notice={n} />}
            <p>
              <a href={itemHref(n.place_slug, n.item_code)}>这一项以前各期</a>
            </p>
            <p class="quiet small">
              编号 <span class="mono">{n.code}</span>。
              {n.views > 0 && `到昨天为止被看过 ${n.views} 次（只计次数，不记是谁）。`}
            </p>
          </div>
        )}
      </div>
    </>
  )
}

const displayWords = (from: string, until: string | null) =>
  until === null
    ? '。长期公布。'
    : `。公布期限：${sayDay(from)}至 ${sayDay(until, until.slice(0, 4) !== from.slice(0, 4))}。`

function Actions({ visit, found }: { visit: Visit; found: Found }) {
  const { notice: n } = found
  const to = addressesOf(n)
  if (n.superseded_at !== null || n.withdrawn !== null) return null
  return (
    <p class="do">
      <a class="press" href={to.ask}>
        我有疑问
      </a>
      {n.content && !visit.brief && (
        <a class="press second" href={to.print}>
          打印
        </a>
      )}
      <button class="press second" type="button" data-share hidden>
        分享
      </button>
      {!visit.elder && (
        <span data-speak hidden>
          <button type="button" class="press second">
            朗读
          </button>{' '}
          <span role="status" />
        </span>
      )}
    </p>
  )
}

function Downloads({ notice: n }: { notice: Notice }) {
  const to = addressesOf(n)
  if (n.superseded_at !== null || n.withdrawn !== null) return null
  return (
    <p class="noprint">
      下载：<a href={to.xlsx}>Excel 表格</a>　<a href={to.csv}>CSV</a>　<a href={to.json}>JSON</a>
    </p>
  )
}
