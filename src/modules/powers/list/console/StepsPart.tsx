/** The steps: who does each and in how many days, papers, particulars, risk, and the notices that follow. */
import { units } from '../../../../kernel/versions/limits.ts'
import {
  basisKinds,
  handNames,
  mostSteps,
  townshipHands,
  villageHands,
  type PowerStep,
  type StepHand,
} from '../powers.schema.ts'
import { freeKey } from '../../../../console/editor/edit.ts'
import { Check, entries, NumberInput, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'
import type { PartProps } from './BasicPart.tsx'
import { blankStep } from './newPower.ts'
import { FactsPart } from './FactsPart.tsx'
import { NoticesPart } from './NoticesPart.tsx'
import { PapersPart } from './PapersPart.tsx'

export function StepsPart(p: PartProps) {
  const { d, set } = p
  const fresh = () =>
    blankStep(
      freeKey(
        d.steps.map((s) => s.key),
        'step',
      ),
    )
  /** What is no longer there is not kept away from. */
  const put = (steps: PowerStep[]) =>
    set({
      steps: steps.map((s, i) => ({ ...s, apart: s.apart.filter((k) => steps.slice(0, i).some((b) => b.key === k)) })),
    })
  return (
    <section className="sheet">
      <h2>步骤</h2>
      <p className="quiet">从提出到办完，按先后排，最多 {mostSteps} 步。一步只在一级办：要么村里，要么乡镇。</p>
      <ItemList
        most={mostSteps}
        list={d.steps}
        nameOf={(s) => s.name}
        about={(s) =>
          `${s.who}${s.limit ? `，${s.limit.value} ${units[s.limit.unit]}` : ''}${s.people === 2 ? '，两个人' : ''}`
        }
        add="加一步"
        fresh={fresh}
        onList={put}
      >
        {(s, one) => <StepEditor {...p} s={s} onStep={(part) => one({ ...s, ...part })} />}
      </ItemList>
    </section>
  )
}

type StepProps = PartProps & { s: PowerStep; onStep: (part: Partial<PowerStep>) => void }

function StepEditor({ s, onStep, ...p }: StepProps) {
  const before = p.d.steps.slice(
    0,
    p.d.steps.findIndex((x) => x.key === s.key),
  )
  const tick = <T extends string>(list: readonly T[], one: T, on: boolean) =>
    on ? [...list, one] : list.filter((x) => x !== one)
  return (
    <>
      <div className="side-by-side roomy">
        <TextInput label="步骤名称" value={s.name} max={30} onValue={(name) => onStep({ name })} />
        <TextInput label="由谁办" hint="写给村民看" value={s.who} max={60} onValue={(who) => onStep({ who })} />
      </div>
      <fieldset className="plain-set">
        <legend className="label">谁来记</legend>
        {(
          [
            ['村里', villageHands],
            ['乡镇', townshipHands],
          ] as const
        ).map(([level, hands]) => (
          <div key={level} className="check-row">
            {hands.map((h: StepHand) => (
              <Check
                key={h}
                label={handNames[h]}
                value={s.hands.includes(h)}
                onValue={(on) => onStep({ hands: tick(s.hands, h, on) })}
              />
            ))}
          </div>
        ))}
      </fieldset>
      <Check
        label="要两个人办"
        hint="一个人记，另一个人确认"
        value={s.people === 2}
        onValue={(on) => onStep({ people: on ? 2 : 1 })}
      />
      {before.length > 0 && (
        <fieldset className="plain-set">
          <legend className="label">办过哪些步骤的人不能办这一步</legend>
          <div className="check-row">
            {before.map((b) => (
              <Check
                key={b.key}
                label={b.name === '' ? '没有名称的一步' : b.name}
                value={s.apart.includes(b.key)}
                onValue={(on) => onStep({ apart: tick(s.apart, b.key, on) })}
              />
            ))}
          </div>
        </fieldset>
      )}
      {p.d.amount && p.d.amount.bands.length > 1 && (
        <fieldset className="plain-set">
          <legend className="label">只用于哪几档金额（都不选就是不论多少）</legend>
          <div className="check-row">
            {p.d.amount.bands.map((b) => (
              <Check
                key={b.key}
                label={b.name}
                value={s.bands.includes(b.key)}
                onValue={(on) => onStep({ bands: tick(s.bands, b.key, on) })}
              />
            ))}
          </div>
        </fieldset>
      )}
      <Limit s={s} onStep={onStep} />
      <PapersPart s={s} onStep={onStep} />
      <FactsPart {...p} s={s} onStep={onStep} />
      <NoticesPart {...p} s={s} onStep={onStep} />
      <div className="side-by-side roomy">
        <TextInput label="风险" value={s.risk} max={200} onValue={(risk) => onStep({ risk })} />
        <TextInput label="怎么防" value={s.control} max={200} onValue={(control) => onStep({ control })} />
      </div>
    </>
  )
}

function Limit({ s, onStep }: Pick<StepProps, 's' | 'onStep'>) {
  const { limit } = s
  return (
    <>
      <Check
        label="有期限"
        value={limit !== null}
        onValue={(on) =>
          onStep({
            limit: on ? { value: 5, unit: 'workDay', citation: '', kind: 'assumed' } : null,
            ...(on ? {} : { pauses: undefined }),
          })
        }
      />
      {limit && (
        <div className="side-by-side roomy">
          <NumberInput
            label="几天内"
            needed
            value={limit.value}
            onValue={(value) => onStep({ limit: { ...limit, value: value ?? 0 } })}
          />
          <Select
            label="怎么数"
            value={limit.unit}
            options={entries(units)}
            onValue={(unit) => onStep({ limit: { ...limit, unit } })}
          />
          <Select
            label="期限是"
            value={limit.kind}
            options={entries(basisKinds)}
            onValue={(kind) => onStep({ limit: { ...limit, kind } })}
          />
          <TextInput
            label="依据"
            hint={limit.kind === 'law' ? '写明第几条' : '没有可以不写'}
            value={limit.citation}
            max={300}
            onValue={(citation) => onStep({ limit: { ...limit, citation } })}
          />
          <TextInput
            label="可以停表等什么"
            hint="例如“乡镇批复”，不写就不能停"
            value={s.pauses ?? ''}
            max={40}
            onValue={(pauses) => onStep({ pauses: pauses === '' ? undefined : pauses })}
          />
        </div>
      )}
    </>
  )
}
