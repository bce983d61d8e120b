/** Find my village; how the county stands. */
import {
  booksBelow,
  BooksLines,
  sayFormulas,
  type Books,
  type Shown,
  type Visit,
} from '../modules/disclosure/index.pages.ts'
import { noticeHref, gradesQ, type Grades, itemNameOf, sayMonth, titleOf } from '../modules/disclosure/index.ts'
import { townshipsQ, type Township } from '../kernel/regions/shown.queries.ts'
import { addMonths, sayDay } from '../platform/clock.ts'
import { Morning } from '../web/morning.tsx'
import { Meter } from '../web/meter.tsx'
import { Row, Rows } from '../web/list.tsx'
import { Door } from './village.pages.tsx'
import { countyMonthsQ, namedQ, recentQ, type MonthSum, type OwnVillage, type Recent } from './home.queries.ts'
import { rangeOf } from '../kernel/regions/range.ts'
import { HowCounted } from '../web/howCounted.tsx'

/** `keeps`: the visitor's own villages, where the page is asked for as the list of them. */
export async function homePage(visit: Visit, keeps?: readonly string[]): Promise<Shown> {
  const range = rangeOf(visit.frame.root?.path)
  const [kept, months, books, missing, townships, recent] = await Promise.all([
    keeps && keeps.length > 0 ? namedQ(visit.db, keeps) : [],
    countyMonthsQ(visit.db, [visit.month, addMonths(visit.month, -1)]),
    booksBelow(visit.db, visit.month, visit.today, range),
    gradesQ(visit.db, visit.today, ...range),
    townshipsQ(visit.db),
    visit.brief ? [] : recentQ(visit.db, 7, selfMade(visit)),
  ])
  const own = (keeps ?? []).flatMap((slug) => kept.find((v) => v.slug === slug) ?? [])
  return {
    title: keeps ? '找村子' : '',
    ...(keeps ? { fleeting: true } : {}),
    feed: { href: '/feed.xml', title: `${visit.frame.county}最近公开` },
    description: `${visit.frame.county}各村的党务、村务、财务公开：找到您的村子，看公开了没有、公开了什么。`,
    shortened: true,
    banner: (
      <Land
        visit={visit}
        months={months}
        missing={missing[0]!}
        villages={townships.reduce((sum, t) => sum + t.villages, 0)}
      />
    ),
    body: visit.brief ? (
      <BriefHome visit={visit} own={own} books={books} missing={missing[0]!} townships={townships} />
    ) : (
      <Home
        visit={visit}
        own={own}
        months={months}
        books={books}
        missing={missing[0]!}
        townships={townships}
        recent={recent}
      />
    ),
  }
}

/** What makes itself comes out for every village at once and would leave room for nothing else. */
const selfMade = (visit: Visit) => visit.frame.catalogue.filter((i) => i.definition.derived !== null).map((i) => i.code)

/** The whole county's morning, over the question. */
function Land({
  visit,
  months,
  missing,
  villages,
}: {
  visit: Visit
  months: readonly MonthSum[]
  missing: Grades
  villages: number
}) {
  const now = months.find((m) => m.month === visit.month)
  const late = missing.week + missing.month + missing.longer
  const { due, published } = now ?? { due: 0, published: 0 }
  return (
    <div class="morning">
      <div class="wrap">
        <h1>找您的村子</h1>
        <p>{villages} 个村（社区）</p>
      </div>
      <Morning
        code={visit.frame.root?.slug ?? visit.frame.county}
        due={due}
        published={published}
        late={late}
        label={`${visit.frame.county}的早晨：太阳升到 ${due} 项里的 ${published} 项${late > 0 ? '，一片云是还有逾期的' : ''}。`}
      />
    </div>
  )
}

