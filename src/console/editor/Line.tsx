/** A line of buttons that move and remove, the same everywhere; Alt with an arrow key moves, too. */
import type { KeyboardEvent } from 'react'

type Props = {
  name: string
  at: number
  of: number
  onMove: (by: -1 | 1) => void
  onRemove?: () => void
  /** May leave its own list at the ends. */
  beyond?: boolean
}

export function MoveButtons({ name, at, of, onMove, onRemove, beyond }: Props) {
  return (
    <span className="move-buttons">
      <button
        type="button"
        className="plain"
        disabled={at === 0 && !beyond}
        aria-label={`前移 ${name}`}
        onClick={() => onMove(-1)}
      >
        前移
      </button>
      <button
        type="button"
        className="plain"
        disabled={at === of - 1 && !beyond}
        aria-label={`后移 ${name}`}
        onClick={() => onMove(1)}
      >
        后移
      </button>
      {onRemove && (
        <button type="button" className="plain" aria-label={`去掉 ${name}`} onClick={onRemove}>
          去掉
        </button>
      )}
    </span>
  )
}

/** Alt+↑ and Alt+↓ for whatever the focus is in. */
export function moveKeys(onMove: (by: -1 | 1) => void) {
  return (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
}
