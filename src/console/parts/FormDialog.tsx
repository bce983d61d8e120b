/** A few fields asked in a dialog; what was typed stays while the server finds faults. */
import { Button } from './Button.tsx'
import { useState, type ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'
import { Note } from './Note.tsx'
import { PersonField } from './PersonField.tsx'
import { PlaceField } from './PlaceField.tsx'
import { sentenceOf } from './tell.tsx'

export type Field = { key: string; label: string; hint?: string; start?: string; optional?: boolean; max?: number } & (
  | { type?: 'text' | 'date' | 'number' | 'textarea' | 'check' | 'person' | 'password' }
  | {
      type: 'select'
      options: readonly (readonly [string, string])[]
      /** What choosing nothing means. */
      none?: string
    }
  | {
      type: 'place'
      levels?: readonly string[]
      everywhere?: boolean
      /** The name of the place that `start` says. */
      named?: string
    }
)
type Values = Record<string, string>
type Props = {
  title: string
  fields: readonly Field[]
  button: string
  about?: ReactNode
  onDone: (values: Values) => Promise<unknown>
  onClose: () => void
}

export function FormDialog({ title, fields, button, about, onDone, onClose }: Props) {
  const [values, setValues] = useState<Values>(() => Object.fromEntries(fields.map((f) => [f.key, f.start ?? ''])))
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async () => {
    const empty = fields.find((f) => !f.optional && f.type !== 'check' && values[f.key]!.trim() === '')
    if (empty) return setError(`请填“${empty.label}”。`)
    setBusy(true)
    setError('')
    await Promise.resolve(values)
      .then(onDone)
      .then(onClose, (e: unknown) => setError(sentenceOf(e)))
    setBusy(false)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
        noValidate
      >
        {about}
        {fields.map((f) => (
          <One
            key={f.key}
            field={f}
            value={values[f.key]!}
            onValue={(v) => setValues((all) => ({ ...all, [f.key]: v }))}
          />
        ))}
        {error && (
          <Note kind="wrong" role="alert">
            {error}
          </Note>
        )}
        <div className="do">
          <Button type="primary" htmlType="submit" loading={busy}>
            {button}
          </Button>
          <Button onClick={onClose}>不办了</Button>
        </div>
      </form>
    </Dialog>
  )
}

function One({ field: f, value, onValue }: { field: Field; value: string; onValue: (value: string) => void }) {
  if (f.type === 'person') return <PersonField label={f.label} value={value} onValue={onValue} />
  if (f.type === 'place')
    return (
      <PlaceField
        label={f.label}
        value={value}
        levels={f.levels}
        everywhere={f.everywhere}
        {...(f.named === undefined ? {} : { named: f.named })}
        onValue={onValue}
      />
    )
  if (f.type === 'check')
    return (
      <label className="check">
        <input type="checkbox" checked={value === '1'} onChange={(e) => onValue(e.target.checked ? '1' : '')} />
        <span>
          {f.label}
          {f.hint && <span className="quiet">　{f.hint}</span>}
        </span>
      </label>
    )
  return (
    <label className="field">
      <span>
        {f.label}
        {f.hint && <span className="hint">　{f.hint}</span>}
      </span>
      {f.type === 'select' ? (
        <select className="plain-input" value={value} onChange={(e) => onValue(e.target.value)}>
          <option value="">{f.none ?? '请选择'}</option>
          {f.options.map(([v, n]) => (
            <option key={v} value={v}>
              {n}
            </option>
          ))}
        </select>
      ) : f.type === 'textarea' ? (
        <textarea
          className="plain-input"
          rows={3}
          maxLength={f.max ?? 500}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      ) : (
        <input
          className="plain-input"
          type={f.type === 'date' || f.type === 'password' ? f.type : 'text'}
          autoComplete={f.type === 'password' ? 'off' : undefined}
          inputMode={f.type === 'number' ? 'decimal' : undefined}
          maxLength={f.max ?? 200}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      )}
    </label>
  )
}
