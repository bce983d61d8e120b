/** How often, and by when, with the basis that villagers read. */
import { deadlinesFor, type Deadline, type Item as Definition } from '../catalogue.schema.ts'
import { frequencyNames } from './useCatalogue.ts'

const rules: Record<Deadline['rule'], string> = {
  dayOfNextMonth: '下月几日前',
  dayOfSameMonth: '当月几日前',
  dayOfFirstMonthAfterQuarter: '季后首月几日前',
  dayOfFirstMonthAfterHalfYear: '半年后首月几日前',
  dateOfSameYear: '当年几月几日前',
  dateOfNextYear: '次年几月几日前',
  daysAfterEvent: '事情发生后几天内',
  daysAfterReceipt: '收到后几天内',
  daysAfterChange: '变动后几天内',
  daysAfterFormation: '形成后几天内',
  daysAfterStage: '到一个阶段后几天内',
  daysAfterObjection: '异议后几天内',
}

export function DeadlineEditor({
  value: d,
  onValue,
}: {
  value: Definition
  onValue: (part: Partial<Definition>) => void
}) {
  const set = (part: Partial<Deadline>) => onValue({ deadline: { ...d.deadline, ...part } })
  const often = (frequency: Definition['frequency']) => {
    const rule = deadlinesFor[frequency].includes(d.deadline.rule) ? d.deadline.rule : deadlinesFor[frequency][0]
    onValue({
      frequency,
      stages: frequency === 'perStage' ? d.stages : [],
      deadline: { ...d.deadline, rule, firstDays: frequency === 'standing' ? (d.deadline.firstDays ?? 30) : undefined },
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
              {rules[k]}
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
