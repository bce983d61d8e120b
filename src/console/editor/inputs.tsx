/** The builder's inputs. A number that cannot be read stays as it was typed until it can. */
import { useState } from 'react'

export function TextInput({
  label,
  hint,
  value,
  max,
  onValue,
}: {
  label: string
  hint?: string
  value: string
  max: number
  onValue: (value: string) => void
}) {
  return (
    <label className="field">
      <span>
        {label}
        {hint && <span className="hint">　{hint}</span>}
      </span>
      <input className="plain-input" maxLength={max} value={value} onChange={(e) => onValue(e.target.value)} />
    </label>
  )
}

export function NumberInput({
  label,
  value,
  needed,
  onValue,
}: {
  label: string
  value: number | undefined
  needed?: boolean
  onValue: (value: number | undefined) => void
}) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(value))
  const text = typed !== '' && Number(typed) === value ? typed : value === undefined ? typed : String(value)
  const change = (next: string) => {
    setTyped(next)
    if (next.trim() === '') onValue(undefined)
    else if (Number.isFinite(Number(next))) onValue(Number(next))
  }
  return (
    <label className="field">
      <span>
        {label}
        {!needed && <span className="hint">　可以不写</span>}
      </span>
      <input className="plain-input" inputMode="decimal" value={text} onChange={(e) => change(e.target.value)} />
    </label>
  )
}

/** One option per line: an option may hold any sign but a line break. */
export function OptionsInput({
  label,
  value,
  onValue,
}: {
  label: string
  value: readonly string[]
  onValue: (options: string[]) => void
}) {
  const [typed, setTyped] = useState(value.join('\n'))
  const read = (text: string) =>
    text
      .split('\n')
      .map((o) => o.trim())
      .filter((o) => o !== '')
  const text = read(typed).join('\n') === value.join('\n') ? typed : value.join('\n')
  return (
    <label className="field">
      <span>
        选项<span className="hint">　一行一个</span>
      </span>
      <textarea
        className="plain-input"
        rows={Math.min(10, Math.max(3, value.length + 1))}
        aria-label={`${label}，一行一个`}
        value={text}
        onChange={(e) => {
          setTyped(e.target.value)
          onValue(read(e.target.value))
        }}
      />
    </label>
  )
}
