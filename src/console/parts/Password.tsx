/** A labelled password field that can be read when one wants to: thick fingers, small keys. */
import { useId, useState } from 'react'

export function Password({
  label,
  value,
  hint,
  focused = false,
  onValue,
}: {
  label: string
  value: string
  hint: 'current-password' | 'new-password'
  focused?: boolean
  onValue: (value: string) => void
}) {
  const id = useId()
  const [seen, setSeen] = useState(false)
  return (
    <div className="field">
      <label htmlFor={id} className="label">
        {label}
      </label>
      <span className="password">
        <input
          id={id}
          className="plain-input"
          type={seen ? 'text' : 'password'}
          value={value}
          autoFocus={focused}
          autoComplete={hint}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(e) => onValue(e.target.value)}
        />
        <button type="button" aria-pressed={seen} onClick={() => setSeen(!seen)}>
          {seen ? '遮住' : '看一眼'}
        </button>
      </span>
    </div>
  )
}
