/** The legend under the table of coverage: letters beside the colours, for who cannot tell these apart. */
import { sayFormulas } from '../figures.ts'
import { letters, stateNames, type State } from './matrix.ts'

/** What the signs mean. */
export function Legend() {
  return (
    <>
      <ul className="legend">
        {(Object.keys(stateNames) as State[]).map((s) => (
          <li key={s}>
            <span className={`key ${s}`} aria-hidden="true">
              {letters[s]}
            </span>
            {stateNames[s]}
          </li>
        ))}
        <li>
          <span className="key x urged" aria-hidden="true">
            {letters.x}
          </span>
          已催
        </li>
      </ul>
      <details>
        <summary>数字是怎么算的</summary>
        <p className="quiet">{sayFormulas('due', 'published', 'late', 'missing')}</p>
      </details>
    </>
  )
}
