/** The form with its past: a hundred steps back and forth. Quick typing in one place counts as one step. */
import { useState } from 'react'

const steps = 100

export interface History<T> {
  now: T
  set: (next: T, place?: string) => void
  undo: () => void
  redo: () => void
  canUndo: boolean
  canRedo: boolean
}
interface Kept<T> {
  past: T[]
  now: T
  future: T[]
  place?: string
}

export function useHistory<T>(start: () => T): History<T> {
  const [kept, setKept] = useState<Kept<T>>(() => ({ past: [], now: start(), future: [] }))
  return {
    now: kept.now,
    canUndo: kept.past.length > 0,
    canRedo: kept.future.length > 0,
    set: (now, place) =>
      setKept((k) => ({
        past: place !== undefined && place === k.place ? k.past : [...k.past, k.now].slice(-steps),
        now,
        future: [],
        place,
      })),
    undo: () =>
      setKept((k) =>
        k.past.length === 0 ? k : { past: k.past.slice(0, -1), now: k.past.at(-1)!, future: [k.now, ...k.future] },
      ),
    redo: () =>
      setKept((k) =>
        k.future.length === 0 ? k : { past: [...k.past, k.now], now: k.future[0]!, future: k.future.slice(1) },
      ),
  }
}