/** Large type: find the village, see what is late, call somebody. */
function BriefHome({
  visit,
  own,
  books,
  missing,
  townships,
}: {
  visit: Visit
  own: readonly OwnVillage[]
  books: readonly Books[]
  missing: Grades
  townships: Township[]
}) {
  const total = missing.week + missing.month + missing.longer
  const phone = visit.frame.footer.phone
  return (
    <>
      <div class="panel state">
        <FindForm visit={visit} />
      </div>
      <Own villages={own} />
      <ByTownship visit={visit} townships={townships} class="grid close" />
      <p class="do">
        <a class="press second" href="/reports">
          用回执查结果
        </a>
        <a class="press second" href="/applications">
          查办事进度
        </a>
      </p>
      <h2>{visit.frame.whole}情况</h2>
      <BooksLines books={books} today={visit.today} whose={visit.frame.whole} quiet />
      <p>
        {total === 0 ? (
          '现在没有逾期的。'
        ) : (
          <>
            <a href="/missing">有 {number(total)} 项逾期没有公开</a>
          </>
        )}
      </p>
      {phone && (
        <p>
          有事打电话：<a href={`tel:${phone}`}>{phone}</a>
        </p>
      )}
    </>
  )
}

/** The townships; of a city each county's by themselves. */
function ByTownship({
  visit,
  townships,
  counts = false,
  ...list
}: {
  visit: Visit
  townships: Township[]
  class: string
  counts?: boolean
}) {
  const of = (some: Township[]) => (
    <ul class={list.class}>
      {some.map((t) => (
        <li key={t.slug}>
          <a href={`/t/${t.slug}`}>
            <b>{t.name}</b>
            {counts && <span>{t.villages} 个村</span>}
          </a>
        </li>
      ))}
    </ul>
  )
  const counties = visit.frame.root?.level === 'city' ? [...new Set(townships.map((t) => t.county))] : []
  return (
    <>
      <h2>按乡镇找</h2>
      {counties.length === 0
        ? of(townships)
        : counties.map((county) => (
            <section key={county}>
              <h3>{county}</h3>
              {of(townships.filter((t) => t.county === county))}
            </section>
          ))}
    </>
  )
}

type HomeProps = {
  visit: Visit
  own: readonly OwnVillage[]
  months: MonthSum[]
  books: Books[]
  missing: Grades
  townships: Township[]
  recent: Recent[]
}

function Home({ visit, own, months, books, missing, townships, recent }: HomeProps) {
  const villages = townships.reduce((sum, t) => sum + t.villages, 0)
  return (
    <>
      <div class="panel state">
        <FindForm visit={visit} />
        <div data-near hidden>
          <p>
            <button type="button" class="press second">
              看看附近的村子
            </button>
          </p>
          <p role="status" class="quiet" />
          <ul class="plain" />
        </div>
      </div>
      <Own villages={own} />
      <nav class="tiles" aria-label="常用">
        <Door to="/own/notices" tone="wheat" icon="ledger" word="看账" say="先找您的村" />
        <Door to="/reports/new" tone="clay" icon="say" word="反映" say="说一段话就行" />
        <Door to="/services" tone="leaf" icon="paper" word="办事" say="先看要带什么" />
        {visit.frame.footer.phone ? (
          <Door
            to={`tel:${visit.frame.footer.phone}`}
            tone="sky"
            icon="call"
            word="打电话"
            say={visit.frame.footer.phone}
          />
        ) : (
          <Door to="/c" tone="sky" icon="call" word="找谁" say={`${visit.frame.is}里和各部门`} />
        )}
      </nav>
      <div class="two">
        <div>
          <ByTownship visit={visit} townships={townships} class="grid" counts />
          {visit.frame.bureaux.size > 0 && (
            <p>
              <a href="/c">{visit.frame.root?.level === 'city' ? '市、各县' : '县里'}和各部门的公开</a>
            </p>
          )}
          <h2>最近公开</h2>
          <Rows label="最近公开">
            {recent.map((n) => (
              <Row
                key={n.code}
                href={noticeHref(n.code)}
                more={itemNameOf(visit.frame, n)}
                what={
                  <>
                    {n.place}：{titleOf(visit.frame, n)}
                  </>
                }
                when={<time dateTime={n.published_on}>{sayDay(n.published_on)}</time>}
              />
            ))}
          </Rows>
        </div>
        <div class="side">
          <h2>办到哪一步了</h2>
          <p class="do">
            <a class="press second" href="/reports">
              用回执查结果
            </a>
            <a class="press second" href="/applications">
              查办事进度
            </a>
          </p>
          <p>
            <a href="/reports/all">村民反映办得怎么样</a>
          </p>
          <h2>{visit.frame.whole}情况</h2>
          <Glance visit={visit} months={months} books={books} missing={missing} villages={villages} />
        </div>
      </div>
    </>
  )
}

