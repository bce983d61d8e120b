/** What to bring: each paper with how one knows it, for how long it holds, and for whom it is needed. */
import { placedFields } from '../../../../kernel/asked/fields.ts'
import { mostOfService, type Material } from '../services.schema.ts'
import { ConditionEditor } from './builder/ConditionEditor.tsx'
import { freeKey, tidy } from '../../../../console/editor/edit.ts'
import { Check, NumberInput, Select, TextInput } from '../../../../console/editor/inputs.tsx'
import type { PartProps } from './BasicPart.tsx'
import { ItemList } from '../../../../console/editor/ItemList.tsx'

export function MaterialsPart({ d, set }: PartProps) {
  const fresh = (): Material => ({
    key: freeKey(
      d.materials.map((m) => m.key),
      'paper',
    ),
    name: '',
    required: true,
    looks: '',
    takes: 'scan',
    reusable: false,
    pages: 1,
  })
  return (
    <section className="sheet">
      <h2>要带什么</h2>
      <p className="quiet">
        村里能查到的、群众已经交过的，不要再让群众带。只有一部分人要带的，写明看表上哪一项的回答。
      </p>
      <ItemList
        most={mostOfService.materials}
        list={d.materials}
        nameOf={(m) => m.name}
        about={(m) => (m.situation ? `${m.situation}要带` : m.required ? '都要带' : '有就带')}
        add="加一样材料"
        fresh={fresh}
        onList={(materials) => set({ materials })}
      >
        {(m, put) => <MaterialEditor m={m} d={d} onMaterial={(part) => put(tidy({ ...m, ...part }))} />}
      </ItemList>
    </section>
  )
}

const takes = [
  ['scan', '拍照或者扫描'],
  ['portrait', '本人照片，可以当场拍'],
  ['file', '任何文件'],
] as const
const validUnits = [
  ['day', '天'],
  ['month', '个月'],
  ['year', '年'],
] as const

function MaterialEditor({
  m,
  d,
  onMaterial,
}: {
  m: Material
  d: PartProps['d']
  onMaterial: (part: Partial<Material>) => void
}) {
  const before = placedFields(d.form).map((p) => p.field)
  return (
    <>
      <TextInput label="材料名称" value={m.name} max={60} onValue={(name) => onMaterial({ name })} />
      <TextInput
        label="什么样的"
        hint="怎么认、哪一面、哪几页"
        value={m.looks}
        max={200}
        onValue={(looks) => onMaterial({ looks })}
      />
      <Check
        label="一定要带"
        hint="不勾就是“有就带，没有不要紧”"
        value={m.required}
        onValue={(required) => onMaterial({ required })}
      />
      <Check label="以前交过、没有过期的不用再交" value={m.reusable} onValue={(reusable) => onMaterial({ reusable })} />
      <Check
        label="正反两面各拍一张"
        hint="两面分开交，同一张照片不能顶两面"
        value={m.twoSides ?? false}
        onValue={(on) => onMaterial({ twoSides: on ? true : undefined, ...(on && m.pages < 2 ? { pages: 2 } : {}) })}
      />
      <div className="side-by-side">
        <Select label="怎么交" value={m.takes} options={takes} onValue={(next) => onMaterial({ takes: next })} />
        <NumberInput label="最多几页" needed value={m.pages} onValue={(pages) => onMaterial({ pages: pages ?? 0 })} />
        <NumberInput
          label="多久内有效"
          value={m.valid?.value}
          onValue={(value) =>
            onMaterial({ valid: value === undefined ? undefined : { value, unit: m.valid?.unit ?? 'month' } })
          }
        />
        {m.valid && (
          <Select
            label="有效期的单位"
            value={m.valid.unit}
            options={validUnits}
            onValue={(unit) => onMaterial({ valid: { value: m.valid!.value, unit } })}
          />
        )}
      </div>
      <ConditionEditor
        what={m.name}
        ask="带"
        value={m.when}
        before={before}
        onValue={(when) => onMaterial({ when, situation: when ? (m.situation ?? '') : undefined })}
      />
      {m.when && (
        <TextInput
          label="什么情况要带，写给村民看"
          hint="例如“住院的”"
          value={m.situation ?? ''}
          max={60}
          onValue={(situation) => onMaterial({ situation })}
        />
      )}
    </>
  )
}
