/** "Nothing to publish this period", with the reason that villagers will read. */
import type { Draft } from './useDraft.ts'

export function NothingThisTime({ draft }: { draft: Draft }) {
  const { nothing } = draft.work.content
  const set = (reason: string | undefined) =>
    draft.change(
      (w) => {
        const { nothing: _, ...content } = w.content
        return { ...w, content: reason === undefined ? content : { ...content, nothing: { reason } } }
      },
      reason === undefined ? '' : 'nothing',
    )
  return (
    <div className="nothing">
      <label className="check">
        <input
          type="checkbox"
          checked={nothing !== undefined}
          onChange={(e) => set(e.target.checked ? '' : undefined)}
        />
        <span>本期无内容（照样送审、签字、公开）</span>
      </label>
      {nothing && (
        <label className="field">
          <span>为什么没有内容，村民会看到</span>
          <textarea
            className="plain-input"
            rows={2}
            maxLength={500}
            value={nothing.reason}
            onChange={(e) => set(e.target.value)}
          />
        </label>
      )}
    </div>
  )
}
