/** That the same telephone has told things before: helps to see a matter whole; says no number and nobody's name. */
import { sayTime } from '../../../../console/parts/time.ts'
import { Link } from '../../../../console/router.tsx'
import type { StaffCase } from './useCase.ts'

export function Before({ data: { before } }: { data: StaffCase }) {
  if (!before) return null
  return (
    <section className="sheet" aria-labelledby="before">
      <h2 id="before">此前反映过 {before.total} 件</h2>
      <p className="quiet">
        是同一个电话反映的，{before.open > 0 ? `其中 ${before.open} 件还在办` : '都已办结'}
        。只供了解前后情况；反映得多不是错。
      </p>
      {before.cases.length > 0 && (
        <ul>
          {before.cases.map((c) => (
            <li key={c.id}>
              <Link to={`/cases/${c.id}`}>{c.title}</Link>
              <span className="quiet">
                {'　'}
                {sayTime(c.received_at)}
                {c.open && '　在办'}
              </span>
            </li>
          ))}
        </ul>
      )}
      {before.cases.length < before.total && (
        <p className="quiet">还有 {before.total - before.cases.length} 件不在这里列出。</p>
      )}
    </section>
  )
}
