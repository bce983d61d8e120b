/** Parts that pages of villages, townships, bureaux and the county share. */
import { booksOf, BooksLines, booksToSay, Said, type Visit } from '../modules/disclosure/index.pages.ts'
import {
  missingHref,
  type Frame,
  nameOf,
  sayLeft,
  sayMissing,
  sayMonth,
  stateOf,
  withoutYear,
  warnDays,
} from '../modules/disclosure/index.ts'
import { placeHref } from '../kernel/regions/addresses.ts'
import type { Place } from '../kernel/regions/shown.queries.ts'
import { sayDay, weekdayNear } from '../platform/clock.ts'
import { Card } from '../web/card.tsx'
import type { Due } from './place.queries.ts'

/**
 * How this month's books stand: `due` is `published` and `late` and `waiting`; `before`: still missing of earlier
 * months.
 */
export type Standing = { due: number; published: number; late: number; waiting: number; before: number }

export function standingOf(visit: Visit, due: readonly Due[]): Standing {
  const states = due.map((o) => ({ o, state: stateOf(o, visit.today, warnDays(visit.frame)) }))
  const month = states.filter((s) => s.o.in_month)
  const published = month.filter((s) => s.o.published_on !== null).length
  const missing = states.filter((s) => s.state === 'missing')
  const late = missing.filter((s) => s.o.in_month).length
  const all = { due: month.length, published, late, before: missing.length - late }
  return { ...all, waiting: all.due - published - late }
}

const earlier = ({ before }: Standing) => (before > 0 ? `以前的月份还有 ${before} 项没有公开。` : '')

/** "11 月应公开 39 项，已公开 37 项，1 项逾期，1 项还没到期。" The three last add up to the first. */
export function sayStanding(standing: Standing, month: string): string {
  const { due, published, late, waiting } = standing
  if (due === 0) return `${month}没有到期要公开的事项。${earlier(standing)}`
  if (published === due) return `${month}应公开 ${due} 项，都公开了。${earlier(standing)}`
  const parts = [`已公开 ${published} 项`, late > 0 ? `${late} 项逾期` : '', waiting > 0 ? `${waiting} 项还没到期` : '']
  return `${month}应公开 ${due} 项，${parts.filter(Boolean).join('，')}。${earlier(standing)}`
}

type StateProps = { visit: Visit; place: Place; due: readonly Due[] }

function tellState({ visit, due }: StateProps) {
  const { frame, today } = visit
  const states = due.map((o) => ({ o, state: stateOf(o, today, warnDays(frame)) }))
  const standing = standingOf(visit, due)
  const say = sayStanding(standing, sayMonth(visit.month, today))
  const books = booksOf(
    due.filter((o) => o.in_month),
    today,
  )
  // Where the books are all that was due, the month's sentence would say the same again.
  const others = books.length === 1 && books[0]!.due === standing.due ? earlier(standing) : say
  return {
    books,
    missing: states.filter((s) => s.state === 'missing'),
    soon: states.filter((s) => s.state === 'soon'),
    others: books.length > 0 && others !== '' && others !== earlier(standing) ? `连同别的，${others}` : others,
  }
}

/** The first answer: is everything out that should be, and what is late? */
export function State(props: StateProps) {
  const { books, others, missing, soon } = tellState(props)
  return (
    <section class="panel state" aria-label="本月公开情况">
      <BooksLines books={books} today={props.visit.today} />
      {others !== '' && <Said text={others} lead={books.length === 0} />}
      <DueLines {...props} missing={missing} soon={soon} />
    </section>
  )
}

/** One sentence, so that what people press fits beneath it on the first screen of a phone; StateRest says the rest. */
export function StateFirst(props: StateProps) {
  const { books, others, missing } = tellState(props)
  return (
    <section class="panel state" aria-label="本月公开情况">
      {books.length > 0 ? (
        <BooksLines books={books} today={props.visit.today} part="first" />
      ) : (
        <Said text={others} lead />
      )}
      {missing.length > 0 && (
        <p>
          <Card kind="late" text={`${missing.length} 项逾期`} /> <a href="#late">看是哪几项</a>
        </p>
      )}
    </section>
  )
}

/** What StateFirst left: the other books, the whole month, what is late and what is due soon. */
export function StateRest(props: StateProps) {
  const { books, others, missing, soon } = tellState(props)
  const more = books.length > 0 ? others : ''
  if (booksToSay(books).length < 2 && more === '' && missing.length + soon.length === 0) return null
  return (
    <div class="panel state" id="late">
      <BooksLines books={books} today={props.visit.today} part="rest" />
      {more !== '' && <Said text={more} />}
      <DueLines {...props} missing={missing} soon={soon} />
    </div>
  )
}

type Told = { o: Due; state: string }

function DueLines({ visit, place, missing, soon }: StateProps & { missing: readonly Told[]; soon: readonly Told[] }) {
  const { frame, today } = visit
  return (
    <>
      {missing.length + soon.length > 0 && (
        <ul class="due">
          {missing.slice(0, atOnce).map(({ o }) => (
            <MissingLine key={o.id} visit={visit} place={place} o={o} />
          ))}
          {soon.slice(0, 4).map(({ o }) => (
            <li key={o.id} class="desk">
              <Card kind="soon" />
              {withoutYear(nameOf(frame, o), today)} 应在 {sayDay(o.due_on)}
              {weekdayNear(o.due_on, today)}前公开，{sayLeft(o.due_on, today)}
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
    </>
  )
}

/** Late items shown without a press; the rest is on the page too, folded. */
const atOnce = 6

function MissingLine({ visit, place, o }: { visit: Visit; place: Place; o: Due }) {
  return (
    <li>
      <Card kind="late" />
      <a href={missingHref(place.slug, o.id)}>{withoutYear(nameOf(visit.frame, o), visit.today)}</a>{' '}
      <span class="since">{sayMissing(o.due_on, visit.today)}</span>
    </li>
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
