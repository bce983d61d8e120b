/** A QR code that the server drew as SVG. */

/** `svg`: the text of the drawing; `alt`: what the code leads to. */
export function QrCode({ svg, alt, className }: { svg: string; alt: string; className?: string }) {
  return <img className={className} alt={alt} src={`data:image/svg+xml,${encodeURIComponent(svg)}`} />
}
