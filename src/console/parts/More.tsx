/** A long list shown piece by piece: how much of it stands there, and the press for what comes next. */
import { useState } from 'react'
import { Button } from './Button.tsx'

/** How many rows of the list are shown, `size` more with each press; `first()`: from its beginning again. */
export function usePieces(size: number) {
  const [pieces, setPieces] = useState(1)
  return { most: pieces * size, size, next: () => setPieces(pieces + 1), first: () => setPieces(1) }
}

type Props = { pieces: ReturnType<typeof usePieces>; of: number; unit: string }

/** Nothing where the whole list is shown. */
export function More({ pieces: { most, size, next }, of, unit }: Props) {
  if (of <= most) return null
  return (
    <div className="do">
      <Button onClick={next}>
        再显示 {Math.min(size, of - most)} {unit}（共 {of} {unit}）
      </Button>
    </div>
  )
}
