/**
 * Pictures of figures, each with its figures beside it: whoever does not see them reads the same as a table or a list.
 * Our own SVG, no library; the darker, the more.
 */
import { Link } from '../router.tsx'

/** `part`: of the whole, what is to be looked at (late, overrun). */
export type Portion = { label: string; whole: number; part: number; text: string }

/** Bars from zero, the part of each that is to be looked at in another shade. */
export function Portions({
  caption,
  names,
  rows,
}: {
  caption: string
  names: [string, string]
  rows: readonly Portion[]
}) {
  const most = Math.max(1, ...rows.map((r) => r.whole))
  return (
    <table className="bars portions">
      <caption>
        {caption}
        <span className="chart-key">
          {names.map((name, i) => (
            <span key={name}>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <rect className={i === 0 ? 'whole' : 'part'} width="10" height="10" rx="2" />
              </svg>
              {name}
            </span>
          ))}
        </span>
      </caption>
      <tbody>
        {rows.map((r) => (
          <tr key={r.label}>
            <th scope="row">{r.label}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect className="whole" width={(r.whole / most) * 100} height="10" />
                <rect
                  className="part"
                  x={((r.whole - r.part) / most) * 100}
                  width={(r.part / most) * 100}
                  height="10"
                />
              </svg>
            </td>
            <td className="num">{r.text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** From zero to where nine in ten were done; the box ends where half were. */
export type Span = { label: string; half: number | null; nine: number | null }

export function Spans({ caption, unit, rows }: { caption: string; unit: string; rows: readonly Span[] }) {
  const known = rows.filter((r) => r.half !== null && r.nine !== null)
  const most = Math.max(1, ...known.map((r) => r.nine!))
  if (known.length === 0) return null
  return (
    <table className="bars spans">
      <caption>{caption}</caption>
      <tbody>
        {known.map((r) => (
          <tr key={r.label}>
            <th scope="row">{r.label}</th>
            <td>
              <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect className="line" y="5" width={(r.nine! / most) * 100} height="2" />
                <rect className="box" y="1" width={(r.half! / most) * 100} height="10" />
                <rect className="end" x={Math.max(0, (r.nine! / most) * 100 - 0.7)} y="2" width="0.7" height="8" />
              </svg>
            </td>
            <td className="num">
              一半 {r.half}，九成 {r.nine} {unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `to`: the screen where they stand one by one. `dots`: what lies in the tile, the bigger the more. */
export type Tile = {
  key: string
  label: string
  value: number
  text: string
  to?: string
  dots?: readonly { label: string; value: number }[]
}

/** Places as tiles, in the order of the tree: a schematic map for counties that have no coordinates. */
export function Tiles({ caption, tiles }: { caption: string; tiles: readonly Tile[] }) {
  const most = Math.max(1, ...tiles.map((t) => t.value))
  return (
    <figure className="tile-map">
      <figcaption>{caption}</figcaption>
      <ul>
        {tiles.map((t) => (
          <li key={t.key} className={`shade${t.value === 0 ? 0 : Math.min(4, Math.ceil((t.value / most) * 4))}`}>
            {t.to ? <Link to={t.to}>{t.label}</Link> : <b>{t.label}</b>}
            <span className="num">{t.text}</span>
            {t.dots && t.dots.length > 0 && (
              <ul className="dots">
                {t.dots.map((d) => (
                  <li key={d.label}>
                    <svg viewBox="-11 -11 22 22" aria-hidden="true">
                      <circle r={Math.min(10, 3 + 1.6 * d.value)} />
                    </svg>
                    {d.label} <b className="num">{d.value}</b>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </figure>
  )
}
