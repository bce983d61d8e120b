/**
 * What of a list is wanted: lists to choose from and a button, so that it works without a script; each choice says how
 * many there are.
 */
import { Second } from './less.tsx'

export type Choosing = {
  name: string
  label: string
  value: string | undefined
  choices: readonly { value: string; text: string; count?: number }[]
}

type NarrowProps = {
  action: string
  lists: readonly Choosing[]
  kept?: Readonly<Record<string, string | undefined>>
}

/**
 * The form of a list at `action`; `kept`: what was chosen elsewhere and stays. Lists of which there is nothing to
 * choose are left out; large type shows it where something is chosen.
 */
export function Narrow({ action, lists, kept = {} }: NarrowProps) {
  const shown = lists.filter((l) => l.value !== undefined || l.choices.length > 0)
  if (shown.length === 0) return null
  return shown.some((l) => l.value !== undefined) ? (
    <Choice action={action} lists={shown} kept={kept} />
  ) : (
    <Second>
      <Choice action={action} lists={shown} kept={kept} />
    </Second>
  )
}

function Choice({ action, lists: shown, kept }: Required<NarrowProps>) {
  return (
    <form class="narrow" action={action} method="get">
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {shown.map((l) => (
        <label key={l.name}>
          {l.label}
          <select name={l.name}>
            <option value="">全部</option>
            {l.choices.map((c) => (
              <option key={c.value} value={c.value} selected={c.value === l.value}>
                {c.count === undefined ? c.text : `${c.text}（${c.count}）`}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button class="press second" type="submit">
        只看这些
      </button>
      {shown.some((l) => l.value !== undefined) && <a href={withQuery(action, kept)}>看全部</a>}
    </form>
  )
}

/** An address with what was chosen; what was not is left out. */
export function withQuery(path: string, asked: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, String(v)]])),
  )
  return query.size === 0 ? path : `${path}?${query}`
}

/** One of the choices, or nothing where something else was typed. */
export const oneOf = <T extends string>(asked: string | undefined, choices: readonly T[]): T | undefined =>
  choices.find((c) => c === asked)
