/**
 * Makes a new item, in force from today, or a new version of one, in force from the first of next month; what is due
 * already keeps the old one.
 */
import { useQuery } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { Faults, Resumed } from '../../../../console/versions/Editor.tsx'
import { Saving } from '../../../../console/versions/Saving.tsx'
import type { Draft } from '../../../../console/versions/kit.ts'
import { leaves, useDraft, type Drafting } from '../../../../console/versions/useDraft.ts'
import type { Column, Template } from '../../../../kernel/forms/forms.schema.ts'
import type { WholeItem } from '../catalogue.schema.ts'
import { Belonging } from './Belonging.tsx'
import { ColumnEditor } from './ColumnEditor.tsx'
import { DeadlineEditor } from './DeadlineEditor.tsx'
import { FormChoice } from './FormChoice.tsx'
import { Preview } from './Preview.tsx'
import { itemKit } from './useCatalogue.ts'

type Props = { start: Draft<WholeItem>; today: string; onClose: (saved?: string) => void }

export function ItemEditor({ start, today, onClose }: Props) {
  const drafting = useDraft(itemKit, start)
  const { draft, isNew, changed, round } = drafting
  const faults = whatIsMissing(draft.definition)
  return (
    <div className="service-editor" key={round}>
      <div className="head">
        <h1>{isNew ? '新增公开事项' : `修改：${start.definition.name}`}</h1>
        <div className="do">
          <Button onClick={() => leaves(changed) && onClose()}>不改了</Button>
        </div>
      </div>
      <Note>
        {isNew
          ? '存下后马上生效，一小时内会给各单位排出应公开的日子。编码以后不能改。'
          : `改动从下月 1 日起生效，成为第 ${draft.seenVersion + 1} 版。已经到期和正在办的照旧，已公开的不变。`}
      </Note>
      <Resumed drafting={drafting} />
      <Facts drafting={drafting} />
      <Columns drafting={drafting} />
      <Faults faults={faults} />
      <Saving kit={itemKit} drafting={drafting} sound={faults.length === 0} today={today} onSaved={onClose} />
    </div>
  )
}

type PartProps = { drafting: Drafting<WholeItem> }

function Facts({ drafting: { draft, isNew, set } }: PartProps) {
  const d = draft.definition
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => ask(api.categories.$get()).then((a) => a.categories),
  })
  return (
    <section className="sheet field-list">
      {isNew && (
        <label className="field">
          <span>
            编码 <span className="hint">大写字母开头，如 C07-12</span>
          </span>
          <input
            className="plain-input"
            maxLength={16}
            value={d.code}
            onChange={(e) => set({ code: e.target.value.trim() })}
          />
        </label>
      )}
      <label className="field">
        <span>事项名称</span>
        <input className="plain-input" maxLength={60} value={d.name} onChange={(e) => set({ name: e.target.value })} />
      </label>
      <label className="field">
        <span>类别</span>
        <select className="plain-input" value={d.category} onChange={(e) => set({ category: e.target.value })}>
          {d.category === '' && <option value="">请选择</option>}
          {(categories.data ?? []).map((c) => (
            <option key={c.code} value={c.code}>
              {c.name}
            </option>
          ))}
        </select>
      </label>
      <DeadlineEditor value={d} onValue={set} />
      <Belonging value={d} onValue={set} />
      {isNew && <FormChoice value={d} template={d.table} onValue={set} onTemplate={(table) => set({ table })} />}
    </section>
  )
}

/** The columns of the item's table, or of its text, with how they will look. */
function Columns({ drafting: { draft, set } }: PartProps) {
  const { displayMode, table, fields } = draft.definition
  const isText = displayMode === 'document'
  const columns = isText ? fields : table?.columns
  if (!columns) return null
  const setTable = (part: Partial<Template>) => table && set({ table: { ...table, ...part } })
  const setColumns = (next: Column[]) =>
    isText
      ? set({ fields: next })
      : setTable({ columns: next, totals: table?.totals.filter((k) => next.some((c) => c.key === k)) ?? [] })
  return (
    <>
      <section className="sheet">
        <h2>要填的列</h2>
        <ColumnEditor
          columns={columns}
          onColumns={setColumns}
          totals={isText ? undefined : table?.totals}
          onTotals={(totals) => setTable({ totals })}
        />
      </section>
      <section className="sheet">
        <h2>预览</h2>
        <Preview columns={columns} rows={!isText && table?.layout === 'rows'} />
      </section>
    </>
  )
}

function lacksNumber({ deadline: t }: WholeItem): boolean {
  const wanted = t.rule.startsWith('days') ? [t.days] : t.rule.startsWith('dateOf') ? [t.month, t.day] : [t.day]
  return wanted.some((n) => n === undefined || !Number.isInteger(n))
}

/** What a person can see is missing; everything else the server says. */
function whatIsMissing(d: WholeItem) {
  const asked: [boolean, string][] = [
    [d.code === '', '请填编码。'],
    [d.name.trim() === '', '请填事项名称。'],
    [d.category === '', '请选类别。'],
    [d.deadline.basis.trim() === '', '请填期限的依据，村民会看到。'],
    [d.levels.length === 0, '请选谁要公开。'],
    [lacksNumber(d), '请把期限填完整：几月、几日或几天，写数字。'],
    [d.dept === '', '请选指导责任单位。'],
    [d.retention.basis.trim() === '', '请填保存的依据。'],
    [d.displayMode === 'form' && !d.template, d.table ? '请填表的编码。' : '请选用哪张表。'],
    [d.displayMode === 'form' && d.table?.name.trim() === '', '请填表名。'],
  ]
  return asked.filter(([isWrong]) => isWrong).map(([, say]) => ({ part: 'item' as const, say }))
}
