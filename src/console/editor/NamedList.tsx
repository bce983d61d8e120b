/**
 * A short list of things with a code and a name (categories, aspects): named, put in order, made, also pasted from a
 * sheet.
 */
import { Button } from '../parts/Button.tsx'
import { useState } from 'react'
import { Note } from '../parts/Note.tsx'
import { sentenceOf, tell } from '../parts/tell.tsx'
import { useBusy } from '../parts/useBusy.ts'
import { moved, replaced, without } from './edit.ts'
import { MoveButtons } from './Line.tsx'

/** `items`: how many stand in it; only an empty one can go. */
export type Named = { code: string; name: string; items: number }
type Plain = Pick<Named, 'code' | 'name'>
type Props = {
  kept: readonly Named[]
  what: string
  letter: string
  /** Characters of a name. */
  most: number
  save: (list: Plain[], seen: Plain[]) => Promise<readonly Named[]>
}

/**
 * The list as it is kept, to be changed. `what`: 类别; `letter`: with which new codes begin. `save` gives the list as it
 * is kept then.
 */
export function NamedList({ kept, what, letter, most, save: send }: Props) {
  const [seen, setSeen] = useState(kept)
  const [list, setList] = useState<Named[]>([...kept])
  const [error, setError] = useState('')
  const [busy, once] = useBusy()
  const plain = ({ code, name }: Named) => ({ code: code.trim(), name: name.trim() })
  const save = () =>
    once(async () => {
      setError('')
      await send(list.map(plain), seen.map(plain)).then(
        (now) => {
          tell('存好了，村民马上能看到。')
          setSeen(now)
          setList([...now])
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
                    aria-label={`第 ${i + 1} 个${what}的编码`}
                    maxLength={16}
                    value={one.code}
                    onChange={(e) => setList(replaced<Named>(list, i, { code: e.target.value }))}
                  />
                )}
                <input
                  className="plain-input grow"
                  aria-label={`第 ${i + 1} 个${what}的名称`}
                  maxLength={most}
                  value={one.name}
                  onChange={(e) => setList(replaced<Named>(list, i, { name: e.target.value }))}
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
        <Button onClick={() => setList([...list, { code: freeCode(list, letter), name: '', items: 0 }])}>加一个</Button>
      </section>
      <Pasted what={what} onLines={(lines) => setList(withPasted(list, lines, letter))} />
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
function Pasted({ what, onLines }: { what: string; onLines: (lines: readonly string[]) => void }) {
  const [text, setText] = useState('')
  return (
    <section className="sheet">
      <label className="field">
        <span>
          从表格里粘贴 <span className="hint">一行一个{what}，前面可以有编码；编码已经有的改成新名称</span>
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

function withPasted(list: readonly Named[], lines: readonly string[], letter: string): Named[] {
  const all = [...list]
  for (const line of lines.map((l) => l.trim()).filter((l) => l !== '')) {
    const [, code = '', name = ''] = /^(?:([A-Za-z0-9][A-Za-z0-9-]*)[\s,，、.．:：]+)?(.+)$/.exec(line) ?? []
    const at = all.findIndex((one) => (code === '' ? one.name === name.trim() : one.code === code))
    if (at >= 0) all[at] = { ...all[at]!, name: name.trim() }
    else all.push({ code: code === '' ? freeCode(all, letter) : code, name: name.trim(), items: 0 })
  }
  return all
}

function freeCode(list: readonly Named[], letter: string): string {
  let n = list.length + 1
  const called = () => `${letter}${String(n).padStart(2, '0')}`
  while (list.some((one) => one.code === called())) n += 1
  return called()
}
