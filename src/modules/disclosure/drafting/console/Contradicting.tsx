/**
 * Where other notices of the place say otherwise: corrected here or there, or explained; one reason answers for what
 * hangs together.
 */
import type { ReactNode } from 'react'
import { isReason, type Problem } from '../../../../kernel/forms/problem.ts'
import { Link } from '../../../../console/router.tsx'
import type { Draft } from './useDraft.ts'

export function Contradicting({
  problems,
  draft,
  list,
}: {
  problems: readonly Problem[]
  draft: Draft
  list: (shown: readonly Problem[]) => ReactNode
}) {
  if (problems.length === 0) return null
  const groups = [...Map.groupBy(problems, (p) => p.asks!)]
  return (
    <div className="note warn">
      <h2>有 {groups.length} 处和别的公开对不上</h2>
      <p>请核对，哪一份错了改哪一份。都没有错的，请写明原因；审查和签字的人会看到。</p>
      {groups.map(([key, all]) => (
        <div key={key}>
          {list(all)}
          {all[0]!.with && (
            <p>
              <Link to={`/notices/${all[0]!.with}`}>去看那一份</Link>
            </p>
          )}
          <label className="reason">
            <span>为什么对不上（至少 4 个字）{isReason(draft.work.confirmed[key]) ? '' : '，不改就要写'}</span>
            <input
              className="plain-input"
              maxLength={300}
              value={draft.work.confirmed[key] ?? ''}
              onChange={(e) =>
                draft.change((w) => ({ ...w, confirmed: { ...w.confirmed, [key]: e.target.value } }), key)
              }
            />
          </label>
        </div>
      ))}
    </div>
  )
}
