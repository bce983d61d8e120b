/** What is done at once in this hall: all of the county's 即办 services, or some of them. */
import { Link } from '../../../../console/router.tsx'
import type { Hall } from '../halls.schema.ts'
import type { HallRead } from '../halls.ts'
import { Check } from '../../../../console/editor/inputs.tsx'
import { ofWhole } from '../../../../console/whole.ts'

type Props = { hall: Hall; services: HallRead['services']; set: (part: Partial<Hall>) => void }

export function AtOnce({ hall, services, set }: Props) {
  const chosen = hall.atOnce
  return (
    <section className="sheet">
      <h2>当场能办的</h2>
      {services.length === 0 ? (
        <p>
          {ofWhole('县里还没有把哪件事定为即办。由县管理员在')}
          <Link to="/services">办事事项</Link>里定。
        </p>
      ) : (
        <Check
          label={ofWhole('县里定为即办的，这里都能当场办')}
          hint={`${services.length} 件`}
          value={chosen === undefined}
          onValue={(on) => set({ atOnce: on ? undefined : services.map((s) => s.code) })}
        />
      )}
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
