/** What a kind needs besides: options, limits, unit. Columns of lists need the same. */
import type { AskedColumn, AskedField } from '../../../../../kernel/asked/asked.schema.ts'
import { isNumeric } from '../../../../../kernel/asked/fields.ts'
import { NumberInput, OptionsInput, TextInput } from '../../../../../console/editor/inputs.tsx'

export function KindParts<F extends AskedField | AskedColumn>({
  field: f,
  onPart,
}: {
  field: F
  onPart: (part: Partial<F>) => void
}) {
  const set = (part: Partial<AskedField>) => onPart(part as Partial<F>)
  if (f.kind === 'choice' || f.kind === 'choices')
    return <OptionsInput label={`${f.label}的选项`} value={f.options ?? []} onValue={(options) => set({ options })} />
  if (isNumeric(f.kind))
    return (
      <div className="side-by-side">
        <NumberInput label="最小" value={f.min} onValue={(min) => set({ min })} />
        <NumberInput label="最大" value={f.max} onValue={(max) => set({ max })} />
        {f.kind === 'number' && (
          <>
            <NumberInput label="小数几位" value={f.decimals} onValue={(decimals) => set({ decimals })} />
            <TextInput
              label="单位"
              value={f.unit ?? ''}
              max={10}
              onValue={(unit) => set({ unit: unit === '' ? undefined : unit })}
            />
          </>
        )}
      </div>
    )
  if (f.kind === 'date')
    return (
      <label className="field">
        <span>可以填哪些日子</span>
        <select
          className="plain-input"
          value={f.days ?? ''}
          onChange={(e) => set({ days: e.target.value === '' ? undefined : (e.target.value as 'past') })}
        >
          <option value="">以前、以后都可以</option>
          <option value="past">今天或者以前</option>
          <option value="future">今天或者以后</option>
        </select>
      </label>
    )
  if (f.kind === 'text' || f.kind === 'longText')
    return <NumberInput label="最多几个字" value={f.maxLength} onValue={(maxLength) => set({ maxLength })} />
  return null
}
