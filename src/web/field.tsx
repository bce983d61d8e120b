/** Form fields that keep what was typed and say what is wrong beside it. */
import { firstFaults, mostFaults } from './faults.ts'
import type { ComponentChildren } from 'preact'

export type FieldError = { field: string; say: string }

type FieldProps = {
  name: string
  label: string
  help?: string
  value?: string
  error?: string
  rows?: number
  maxLength?: number
  autocomplete?: string
  required?: boolean
  /** Which keyboard a phone shows. */
  inputmode?: 'numeric' | 'decimal' | 'tel'
}

/** A text field; `rows` makes it a larger one. */
export function Field({
  name,
  label,
  help,
  value = '',
  error,
  rows,
  maxLength,
  autocomplete,
  required,
  inputmode,
}: FieldProps) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  const shared = {
    id: name,
    name,
    maxLength,
    autocomplete,
    required,
    'aria-describedby': about === '' ? undefined : about,
    'aria-invalid': error ? ('true' as const) : undefined,
  }
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${name}-error`}>
          {error}
        </p>
      )}
      {rows ? (
        <textarea {...shared} rows={rows}>
          {value}
        </textarea>
      ) : (
        <input type="text" inputMode={inputmode} {...shared} value={value} />
      )}
    </div>
  )
}

export type Choice = { value: string; text: string; help?: string }

type ChoicesProps = { name: string; legend: string; choices: readonly Choice[]; error?: string; help?: string }

/** One of several. */
export function Choices({ value, ...rest }: ChoicesProps & { value: string }) {
  return <ChoiceList {...rest} type="radio" chosen={[value]} />
}

/** Several of several. */
export function Ticks({ values, ...rest }: ChoicesProps & { values: readonly string[] }) {
  return <ChoiceList {...rest} type="checkbox" chosen={values} />
}

function ChoiceList({
  name,
  legend,
  choices,
  error,
  help,
  type,
  chosen,
}: ChoicesProps & { type: 'radio' | 'checkbox'; chosen: readonly string[] }) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      class={error ? 'bad' : undefined}
      id={name}
      tabIndex={-1}
      aria-describedby={about === '' ? undefined : about}
    >
      <legend>{legend}</legend>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${name}-error`}>
          {error}
        </p>
      )}
      {choices.map((c) => (
        <label class="choice" key={c.value}>
          <input
            type={type}
            name={name}
            id={`${name}-${c.value.replace(/\s/g, '_')}`}
            value={c.value}
            checked={chosen.includes(c.value)}
          />
          <span>
            {c.text}
            {c.help && <small>{c.help}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** Files: what is kept already stands as a list, each with a button that takes it away again; works as a plain post. */
export function FileField({
  name,
  label,
  help,
  error,
  accept,
  multiple,
  capture,
  kept,
  takes,
  most,
}: {
  name: string
  label: string
  help?: string
  error?: string
  accept: string
  multiple: boolean
  /** Opens the phone's camera at once. */
  capture?: 'user' | 'environment'
  kept: readonly { id: string; name: string }[]
  /** What a script may help to take, and how many at most. */
  takes?: 'scan' | 'portrait' | 'file' | 'signature'
  most?: number
}) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${name}-error`}>
          {error}
        </p>
      )}
      {kept.map((file, at) => (
        <div class="file" key={file.id}>
          <input type="hidden" name={name} value={file.id} />
          <span>{file.name}</span>
          <button type="submit" class="press second" name="do" value={`drop.${name}.${at}`} formAction={`#${name}`}>
            去掉{file.name}
          </button>
        </div>
      ))}
      <input
        type="file"
        id={name}
        name={name}
        accept={accept}
        multiple={multiple}
        capture={capture}
        data-takes={takes}
        data-most={most}
        aria-describedby={about === '' ? undefined : about}
        aria-invalid={error ? 'true' : undefined}
      />
    </div>
  )
}

/** One of many, as a list that opens; `groups` put headings over them. */
export function Select({
  name,
  label,
  value,
  groups,
  empty,
  help,
  error,
}: {
  name: string
  label: string
  value: string
  groups: readonly { label: string; options: readonly { value: string; text: string }[] }[]
  empty: string
  help?: string
  error?: string
}) {
  const about = [help && `${name}-help`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class={error ? 'field bad' : 'field'}>
      <label for={name}>{label}</label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${name}-error`}>
          {error}
        </p>
      )}
      <select
        id={name}
        name={name}
        aria-describedby={about === '' ? undefined : about}
        aria-invalid={error ? 'true' : undefined}
      >
        <option value="" selected={value === ''}>
          {empty}
        </option>
        {groups.map((g) => {
          const options = g.options.map((o) => (
            <option key={o.value} value={o.value} selected={o.value === value}>
              {o.text}
            </option>
          ))
          return g.label === '' ? (
            options
          ) : (
            <optgroup key={g.label} label={g.label}>
              {options}
            </optgroup>
          )
        })}
      </select>
    </div>
  )
}

export function Tick({ name, label, help, checked }: { name: string; label: string; help?: string; checked: boolean }) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} id={name} value="yes" checked={checked} />
      <span>
        {label}
        {help && <small>{help}</small>}
      </span>
    </label>
  )
}

/** Stands above the form, with a link to each field that has to be put right. */
export function ErrorSummary({ errors, children }: { errors: readonly FieldError[]; children?: ComponentChildren }) {
  if (errors.length === 0) return null
  const [first, rest] =
    errors.length > mostFaults ? [errors.slice(0, firstFaults), errors.slice(firstFaults)] : [errors, []]
  return (
    <div class="errors" role="alert" aria-labelledby="errors-title">
      <h2 id="errors-title">还没有提交，请改好下面 {errors.length} 处</h2>
      <Faults errors={first} />
      {rest.length > 0 && (
        <p>
          <a class="press second" href={`#${errors[0]!.field}`}>
            从第一处改起
          </a>
        </p>
      )}
      {rest.length > 0 && (
        <details>
          <summary>还有 {rest.length} 处</summary>
          <Faults errors={rest} />
        </details>
      )}
      {children}
    </div>
  )
}

const Faults = ({ errors }: { errors: readonly FieldError[] }) => (
  <ul>
    {errors.map((e) => (
      <li key={e.field}>
        <a href={`#${e.field}`}>{e.say}</a>
      </li>
    ))}
  </ul>
)
