/** The screens that this person may open, by group: what is their daily work, a dozen at most; the rest under 更多. */
import { useState } from 'react'
import { Link } from '../../../console/router.tsx'
import type { Me } from '../../../console/me.ts'
import { ofWhole } from '../../../console/whole.ts'
import { screens, type Screen } from '../screens.ts'

/** As many as one look takes in. */
const most = 12

export function Menu({ me, path, open }: { me: Me; path: string; open: boolean }) {
  const mine = screens.filter((s) => s.group !== undefined && (!s.may || me.may.includes(s.may)))
  const daily = mine.length <= most ? mine : mine.filter((s) => isDaily(s, me)).slice(0, most)
  const rest = mine.filter((s) => !daily.includes(s))
  const [all, setAll] = useState(false)
  const more = all || rest.some((s) => isHere(s.path, path))
  return (
    <nav id="menu" className={open ? 'menu open' : 'menu'} aria-label="办公台菜单">
      <Groups of={daily} path={path} />
      {rest.length > 0 && (
        <button
          type="button"
          className="more"
          aria-expanded={more}
          aria-controls="menu-rest"
          onClick={() => setAll(!more)}
        >
          更多 <span aria-hidden="true">{more ? '▴' : '▾'}</span>
        </button>
      )}
      {rest.length > 0 && (
        <div id="menu-rest" className="rest" hidden={!more}>
          <Groups of={rest} path={path} />
        </div>
      )}
    </nav>
  )
}

const isDaily = (s: Screen, me: Me): boolean =>
  s.first === 'everyone' || me.posts.some((p) => s.first?.includes(p.function as never) === true)

function Groups({ of, path }: { of: readonly Screen[]; path: string }) {
  const groups = [...new Set(of.map((s) => s.group!))]
  return groups.map((group) => (
    <section key={group}>
      <h2>{group}</h2>
      <ul>
        {of
          .filter((s) => s.group === group)
          .map((s) => (
            <li key={s.path}>
              <Link to={s.path} aria-current={isHere(s.path, path) ? 'page' : undefined}>
                {ofWhole(s.name)}
              </Link>
            </li>
          ))}
      </ul>
    </section>
  ))
}

const isHere = (screen: string, path: string) =>
  screen === '/'
    ? path === '/' || path.startsWith('/notices/') || path.startsWith('/cases/')
    : path === screen || path.startsWith(`${screen}/`)
