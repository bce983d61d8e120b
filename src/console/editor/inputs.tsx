/** The inputs of the editors. What cannot be read yet stays as it was typed until it can. */
import { useState } from 'react'
import { limitKinds, units, type Limit } from '../../kernel/versions/limits.ts'

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

export function Select<T extends string>({
  label,
  hint,
  value,
  options,
  none,
  onValue,
}: {
  label: string
  hint?: string
  value: T | ''
  options: readonly (readonly [T, string])[]
  /** What choosing nothing means; without it something must be chosen. */
  none?: string
  onValue: (value: T) => void
}) {
  return (
    <label className="field">
      <span>
        {label}
        {hint && <span className="hint">　{hint}</span>}
      </span>
      <select className="plain-input" value={value} onChange={(e) => onValue(e.target.value as T)}>
        {none !== undefined ? <option value="">{none}</option> : value === '' && <option value="">请选择</option>}
        {options.map(([v, name]) => (
          <option key={v} value={v}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

export const entries = <T extends string>(names: Record<T, string>) => Object.entries(names) as [T, string][]

/** A text per line; empty lines are not kept. */
export function Lines({
  label,
  hint,
  value,
  rows = 3,
  onValue,
}: {
  label: string
  hint?: string
  value: readonly string[]
  rows?: number
  onValue: (lines: string[]) => void
}) {
  const [typed, setTyped] = useState(value.join('\n'))
  const read = (text: string) =>
    text
      .split('\n')
      .map((t) => t.trim())
      .filter((t) => t !== '')
  const text = read(typed).join('\n') === value.join('\n') ? typed : value.join('\n')
  return (
    <label className="field long">
      <span>
        {label}
        <span className="hint">　{hint ?? '一行一个'}</span>
      </span>
      <textarea
        className="plain-input"
        rows={Math.max(rows, value.length + 1)}
        value={text}
        onChange={(e) => {
          setTyped(e.target.value)
          onValue(read(e.target.value))
        }}
      />
    </label>
  )
}

export function Check({
  label,
  hint,
  value,
  onValue,
}: {
  label: string
  hint?: string
  value: boolean
  onValue: (value: boolean) => void
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={value} onChange={(e) => onValue(e.target.checked)} />
      <span>
        {label}
        {hint && <span className="quiet">　{hint}</span>}
      </span>
    </label>
  )
}

export const unitNames = entries(units)

/** A number of days that rests on something: law with its article, a promise, what others do, or a guess. */
export function LimitInput({
  name,
  value,
  start,
  onValue,
}: {
  name: string
  value: Limit | null
  start: Limit
  onValue: (limit: Limit | null) => void
}) {
  return (
    <fieldset className="plain-set">
      <legend className="label">{name}</legend>
      <Check label={`有${name}`} value={value !== null} onValue={(on) => onValue(on ? start : null)} />
      {value && (
        <>
          <div className="side-by-side">
            <NumberInput
              label="几天"
              needed
              value={value.value}
              onValue={(days) => onValue({ ...value, value: days ?? 0 })}
            />
            <Select
              label="怎么数"
              value={value.unit}
              options={unitNames}
              onValue={(unit) => onValue({ ...value, unit })}
            />
            <Select
              label="凭什么"
              value={value.kind}
              options={entries(limitKinds)}
              onValue={(kind) => onValue({ ...value, kind })}
            />
          </div>
          <TextInput
            label="依据"
            hint={value.kind === 'law' ? '写明法律名称和第几条' : '没有可以不写'}
            value={value.citation}
            max={300}
            onValue={(citation) => onValue({ ...value, citation })}
          />
        </>
      )}
    </fieldset>
  )
}
