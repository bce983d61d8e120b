/** The public notice before approval: how long, with names or without, and in which item of the catalogue. */
import { limitKinds } from '../../../../kernel/versions/limits.ts'
import { type Service, type Step } from '../services.schema.ts'
import { freeKey, tidy } from '../../../../console/editor/edit.ts'
import { Check, entries, NumberInput, Select, TextInput, unitNames } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'

type Notice = NonNullable<Service['notice']>
const fresh: Notice = { value: 7, unit: 'calendarDay', objection: 3, names: true, citation: '', kind: 'assumed' }

export function NoticeEditor({ d, around, set }: PartProps) {
  const n = d.notice
  const put = (part: Partial<Notice>) => set({ notice: tidy({ ...n!, ...part }) })
  return (
    <section className="sheet">
      <h2>公示</h2>
      <Check
        label="批准以前要公示"
        value={n !== null}
        onValue={(on) =>
          set(
            on
              ? { notice: fresh, steps: withNotice(d.steps) }
              : { notice: null, steps: d.steps.filter((s) => s.kind !== 'notice') },
          )
        }
      />
      {n && (
        <>
          <div className="side-by-side roomy">
            <NumberInput label="公示几天" needed value={n.value} onValue={(value) => put({ value: value ?? 0 })} />
            <Select label="怎么数" value={n.unit} options={unitNames} onValue={(unit) => put({ unit })} />
            <NumberInput
              label="之后再听几天意见"
              needed
              value={n.objection}
              onValue={(objection) => put({ objection: objection ?? 0 })}
            />
            <Select label="凭什么" value={n.kind} options={entries(limitKinds)} onValue={(kind) => put({ kind })} />
            <Select
              label="公示在哪个公开事项"
              none="不放进公开目录"
              value={n.item ?? ''}
              options={around.items.map((i) => [i.code, `${i.code} ${i.name}`])}
              onValue={(item) => put({ item: item === '' ? undefined : item })}
            />
          </div>
          <TextInput
            label="依据"
            hint={n.kind === 'law' ? '写明法律名称和第几条' : '没有可以不写'}
            value={n.citation}
            max={300}
            onValue={(citation) => put({ citation })}
          />
          <Check
            label="公布姓名"
            hint="涉及未成年人、病情的不要勾"
            value={n.names}
            onValue={(names) => put({ names })}
          />
        </>
      )}
    </section>
  )
}

/** Before the last approval, else at the end. */
function withNotice(steps: readonly Step[]): Step[] {
  if (steps.some((s) => s.kind === 'notice')) return [...steps]
  const at = steps.findIndex((s) => s.kind === 'approve')
  const notice: Step = {
    key: freeKey(
      steps.map((s) => s.key),
      'step',
    ),
    name: '公示',
    level: 'village',
    kind: 'notice',
    by: '村公开栏和村务公开页面',
  }
  return at < 0 ? [...steps, notice] : [...steps.slice(0, at), notice, ...steps.slice(at)]
}
