/** How often, and by when, with the basis that villagers read. */
import { deadlinesFor, ownFigures, type Deadline, type Item as Definition } from '../catalogue.schema.ts'
import { deadlineNames, frequencyNames } from '../names.ts'

export function DeadlineEditor({
  value: d,
  onValue,
}: {
  value: Definition
  onValue: (part: Partial<Definition>) => void
}) {
  const set = (part: Partial<Deadline>) => onValue({ deadline: ownFigures({ ...d.deadline, ...part }) })
  const often = (frequency: Definition['frequency']) => {
    const rule = deadlinesFor[frequency].includes(d.deadline.rule) ? d.deadline.rule : deadlinesFor[frequency][0]
    onValue({
      frequency,
      stages: frequency === 'perStage' ? d.stages : [],
      deadline: ownFigures({
        ...d.deadline,
        rule,
        firstDays: frequency === 'standing' ? (d.deadline.firstDays ?? 30) : undefined,
      }),
    })
  }
  const number = (key: 'day' | 'month' | 'days' | 'firstDays', label: string) => (
    <label className="field">
      <span>{label}</span>
      <input
        className="plain-input"
        inputMode="numeric"
        value={d.deadline[key] ?? ''}
        onChange={(e) => set({ [key]: e.target.value === '' ? undefined : Number(e.target.value) })}
      />
    </label>
  )
  const inDays = d.deadline.rule.startsWith('days')
  return (
    <>
      <label className="field">
        <span>多久公开一次</span>
        <select
          className="plain-input"
          value={d.frequency}
          onChange={(e) => often(e.target.value as Definition['frequency'])}
        >
          {Object.entries(frequencyNames).map(([k, n]) => (
            <option key={k} value={k}>
              {n}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>期限怎么算</span>
        <select
          className="plain-input"
          value={d.deadline.rule}
          onChange={(e) => set({ rule: e.target.value as Deadline['rule'] })}
        >
          {deadlinesFor[d.frequency].map((k) => (
            <option key={k} value={k}>
              {deadlineNames[k]}
            </option>
          ))}
        </select>
      </label>
      {inDays ? number('days', '几天') : number('day', '几日')}
      {d.deadline.rule.startsWith('dateOf') && number('month', '几月')}
      {d.frequency === 'standing' && number('firstDays', '上线后几天内第一次公开')}
      {inDays && (
        <label className="field">
          <span>算什么天</span>
          <select
            className="plain-input"
            value={d.deadline.unit}
            onChange={(e) => set({ unit: e.target.value as Deadline['unit'] })}
          >
            <option value="calendarDay">自然日</option>
            <option value="workDay">工作日</option>
          </select>
        </label>
      )}
      <label className="field">
        <span>
          依据 <span className="hint">村民会看到</span>
        </span>
        <input
          className="plain-input"
          maxLength={200}
          value={d.deadline.basis}
          onChange={(e) => set({ basis: e.target.value })}
        />
      </label>
      {d.lawFloor && (
        <p className="quiet">
          法律规定不得少于{{ monthly: '每月', quarterly: '每季度', atOnce: '及时' }[d.lawFloor.atLeast]}公开（
          {d.lawFloor.basis}）。
        </p>
      )}
    </>
  )
}
