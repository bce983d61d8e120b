/** The items of the catalogue that are due when the step is done. */
import { Button } from '../../../../console/parts/Button.tsx'
import type { PowerStep } from '../powers.schema.ts'
import { Select } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'

type Props = PartProps & { s: PowerStep; onStep: (part: Partial<PowerStep>) => void }
type Notice = PowerStep['notices'][number]

export function NoticesPart({ around, s, onStep }: Props) {
  const put = (at: number, notice: Notice) => onStep({ notices: s.notices.map((n, i) => (i === at ? notice : n)) })
  const stagesOf = (item: string) => around.items.find((i) => i.code === item)?.stages ?? []
  const begin = (item: string): Notice => {
    const [first] = stagesOf(item)
    return first ? { item, stage: first.key } : { item }
  }
  return (
    <fieldset className="plain-set">
      <legend className="label">办完要公开的</legend>
      {s.notices.map((n, i) => (
        <div key={`${i} ${n.item}`} className="side-by-side roomy">
          <Select
            label="公开事项"
            value={n.item}
            options={around.items.map((x) => [x.code, `${x.code} ${x.name}`])}
            onValue={(item) => put(i, begin(item))}
          />
          {stagesOf(n.item).length > 0 && (
            <Select
              label="哪个阶段"
              value={n.stage ?? ''}
              options={stagesOf(n.item).map((x) => [x.key, x.name])}
              onValue={(stage) => put(i, { item: n.item, stage })}
            />
          )}
          <p className="do">
            <Button
              size="small"
              onClick={() => onStep({ notices: s.notices.filter((_, x) => x !== i) })}
              aria-label={`第 ${i + 1} 项不公开了`}
            >
              删去
            </Button>
          </p>
        </div>
      ))}
      {s.notices.length < 4 && around.items.length > 0 && (
        <Button onClick={() => onStep({ notices: [...s.notices, begin(around.items[0]!.code)] })}>加一项公开</Button>
      )}
    </fieldset>
  )
}
