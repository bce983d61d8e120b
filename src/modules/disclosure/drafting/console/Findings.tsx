/** What the privacy guard found: refused things must go; asked things need a reason. */
import { columnsOf } from '../../../../kernel/forms/form.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Spot } from './keys.ts'
import type { Draft } from './useDraft.ts'

type Finding = Notice['findings'][number]

export function Findings({
  findings,
  draft,
  notice,
  onGo,
}: {
  findings: readonly Finding[]
  draft: Draft
  notice: Notice
  onGo: (spot: Spot) => void
}) {
  const refused = findings.filter((f) => f.severity === 'refuse')
  const asked = findings.filter((f) => f.severity === 'ask')
  const hints = findings.filter((f) => f.severity === 'warn')
  const say = (f: Finding) => {
    const column = columnsOf(notice.form).findIndex((c) => c.key === (f.where.column ?? f.where.field))
    return column < 0 ? (
      f.say
    ) : (
      <button type="button" className="plain" onClick={() => onGo({ row: f.where.row ?? 0, column })}>
        {f.say}
      </button>
    )
  }
  return (
    <>
      {refused.length > 0 && (
        <div className="note wrong">
          <h2>有 {refused.length} 处个人信息不能公开，请先删去</h2>
          <ul>
            {refused.map((f) => (
              <li key={f.key}>{say(f)}</li>
            ))}
          </ul>
        </div>
      )}
      {asked.length > 0 && (
        <div className="note warn">
          <h2>有 {asked.length} 处请确认</h2>
          <ul>
            {asked.map((f) => (
              <li key={f.key}>
                {say(f)}
                <Reason finding={f} draft={draft} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {hints.length > 0 && (
        <div className="note">
          <h2>提醒</h2>
          <ul>
            {hints.map((f) => (
              <li key={f.key}>{say(f)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function Reason({ finding, draft }: { finding: Finding; draft: Draft }) {
  const reason = draft.work.confirmed[finding.key] ?? ''
  return (
    <label className="reason">
      <span>确需公开的理由（至少 4 个字）</span>
      <input
        className="plain-input"
        maxLength={300}
        value={reason}
        onChange={(e) =>
          draft.change((w) => ({ ...w, confirmed: { ...w.confirmed, [finding.key]: e.target.value } }), finding.key)
        }
      />
    </label>
  )
}
