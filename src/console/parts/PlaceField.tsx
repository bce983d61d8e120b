/** A place chosen in a form; the value is its slug. */
import { useState } from 'react'
import { PlaceSearch } from './PlacePicker.tsx'

/** `named`: the name of the place that the form began with. */
export function PlaceField({
  label,
  value,
  named = '',
  levels,
  everywhere,
  onValue,
}: {
  label: string
  value: string
  named?: string
  levels?: readonly string[] | undefined
  everywhere?: boolean | undefined
  onValue: (slug: string) => void
}) {
  const [name, setName] = useState(named)
  if (value !== '')
    return (
      <div className="field">
        <span className="label">{label}</span>
        <p>
          {name || value}
          <button type="button" className="plain" onClick={() => onValue('')}>
            换
          </button>
        </p>
      </div>
    )
  return (
    <fieldset className="field plain-set">
      <legend className="label">{label}</legend>
      <PlaceSearch
        levels={levels}
        everywhere={everywhere}
        onPick={(p) => {
          setName(p.name)
          onValue(p.slug)
        }}
      />
    </fieldset>
  )
}
