/** Form fields that keep what was typed and say what is wrong beside it. */
import type { ComponentChildren } from 'preact'

export type FieldError = { field: string; say: string }

type FieldProps = { name: string; label: string; help?: string; value?: string; error?: string; rows?: number; maxLength?: number; autocomplete?: string; required?: boolean; /** Which keyboard a phone shows. */ inputmode?: 'numeric' | 'tel' }

/** A text field; `rows` makes it a larger one. */
export function Field({ name, label, help, value = '', error, rows, maxLength, autocomplete, required, inputmode }: FieldProps) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  const shared = { id: name, name, maxLength, autocomplete, required, 'aria-describedby': about === '' ? undefined : about, 'aria-invalid': error ? ('true' as const) : undefined }
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {help && <p class="help" id={`${name}-help`}>{help}</p>}
      {error && <p class="wrong" id={`${name}-error`}>{error}</p>}
      {rows ? <textarea {...shared} rows={rows}>{value}</textarea> : <input type="text" inputMode={inputmode} {...shared} value={value} />}
    </div>
  )
}

export type Choice = { value: string; text: string; help?: string }

/** One of several. */
export function Choices({ name, legend, choices, value, error }: { name: string; legend: string; choices: readonly Choice[]; value: string; error?: string }) {
  return (
    <fieldset class={error ? 'bad' : undefined}>
      <legend>{legend}</legend>
      {error && <p class="wrong">{error}</p>}
      {choices.map((c) => (
        <label class="choice" key={c.value}>
          <input type="radio" name={name} id={`${name}-${c.value}`} value={c.value} checked={c.value === value} />
          <span>{c.text}{c.help && <small>{c.help}</small>}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** One of many, as a list that opens; `groups` put headings over them. */
export function Select({ name, label, value, groups, empty, help, error }: { name: string; label: string; value: string; groups: readonly { label: string; options: readonly { value: string; text: string }[] }[]; empty: string; help?: string; error?: string }) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {help && <p class="help" id={`${name}-help`}>{help}</p>}
      {error && <p class="wrong" id={`${name}-error`}>{error}</p>}
      <select id={name} name={name} aria-describedby={about === '' ? undefined : about} aria-invalid={error ? 'true' : undefined}>
        <option value="" selected={value === ''}>{empty}</option>
        {groups.map((g) => {
          const options = g.options.map((o) => <option key={o.value} value={o.value} selected={o.value === value}>{o.text}</option>)
          return g.label === '' ? options : <optgroup key={g.label} label={g.label}>{options}</optgroup>
        })}
      </select>
    </div>
  )
}

export function Tick({ name, label, help, checked }: { name: string; label: string; help?: string; checked: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} id={name} value="yes" checked={checked} />
      <span>{label}{help && <small>{help}</small>}</span>
    </label>
  )
}

/** Stands above the form, with a link to each field that has to be put right. */
export function ErrorSummary({ errors, children }: { errors: readonly FieldError[]; children?: ComponentChildren }) {
  if (errors.length === 0) return null
  return (
    <div class="errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">还没有提交，请改好下面 {errors.length} 处</h2>
      <ul>{errors.map((e) => <li key={e.field}><a href={`#${e.field}`}>{e.say}</a></li>)}</ul>
      {children}
    </div>
  )
}
