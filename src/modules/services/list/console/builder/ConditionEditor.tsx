/** When something is asked: always, or if an earlier question has one of some answers. */
import type { AskedField, Condition } from '../../../../../kernel/asked/asked.schema.ts'
import { options, steersOthers } from '../../../../../kernel/asked/fields.ts'
import { showText } from '../../../../../kernel/asked/show.ts'

type Props = {
  what: string
  /** 问 a question, 带 a paper. */
  ask?: '问' | '带'
  value: Condition | undefined
  /** Asked before this, in order. */
  before: readonly AskedField[]
  onValue: (when: Condition | undefined) => void
}

export function ConditionEditor({ what, ask = '问', value, before, onValue }: Props) {
  const steering = before.filter((f) => steersOthers(f.kind))
  const chosen = steering.find((f) => f.key === value?.field)
  const tick = (option: string, on: boolean) =>
    onValue({ field: value!.field, is: on ? [...value!.is, option] : value!.is.filter((o) => o !== option) })
  return (
    <div className="condition">
      <label className="field">
        <span>
          什么时候{ask}
          {steering.length === 0 && <span className="hint">　前面有“选一个”“选几个”或“是或否”，才能设条件</span>}
        </span>
        <select
          className="plain-input"
          aria-label={`什么时候${ask}${what}`}
          disabled={steering.length === 0 && !value}
          value={value?.field ?? ''}
          onChange={(e) => onValue(e.target.value === '' ? undefined : { field: e.target.value, is: [] })}
        >
          <option value="">总是{ask}</option>
          {value && !chosen && <option value={value.field}>条件要看的那一项不在前面了</option>}
          {steering.map((f) => (
            <option key={f.key} value={f.key}>
              看“{f.label}”怎么答
            </option>
          ))}
        </select>
      </label>
      {value && chosen && (
        <fieldset className="field plain-set">
          <legend className="label">答了哪些才{ask}</legend>
          {options(chosen).map((o) => (
            <label key={o} className="check">
              <input type="checkbox" checked={value.is.includes(o)} onChange={(e) => tick(o, e.target.checked)} />
              <span>{showText(o, chosen)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  )
}
