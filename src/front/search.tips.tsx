/** What to do where nothing was found, or nothing typed yet. */
import type { Visit } from '../modules/disclosure/index.pages.ts'
import type { Searched } from './search.read.ts'

const topics = ['收入', '支出', '工程', '低保', '土地', '承包', '会议', '补贴']

export function SearchTips({ visit, s }: { visit: Visit; s: Searched }) {
  const phone = visit.frame.footer.phone
  return (
    <>
      {s.q !== '' && <h2>没有找到“{s.q}”</h2>}
      {s.q !== '' && (
        <ul>
          <li>换个说法，或者少写几个字。</li>
          <li>
            村名写不准，可以写拼音、首字母，或<a href="/">从首页按乡镇找</a>。
          </li>
          {s.place && (
            <li>
              <a href={`/search?${new URLSearchParams({ place: 'all', q: s.asked.typed })}`}>
                在{visit.frame.whole}找“{s.asked.typed}”
              </a>
            </li>
          )}
          <li>
            该公开还没有公开的，看<a href={s.place ? `/missing?place=${s.place.slug}` : '/missing'}>哪些还没公开</a>。
          </li>
          {phone && (
            <li>
              还是找不到，打电话问：<a href={`tel:${phone}`}>{phone}</a>。
            </li>
          )}
        </ul>
      )}
      <h2>可以找这些</h2>
      <ul class="names">
        {topics.map((t) => (
          <li key={t}>
            <a href={`/search?${new URLSearchParams({ ...(s.place ? { place: s.place.slug } : {}), q: t })}`}>{t}</a>
          </li>
        ))}
      </ul>
      <p class="quiet text">
        村名和要找的内容可以一起写，例如“{visit.frame.example?.name ?? '村名'}{' '}
        低保”。表里的人名和写明是谁的文字不进搜索，按人名找不到公开内容，这是为了保护个人信息。
      </p>
    </>
  )
}
