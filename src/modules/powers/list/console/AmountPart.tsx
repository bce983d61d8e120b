/** Whether the way hangs on an amount, and where one band ends and the next begins. */
import { Button } from '../../../../console/parts/Button.tsx'
import { basisKinds, mostOfPower, type Amount } from '../powers.schema.ts'
import { freeKey } from '../../../../console/editor/edit.ts'
import { Check, entries, NumberInput, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import { stepsWithout } from '../stepsWithout.ts'
import type { PartProps } from './BasicPart.tsx'

export function AmountPart({ d, around, set }: PartProps) {
  const a = d.amount
  const put = (part: Partial<Amount>) => set({ amount: { ...a!, ...part } })
  const band = (at: number, part: Partial<Amount['bands'][number]>) =>
    put({ bands: a!.bands.map((b, i) => (i === at ? { ...b, ...part } : b)) })
  const others = around.powers.filter((p) => p.code !== d.code).map((p) => [p.name, p.name] as const)
  const drop = (at: number) => {
    const { steps, gone } = stepsWithout(d.steps, a!.bands[at]!.key)
    if (gone.length > 0 && !window.confirm(`只有这一档才走的步骤也会删去：${gone.join('、')}。确定吗？`)) return
    set({ amount: { ...a!, bands: a!.bands.filter((_, i) => i !== at) }, steps })
  }
  return (
    <section className="sheet">
      <h2>金额</h2>
      <Check
        label="金额不同，步骤不同"
        value={a !== null}
        onValue={(on) =>
          set(
            on
              ? {
                  amount: {
                    name: '预算金额',
                    from: 0,
                    bands: [{ key: 'band1', name: '不论多少', below: null, rule: '按步骤办' }],
                    citation: '',
                    kind: 'assumed',
                  },
                }
              : {
                  amount: null,
                  steps: d.steps.map((s) => ({
                    ...s,
                    bands: [],
                    facts: s.facts.map(({ optionBands: _bands, amount: _sum, ...f }) => f),
                  })),
                },
          )
        }
      />
      {a && (
        <>
          <div className="side-by-side roomy">
            <TextInput label="叫什么" hint="例如“预算金额”" value={a.name} max={30} onValue={(name) => put({ name })} />
            <NumberInput label="从多少元起" needed value={a.from} onValue={(from) => put({ from: from ?? 0 })} />
            <Select
              label="更小的按哪一项"
              none="没有"
              value={a.under ?? ''}
              options={others}
              onValue={(under) => put({ under: String(under) === '' ? undefined : under })}
            />
            <Select
              label="更大的按哪一项"
              none="没有"
              value={a.beyond ?? ''}
              options={others}
              onValue={(beyond) => put({ beyond: String(beyond) === '' ? undefined : beyond })}
            />
            <Select
              label="限额的依据是"
              value={a.kind}
              options={entries(basisKinds)}
              onValue={(kind) => put({ kind })}
            />
          </div>
          <TextInput
            label="依据"
            hint={a.kind === 'law' ? '写明法律名称和第几条' : '文件名和文号，没有可以不写'}
            value={a.citation}
            max={300}
            onValue={(citation) => put({ citation })}
          />
          {a.bands.map((b, i) => (
            <fieldset key={b.key} className="plain-set">
              <legend className="label">第 {i + 1} 档</legend>
              <div className="side-by-side roomy">
                <TextInput
                  label="名称"
                  hint="例如“5 万元以下”"
                  value={b.name}
                  max={30}
                  onValue={(name) => band(i, { name })}
                />
                <NumberInput
                  label="不到多少元"
                  needed={i < a.bands.length - 1}
                  value={b.below ?? undefined}
                  onValue={(below) => band(i, { below: below ?? null })}
                />
                <TextInput label="怎么办" value={b.rule} max={200} onValue={(rule) => band(i, { rule })} />
              </div>
              {a.bands.length > 1 && (
                <Button size="small" onClick={() => drop(i)} aria-label={`删去第 ${i + 1} 档`}>
                  删去这一档
                </Button>
              )}
            </fieldset>
          ))}
          {a.bands.length < mostOfPower.bands && (
            <Button
              onClick={() =>
                put({
                  bands: [
                    ...a.bands,
                    {
                      key: freeKey(
                        a.bands.map((b) => b.key),
                        'band',
                      ),
                      name: '',
                      below: null,
                      rule: '',
                    },
                  ],
                })
              }
            >
              加一档
            </Button>
          )}
          <p className="quiet">哪一步只用于哪几档，在“步骤”里选。</p>
        </>
      )}
    </section>
  )
}
