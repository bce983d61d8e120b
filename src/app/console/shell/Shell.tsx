/** The frame of the work: who I am, what there is to do, the screen. */
import { useEffect, useState } from 'react'
import { Nothing } from '../../../console/parts/State.tsx'
import { Link, useAddress } from '../../../console/router.tsx'
import { ofWhole } from '../../../console/whole.ts'
import { screenAt } from '../screens.ts'
import type { Me } from '../../../console/me.ts'
import { Menu } from './Menu.tsx'
import { Mishap } from './Mishap.tsx'
import { Unread } from './Unread.tsx'
import { postAt } from '../../../kernel/people/postAt.ts'

export function Shell({ me }: { me: Me }) {
  const { path } = useAddress()
  const [open, setOpen] = useState(false)
  const found = screenAt(path)
  useEffect(() => {
    setOpen(false)
    document.title = `${ofWhole(found?.screen.name ?? '没有这个页面')} · 阳光村务办公台`
  }, [path, found?.screen.name])
  const allowed = found && (!found.screen.may || me.may.includes(found.screen.may))
  return (
    <div className="shell">
      <a className="skip" href="#work">
        跳到内容
      </a>
      <header className="bar">
        <button
          type="button"
          className="menu-button"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          菜单
        </button>
        <Link to="/" className="brand">
          阳光村务
        </Link>
        {me.demo && <span className="demo-mark">演示</span>}
        <span className="end">
          <Unread />
          <Link to="/account" className="who">
            {me.name}
            <span className="post">{postOf(me)}</span>
          </Link>
        </span>
      </header>
      <Menu me={me} path={path} open={open} />
      <main id="work" tabIndex={-1}>
        {!found && (
          <Nothing>
            没有这个页面。<Link to="/">回到我的任务</Link>
          </Nothing>
        )}
        {found && !allowed && (
          <Nothing>
            这个页面不归您的岗位。<Link to="/">回到我的任务</Link>
          </Nothing>
        )}
        {found && allowed && (
          <Mishap key={path}>
            <found.screen.component params={found.params} />
          </Mishap>
        )}
      </main>
    </div>
  )
}

function postOf(me: Me): string {
  const first = me.posts[0]
  if (!first) return ''
  const more = me.posts.length > 1 ? `等 ${me.posts.length} 个岗位` : ''
  return `${postAt(first.region, first.post)}${first.deputyFor ? `（代${first.deputyFor}）` : ''}${more}`
}
