/** A missing item's own page: what should be here, since when, by which rule, whose duty, and how to report it. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { crumbsTo } from '../../../kernel/regions/crumbs.ts'
import { type Place, aboveQ, placeOf } from '../../../kernel/regions/shown.queries.ts'
import { sayDay } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { Card } from '../../../web/card.tsx'
import { Facts } from '../../../web/facts.tsx'
import { Second } from '../../../web/less.tsx'
import { HolderRows } from '../../../web/holders.tsx'
import { ErrorSummary, type FieldError } from '../../../web/field.tsx'
import { columnsOf } from '../../../kernel/forms/form.ts'
import { itemHref, noticeHref } from '../addresses.ts'
import { AskFields, blankAsk, type Typed } from '../questions/ask.parts.tsx'
import { itemIn, type PublicItem } from '../catalogue/frame.queries.ts'
import { whoHolds, type Held } from '../../../kernel/people/holding.ts'
import { obligationQ, type Obligation } from './missing.queries.ts'
import { templateOf } from '../publishing/notice.queries.ts'
import { cite, glued, nameOf, ruleNumber, sayLate, sayLeft, sayMissing } from './dueWords.ts'
import type { Shown, Visit } from '../site.ts'

type Asked = { typed: Typed; errors: FieldError[] }

export async function obligationPage(visit: Visit, slug: string, id: string, asked?: Asked): Promise<Shown> {
  const [place, o] = [await placeOf(visit, slug), (await obligationQ(visit.db, id))[0]]
  const item = o && itemIn(visit.frame, o.item_code, o.item_version)
  if (!o || !item || o.place_slug !== slug) throw notFound('没有这个事项。请从村子的页面进去找。')
  const liable = await whoHolds(
    visit.db,
    [o.region_id],
    ['drafter', item.definition.signBy === 'director' ? 'director' : 'signer', 'township_clerk', 'bureau_clerk'],
    visit.today,
  )
  const name = nameOf(visit.frame, o)
  return {
    title: `${name} · ${place.name}`,
    crumbs: crumbsTo(place, visit.frame),
    noindex: true,
    status: asked ? 422 : 200,
    fleeting: true,
    scripts: ['ask'],
    shortened: true,
    body: (
      <Missing
        visit={visit}
        place={place}
        o={o}
        item={item}
        name={name}
        liable={liable}
        labels={await labelsOf(visit, item)}
        above={(await aboveQ(visit.db, slug))[0]?.name ?? undefined}
        asked={asked}
      />
    ),
  }
}

async function labelsOf(visit: Visit, item: PublicItem): Promise<string[]> {
  const template =
    item.template_code === null ? undefined : await templateOf(visit.db, item.template_code, item.template_version!)
  return columnsOf(template ?? item.definition.fields)
    .filter((c) => c.visibility !== 'internal')
    .map((c) => c.label)
}

type MissingProps = {
  visit: Visit
  place: Place
  o: Obligation
  item: PublicItem
  name: string
  liable: readonly Held[]
  labels: string[]
  above: string | undefined
  asked: Asked | undefined
}

function Missing(p: MissingProps) {
  const { visit, place, o, item, name } = p
  const missing = o.published_on === null && o.due_on < visit.today
  return (
    <>
      {p.asked && <ErrorSummary errors={p.asked.errors} />}
      <h1>{glued(name)}</h1>
      <p>
        {missing ? (
          <>
            <Card kind="late" /> {sayMissing(o.due_on, visit.today)}。
          </>
        ) : (
          <Published o={o} today={visit.today} />
        )}
      </p>
      <div class="two turned">
        <div class="side">
          {p.liable.length > 0 && (
            <>
              <h2>该谁公开，打电话问</h2>
              <HolderRows holders={p.liable} limit={visit.brief ? 1 : undefined} label="该谁公开" />
            </>
          )}
          <Second>
            <p>
              <a href={itemHref(place.slug, item.code)}>这一项以前各期</a>
            </p>
          </Second>
        </div>
        <div>
          <Facts
            facts={[
              { label: '哪里应当公开', value: place.full_name },
              {
                label: '应当公开什么',
                value: visit.brief ? '' : p.labels.length === 0 ? item.name : `${item.name}：${p.labels.join('、')}`,
              },
              {
                label: '最晚哪一天',
                value: `${sayDay(o.due_on, true)}${o.provisional ? '（节假日安排公布前暂定）' : ''}`,
              },
              {
                label: '依据',
                value: visit.brief
                  ? ''
                  : [sayCite(item.definition.deadline.basis), item.definition.lawFloor?.basis]
                      .filter(Boolean)
                      .join('；'),
              },
              {
                label: '谁的责任',
                value: p.liable.length > 0 ? '' : isVillage(place) ? item.definition.publisher : place.full_name,
              },
              {
                label: '指导责任单位',
                value: visit.brief ? '' : (visit.frame.bureaux.get(item.definition.dept)?.name ?? ''),
              },
            ].filter((f) => f.value !== '')}
          />
          {missing && <ReportForm {...p} />}
        </div>
      </div>
    </>
  )
}

const isVillage = (place: Place) => place.level === 'village' || place.level === 'group'

function Published({ o, today }: { o: Obligation; today: string }) {
  if (o.published_on === null)
    return (
      <>
        还没到期，应在 {sayDay(o.due_on)}前公开，{sayLeft(o.due_on, today)}。
      </>
    )
  const late = sayLate(o)
  return (
    <>
      已在 {sayDay(o.published_on, true)}公开{late && `，${late}`}。
      {o.notice_code && <a href={noticeHref(o.notice_code)}>去看内容</a>}
    </>
  )
}

function ReportForm({ visit, place, o, above, asked }: MissingProps) {
  const law = isVillage(place) ? `（${cite(visit.frame, 'complaint.level') || '《村民委员会组织法》第三十六条'}）` : ''
  return (
    <>
      <h2 id="report">反映没有公开</h2>
      <p class="text">
        {above ? `反映送到${above}办理，不由${place.name}自己处理${law}` : `反映由${place.name}负责村务公开的部门办理`}
        ，{ruleNumber(visit.frame, 'complaint.answerDays', 10)} 天内答复。
        {o.reports > 0 && `已有 ${o.reports} 人反映过。`}
      </p>
      <form method="post" action={`/v/${place.slug}/missing/${o.id}`} data-ask>
        <input type="hidden" name="kind" value="missing" />
        <AskFields
          rules={visit.frame.rules}
          typed={asked?.typed ?? blankAsk('missing', `${nameOf(visit.frame, o)}到今天还没有公开，请督促公开。`)}
          errors={asked?.errors ?? []}
          textLabel="想说的话"
        />
        <button class="press" type="submit">
          提交反映
        </button>
      </form>
    </>
  )
}
