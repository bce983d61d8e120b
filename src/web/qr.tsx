/** A QR code as SVG, drawn on the server. */
import qrcode from 'qrcode'

/** `label`: what the code leads to, for those who cannot see it; the address itself must stand beside it as text. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 2
  const size = modules.size + quiet * 2
  const path: string[] = []
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x)) path.push(`M${x + quiet} ${y + quiet}h1v1h-1z`)
  }
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <path d={path.join('')} />
    </svg>
  )
}
