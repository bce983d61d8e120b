/** A pad for a finger or a pen: strokes with place and time, as the signature keeps them. */
import { Button } from '../parts/Button.tsx'
import SignaturePad from 'signature_pad'
import { useEffect, useRef, useState } from 'react'

export type Stroke = { x: number; y: number; t: number }[]

export function SignPad({ onStrokes }: { onStrokes: (strokes: Stroke[]) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(undefined)
  const [empty, setEmpty] = useState(true)
  useEffect(() => {
    const c = canvas.current!
    const made = new SignaturePad(c, { penColor: '#1d2420', minWidth: 1, maxWidth: 3 })
    const fit = () => {
      const data = made.toData()
      const ratio = Math.max(window.devicePixelRatio, 1)
      c.width = c.offsetWidth * ratio
      c.height = c.offsetHeight * ratio
      c.getContext('2d')!.scale(ratio, ratio)
      made.fromData(data)
    }
    const written = () => {
      setEmpty(made.isEmpty())
      onStrokes(made.toData().map((s) => s.points.map((p) => ({ x: Math.round(p.x), y: Math.round(p.y), t: p.time }))))
    }
    fit()
    made.addEventListener('endStroke', written)
    // In a dialog that is just opening the canvas has no size yet; a tablet that is turned gives it another.
    const sizes = new ResizeObserver(fit)
    sizes.observe(c)
    pad.current = made
    return () => {
      made.off()
      sizes.disconnect()
    }
  }, [onStrokes])
  const clear = () => {
    pad.current?.clear()
    setEmpty(true)
    onStrokes([])
  }
  return (
    <div className="sign-pad">
      <canvas ref={canvas} aria-label="签字的地方。不方便手写，请改用密码签字。" role="img" />
      {empty && (
        <span className="sign-here" aria-hidden="true">
          请在这里签名
        </span>
      )}
      <Button onClick={clear} disabled={empty}>
        重写
      </Button>
    </div>
  )
}
