/** One question: its words, its kind, what the kind needs, when it is asked. */
import { fieldKinds, type AskedField, type FieldKind } from '../../../../../kernel/asked/asked.schema.ts'
import { isFile, isRows, isSealed, kindNames } from '../../../../../kernel/asked/fields.ts'
import { ColumnsEditor } from './ColumnsEditor.tsx'
import { ConditionEditor } from './ConditionEditor.tsx'
import { ofKind, tidy } from '../../../../../console/editor/edit.ts'
import { NumberInput, TextInput } from '../../../../../console/editor/inputs.tsx'
import { KindParts } from './KindParts.tsx'

type Props = { field: AskedField; before: readonly AskedField[]; onField: (field: AskedField) => void }

export function FieldEditor({ field: f, before, onField }: Props) {
  const set = (part: Partial<AskedField>) => onField(tidy({ ...f, ...part }))
  return (
    <div className="field-editor">
      <TextInput label="问什么" value={f.label} max={60} onValue={(label) => set({ label })} />
      <label className="field">
        <span>怎么答</span>
        <select
          className="plain-input"
          aria-label="怎么答"
          value={f.kind}
          onChange={(e) => onField(ofKind(f, e.target.value as FieldKind))}
        >
          {fieldKinds.map((k) => (
            <option key={k} value={k}>
              {kindNames[k]}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input type="checkbox" checked={f.required} onChange={(e) => set({ required: e.target.checked })} />
        <span>必填</span>
      </label>
      <TextInput
        label="填写说明"
        hint="写在问题下面，可以不写"
        value={f.help ?? ''}
        max={300}
        onValue={(help) => set({ help: help === '' ? undefined : help })}
      />
      <KindParts field={f} onPart={set} />
      {isRows(f.kind) && <ColumnsEditor field={f} onColumns={(columns) => set({ columns })} />}
      {(isRows(f.kind) || f.kind === 'scan' || f.kind === 'file') && (
        <NumberInput
          label={isRows(f.kind) ? '最多几行' : '最多几个'}
          value={f.rowsMost}
          onValue={(rowsMost) => set({ rowsMost })}
        />
      )}
      <ConditionEditor what={f.label} value={f.when} before={before} onValue={(when) => set({ when })} />
      <FromRegister field={f} onPart={set} />
      <ShownInResult field={f} onPart={set} />
    </div>
  )
}

const sources = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  address: '地址',
  group: '村民小组',
  household: '家庭成员',
  birth: '出生日期',
  sex: '性别',
} as const
const fitting: Partial<Record<keyof typeof sources, readonly FieldKind[]>> = {
  name: ['person'],
  idNumber: ['idNumber'],
  phone: ['phone'],
  household: ['household'],
  birth: ['date'],
}

/** Only what fits the kind is offered. */
function FromRegister({ field: f, onPart }: { field: AskedField; onPart: (part: Partial<AskedField>) => void }) {
  const fits = (Object.keys(sources) as (keyof typeof sources)[]).filter((s) =>
    (fitting[s] ?? ['text', 'choice', 'region']).includes(f.kind),
  )
  if (fits.length === 0 || isFile(f.kind)) return null
  return (
    <label className="field">
      <span>
        名册里有的先填上<span className="hint">　申请人可以改，改了审核的人会看到</span>
      </span>
      <select
        className="plain-input"
        value={f.from ?? ''}
        onChange={(e) => onPart({ from: e.target.value === '' ? undefined : (e.target.value as AskedField['from']) })}
      >
        <option value="">不先填</option>
        {fits.map((s) => (
          <option key={s} value={s}>
            {sources[s]}
          </option>
        ))}
      </select>
    </label>
  )
}

const ways: readonly (readonly [NonNullable<AskedField['shown']>, string])[] = [
  ['as', '原样'],
  ['name', '姓名只留姓'],
  ['address', '地址只到村组'],
  ['date', '日期只到年代'],
  ['id', '身份证号遮住中间'],
  ['phone', '电话遮住中间'],
  ['bank', '账号只留后四位'],
  ['text', '把里面的号码和姓名遮住'],
]

/** Sealed kinds never stand as they are; lists and files never stand there at all. */
function ShownInResult({ field: f, onPart }: { field: AskedField; onPart: (part: Partial<AskedField>) => void }) {
  if (isRows(f.kind) || isFile(f.kind) || f.kind === 'choices') return null
  return (
    <label className="field">
      <span>
        办成后公开的结果里<span className="hint">　不选就不公开</span>
      </span>
      <select
        className="plain-input"
        value={f.shown ?? ''}
        onChange={(e) => onPart({ shown: e.target.value === '' ? undefined : (e.target.value as AskedField['shown']) })}
      >
        <option value="">不公开</option>
        {ways
          .filter(([way]) => way !== 'as' || !isSealed(f.kind))
          .map(([way, name]) => (
            <option key={way} value={way}>
              {name}
            </option>
          ))}
      </select>
    </label>
  )
}
