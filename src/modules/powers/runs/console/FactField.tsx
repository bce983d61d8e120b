/** One particular of a step, by its kind. */
import { optionRefused } from '../../list/bands.ts'
import type { Power, PowerFact } from '../../list/powers.schema.ts'

type Props = { fact: PowerFact; value: string; wrong: boolean; onValue: (value: string) => void }

/** `power`, `band`: what the run's amount allows of a choice. */
export function FactField({
  fact,
  value,
  wrong,
  onValue,
  power,
  band,
}: Props & { power: Pick<Power, 'amount'>; band: string | null }) {
  const closed = (fact.options ?? []).flatMap((o) => optionRefused(power, fact, o, band) ?? [])
  const label = (
    <span>
      {fact.label}
      {fact.kind === 'money' && '（元）'}
      {!fact.required && <span className="hint">　可以不填</span>}
    </span>
  )
  if (fact.kind === 'dates') return <Span fact={fact} value={value} wrong={wrong} onValue={onValue} />
  return (
    <label className="field">
      {label}
      {closed.map(({ say }) => (
        <span key={say} className="hint">
          {say}
        </span>
      ))}
      {fact.kind === 'choice' ? (
        <select className="plain-input" aria-invalid={wrong} value={value} onChange={(e) => onValue(e.target.value)}>
          <option value="">请选择</option>
          {fact.options!.map((o) => (
            <option key={o} value={o} disabled={optionRefused(power, fact, o, band) !== undefined}>
              {o}
            </option>
          ))}
        </select>
      ) : fact.kind === 'longtext' ? (
        <textarea
          className="plain-input"
          aria-invalid={wrong}
          rows={3}
          maxLength={2_000}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      ) : (
        <input
          className="plain-input"
          aria-invalid={wrong}
          type={fact.kind === 'date' ? 'date' : 'text'}
          inputMode={fact.kind === 'money' ? 'decimal' : fact.kind === 'int' ? 'numeric' : undefined}
          maxLength={100}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      )}
    </label>
  )
}

/** From one day to another, kept as "2026-10-31 至 2026-11-14". */
function Span({ fact, value, wrong, onValue }: Props) {
  const [from = '', to = ''] = value.split(' 至 ')
  const set = (a: string, b: string) => onValue(a === '' && b === '' ? '' : `${a} 至 ${b}`)
  return (
    <fieldset className="field plain-set">
      <legend className="label">{fact.label}</legend>
      <div className="span">
        <input
          className="plain-input"
          type="date"
          aria-label={`${fact.label}，从`}
          aria-invalid={wrong}
          value={from}
          onChange={(e) => set(e.target.value, to)}
        />
        <span>至</span>
        <input
          className="plain-input"
          type="date"
          aria-label={`${fact.label}，到`}
          aria-invalid={wrong}
          value={to}
          onChange={(e) => set(from, e.target.value)}
        />
      </div>
    </fieldset>
  )
}
