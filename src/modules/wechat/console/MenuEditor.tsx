/** The menu under the chat: three buttons, each a page or up to five of them; sent to WeChat as a whole. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { moved, replaced, without } from '../../../console/editor/edit.ts'
import { MoveButtons } from '../../../console/editor/Line.tsx'
import { Button } from '../../../console/parts/Button.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../console/parts/tell.tsx'
import { sayTime } from '../../../console/parts/time.ts'
import { useBusy } from '../../../console/parts/useBusy.ts'
import { api } from '../client.ts'
import type { Menu } from '../menu.ts'

const mostButtons = 3
const mostBelow = 5
type Line = { name: string; path: string }

export function MenuEditor() {
  const query = useQuery({ queryKey: ['wechat-menu'], queryFn: () => ask(api.wechat.menu.$get()) })
  return (
    <>
      <h2>菜单</h2>
      <p>对话框下面的三个按钮。网址写本站的，从 / 开始；下面有几个的，按钮自己不写网址。</p>
      <Shown query={query} what="菜单">
        {({ menu, sentAt }) => (
          <>
            <p className="quiet">{sentAt ? `上次发到微信：${sayTime(sentAt)}` : '还没有发到微信。'}</p>
            <Editor key={String(sentAt)} start={menu} onSent={() => void query.refetch()} />
          </>
        )}
      </Shown>
    </>
  )
}

function Editor({ start, onSent }: { start: Menu; onSent: () => void }) {
  const [menu, setMenu] = useState(start)
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const send = () =>
    once(async () => {
      setError('')
      const clean = menu.map((b) => ({ ...b, path: b.below.length > 0 ? undefined : b.path }))
      await ask(api.wechat.menu.$put({ json: { menu: clean } })).then(
        () => {
          tell('微信收下了，关注的人重新打开对话框就看到。')
          onSent()
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <section className="sheet">
      <ol className="asked-list">
        {menu.map((b, i) => (
          <li key={i}>
            <OneLine
              what={`第 ${i + 1} 个按钮`}
              line={{ name: b.name, path: b.path ?? '' }}
              most={5}
              pathless={b.below.length > 0}
              at={i}
              of={menu.length}
              onChange={(l) => setMenu(replaced(menu, i, { name: l.name, path: l.path || undefined }))}
              onMove={(by) => setMenu(moved(menu, i, by))}
              onRemove={() => setMenu(without(menu, i))}
            />
            <ol className="asked-list">
              {b.below.map((line, k) => (
                <li key={k}>
                  <OneLine
                    what={`${b.name || '按钮'}下面第 ${k + 1} 个`}
                    line={line}
                    most={20}
                    at={k}
                    of={b.below.length}
                    onChange={(l) => setMenu(replaced(menu, i, { below: replaced(b.below, k, l) }))}
                    onMove={(by) => setMenu(replaced(menu, i, { below: moved(b.below, k, by) }))}
                    onRemove={() => setMenu(replaced(menu, i, { below: without(b.below, k) }))}
                  />
                </li>
              ))}
            </ol>
            {b.below.length < mostBelow && (
              <button
                type="button"
                className="plain"
                onClick={() => setMenu(replaced(menu, i, { below: [...b.below, { name: '', path: b.path ?? '/' }] }))}
              >
                在“{b.name || `第 ${i + 1} 个按钮`}”下面加一个
              </button>
            )}
          </li>
        ))}
      </ol>
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        {menu.length < mostButtons && (
          <Button onClick={() => setMenu([...menu, { name: '', path: '/', below: [] }])}>加一个按钮</Button>
        )}
        <Button type="primary" loading={busy} onClick={() => void send()}>
          存下并发到微信
        </Button>
      </div>
    </section>
  )
}

type LineProps = {
  what: string
  line: Line
  /** Characters of its name. */
  most: number
  pathless?: boolean
  at: number
  of: number
  onChange: (line: Line) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function OneLine({ what, line, most, pathless, at, of, onChange, onMove, onRemove }: LineProps) {
  return (
    <div className="asked-line">
      <input
        className="plain-input code"
        aria-label={`${what}的名字`}
        maxLength={most}
        value={line.name}
        onChange={(e) => onChange({ ...line, name: e.target.value })}
      />
      {!pathless && (
        <input
          className="plain-input grow"
          aria-label={`${what}的网址`}
          maxLength={200}
          value={line.path}
          onChange={(e) => onChange({ ...line, path: e.target.value })}
        />
      )}
      <MoveButtons name={line.name || what} at={at} of={of} onMove={onMove} onRemove={onRemove} />
    </div>
  )
}
