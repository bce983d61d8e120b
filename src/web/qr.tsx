/** A QR code as SVG, drawn on the server. */
import { qrPath, qrSquares } from '../platform/qr.ts'

const quiet = 2

/** `label`: what the code leads to, for those who cannot see it; the address itself must stand beside it as text. */
export function Qr({ text, label }: { text: string; label: string }) {
  const squares = qrSquares(text)
  const size = squares.length + quiet * 2
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={qrPath(squares, quiet)} />
    </svg>
  )
}
