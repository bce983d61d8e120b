/** What the power is called, what it rests on, who answers for it. */
import { basisKinds, handNames, places, powerKinds, villageHands, type Power } from '../powers.schema.ts'
import { Check, entries, Lines, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import type { Around } from './useList.ts'
import { ofWhole } from '../../../../console/whole.ts'

export type PartProps = { d: Power; around: Around; set: (part: Partial<Power>) => void }

export function BasicPart({ d, around, set, isNew }: PartProps & { isNew: boolean }) {
  return (
    <section className="sheet">
      <h2>基本情况</h2>
      <div className="side-by-side roomy">
        {isNew && (
          <TextInput
            label="编码"
            hint="大写字母开头，存下以后不能改"
            value={d.code}
            max={16}
            onValue={(code) => set({ code: code.trim() })}
          />
        )}
        <TextInput label="名称" value={d.name} max={40} onValue={(name) => set({ name })} />
        <Select
          label="属于哪一方面"
          value={d.aspect}
          options={around.frame.aspects.map((a) => [a.code, a.name])}
          onValue={(aspect) => set({ aspect })}
        />
        <Select label="类别" value={d.kind} options={entries(powerKinds)} onValue={(kind) => set({ kind })} />
        <Select label="在哪里办" value={d.where} options={entries(places)} onValue={(where) => set({ where })} />
        <TextInput
          label="谁负责"
          hint="写给村民看"
          value={d.responsible.words}
          max={60}
          onValue={(words) => set({ responsible: { ...d.responsible, words } })}
        />
        <Select
          label="负责的岗位"
          hint="页面上写出现在是谁"
          value={d.responsible.hand}
          options={villageHands.map((h) => [h, handNames[h]])}
          onValue={(hand) => set({ responsible: { ...d.responsible, hand } })}
        />
        <Select
          label="依据是"
          value={d.basis.kind}
          options={entries(basisKinds)}
          onValue={(kind) => set({ basis: { ...d.basis, kind } })}
        />
      </div>
      <TextInput
        label="依据"
        hint={ofWhole('法律写明第几条；本县文件写文号')}
        value={d.basis.text}
        max={300}
        onValue={(text) => set({ basis: { ...d.basis, text } })}
      />
      <Check
        label="关于个人"
        hint="标题和内容只给办理的人看，村民只看到办到哪一步"
        value={d.person}
        onValue={(person) => set({ person })}
      />
      <Lines
        label="村民平时怎么叫它"
        hint="一行一个，用来搜索，例如“修路”"
        rows={2}
        value={d.also}
        onValue={(also) => set({ also })}
      />
      <TextInput label="来源" hint="文件名和文号" value={d.source} max={500} onValue={(source) => set({ source })} />
      <Lines
        label="还没有核定的"
        hint="一行一条，会写明给村民看"
        rows={2}
        value={d.assumed}
        onValue={(assumed) => set({ assumed })}
      />
    </section>
  )
}
