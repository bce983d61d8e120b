/** A few fields asked in a dialog; every fault stands at its field until it is mended, and what was typed stays. */
import { Button } from './Button.tsx'
import { useRef, useState, type ReactNode } from 'react'
import { ApiError } from '../client.ts'
import { Dialog } from './Dialog.tsx'
import { Note } from './Note.tsx'
import { PersonField } from './PersonField.tsx'
import { PlaceField } from './PlaceField.tsx'
import { sentenceOf } from './tell.tsx'

export type Field = { key: string; label: string; hint?: string; start?: string; optional?: boolean; max?: number } & (
  | { type?: 'text' | 'date' | 'time' | 'number' | 'tel' | 'textarea' | 'check' | 'person' | 'password' }
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
  const [faults, setFaults] = useState<Values>({})
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const refuse = (at: Values, say: string) => {
    setFaults(at)
    setError(say)
    const first = fields.find((f) => at[f.key] !== undefined)
    // Once the fault stands beside it.
    if (first)
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>(`[data-field="${first.key}"] :is(input, select, textarea)`)?.focus(),
      )
  }
  const send = async () => {
    const empty = fields.filter((f) => !f.optional && f.type !== 'check' && values[f.key]!.trim() === '')
    if (empty.length > 0)
      return refuse(
        Object.fromEntries(
          empty.map((f) => [f.key, f.type === 'select' ? `请选“${f.label}”。` : `请填“${f.label}”。`]),
        ),
        '',
      )
    setBusy(true)
    refuse({}, '')
    await Promise.resolve(values)
      .then(onDone)
      .then(onClose, (e: unknown) => {
        const at = faultsAt(e, fields)
        refuse(at, Object.keys(at).length > 0 ? '' : sentenceOf(e))
      })
    setBusy(false)
  }
  const set = (key: string, value: string) => {
    setValues((all) => ({ ...all, [key]: value }))
    setFaults((all) => Object.fromEntries(Object.entries(all).filter(([k]) => k !== key)))
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        ref={form}
        onSubmit={(e) => {
          e.preventDefault()
          void send()
        }}
        noValidate
      >
        {about}
        {fields.map((f) => (
          <div key={f.key} data-field={f.key}>
            <One field={f} value={values[f.key]!} fault={faults[f.key]} onValue={(v) => set(f.key, v)} />
            {faults[f.key] && (
              <p className="fault" role="alert" id={`fault-${f.key}`}>
                {faults[f.key]}
              </p>
            )}
          </div>
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
          <Button onClick={onClose}>取消</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Each fault of an answer at the field that it names; what names none of them is said below. */
function faultsAt(error: unknown, fields: readonly Field[]): Values {
  if (!(error instanceof ApiError)) return {}
  const told = error.details as { field?: string; issues?: { path: string; message: string }[] } | undefined
  const all = told?.issues ?? (told?.field === undefined ? [] : [{ path: told.field, message: error.message }])
  const at = all.filter((i) => fields.some((f) => f.key === i.path))
  return at.length === all.length ? Object.fromEntries(at.map((i) => [i.path, i.message])) : {}
}

type OneProps = { field: Field; value: string; fault: string | undefined; onValue: (value: string) => void }

function One({ field: f, value, fault, onValue }: OneProps) {
  const marked = fault === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `fault-${f.key}` }
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
        <select {...marked} className="plain-input" value={value} onChange={(e) => onValue(e.target.value)}>
          <option value="">{f.none ?? '请选择'}</option>
          {f.options.map(([v, n]) => (
            <option key={v} value={v}>
              {n}
            </option>
          ))}
        </select>
      ) : f.type === 'textarea' ? (
        <textarea
          {...marked}
          className="plain-input"
          rows={3}
          maxLength={f.max ?? 500}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      ) : (
        <input
          {...marked}
          className="plain-input"
          type={f.type === 'date' || f.type === 'time' || f.type === 'password' ? f.type : 'text'}
          autoComplete={f.type === 'password' ? 'off' : undefined}
          inputMode={f.type === 'number' ? 'decimal' : f.type === 'tel' ? 'tel' : undefined}
          maxLength={f.max ?? 200}
          value={value}
          onChange={(e) => onValue(e.target.value)}
        />
      )}
    </label>
  )
}
