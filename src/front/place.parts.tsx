/** Parts that pages of villages, townships, bureaux and the county share. */
import { sayFormulas, type Visit } from '../modules/disclosure/index.pages.ts'
import {
  missingHref,
  type Frame,
  glued,
  nameOf,
  sayLeft,
  sayMissing,
  sayMonth,
  stateOf,
  warnDays,
} from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Place } from '../kernel/regions/shown.queries.ts'
import { sayDay } from '../platform/clock.ts'
import { Card } from '../web/card.tsx'
import { Meter } from '../web/meter.tsx'
import { Empty, Row, Rows } from '../web/list.tsx'
import type { Due, Holder } from './place.queries.ts'
import { HowCounted } from '../web/howCounted.tsx'

/** The first answer: is everything out that should be, and what is late? */
export function State({ visit, place, due }: { visit: Visit; place: Place; due: readonly Due[] }) {
  const { frame, today } = visit
  const states = due.map((o) => ({ o, state: stateOf(o, today, warnDays(frame)) }))
  const month = states.filter((s) => s.o.in_month)
  const done = month.filter((s) => s.o.published_on !== null).length
  const missing = states.filter((s) => s.state === 'missing')
  const soon = states.filter((s) => s.state === 'soon')
  const lateThisMonth = missing.filter((s) => s.o.in_month).length
  const waiting = month.length - done - lateThisMonth
  return (
    <section class="panel state" aria-label="本月公开情况">
      <p class="lead">
        {glued(
          month.length === 0
            ? `${sayMonth(visit.month, today)}没有到期要公开的事项`
            : `${sayMonth(visit.month, today)}应公开 ${month.length} 项，已公开 ${done} 项`,
        )}
      </p>
      {month.length > 0 && (
        <Meter
          total={month.length}
          done={done}
          late={lateThisMonth}
          label={`已公开 ${done} 项，逾期 ${lateThisMonth} 项，还没到期 ${waiting} 项`}
        />
      )}
      <p class="quiet">{summary(missing.length, waiting, month.length)}</p>
      {month.length + missing.length > 0 && <HowCounted say={sayFormulas('due', 'published', 'missing')} />}
      {missing.length + soon.length > 0 && (
        <ul class="due">
          {missing.slice(0, atOnce).map(({ o }) => (
            <MissingLine key={o.id} visit={visit} place={place} o={o} />
          ))}
          {soon.slice(0, 4).map(({ o }) => (
            <li key={o.id}>
              <Card kind="soon" />
              {nameOf(frame, o)} 应在 {sayDay(o.due_on)}前公开，{sayLeft(o.due_on, today)}
            </li>
          ))}
        </ul>
      )}
      {missing.length > atOnce && (
        <details>
          <summary>其余 {missing.length - atOnce} 项逾期</summary>
          <ul class="due">
            {missing.slice(atOnce).map(({ o }) => (
              <MissingLine key={o.id} visit={visit} place={place} o={o} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** Late items shown without a press; the rest is on the page too, folded. */
const atOnce = 6

function MissingLine({ visit, place, o }: { visit: Visit; place: Place; o: Due }) {
  return (
    <li>
      <Card kind="late" />
      <a href={missingHref(place.slug, o.id)}>{nameOf(visit.frame, o)}</a> {sayMissing(o.due_on, visit.today)}
    </li>
  )
}

function summary(missing: number, waiting: number, total: number): string {
  if (total === 0) return missing === 0 ? '以前应公开的都公开了。' : ''
  const rest = waiting > 0 ? `，还有 ${waiting} 项没到期` : ''
  if (missing > 0) return `${missing} 项逾期还没公开${rest}。`
  return waiting > 0 ? `没有逾期${rest}。` : '没有逾期，本月的都到齐了。'
}

/** Who answers for what; a number only where the office gave one. */
export function HolderRows({ holders, limit }: { holders: readonly Holder[]; limit?: number }) {
  if (holders.length === 0) return <Empty text="还没有登记。" />
  return (
    <Rows label="谁在负责">
      {holders.slice(0, limit).map((h, i) => (
        <Row
          key={i}
          what={h.post}
          when={
            <>
              {h.person}
              {h.deputy && `（由${h.deputy}代理至 ${sayDay(h.deputy_to!)}）`}
            </>
          }
          more={h.office_phone !== '' && <a href={`tel:${h.office_phone}`}>{h.office_phone}</a>}
        />
      ))}
    </Rows>
  )
}

const changeWords: Record<string, string> = {
  renamed: '改名',
  merged: '并入',
  split: '分设',
  moved: '改变隶属',
  dissolved: '撤销',
  recoded: '换了编码',
}

/** What became of a place: its old address stays and says so. */
export function Became({ place, frame }: { place: Place; frame: Frame }) {
  const told = (place.changes ?? []).filter((c) => c.kind !== 'recoded')
  if (told.length === 0) return null
  return (
    <div class="note">
      {told.map((c, i) => (
        <p key={i}>
          {sayDay(c.on_date, true)}，
          {c.kind === 'renamed'
            ? `${c.before}改名为${c.after}`
            : `${c.before || place.name}${changeWords[c.kind] ?? c.kind}`}
          {c.other_slug && <a href={placeHref(c.other_level!, c.other_slug, frame.root?.slug)}>{c.other_name}</a>}。
          {c.note}
        </p>
      ))}
    </div>
  )
}

/** "326 户 · 1,148 人" */
export function sizeOf(place: Place): string {
  const number = (n: number) => n.toString().replace(/\B(?=(\d{3})+$)/g, ',')
  return [
    place.households === null ? '' : `${number(place.households)} 户`,
    place.population === null ? '' : `${number(place.population)} 人`,
  ]
    .filter(Boolean)
    .join(' · ')
}

export const Seen = ({ views }: { views: number }) =>
  views === 0 ? null : <p class="quiet small">到昨天为止，这一页被看过 {views} 次（只计次数，不记是谁）。</p>
