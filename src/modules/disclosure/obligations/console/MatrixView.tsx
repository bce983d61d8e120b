/**
 * The matrix on screen: a canvas the size of the window over a scrolled area; keys and presses act on its cells, words
 * say where the cursor is.
 */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { geometry, hit, moved, sayState, type Matrix, type Spot } from './matrix.ts'
import { paint } from './paint.ts'
import { sayDay } from '../../../../console/parts/time.ts'

type Props = { matrix: Matrix; chosen: ReadonlySet<string>; onOpen: (at: Spot) => void; onChoose?: (at: Spot) => void }

export function MatrixView({ matrix, chosen, onOpen, onChoose }: Props) {
  const hint = `按格子看经过${onChoose ? '；按住 Ctrl 再按可以选上去催办' : ''}。用方向键移动，回车打开${onChoose ? '，空格选上' : ''}。`
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const [cursor, setCursor] = useState<Spot>()
  const [over, setOver] = useState<Spot>()
  const draw = useCallback(() => {
    const [area, c] = [box.current, canvas.current]
    if (!area || !c) return
    const size = { width: area.clientWidth, height: area.clientHeight }
    const ratio = window.devicePixelRatio || 1
    if (c.width !== Math.round(size.width * ratio) || c.height !== Math.round(size.height * ratio)) {
      c.width = Math.round(size.width * ratio)
      c.height = Math.round(size.height * ratio)
      c.style.width = `${size.width}px`
      c.style.height = `${size.height}px`
    }
    const g = c.getContext('2d')!
    g.setTransform(ratio, 0, 0, ratio, 0, 0)
    paint(g, { matrix, size, scroll: { left: area.scrollLeft, top: area.scrollTop }, cursor, chosen })
  }, [matrix, cursor, chosen])
  useEffect(() => {
    draw()
    const watcher = new ResizeObserver(draw)
    watcher.observe(box.current!)
    // The letters of rare names come after the names.
    document.fonts.addEventListener('loadingdone', draw)
    return () => {
      watcher.disconnect()
      document.fonts.removeEventListener('loadingdone', draw)
    }
  }, [draw])

  // Rows may have gone with a filter.
  const there = (at: Spot | undefined) =>
    at && at.row < matrix.places.length && at.column < matrix.items.length ? at : undefined

  const spotAt = (event: MouseEvent) => {
    const area = box.current!
    const edge = area.getBoundingClientRect()
    return hit(
      { x: event.clientX - edge.left, y: event.clientY - edge.top },
      { left: area.scrollLeft, top: area.scrollTop },
      matrix,
    )
  }
  const click = (event: MouseEvent) => {
    const at = spotAt(event)
    if (!at || at.row < 0) return
    setCursor(at)
    if (onChoose && (event.ctrlKey || event.metaKey || event.shiftKey)) onChoose(at)
    else onOpen(at)
  }
  const press = (event: KeyboardEvent) => {
    const at = there(cursor) ?? { row: 0, column: 0 }
    const next = moved(event.key, at, matrix)
    if (next) {
      event.preventDefault()
      setCursor(next)
      return show(box.current!, next)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      onOpen(at)
    }
    if (event.key === ' ') {
      event.preventDefault()
      onChoose?.(at)
    }
  }
  const said = there(over) ?? there(cursor)
  return (
    <>
      <p className="matrix-said num" role="status" aria-live="polite">
        {said ? words(matrix, said) : hint}
      </p>
      <div
        className="matrix"
        ref={box}
        tabIndex={0}
        role="application"
        aria-label={`公开总览表。${hint}`}
        onScroll={draw}
        onClick={click}
        onKeyDown={press}
        onFocus={() => setCursor((c) => c ?? { row: 0, column: 0 })}
        onMouseMove={(e) => {
          const at = spotAt(e)
          setOver((o) => (o?.row === at?.row && o?.column === at?.column ? o : at))
        }}
        onMouseLeave={() => setOver(undefined)}
      >
        <div
          className="matrix-area"
          style={{
            width: geometry.names + matrix.items.length * geometry.cell,
            height: geometry.heads + matrix.places.length * geometry.cell,
          }}
        >
          <canvas ref={canvas} aria-hidden="true" />
        </div>
      </div>
    </>
  )
}

function show(area: HTMLElement, at: Spot) {
  const { names, heads, cell } = geometry
  const [x, y] = [Math.max(0, at.column) * cell, at.row * cell]
  if (x < area.scrollLeft) area.scrollLeft = x
  if (x + cell > area.scrollLeft + area.clientWidth - names) area.scrollLeft = x + cell - area.clientWidth + names
  if (y < area.scrollTop) area.scrollTop = y
  if (y + cell > area.scrollTop + area.clientHeight - heads) area.scrollTop = y + cell - area.clientHeight + heads
}

function words(m: Matrix, at: Spot): string {
  const place = m.places[at.row]
  const item = m.items[at.column]
  if (!place) return item ? `${item.category}　${item.name}` : ''
  if (!item)
    return `${place.township && ['village', 'group'].includes(place.level) ? `${place.township} ` : ''}${place.name}：应公开 ${place.due} 项，已公开 ${place.published} 项（晚 ${place.late} 项），逾期没公开 ${place.missing} 项`
  const entry = m.at(at.row, at.column)
  const said = entry
    ? [
        sayState(entry.state, item.code),
        `应在 ${sayDay(entry.due)}前`,
        ...(entry.count > 1 ? [`共 ${entry.count} 件`] : []),
        ...(entry.urged ? [`${sayDay(entry.urged)}已催`] : []),
      ].join('，')
    : '这个月没有要公开的'
  return `${place.name}　${item.name}：${said}`
}
