/** Who is on duty: by weekday, and on single days that are otherwise. */
import { Button } from '../../../../console/parts/Button.tsx'
import { today } from '../../../../console/parts/time.ts'
import { weekdays, type Duty, type Hall } from '../halls.schema.ts'
import { replaced, without } from '../../../../console/editor/edit.ts'
import { Check } from '../../../../console/editor/inputs.tsx'

type Props = { hall: Hall; set: (part: Partial<Hall>) => void }
const emptyWeek = (): Duty[] => weekdays.map(() => ({ people: [], about: '' }))

export function Rota({ hall, set }: Props) {
  const { week, days } = hall
  return (
    <section className="sheet">
      <h2>谁值班</h2>
      <Check
        label="按星期排班"
        hint="村民会看到今天谁值班"
        value={week !== undefined}
        onValue={(on) => set({ week: on ? emptyWeek() : undefined })}
      />
      {week?.map((duty, i) => (
        <Line
          key={weekdays[i]}
          name={weekdays[i]!}
          duty={duty}
          onDuty={(part) => set({ week: replaced<Duty>(week, i, part) })}
        />
      ))}
      <h3>和平时不一样的日子</h3>
      {days.map((d, i) => (
        <div key={i} className="duty-day">
          <input
            className="plain-input"
            type="date"
            min={today()}
            aria-label={`第 ${i + 1} 个日子`}
            value={d.on}
            onChange={(e) => set({ days: replaced<Hall['days'][number]>(days, i, { on: e.target.value }) })}
          />
          <Line
            name={`第 ${i + 1} 个日子`}
            short
            duty={d}
            onDuty={(part) => set({ days: replaced<Hall['days'][number]>(days, i, part) })}
          />
          <button type="button" className="plain" onClick={() => set({ days: without(days, i) })}>
            去掉第 {i + 1} 个日子
          </button>
        </div>
      ))}
      <Button onClick={() => set({ days: [...days, { on: today(), people: [], about: '' }] })}>加一个日子</Button>
    </section>
  )
}

const split = (text: string): string[] => text.split(/[、,，\s]+/).filter((t) => t !== '')

function Line({
  name,
  short,
  duty,
  onDuty,
}: {
  name: string
  short?: boolean
  duty: Duty
  onDuty: (part: Partial<Duty>) => void
}) {
  return (
    <div className="duty-line">
      {!short && <b>{name}</b>}
      <Names label={`${name}值班人`} value={duty.people} onValue={(people) => onDuty({ people })} />
      <input
        className="plain-input"
        aria-label={`${name}说明`}
        placeholder="说明，例如 上午"
        maxLength={60}
        value={duty.about}
        onChange={(e) => onDuty({ about: e.target.value })}
      />
    </div>
  )
}

/** Names as typed, until the field is left. */
function Names({
  label,
  value,
  onValue,
}: {
  label: string
  value: readonly string[]
  onValue: (people: string[]) => void
}) {
  return (
    <input
      className="plain-input"
      aria-label={label}
      placeholder="姓名，几个人用顿号隔开"
      maxLength={120}
      key={value.join('、')}
      defaultValue={value.join('、')}
      onBlur={(e) => onValue(split(e.target.value))}
    />
  )
}
