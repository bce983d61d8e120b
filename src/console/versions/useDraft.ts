/**
 * An entry under construction, kept in this browser until it is saved or thrown away: closing the window loses nothing.
 */
import { useCallback, useEffect, useState } from 'react'
import { tidy } from '../editor/edit.ts'
import { forgetAt, keepAt, keptAt } from '../kept.ts'
import type { Draft, Kit, Named } from './kit.ts'

/**
 * Unsaved work on an entry, or on the new one (code ""); nothing where a part of it is not of the kind that it is now.
 */
export function keptDraft<D extends Named>(kit: Kit<D>, code: string): Draft<D> | undefined {
  try {
    const kept = JSON.parse(keptAt(placeOf(kit, code)) ?? 'null') as Draft<D> | null
    return kept &&
      typeof kept.seenVersion === 'number' &&
      isLike(kit.blank, kept.base) &&
      isLike(kit.blank, kept.definition)
      ? kept
      : undefined
  } catch {
    return undefined
  }
}

export function keepDraft<D extends Named>(kit: Kit<D>, code: string, draft: Draft<D>): void {
  keepAt(placeOf(kit, code), JSON.stringify(draft))
}

function forgetDraft<D extends Named>(kit: Kit<D>, code: string): void {
  forgetAt(placeOf(kit, code))
}

const placeOf = <D extends Named>({ keys }: Kit<D>, code: string) => `sunlit.${keys[0]}.${code === '' ? 'new' : code}`

/**
 * Has it every part of a blank one, texts where that has texts, lists where that has lists? A number may also be left
 * open.
 */
const isLike = (blank: object, kept: unknown): boolean =>
  typeof kept === 'object' &&
  kept !== null &&
  Object.entries(blank).every(([part, value]: [string, unknown]) => {
    const other: unknown = kept[part as keyof typeof kept]
    return value === null || (other === null && typeof value === 'number') || kindOf(value) === kindOf(other)
  })
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'none' : typeof value)

export type Drafting<D extends Named> = ReturnType<typeof useDraft<D>>

/** `round` counts what came as a whole: everything that shows the draft is drawn anew then. */
export function useDraft<D extends Named>(kit: Kit<D>, start: Draft<D>) {
  const isNew = start.seenVersion === 0
  const code = isNew ? '' : start.definition.code
  const [kept] = useState(() => keptDraft(kit, code))
  const [draft, setDraft] = useState<Draft<D>>(kept ?? start)
  const [resumed, setResumed] = useState(kept !== undefined)
  const [round, setRound] = useState(0)
  const changed = JSON.stringify(draft.definition) !== JSON.stringify(draft.base)
  useEffect(() => {
    if (changed) keepDraft(kit, code, draft)
  }, [changed, code, draft, kit])
  const set = useCallback(
    (part: Partial<D>) =>
      setDraft((d) =>
        (Object.keys(part) as (keyof D)[]).every((key) => d.definition[key] === part[key])
          ? d
          : { ...d, definition: tidy({ ...d.definition, ...part }) },
      ),
    [],
  )
  const replace = (next: Draft<D>) => {
    setDraft(next)
    setRound((n) => n + 1)
  }
  const forget = () => forgetDraft(kit, code)
  const dropAll = () => {
    forget()
    replace(start)
    setResumed(false)
  }
  return { draft, isNew, changed, resumed, round, set, replace, forget, dropAll }
}

/** Whether to leave work that is not saved. */
export const leaves = (changed: boolean): boolean =>
  !changed || window.confirm('改动还没有存。离开以后还留在这台电脑上，下次可以接着改。现在离开吗？')
