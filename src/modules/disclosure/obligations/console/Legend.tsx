/** The legend under the table of coverage: letters beside the colours, for who cannot tell these apart. */
import { HowCounted } from '../../../../console/parts/HowCounted.tsx'
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
      <HowCounted say={sayFormulas('due', 'published', 'late', 'missing')} />
    </>
  )
}
