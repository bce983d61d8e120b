/** One section: its title, when it is asked, and its questions, of which one is open for editing. */
import { Button } from '../../../../../console/parts/Button.tsx'
import type { AskedField, AskedSection } from '../../../../../kernel/asked/asked.schema.ts'
import { kindNames } from '../../../../../kernel/asked/fields.ts'
import { ConditionEditor } from './ConditionEditor.tsx'
import { tidy } from '../../../../../console/editor/edit.ts'
import { FieldEditor } from './FieldEditor.tsx'
import { TextInput } from '../../../../../console/editor/inputs.tsx'
import { MoveButtons, moveKeys } from '../../../../../console/editor/Line.tsx'

export type SectionProps = {
  section: AskedSection
  at: number
  of: number
  /** What is asked before this section. */
  before: readonly AskedField[]
  /** Key of the open question. */
  open: string | undefined
  wrong: ReadonlySet<string>
  onOpen: (key: string | undefined) => void
  /** `place`: quick typing there is one step back. */
  onSection: (part: Partial<AskedSection>, place: string) => void
  onMove: (by: -1 | 1) => void
  onRemove: (() => void) | undefined
  onAdd: () => void
  onField: (at: number, field: AskedField) => void
  onMoveField: (at: number, by: -1 | 1) => void
  onRemoveField: (at: number) => void
}

export function SectionEditor(p: SectionProps) {
  const { section: s } = p
  return (
    <section className="sheet asked-part" aria-label={`第 ${p.at + 1} 部分：${s.title}`}>
      <div className="head">
        <h2>
          {p.at + 1}. {s.title === '' ? '没有标题' : s.title}
        </h2>
        <MoveButtons name={`第 ${p.at + 1} 部分`} at={p.at} of={p.of} onMove={p.onMove} onRemove={p.onRemove} />
      </div>
      <details>
        <summary>这一部分的标题、说明和条件</summary>
        <TextInput label="标题" value={s.title} max={60} onValue={(title) => p.onSection({ title }, 'title')} />
        <TextInput
          label="说明"
          hint="可以不写"
          value={s.help ?? ''}
          max={300}
          onValue={(help) => p.onSection({ help: help === '' ? undefined : help }, 'help')}
        />
        <ConditionEditor
          what={s.title}
          value={s.when}
          before={p.before}
          onValue={(when) => p.onSection({ when }, '')}
        />
      </details>
      <ol className="asked-list">
        {s.fields.map((field, at) => (
          <One key={field.key} {...p} field={field} at={at} />
        ))}
      </ol>
      <Button onClick={p.onAdd}>加一个问题</Button>
    </section>
  )
}

function One({
  field: f,
  at,
  section,
  before,
  open,
  wrong,
  onOpen,
  onField,
  onMoveField,
  onRemoveField,
}: SectionProps & { field: AskedField }) {
  const isOpen = open === f.key
  const name = f.label === '' ? `第 ${at + 1} 项` : f.label
  return (
    <li onKeyDown={moveKeys((by) => onMoveField(at, by))} className={wrong.has(f.key) ? 'wrong' : undefined}>
      <div className="asked-line">
        <button
          type="button"
          className="plain asked-open"
          id={`ask-${f.key}`}
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? undefined : f.key)}
        >
          <b>{name}</b>
          {f.required && <span className="mark must">必填</span>}
          {f.when && <span className="mark">有条件</span>}
          {wrong.has(f.key) && <span className="mark">要改</span>}
          <span className="quiet">{kindNames[f.kind]}</span>
        </button>
        <MoveButtons
          name={name}
          at={at}
          of={section.fields.length}
          beyond
          onMove={(by) => onMoveField(at, by)}
          onRemove={section.fields.length > 1 ? () => onRemoveField(at) : undefined}
        />
      </div>
      {isOpen && (
        <FieldEditor
          field={f}
          before={[...before, ...section.fields.slice(0, at)]}
          onField={(field) => onField(at, tidy(field))}
        />
      )}
    </li>
  )
}
