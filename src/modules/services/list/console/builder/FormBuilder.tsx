/**
 * Builds a form without code: sections, questions, conditions, lists, checks; with undo, faults in words and a live
 * preview.
 */
import { Button } from '../../../../../console/parts/Button.tsx'
import { useEffect, useState, type KeyboardEvent } from 'react'
import type { AskedField, AskedForm, AskedSection } from '../../../../../kernel/asked/asked.schema.ts'
import { ChecksEditor } from './ChecksEditor.tsx'
import { moved, moveField, tidy, withField, without, withSection } from '../../../../../console/editor/edit.ts'
import { faultsInWords, type BuilderFault } from './faultsInWords.ts'
import { Preview } from './Preview.tsx'
import { SectionEditor, type SectionProps } from './SectionEditor.tsx'
import { Transfer } from './Transfer.tsx'
import { useHistory } from './useHistory.ts'

type Props = {
  start: AskedForm
  name: string
  /** Every change, with whether it can be used as it is. */
  onForm: (form: AskedForm, sound: boolean) => void
}

export function FormBuilder({ start, name, onForm }: Props) {
  const history = useHistory(() => start)
  const [open, setOpen] = useState<string>()
  const form = history.now
  const faults = faultsInWords(form)
  const sound = faults.length === 0
  useEffect(() => {
    onForm(form, sound)
  }, [form, sound, onForm])
  const add = (next: AskedForm, section: number) => {
    history.set(next)
    setOpen(next.sections[section]!.fields.at(-1)!.key)
  }
  const go = (key: string) => {
    setOpen(key)
    window.setTimeout(() => focusOn(key), 0)
  }
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || !['z', 'y'].includes(event.key.toLowerCase())) return
    event.preventDefault()
    if (event.key.toLowerCase() === 'y' || event.shiftKey) history.redo()
    else history.undo()
  }
  const before = (at: number): AskedField[] => form.sections.slice(0, at).flatMap((s) => s.fields)
  return (
    <div className="asked-builder" onKeyDown={keys}>
      <div>
        <div className="do asked-tools">
          <Button disabled={!history.canUndo} onClick={history.undo}>
            撤销
          </Button>
          <Button disabled={!history.canRedo} onClick={history.redo}>
            重做
          </Button>
          <Transfer form={form} name={name} onForm={(next) => history.set(next)} />
        </div>
        <Faults faults={faults} onGo={go} />
        {form.sections.map((section, at) => (
          <SectionEditor
            key={section.key}
            section={section}
            at={at}
            of={form.sections.length}
            before={before(at)}
            open={open}
            wrong={new Set(faults.map((f) => f.field).filter((key) => key !== undefined))}
            onOpen={setOpen}
            {...actions(form, at, history.set, add)}
          />
        ))}
        <p className="do">
          <Button onClick={() => add(withSection(form), form.sections.length)}>加一个部分</Button>
        </p>
        <ChecksEditor form={form} onChecks={(checks) => history.set({ ...form, checks }, 'checks')} />
      </div>
      <Preview form={form} sound={sound} />
    </div>
  )
}

const focusOn = (key: string) => document.getElementById(`ask-${key}`)?.focus()

/**
 * A question that moves is taken out of the page for a moment, and a button at the end of its way cannot be pressed any
 * more.
 */
const keepFocus = (key: string) =>
  window.setTimeout(() => {
    if (document.activeElement === document.body) focusOn(key)
  }, 0)

type Actions = Pick<
  SectionProps,
  'onSection' | 'onMove' | 'onRemove' | 'onAdd' | 'onField' | 'onMoveField' | 'onRemoveField'
>

function actions(
  form: AskedForm,
  at: number,
  set: (form: AskedForm, place?: string) => void,
  add: (form: AskedForm, section: number) => void,
): Actions {
  const section = form.sections[at]!
  const put = (part: Partial<AskedSection>, place?: string) =>
    set({ ...form, sections: form.sections.map((s, i) => (i === at ? tidy({ ...s, ...part }) : s)) }, place)
  return {
    onSection: (part, place) => put(part, place === '' ? undefined : `${section.key}.${place}`),
    onMove: (by) => set({ ...form, sections: moved(form.sections, at, by) }),
    onRemove: form.sections.length > 1 ? () => set({ ...form, sections: without(form.sections, at) }) : undefined,
    onAdd: () => add(withField(form, at), at),
    onField: (i, field) => put({ fields: section.fields.map((f, j) => (j === i ? field : f)) }, `field.${field.key}`),
    onMoveField: (i, by) => {
      set(moveField(form, at, i, by))
      keepFocus(section.fields[i]!.key)
    },
    onRemoveField: (i) => put({ fields: without(section.fields, i) }),
  }
}

function Faults({ faults, onGo }: { faults: readonly BuilderFault[]; onGo: (key: string) => void }) {
  if (faults.length === 0)
    return (
      <p className="quiet" role="status">
        表单没有问题，可以用。
      </p>
    )
  return (
    <div className="note wrong wrong-list" role="status">
      <p>
        <b>还有 {faults.length} 处要改，改好才能用：</b>
      </p>
      <ul>
        {faults.map((f) => (
          <li key={`${f.field ?? ''}${f.say}`}>
            {f.field ? (
              <button type="button" className="plain" onClick={() => onGo(f.field!)}>
                {f.say}
              </button>
            ) : (
              f.say
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
