/** How long, what it costs, what comes of it. */
import { LimitInput, NumberInput, TextInput } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'

export function LimitsPart({ d, set }: PartProps) {
  return (
    <section className="sheet">
      <h2>时限和结果</h2>
      <p className="quiet">承诺的天数不含公示、评议和等群众补材料的时间，不能比法定的长。</p>
      <LimitInput
        name="承诺期限"
        value={d.promised}
        start={{ value: 5, unit: 'workDay', citation: '', kind: 'promise' }}
        onValue={(promised) => set({ promised })}
      />
      <LimitInput
        name="法定期限"
        value={d.legal}
        start={{ value: 20, unit: 'workDay', citation: '', kind: 'law' }}
        onValue={(legal) => set({ legal })}
      />
      <div className="side-by-side">
        <NumberInput
          label="收多少钱（元）"
          needed
          value={d.fee.yuan}
          onValue={(yuan) => set({ fee: { ...d.fee, yuan: yuan ?? 0 } })}
        />
        <TextInput
          label="收费说明"
          hint="不收费就写“不收费”"
          value={d.fee.about}
          max={200}
          onValue={(about) => set({ fee: { ...d.fee, about } })}
        />
      </div>
      <TextInput
        label="办好得到什么"
        value={d.result.name}
        max={60}
        onValue={(name) => set({ result: { ...d.result, name } })}
      />
      <TextInput
        label="怎么得到"
        hint="例如“当场给您”“每月打到卡上”"
        value={d.result.how}
        max={200}
        onValue={(how) => set({ result: { ...d.result, how } })}
      />
      <TextInput
        label="能得多少钱"
        hint="补贴、救助才写，例如“80 到 89 岁每月 50 元”"
        value={d.result.money ?? ''}
        max={100}
        onValue={(money) =>
          set({ result: { name: d.result.name, how: d.result.how, ...(money === '' ? {} : { money }) } })
        }
      />
    </section>
  )
}
