/**
 * Where other notices of the place say otherwise, or a number repeats itself: corrected, or explained; one reason
 * answers for what hangs together.
 */
import type { ReactNode } from 'react'
import { isReason, type Problem } from '../../../../kernel/forms/problem.ts'
import { Link } from '../../../../console/router.tsx'
import type { Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'

export function Contradicting({
  notice,
  problems,
  draft,
  list,
  words,
}: {
  notice: Notice
  problems: readonly Problem[]
  draft: Draft
  list: (shown: readonly Problem[]) => ReactNode
  words: { title: (groups: number) => string; how: string; why: string }
}) {
  if (problems.length === 0) return null
  const told = (key: string) => notice.against?.explained[key]
  const groups = [...Map.groupBy(problems, (p) => p.asks!)]
  return (
    <div className="note warn">
      <h2>{words.title(groups.length)}</h2>
      <p>请核对，{words.how}，请写明原因；审查和签字的人会看到。</p>
      {groups.map(([key, all]) => (
        <div key={key}>
          {list(all)}
          {all[0]!.with && (
            <p>
              <Link to={`/notices/${all[0]!.with}`}>去看那一份</Link>
            </p>
          )}
          {told(key) && (
            <p>
              {told(key)!.by}已说明：{told(key)!.reason}
            </p>
          )}
          <label className="reason">
            <span>
              {told(key)
                ? '还有要说明的，写在这里（可不填）'
                : `${words.why}（至少 4 个字）${isReason(draft.work.confirmed[key]) ? '' : '，不改就要写'}`}
            </span>
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
