/** What is late, county-wide or below one place: dated and graded, place by place in the order of the tree. */
import { placeHref } from '../../../kernel/regions/addresses.ts'
import { placeQ, type Place, townshipsQ, type Township } from '../../../kernel/regions/shown.queries.ts'
import { daysBetween } from '../../../platform/clock.ts'
import { notFound } from '../../../platform/errors.ts'
import { HowCounted } from '../../../web/howCounted.tsx'
import { lastPage, Pager } from '../../../web/pager.tsx'
import { Empty, Row, Rows } from '../../../web/list.tsx'
import { missingHref } from '../addresses.ts'
import { sayFormulas } from './figures.ts'
import { gradesQ, missingQ, type Grades, type MissingRow } from './missing.queries.ts'
import { rangeOf } from '../../../kernel/regions/range.ts'
import { glued, nameOf, sayMissing } from './dueWords.ts'
import type { Shown, Visit } from '../site.ts'

const rowsOn = (visit: Visit) => (visit.brief ? 12 : 60)

export async function missingListPage(visit: Visit, slug: string | undefined, asked: number): Promise<Shown> {
  const perPage = rowsOn(visit)
  const place = slug === undefined ? undefined : (await placeQ(visit.db, slug))[0]
  if (slug !== undefined && !place) throw notFound('没有这个地方。请从“哪些还没公开”重新选。')
  const range = rangeOf(place?.path ?? visit.frame.root?.path)
  const [grades, townships] = await Promise.all([gradesQ(visit.db, visit.today, ...range), townshipsQ(visit.db)])
  const page = lastPage(asked, grades[0]!.week + grades[0]!.month + grades[0]!.longer, perPage)
  const rows = await missingQ(visit.db, visit.today, ...range, perPage, (page - 1) * perPage)
  return {
    title: `${place?.name ?? visit.frame.county}还没公开的`,
    crumbs: [
      { href: '/', text: visit.frame.county },
      ...(place ? [{ href: '/missing', text: visit.frame.whole }] : []),
    ],
    description: `${place?.name ?? visit.frame.county}应当公开、过了期限还没有公开的事项，逐项列出，可以反映。`,
    body: <MissingList visit={visit} place={place} grades={grades[0]!} rows={rows} townships={townships} page={page} />,
  }
}

type ListProps = {
  visit: Visit
  place: Place | undefined
  grades: Grades
  rows: MissingRow[]
  townships: Township[]
  page: number
}

function MissingList({ visit, place, grades: g, rows, townships, page }: ListProps) {
  const total = g.week + g.month + g.longer
  const address = (to: number) =>
    `/missing?${new URLSearchParams({ page: String(to), ...(place ? { place: place.slug } : {}) })}`
  return (
    <>
      <h1>{place?.name ?? visit.frame.county}还没公开的</h1>
      <p class="text">
        应当公开、过了期限还没有公开的，都在这里。没有公开也是一种情况，谁都可以看到、可以反映。这里按村镇的顺序排，不排名次。
      </p>
      <section class="panel state" aria-label="逾期情况">
        <p class="lead">
          {total === 0
            ? '现在没有逾期的'
            : glued(`${g.places === 1 ? '' : `${g.places} 个单位`}有 ${total.toLocaleString('en')} 项逾期`)}
        </p>
        {total > 0 && (
          <p>
            不到一周 {g.week} 项，一周到一个月 {g.month} 项，超过一个月 {g.longer} 项。
          </p>
        )}
        {total > 0 && <HowCounted say={sayFormulas('missing')} />}
      </section>
      {(place === undefined || place.level === 'township') && (
        <nav aria-label="按乡镇看">
          <ul class="names close">
            {townships.map((t) => (
              <li key={t.slug}>
                {t.slug === place?.slug ? <b>{t.name}</b> : <a href={`/missing?place=${t.slug}`}>{t.name}</a>}
              </li>
            ))}
          </ul>
        </nav>
      )}
      {rows.length === 0 ? (
        <Empty text="这里没有逾期的事项。" />
      ) : (
        groups(rows).map(([name, of]) => (
          <section key={name}>
            <h2>
              <a href={placeHref(of[0]!.place_level, of[0]!.place_slug, visit.frame.root?.slug)}>{name}</a>
            </h2>
            <Rows label={name}>
              {of.map((r) => (
                <Row
                  key={r.id}
                  href={missingHref(r.place_slug, r.id)}
                  what={nameOf(visit.frame, r)}
                  more={sayMissing(r.due_on, visit.today)}
                  when={grade(r.due_on, visit.today)}
                />
              ))}
            </Rows>
          </section>
        ))
      )}
      <Pager page={page} pages={Math.ceil(total / rowsOn(visit))} href={address} what="逾期事项" />
    </>
  )
}

function groups(rows: readonly MissingRow[]): [string, MissingRow[]][] {
  const by = new Map<string, MissingRow[]>()
  for (const r of rows) {
    const name = r.township === '' ? r.place : `${r.township} ${r.place}`
    by.set(name, [...(by.get(name) ?? []), r])
  }
  return [...by]
}

function grade(dueOn: string, today: string): string {
  const days = daysBetween(dueOn, today)
  return days <= 7 ? '不到一周' : days <= 30 ? '一周以上' : '一个月以上'
}
