/** What is filled in with a step, and into which column of the notices it goes. */
import { mostOfPower, type PowerFact, type PowerStep } from '../powers.schema.ts'
import { freeKey } from '../../../../console/editor/edit.ts'
import { Check, entries, OptionsInput, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'
import type { PartProps } from './BasicPart.tsx'
import { bandsOfOptions, OptionBandsPart } from './OptionBandsPart.tsx'

type Props = PartProps & { s: PowerStep; onStep: (part: Partial<PowerStep>) => void }
const kinds: Record<PowerFact['kind'], string> = {
  text: '一行字',
  longtext: '一段话',
  money: '金额（元）',
  date: '日期',
  dates: '起止日期',
  int: '整数',
  choice: '选择',
}

export function FactsPart({ d, around, s, onStep }: Props) {
  const items = new Set(d.steps.flatMap((x) => x.notices.map((n) => n.item)))
  const columns = new Map(
    around.items.filter((i) => items.has(i.code)).flatMap((i) => i.columns.map((c) => [c.key, c.label] as const)),
  )
  const taken = [...s.papers.map((p) => p.key), ...s.facts.map((f) => f.key)]
  return (
    <fieldset className="plain-set">
      <legend className="label">要填的</legend>
      <ItemList
        least={0}
        most={mostOfPower.facts}
        list={s.facts}
        nameOf={(f) => f.label}
        about={(f) => `${kinds[f.kind]}${f.required ? '' : '，可以不填'}`}
        add="加一项"
        fresh={(): PowerFact => ({ key: freeKey(taken, 'fact'), also: [], label: '', kind: 'text', required: true })}
        onList={(facts) => onStep({ facts })}
      >
        {(f, put) => (
          <>
            <div className="side-by-side roomy">
              <TextInput label="名称" value={f.label} max={40} onValue={(label) => put({ ...f, label })} />
              <Select
                label="怎么填"
                value={f.kind}
                options={entries(kinds)}
                onValue={(kind) =>
                  put({
                    ...f,
                    kind,
                    options: kind === 'choice' ? (f.options ?? ['第一个选项', '第二个选项']) : undefined,
                    optionBands: kind === 'choice' ? f.optionBands : undefined,
                  })
                }
              />
              {columns.size > 0 && !columns.has(f.key) && (
                <Select
                  label="写进公开稿的哪一栏"
                  none="不写进去"
                  value={f.also.find((k) => columns.has(k)) ?? ''}
                  options={[...columns]}
                  onValue={(key) =>
                    put({ ...f, also: [...f.also.filter((k) => !columns.has(k)), ...(key === '' ? [] : [key])] })
                  }
                />
              )}
            </div>
            {columns.has(f.key) && <p className="quiet">写进公开稿的“{columns.get(f.key)}”一栏。</p>}
            {f.kind === 'choice' && (
              <>
                <OptionsInput
                  label={`${f.label}的选项`}
                  value={f.options ?? []}
                  onValue={(options) =>
                    put({
                      ...f,
                      options,
                      optionBands:
                        f.optionBands &&
                        bandsOfOptions(options, f.optionBands, d.amount?.bands.map((b) => b.key) ?? []),
                    })
                  }
                />
                <OptionBandsPart d={d} f={f} put={put} />
              </>
            )}
            <Check label="一定要填" value={f.required} onValue={(required) => put({ ...f, required })} />
          </>
        )}
      </ItemList>
    </fieldset>
  )
}
