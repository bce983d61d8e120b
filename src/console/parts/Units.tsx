/** Places chosen one after the other. */
import { PlaceSearch } from './PlacePicker.tsx'

export type Unit = { slug: string; name: string }

export function Units({
  units,
  levels,
  onUnits,
}: {
  units: Unit[]
  levels: readonly string[]
  onUnits: (units: Unit[]) => void
}) {
  return (
    <fieldset className="plain-set">
      <legend className="label">请哪些单位（{units.length} 个）</legend>
      {units.map((u) => (
        <p key={u.slug}>
          {u.name}
          <button type="button" className="plain" onClick={() => onUnits(units.filter((x) => x.slug !== u.slug))}>
            去掉{u.name}
          </button>
        </p>
      ))}
      <PlaceSearch
        levels={levels}
        everywhere
        onPick={(p) => {
          if (!units.some((u) => u.slug === p.slug)) onUnits([...units, { slug: p.slug, name: p.name }])
        }}
      />
    </fieldset>
  )
}