/** The villages kept in this browser, home first; each can be made the first or taken out. */
function Own({ villages }: { villages: readonly OwnVillage[] }) {
  if (villages.length === 0) return null
  return (
    <>
      <h2>您常看的村</h2>
      <ul class="rows" aria-label="您常看的村">
        {villages.map((v, i) => (
          <li key={v.slug}>
            <div>
              <span class="what">
                <a href={`/v/${v.slug}`}>
                  <b>{v.name}</b>
                </a>
                {i === 0 && <span class="quiet">　打开就到这里</span>}
              </span>
              {i > 0 && (
                <a href={`/choose?village=${v.slug}&back=%2Fvillages`} rel="nofollow">
                  放到第一个
                </a>
              )}
              <a
                href={`/choose?village=${v.slug}&out=1&back=%2Fvillages`}
                rel="nofollow"
                aria-label={`不再记着${v.name}`}
              >
                去掉
              </a>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function FindForm({ visit }: { visit: Visit }) {
  const village = visit.frame.example
  return (
    <form action="/search" method="get" role="search">
      <label for="q">村名、拼音，或要找的事</label>
      <div class="find">
        <input id="q" name="q" type="search" autocomplete="off" enterkeyhint="search" />
        <button class="press" type="submit">
          找一找
        </button>
      </div>
      <p class="quiet small">
        例如：{village && `${village.name}、${village.pinyin}、${village.initials}、`}低保、路灯。
      </p>
    </form>
  )
}

function Glance({
  visit,
  months,
  books,
  missing,
  villages,
}: {
  visit: Visit
  months: MonthSum[]
  books: readonly Books[]
  missing: Grades
  villages: number
}) {
  const now = months.find((m) => m.month === visit.month)
  const total = missing.week + missing.month + missing.longer
  const before = months.find((m) => m.month !== visit.month)
  return (
    <section class="panel state" aria-label={`${visit.frame.whole}情况`}>
      <BooksLines books={books} today={visit.today} whose={visit.frame.whole} />
      {now && now.due > 0 && (
        <>
          <p class={books.length === 0 ? 'lead' : undefined}>
            {books.length > 0 && '连同别的，'}
            {sayMonth(now.month, visit.today)}
            {visit.frame.whole}应公开 {number(now.due)} 项
          </p>
          <Meter total={now.due} done={now.published} late={0} label={`已公开 ${now.published} 项，共 ${now.due} 项`} />
          <p>
            已公开 {number(now.published)} 项{now.late > 0 && `，其中 ${number(now.late)} 项晚了`}。
          </p>
        </>
      )}
      {before && before.due > 0 && (
        <p>
          {sayMonth(before.month, visit.today)}应公开 {number(before.due)} 项，
          {before.published === before.due ? '都公开了' : `${number(before.due - before.published)} 项至今没有公开`}。
        </p>
      )}
      <p>
        {villages} 个村（社区），{total === 0 ? '现在没有逾期的。' : `现在有 ${number(total)} 项逾期。`}
      </p>
      <p>
        <a href="/missing">看哪些还没公开</a>
      </p>
      <HowCounted say={sayFormulas('due', 'published', 'late', 'missing')} />
    </section>
  )
}

const number = (n: number) => n.toLocaleString('en')
