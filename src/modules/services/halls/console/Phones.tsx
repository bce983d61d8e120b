/** Office telephones of the hall. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { Hall } from '../halls.schema.ts'
import { replaced, without } from '../../../../console/editor/edit.ts'

type Phone = Hall['phones'][number]

export function Phones({ phones, onPhones }: { phones: readonly Phone[]; onPhones: (phones: Phone[]) => void }) {
  const set = (at: number, part: Partial<Phone>) => onPhones(replaced<Phone>(phones, at, part))
  return (
    <fieldset className="plain-set">
      <legend className="label">
        电话　<span className="hint">写办公电话，村民都能看到</span>
      </legend>
      {phones.map((p, i) => (
        <div key={i} className="duty-line">
          <input
            className="plain-input"
            aria-label={`第 ${i + 1} 个是什么电话`}
            placeholder="例如 值班"
            maxLength={20}
            value={p.name}
            onChange={(e) => set(i, { name: e.target.value })}
          />
          <input
            className="plain-input"
            aria-label={`第 ${i + 1} 个号码`}
            inputMode="tel"
            maxLength={20}
            value={p.phone}
            onChange={(e) => set(i, { phone: e.target.value })}
          />
          <button type="button" className="plain" onClick={() => onPhones(without(phones, i))}>
            去掉第 {i + 1} 个
          </button>
        </div>
      ))}
      {phones.length < 6 && <Button onClick={() => onPhones([...phones, { name: '', phone: '' }])}>加一个电话</Button>}
    </fieldset>
  )
}
