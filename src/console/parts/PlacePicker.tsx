/** Chooses a place by name, pinyin or initials among those this person sees. */
import { Button } from './Button.tsx'
import { useDeferredValue, useState } from 'react'
import { Dialog } from './Dialog.tsx'
import { levelNames, usePlaces, type Place } from './places.ts'
import { Failed, Loading, Nothing } from './State.tsx'

export function PlacePicker({
  name,
  onPick,
  levels,
}: {
  name: string
  onPick: (place: Place) => void
  levels?: readonly string[]
}) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <span className="place-picker">
        <span className="quiet">地方</span>
        <Button onClick={() => setOpen(true)}>{name || '选一个地方'}　换</Button>
      </span>
      {open && (
        <Dialog title="选一个地方" onClose={() => setOpen(false)}>
          <PlaceSearch
            levels={levels}
            onPick={(p) => {
              setOpen(false)
              onPick(p)
            }}
          />
        </Dialog>
      )}
    </>
  )
}

/** Rows at once: nobody reads more. */
const most = 80

/** What is typed, by what is looked for. */
const sayFind = (levels: readonly string[] | undefined, everywhere: boolean): string => {
  if (levels && !levels.includes('village')) return '单位名'
  return everywhere ? '村名或单位名' : '村名'
}

/**
 * `everywhere`: the whole county's places, where one asks others or hands over: those where nobody can sign in are named
 * and can't be chosen. Villages of one name are told apart by what they belong to.
 */
export function PlaceSearch({
  onPick,
  levels,
  everywhere = false,
}: {
  onPick: (place: Place) => void
  levels?: readonly string[] | undefined
  everywhere?: boolean | undefined
}) {
  const [find, setFind] = useState('')
  const wanted = useDeferredValue(find.trim())
  const places = usePlaces({
    find: wanted,
    ...(levels ? { levels: levels.join(',') } : {}),
    ...(everywhere ? { everywhere: '1' } : {}),
  })
  const found = places.data ?? []
  const deaf = everywhere ? found.filter((p) => !p.signsIn) : []
  const able = found.filter((p) => !deaf.includes(p))
  const shown = able.slice(0, most)
  return (
    <>
      <label className="field">
        <span>写{sayFind(levels, everywhere)}、拼音或首字母</span>
        <input className="plain-input" type="search" autoFocus value={find} onChange={(e) => setFind(e.target.value)} />
      </label>
      {places.isPending && <Loading what="地方" />}
      {places.error && <Failed error={places.error} retry={() => void places.refetch()} />}
      {places.data && found.length === 0 && <Nothing>没有找到，请换个写法。</Nothing>}
      <ul className="rows pick">
        {shown.map((p) => (
          <li key={p.id}>
            <button type="button" className="row" onClick={() => onPick(p)}>
              <b className="grow">{p.name}</b>
              <span className="quiet">
                {['village', 'group'].includes(p.level) ? p.parentName : (levelNames[p.level] ?? '')}
                {p.practice && '　练习'}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {able.length > most && <p className="quiet">只列了前 {most} 个，写几个字再找。</p>}
      {deaf.length > 0 && (
        <p className="quiet">
          还没有人能登录、不能交给它的：
          {deaf
            .slice(0, 5)
            .map((p) => p.name)
            .join('、')}
          {deaf.length > 5 && `等 ${deaf.length} 个`}。请先给它的人开账号。
        </p>
      )}
    </>
  )
}
