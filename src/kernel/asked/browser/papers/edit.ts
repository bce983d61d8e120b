/**
 * The taken picture once more: its corners to move by finger or keys, a quarter turn, what is wrong with it in words;
 * used all the same if the person wants.
 */
import { areaOf, findCorners } from './corners.ts'
import { button, part } from '../../../../web/scripts/dom.ts'
import { lookFault, lookFaults, lookOf } from './look.ts'
import type { Overlay } from './overlay.ts'
import { cut, small, turned } from './pictures.ts'
import { frameIn, ratioIn, shapes, type Shape } from './shapes.ts'
import type { Corners, Point } from './straighten.ts'

type Ask = {
  title: string
  canvas: HTMLCanvasElement
  shape: Shape
  /** Taken with the frame in sight. */
  aimed: boolean
  again: () => void
  use: (canvas: HTMLCanvasElement) => void
}

const names = ['左上角', '右上角', '右下角', '左下角'] as const

export function edit(overlay: Overlay, ask: Ask): void {
  let canvas = ask.canvas
  let corners = startOf(canvas, ask)
  const status = part('p', { class: 'taking-say', role: 'status' })
  const stage = part('div', { class: 'taking-stage still' })
  const look = () => {
    const fault = lookFault(lookOf(small(canvas, 640)))
    status.classList.toggle('wrong', fault !== undefined)
    status.textContent = fault
      ? `${lookFaults[fault]}着急的话，也可以就用这张。`
      : '看看四个角是不是对准了，没对准就拖一拖。'
  }
  const show = () => {
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', '拍到的照片')
    stage.replaceChildren(
      canvas,
      ...outline(
        canvas,
        () => corners,
        (moved) => {
          corners = moved
        },
      ),
    )
    stage.style.setProperty('--wide', String(canvas.width / canvas.height))
  }
  const turn = () => {
    const high = canvas.height
    const [a, b, c, d] = corners.map(([x, y]): Point => [high - y, x]) as unknown as Corners
    canvas = turned(canvas)
    // What was at the bottom left is at the top left now.
    corners = [d, a, b, c]
    show()
  }
  const use = (whole: boolean) =>
    ask.use(whole ? canvas : cut(canvas, corners, ask.shape === 'page' ? undefined : shapes[ask.shape].ratio))
  look()
  show()
  overlay.show(ask.title, [
    status,
    stage,
    part(
      'div',
      { class: 'taking-do' },
      button('裁好，用这张', () => use(false), 'press'),
      button('转一下', turn),
      button('不裁，整张用', () => use(true)),
      button(ask.aimed ? '再拍一次' : '换一张', ask.again),
      button('不要了', () => overlay.close()),
    ),
  ])
}

/**
 * The paper's own corners, where they are clear and not far from the frame aimed at; else the frame; of a chosen
 * photograph nearly all of it.
 */
function startOf(canvas: HTMLCanvasElement, { shape, aimed }: Ask): Corners {
  const frame = aimed
    ? frameIn(canvas.width, canvas.height, ratioIn(shape, canvas.width, canvas.height))
    : frameIn(canvas.width, canvas.height, canvas.width / canvas.height, 0.02)
  const seen = small(canvas, 240)
  const found = findCorners(seen)?.map(
    ([x, y]): Point => [((x + 0.5) / seen.width) * canvas.width, ((y + 0.5) / seen.height) * canvas.height],
  ) as unknown as Corners | undefined
  if (!found) return frame
  const part = areaOf(found) / areaOf(frame)
  return aimed && (part < 0.45 || part > 1.6) ? frame : found
}

/**
 * The four lines, and a handle on each corner that is a button: dragged, or moved by arrow keys (with Shift further).
 */
function outline(canvas: HTMLCanvasElement, corners: () => Corners, moved: (corners: Corners) => void): Element[] {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', `0 0 ${canvas.width} ${canvas.height}`)
  svg.setAttribute('aria-hidden', 'true')
  const line = svg.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'polygon'))
  const handles = names.map((name, i) => {
    const handle = part('button', { class: 'taking-corner', label: `${name}，用方向键移动` })
    handle.type = 'button'
    handle.addEventListener('pointerdown', (e) => {
      handle.setPointerCapture(e.pointerId)
      e.preventDefault()
      handle.focus()
    })
    handle.addEventListener('pointermove', (e) => {
      if (!handle.hasPointerCapture(e.pointerId)) return
      const box = svg.getBoundingClientRect()
      set(i, ((e.clientX - box.left) / box.width) * canvas.width, ((e.clientY - box.top) / box.height) * canvas.height)
    })
    handle.addEventListener('keydown', (e) => {
      const step = (Math.max(canvas.width, canvas.height) / 200) * (e.shiftKey ? 8 : 1)
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key]
      if (!way) return
      e.preventDefault()
      const [x, y] = corners()[i]!
      set(i, x + way[0]! * step, y + way[1]! * step)
    })
    return handle
  })
  const set = (i: number, x: number, y: number) => {
    const next = corners().map(
      (p, n): Point =>
        n === i ? [Math.min(canvas.width, Math.max(0, x)), Math.min(canvas.height, Math.max(0, y))] : p,
    ) as unknown as Corners
    // Corners that cross would turn the paper inside out.
    if (!isConvex(next)) return
    moved(next)
    draw()
  }
  const draw = () => {
    line.setAttribute(
      'points',
      corners()
        .map((p) => p.join(','))
        .join(' '),
    )
    for (const [i, [x, y]] of corners().entries())
      Object.assign(handles[i]!.style, { left: `${(x / canvas.width) * 100}%`, top: `${(y / canvas.height) * 100}%` })
  }
  draw()
  return [svg, ...handles]
}

/** All turns to the same side, and none nearly straight. */
function isConvex(corners: Corners): boolean {
  return corners.every((b, i) => {
    const a = corners[(i + 3) % 4]!
    const c = corners[(i + 1) % 4]!
    const turn = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])
    return turn > 0.02 * Math.hypot(b[0] - a[0], b[1] - a[1]) * Math.hypot(c[0] - b[0], c[1] - b[1])
  })
}
