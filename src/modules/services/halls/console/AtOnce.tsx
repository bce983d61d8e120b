/** What is done at once in this hall: what the village does itself, or a list of its own. */
import type { Hall } from '../halls.schema.ts'
import type { HallRead } from '../halls.ts'
import { Check } from '../../../../console/editor/inputs.tsx'

type Props = { hall: Hall; services: HallRead['services']; set: (part: Partial<Hall>) => void }

export function AtOnce({ hall, services, set }: Props) {
  const direct = services.filter((s) => s.direct).map((s) => s.code)
  const chosen = hall.atOnce
  return (
    <section className="sheet">
      <h2>当场能办的</h2>
      <Check
        label="村里直接办的都当场能办"
        hint={`${direct.length} 件`}
        value={chosen === undefined}
        onValue={(on) => set({ atOnce: on ? undefined : direct })}
      />
      {chosen && (
        <div className="check-row">
          {services.map((s) => (
            <Check
              key={s.code}
              label={s.name}
              value={chosen.includes(s.code)}
              onValue={(on) => set({ atOnce: on ? [...chosen, s.code] : chosen.filter((c) => c !== s.code) })}
            />
          ))}
        </div>
      )}
    </section>
  )
}
