/** A list of things of which one is open for editing: papers, steps, columns. */
import { Button } from '../parts/Button.tsx'
import { useState, type ReactNode } from 'react'
import { moved, without } from './edit.ts'
import { MoveButtons, moveKeys } from './Line.tsx'

type Props<T> = {
  list: readonly T[]
  nameOf: (one: T) => string
  about?: (one: T) => string
  add: string
  fresh: () => T
  least?: number
  /** As the schema takes them. */
  most: number
  onList: (list: T[]) => void
  children: (one: T, set: (one: T) => void) => ReactNode
}

export function ItemList<T extends { key: string }>({
  list,
  nameOf,
  about,
  add,
  fresh,
  least = 1,
  most,
  onList,
  children,
}: Props<T>) {
  const [open, setOpen] = useState<string>()
  const append = () => {
    const one = fresh()
    onList([...list, one])
    setOpen(one.key)
  }
  return (
    <>
      <ol className="asked-list">
        {list.map((one, at) => {
          const isOpen = open === one.key
          const name = nameOf(one) === '' ? `第 ${at + 1} 项` : nameOf(one)
          return (
            <li key={one.key} onKeyDown={moveKeys((by) => onList(moved(list, at, by)))}>
              <div className="asked-line">
                <button
                  type="button"
                  className="plain asked-open"
                  aria-expanded={isOpen}
                  onClick={() => setOpen(isOpen ? undefined : one.key)}
                >
                  <b>
                    {at + 1}. {name}
                  </b>
                  {about && <span className="quiet">{about(one)}</span>}
                </button>
                <MoveButtons
                  name={name}
                  at={at}
                  of={list.length}
                  onMove={(by) => onList(moved(list, at, by))}
                  onRemove={list.length > least ? () => onList(without(list, at)) : undefined}
                />
              </div>
              {isOpen && (
                <div className="field-editor">
                  {children(one, (next) => onList(list.map((o, i) => (i === at ? next : o))))}
                </div>
              )}
            </li>
          )
        })}
      </ol>
      {list.length < most ? (
        <Button onClick={append}>{add}</Button>
      ) : (
        <p className="quiet">最多 {most} 项，已经满了。</p>
      )}
    </>
  )
}
