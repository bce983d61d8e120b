/** QR codes: the squares, as pages, paper and pictures draw them. One library reads and writes them. */
import { encodeQR } from 'qr'

/**
 * Dark squares of the code of a text, rows of columns, without a quiet zone; corrects 15 % of damage. Errors where the
 * text is over 2,331 bytes.
 */
export const qrSquares = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1))

/** The dark squares as the path of an SVG, a square one unit wide, `quiet` units from the edges. */
export const qrPath = (squares: readonly (readonly boolean[])[], quiet: number): string =>
  squares.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x + quiet} ${y + quiet}h1v1h-1z`] : []))).join('')

/** The code as an SVG text, for a picture in the console. */
export function qrSvg(text: string): string {
  const [squares, quiet] = [qrSquares(text), 2]
  const size = squares.length + quiet * 2
  const box = `viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box}><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${qrPath(squares, quiet)}"/></svg>`
}
