/** Who does what: steps through the levels, and what belongs to them: notice, joint review, silence. */
import { mostOfService, serviceLevels, stepKinds, welfareDomains, type Service, type Step } from '../services.schema.ts'
import { freeKey, tidy } from '../../../../console/editor/edit.ts'
import { Check, entries, NumberInput, Select, TextInput, unitNames } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'
import { NoticeEditor } from './NoticeEditor.tsx'

export function StepsPart(p: PartProps) {
  const { d, set } = p
  const fresh = (): Step => ({
    key: freeKey(
      d.steps.map((s) => s.key),
      'step',
    ),
    name: '',
    level: 'village',
    kind: 'handle',
    by: '',
  })
  return (
    <>
      <section className="sheet">
        <h2>办理步骤</h2>
        <p className="quiet">从村里受理开始，按先后排。只在村里办完的，就只写村里的步骤。</p>
        <ItemList
          most={mostOfService.steps}
          list={d.steps}
          nameOf={(s) => s.name}
          about={(s) => `${serviceLevels[s.level]}，${stepKinds[s.kind]}`}
          add="加一步"
          fresh={fresh}
          onList={(steps) => set({ steps })}
        >
          {(s, put) => <StepEditor s={s} onStep={(part) => put(tidy({ ...s, ...part }))} />}
        </ItemList>
        <div className="check-row">
          <Check label="要入户调查" value={d.homeVisit} onValue={(homeVisit) => set({ homeVisit })} />
          <Check label="村里要开会评议" value={d.appraisal} onValue={(appraisal) => set({ appraisal })} />
        </div>
      </section>
      <NoticeEditor {...p} />
      <Joint {...p} />
      <Silence {...p} />
    </>
  )
}

function StepEditor({ s, onStep }: { s: Step; onStep: (part: Partial<Step>) => void }) {
  return (
    <>
      <div className="side-by-side roomy">
        <TextInput label="步骤名称" value={s.name} max={30} onValue={(name) => onStep({ name })} />
        <TextInput label="由谁办" value={s.by} max={60} onValue={(by) => onStep({ by })} />
        <Select
          label="在哪一级"
          value={s.level}
          options={entries(serviceLevels)}
          onValue={(level) => onStep({ level })}
        />
        <Select label="做什么" value={s.kind} options={entries(stepKinds)} onValue={(kind) => onStep({ kind })} />
        <NumberInput
          label="几天内"
          value={s.limit?.value}
          onValue={(value) =>
            onStep({ limit: value === undefined ? undefined : { value, unit: s.limit?.unit ?? 'workDay' } })
          }
        />
        {s.limit && (
          <Select
            label="怎么数"
            value={s.limit.unit}
            options={unitNames}
            onValue={(unit) => onStep({ limit: { value: s.limit!.value, unit } })}
          />
        )}
      </div>
    </>
  )
}

function Joint({ d, around, set }: PartProps) {
  const { joint } = d
  const put = (part: Partial<NonNullable<Service['joint']>>) =>
    set({ joint: { bureaux: [], quorum: 'all', ...joint, ...part } })
  const how = joint === null ? '' : typeof joint.quorum === 'number' ? 'some' : joint.quorum
  return (
    <section className="sheet">
      <h2>几个部门一起审</h2>
      <Check
        label="要联审"
        value={joint !== null}
        onValue={(on) => set({ joint: on ? { bureaux: [], quorum: 'all' } : null })}
      />
      {joint && (
        <>
          <fieldset className="plain-set">
            <legend className="label">哪些部门（至少两个）</legend>
            <div className="check-row">
              {around.bureaux.map((b) => (
                <Check
                  key={b.code}
                  label={b.name}
                  value={joint.bureaux.includes(b.code)}
                  onValue={(on) =>
                    put({ bureaux: on ? [...joint.bureaux, b.code] : joint.bureaux.filter((x) => x !== b.code) })
                  }
                />
              ))}
            </div>
          </fieldset>
          <div className="side-by-side roomy">
            <Select
              label="怎样算同意"
              value={how}
              options={[
                ['all', '都同意'],
                ['any', '有一个同意'],
                ['some', '够几个同意'],
              ]}
              onValue={(next) =>
                put({
                  quorum: next === 'some' ? Math.max(1, joint.bureaux.length - 1) : next === 'any' ? 'any' : 'all',
                })
              }
            />
            {typeof joint.quorum === 'number' && (
              <NumberInput
                label="几个同意"
                needed
                value={joint.quorum}
                onValue={(quorum) => put({ quorum: quorum ?? 0 })}
              />
            )}
          </div>
        </>
      )}
    </section>
  )
}

function Silence({ d, set }: PartProps) {
  if (welfareDomains.has(d.domain))
    return (
      <section className="sheet">
        <h2>到期没有答复</h2>
        <p>救助和养老助残事项，到期没有答复的不算同意，由红牌督办。</p>
      </section>
    )
  return (
    <section className="sheet">
      <h2>到期没有答复</h2>
      <Select
        label="到期没有答复的"
        hint="有法律条款的才能选"
        none="不算同意，由红牌督办"
        value={d.silence?.means ?? ''}
        options={[
          ['accepted', '算已经受理'],
          ['approved', '算已经同意'],
        ]}
        onValue={(means) =>
          set({ silence: String(means) === '' ? null : { means, citation: d.silence?.citation ?? '' } })
        }
      />
      {d.silence && (
        <TextInput
          label="依据"
          hint="写明法律名称和第几条"
          value={d.silence.citation}
          max={300}
          onValue={(citation) => set({ silence: { ...d.silence!, citation } })}
        />
      )}
    </section>
  )
}
