/** The categories of the catalogue: named, put in order, made, also pasted from a sheet. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { moved, replaced, without } from '../../../../console/editor/edit.ts'
import { MoveButtons } from '../../../../console/editor/Line.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { Shown } from '../../../../console/parts/State.tsx'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import { useBusy } from '../../../../console/parts/useBusy.ts'
import { Link } from '../../../../console/router.tsx'
import { api } from '../../client.ts'
import type { KeptCategory } from '../categories.ts'

export default function Categories() {
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => ask(api.categories.$get()) })
  return (
    <div className="page narrow">
      <h1>公开类别</h1>
      <p className="quiet">
        村里的页面按这些类别分组。名单很长的，也可以用<Link to="/imports">名单导入</Link>里的“公开类别”。
      </p>
      <Shown query={categories} what="公开类别">
        {(kept) => <Editor kept={kept.categories} />}
      </Shown>
    </div>
  )
}

function Editor({ kept }: { kept: readonly KeptCategory[] }) {
  const queries = useQueryClient()
  const [seen, setSeen] = useState(kept)
  const [list, setList] = useState<KeptCategory[]>([...kept])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const plain = ({ code, name }: KeptCategory) => ({ code: code.trim(), name: name.trim() })
  const save = () =>
    once(async () => {
      setError('')
      await ask(api.categories.$post({ json: { categories: list.map(plain), seen: seen.map(plain) } })).then(
        async ({ categories }) => {
          tell('存好了，村民马上能看到。')
          setSeen(categories)
          setList(categories)
          await Promise.all([['categories'], ['catalogue']].map((queryKey) => queries.invalidateQueries({ queryKey })))
        },
        (e: unknown) => setError(sentenceOf(e)),
      )
    })
  return (
    <>
      <section className="sheet">
        <ol className="asked-list">
          {list.map((one, i) => (
            <li key={i}>
              <div className="asked-line">
                {seen.some((k) => k.code === one.code) ? (
                  <span className="quiet code">{one.code}</span>
                ) : (
                  <input
                    className="plain-input code"
                    aria-label={`第 ${i + 1} 个类别的编码`}
                    maxLength={16}
                    value={one.code}
                    onChange={(e) => setList(replaced<KeptCategory>(list, i, { code: e.target.value }))}
                  />
                )}
                <input
                  className="plain-input grow"
                  aria-label={`第 ${i + 1} 个类别的名称`}
                  maxLength={20}
                  value={one.name}
                  onChange={(e) => setList(replaced<KeptCategory>(list, i, { name: e.target.value }))}
                />
                <span className="quiet">{one.items} 项</span>
                <MoveButtons
                  name={one.name}
                  at={i}
                  of={list.length}
                  onMove={(by) => setList(moved(list, i, by))}
                  onRemove={() => setList(without(list, i))}
                />
              </div>
            </li>
          ))}
        </ol>
        <Button onClick={() => setList([...list, { code: freeCode(list), name: '', items: 0 }])}>加一个</Button>
      </section>
      <Pasted onLines={(lines) => setList(withPasted(list, lines))} />
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void save()}>
          存下
        </Button>
      </div>
    </>
  )
}

/** Lines from a sheet or a note: a name each, with its code before it where there is one. */
function Pasted({ onLines }: { onLines: (lines: readonly string[]) => void }) {
  const [text, setText] = useState('')
  return (
    <section className="sheet">
      <label className="field">
        <span>
          从表格里粘贴 <span className="hint">一行一个类别，前面可以有编码；编码已经有的改成新名称</span>
        </span>
        <textarea className="plain-input" rows={4} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <Button
        disabled={text.trim() === ''}
        onClick={() => {
          onLines(text.split(/\r?\n/))
          setText('')
        }}
      >
        加到上面
      </Button>
    </section>
  )
}

function withPasted(list: readonly KeptCategory[], lines: readonly string[]): KeptCategory[] {
  const all = [...list]
  for (const line of lines.map((l) => l.trim()).filter((l) => l !== '')) {
    const [, code = '', name = ''] = /^(?:([A-Za-z0-9][A-Za-z0-9-]*)[\s,，、.．:：]+)?(.+)$/.exec(line) ?? []
    const at = all.findIndex((one) => (code === '' ? one.name === name.trim() : one.code === code))
    if (at >= 0) all[at] = { ...all[at]!, name: name.trim() }
    else all.push({ code: code === '' ? freeCode(all) : code, name: name.trim(), items: 0 })
  }
  return all
}

function freeCode(list: readonly KeptCategory[]): string {
  let n = list.length + 1
  const called = () => `C${String(n).padStart(2, '0')}`
  while (list.some((one) => one.code === called())) n += 1
  return called()
}
