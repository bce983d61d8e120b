/** Asked once where something is a village's and none is kept yet: in which? The answer is remembered and leads on. */
import type { Shown, Visit } from '../modules/disclosure/index.pages.ts'
import { plainOf } from '../platform/search.ts'
import { Empty, Row, Rows } from '../web/list.tsx'
import { findPlaces, type FoundPlace } from './search.places.ts'

/**
 * Below a village's address: its notices, one item's, who is in charge, its hall, telling it something, its
 * services, one of them, applying for it.
 */
const doors =
  /^(?:notices|duties|hall|items\/[A-Z][A-Z0-9-]{1,15}|reports\/new|services(?:\/[A-Z][A-Z0-9-]{1,15}(?:\/apply)?)?)$/
export const isDoor = (to: string): boolean => doors.test(to)

const questions: readonly [RegExp, string][] = [
  [/^notices/, '看哪个村的账？'],
  [/^items/, '看哪个村的？'],
  [/^duties/, '看哪个村的岗位和电话？'],
  [/^reports/, '反映哪个村的事？'],
  [/./, '在哪个村办？'],
]

export async function wherePage(visit: Visit, to: string, typed: string): Promise<Shown> {
  const plain = plainOf(typed)
  const found = plain === '' ? [] : (await findPlaces(visit.db, plain)).filter((p) => p.level === 'village')
  const question = questions.find(([door]) => door.test(to))![1]
  return {
    title: question.replace('？', ''),
    crumbs: [{ href: '/', text: visit.frame.county }],
    noindex: true,
    body: (
      <>
        <h1>{question}</h1>
        <p>选一次就记住，以后不再问。</p>
        <form action="/where" method="get" role="search">
          <input type="hidden" name="to" value={to} />
          <label for="q">村名，或者拼音、首字母</label>
          <div class="find">
            <input id="q" name="q" type="search" autocomplete="off" enterkeyhint="search" value={typed} />
            <button class="press" type="submit">
              找一找
            </button>
          </div>
        </form>
        {plain !== '' && <Found found={found} to={to} />}
        <p>
          写不准村名？<a href="/villages">按乡镇找</a>。
        </p>
      </>
    ),
  }
}

function Found({ found, to }: { found: readonly FoundPlace[]; to: string }) {
  if (found.length === 0) return <Empty text="没有找到这个村，请换个写法。" />
  return (
    <Rows label="找到的村">
      {found.map((p) => (
        <Row
          key={p.slug}
          href={`/choose?village=${p.slug}&back=${encodeURIComponent(`/v/${p.slug}/${to}`)}`}
          what={p.name}
          when={p.township}
        />
      ))}
    </Rows>
  )
}
