/** The history of one item in one place, and the items of a category. */
import { sayCite } from '../../../kernel/rules/cite.ts'
import { crumbsTo } from '../../../kernel/regions/crumbs.ts'
import { type Place, placeOf } from '../../../kernel/regions/shown.queries.ts'
import { sayDay } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { isTemplate } from '../../../kernel/forms/form.ts'
import { Card, Tag } from '../../../web/card.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { categoryHref, itemHref, missingHref, noticeHref } from '../addresses.ts'
import { categoryName, type PublicItem } from '../catalogue/frame.queries.ts'
import { historyQ, itemsStandQ, type History, type ItemStand } from './item.queries.ts'
import { OverMonths } from './notice.chart.tsx'
import { seriesQ, templateOf } from './notice.queries.ts'
import { audienceName, nameOf, sayLate, sayLeft, sayMissing, stateOf, warnDays } from '../obligations/dueWords.ts'
import type { Shown, Visit } from '../site.ts'

const frequencyNames: Record<string, string> = {
  standing: '长期公开，有变化就更新',
  monthly: '每月公开',
  quarterly: '每季度公开',
  halfYearly: '每半年公开',
  yearly: '每年公开',
  onEvent: '有事随时公开',
  perStage: '按阶段公开',
}

export async function itemPage(visit: Visit, slug: string, code: string): Promise<Shown> {
  const place = await placeOf(visit, slug)
  const item =
    visit.frame.catalogue.find((i) => i.code === code) ?? [...visit.frame.items.values()].find((i) => i.code === code)
  if (!item) throw notFound('公开目录里没有这一项。')
  const history = await historyQ(visit.db, place.id, code)
  return {
    title: `${item.name} · ${place.name}`,
    shortened: true,
    crumbs: [
      ...crumbsTo(place, visit.frame),
      { href: categoryHref(slug, item.category), text: categoryName(visit.frame, item.category) },
    ],
    body: (
      <>
        <h1>{item.name}</h1>
        {!visit.brief && (
          <p class="quiet">
            {place.name} · {frequencyNames[item.definition.frequency]} · {sayCite(item.definition.deadline.basis)}
          </p>
        )}
        {item.definition.audience !== 'everyone' && (
          <p class="note">内容只给{audienceName(item.definition.audience)}看；什么时候公开、谁审查签字，谁都可以查。</p>
        )}
        {!visit.brief && (await chart(visit, place, item))}
        <h2>各期</h2>
        {history.length === 0 ? (
          <Empty text="还没有到公开的时候。" />
        ) : (
          <Rows label="各期">
            {history.slice(0, visit.brief ? 4 : undefined).map((h) => (
              <Period key={h.id} visit={visit} place={place} h={h} />
            ))}
          </Rows>
        )}
      </>
    ),
  }
}

async function chart(visit: Visit, place: Place, item: PublicItem) {
  const form =
    item.template_code === null ? undefined : await templateOf(visit.db, item.template_code, item.template_version!)
  if (!form || !isTemplate(form) || form.chart?.kind !== 'incomeExpense') return null
  return <OverMonths form={form} periods={await seriesQ(visit.db, place.slug, item.code, '9999')} />
}

function Period({ visit, place, h }: { visit: Visit; place: Place; h: History }) {
  const state = stateOf(h, visit.today, warnDays(visit.frame))
  const late = sayLate(h)
  if (h.published_on !== null)
    return (
      <Row
        href={h.code === null ? undefined : noticeHref(h.code)}
        what={
          <>
            {h.title || nameOf(visit.frame, h)} {h.nothing && <Tag text="本期无内容" />}
            {h.withdrawn && <Tag text="已撤回" />}
          </>
        }
        when={sayDay(h.published_on, true)}
        more={late}
      />
    )
  return (
    <Row
      href={missingHref(place.slug, h.id)}
      what={nameOf(visit.frame, h)}
      when={state === 'missing' ? <Card kind="late" /> : state === 'soon' ? <Card kind="soon" /> : '还没到期'}
      more={
        state === 'missing'
          ? sayMissing(h.due_on, visit.today)
          : `应在 ${sayDay(h.due_on)}前公开，${sayLeft(h.due_on, visit.today)}`
      }
    />
  )
}

export async function categoryPage(visit: Visit, slug: string, code: string): Promise<Shown> {
  const place = await placeOf(visit, slug)
  const name = categoryName(visit.frame, code)
  if (name === '') throw notFound('公开目录里没有这个分类。')
  const items = visit.frame.catalogue.filter(
    (i) =>
      i.category === code &&
      i.definition.levels.includes(place.level as 'village') &&
      !i.definition.exceptKinds.includes(place.kind),
  )
  const stands = new Map(
    (
      await itemsStandQ(
        visit.db,
        place.id,
        items.map((i) => i.code),
        visit.today,
      )
    ).map((s) => [s.item_code, s]),
  )
  return {
    title: `${name} · ${place.name}`,
    crumbs: crumbsTo(place, visit.frame),
    body: (
      <>
        <h1>{name}</h1>
        <p class="quiet">
          {place.name}在“{name}”里应当公开 {items.length} 项。
        </p>
        <Rows label={name} pairs>
          {items.map((i) => (
            <Standing key={i.code} place={place} item={i} stand={stands.get(i.code)} />
          ))}
        </Rows>
      </>
    ),
  }
}

function Standing({ place, item, stand }: { place: Place; item: PublicItem; stand: ItemStand | undefined }) {
  const last = stand?.published_on ? `最近 ${sayDay(stand.published_on)}` : '还没有公开过'
  return (
    <Row
      href={itemHref(place.slug, item.code)}
      what={
        <>
          {item.name} {stand && stand.missing > 0 && <Card kind="late" text={`${stand.missing} 期逾期`} />}
        </>
      }
      when={last}
      more={frequencyNames[item.definition.frequency]}
    />
  )
}
