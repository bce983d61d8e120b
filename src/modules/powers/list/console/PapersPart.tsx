/** Papers of a step. */
import { mostOfPower, type PowerStep } from '../powers.schema.ts'
import { freeKey } from '../../../../console/editor/edit.ts'
import { Check, TextInput } from '../../../../console/editor/inputs.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'

type Props = { s: PowerStep; onStep: (part: Partial<PowerStep>) => void }
const taken = (s: PowerStep) => [...s.papers.map((p) => p.key), ...s.facts.map((f) => f.key)]

export function PapersPart({ s, onStep }: Props) {
  return (
    <fieldset className="plain-set">
      <legend className="label">材料</legend>
      <ItemList
        least={0}
        most={mostOfPower.papers}
        list={s.papers}
        nameOf={(p) => p.name}
        about={(p) => `${p.required ? '一定要有' : '有就带'}，${p.open ? '公开' : '封存'}`}
        add="加一样材料"
        fresh={() => ({ key: freeKey(taken(s), 'paper'), name: '', required: true, open: false })}
        onList={(papers) => onStep({ papers })}
      >
        {(p, put) => (
          <>
            <TextInput label="材料名称" value={p.name} max={60} onValue={(name) => put({ ...p, name })} />
            <div className="check-row">
              <Check label="一定要有" value={p.required} onValue={(required) => put({ ...p, required })} />
              <Check label="村民看得到" value={p.open} onValue={(open) => put({ ...p, open })} />
            </div>
          </>
        )}
      </ItemList>
    </fieldset>
  )
}
