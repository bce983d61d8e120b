/** Beside the content: a note to readers, the reason of a correction, and when it goes out. */
import { localOf } from '../../../../console/parts/time.ts'
import type { Notice } from './notice/useNotice.ts'
import type { Draft } from './useDraft.ts'

export function Extras({ notice, draft }: { notice: Notice; draft: Draft }) {
  const { work, change } = draft
  const corrects = notice.history.some((e) => e.action === 'correct')
  return (
    <section className="sheet extras" aria-label="说明和公开时间">
      <label className="field">
        <span>
          说明 <span className="hint">可以不填，和内容一起公开</span>
        </span>
        <textarea
          className="plain-input"
          rows={2}
          maxLength={2000}
          value={work.content.note}
          onChange={(e) => change((w) => ({ ...w, content: { ...w.content, note: e.target.value } }), 'note')}
        />
      </label>
      {corrects && (
        <label className="field">
          <span>
            更正的原因 <span className="hint">村民会看到</span>
          </span>
          <textarea
            className="plain-input"
            rows={2}
            maxLength={500}
            value={work.reason}
            onChange={(e) => change((w) => ({ ...w, reason: e.target.value }), 'reason')}
          />
        </label>
      )}
      <PublishTime at={work.publishAt} onSet={(publishAt) => change((w) => ({ ...w, publishAt }))} />
    </section>
  )
}

/** At once after the last signature, or at a set time (Asia/Shanghai). */
export function PublishTime({ at, onSet }: { at: string | null; onSet: (at: string | null) => void }) {
  const later = at !== null
  return (
    <fieldset className="when">
      <legend>什么时候公开</legend>
      <label className="check">
        <input type="radio" name="when" checked={!later} onChange={() => onSet(null)} />
        <span>签完字马上公开</span>
      </label>
      <label className="check">
        <input
          type="radio"
          name="when"
          checked={later}
          onChange={() => onSet(new Date(Date.now() + 86_400_000).toISOString())}
        />
        <span>到定好的时间再公开</span>
      </label>
      {later && (
        <input
          className="plain-input"
          type="datetime-local"
          aria-label="定好的公开时间"
          value={localOf(at).slice(0, 16)}
          min={localOf(new Date()).slice(0, 16)}
          onChange={(e) => e.target.value && onSet(new Date(`${e.target.value}:00+08:00`).toISOString())}
        />
      )}
    </fieldset>
  )
}
