/** The screens that this person may open, by group. */
import { Link } from '../../../console/router.tsx'
import { screens } from '../screens.ts'
import type { Me } from '../../../console/me.ts'

export function Menu({ me, path, open }: { me: Me; path: string; open: boolean }) {
  const mine = screens.filter((s) => s.group !== undefined && (!s.may || me.may.includes(s.may)))
  const groups = [...new Set(mine.map((s) => s.group!))]
  return (
    <nav id="menu" className={open ? 'menu open' : 'menu'} aria-label="办公台菜单">
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <ul>
            {mine
              .filter((s) => s.group === group)
              .map((s) => (
                <li key={s.path}>
                  <Link to={s.path} aria-current={isHere(s.path, path) ? 'page' : undefined}>
                    {s.name}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

const isHere = (screen: string, path: string) =>
  screen === '/'
    ? path === '/' || path.startsWith('/notices/') || path.startsWith('/cases/')
    : path === screen || path.startsWith(`${screen}/`)
