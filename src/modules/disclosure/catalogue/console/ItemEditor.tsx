/** Makes a new item, in force from today, or a new version of one, in force from the first of next month; what is due already keeps the old one. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay } from '../../../../console/parts/say.ts'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import type { Column, Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Item as Definition } from '../catalogue.schema.ts'
import { Belonging } from './Belonging.tsx'
import { ColumnEditor } from './ColumnEditor.tsx'
import { DeadlineEditor } from './DeadlineEditor.tsx'
import { FormChoice } from './FormChoice.tsx'
import { blankTemplate, type Start } from './newItem.ts'
import { Preview } from './Preview.tsx'

export function ItemEditor({ start, onClose }: { start: Start; onClose: (saved?: string) => void }) {
  const queries = useQueryClient()
  const isNew = start.version === 0
  const [d, setD] = useState<Definition>(start.definition)
  const [template, setTemplate] = useState<Template | null>(isNew ? blankTemplate : start.template)
  const [fields, setFields] = useState<Column[]>(start.definition.fields)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const categories = useQuery({
    queryKey: ['categories'],
    queryFn: () => ask(api.categories.$get()).then((a) => a.categories),
  })
  const set = (part: Partial<Definition>) => setD((before) => ({ ...before, ...part }))
  const isText = d.displayMode === 'document'
  const columns = isText ? fields : template?.columns
  const setColumns = (next: Column[]) =>
    isText
      ? setFields(next)
      : setTemplate((t) => t && { ...t, columns: next, totals: t.totals.filter((k) => next.some((c) => c.key === k)) })
  const save = async () => {
    const missing = whatIsMissing(d, template)
    if (missing) return setError(missing)
    setBusy(true)
    setError('')
    const sent = JSON.stringify(template) === JSON.stringify(start.template) ? undefined : (template ?? undefined)
    await ask(
      api.catalogue.$post({
        json: { item: isText ? { ...d, fields } : d, template: isText ? undefined : sent, seenVersion: start.version },
      }),
    ).then(
      async (made) => {
        tell(
          isNew
            ? '新事项存好了，从今天起生效。一小时内会给各单位排出应公开的日子。'
            : `第 ${made.version} 版存好了，从 ${sayDay(made.inForceFrom, true)}起生效。`,
        )
        await queries.invalidateQueries({ queryKey: ['catalogue'] })
        onClose(d.code)
      },
      (e: unknown) => setError(sentenceOf(e)),
    )
    setBusy(false)
  }
  return (
    <>
      <h1>{isNew ? '新增公开事项' : `修改：${start.name}`}</h1>
      <Note>
        {isNew
          ? '存下后马上生效，编码以后不能改。'
          : `改动从下月 1 日起生效，成为第 ${start.version + 1} 版。已经到期和正在办的照旧，已公开的不变。`}
      </Note>
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
          <input
            className="plain-input"
            maxLength={60}
            value={d.name}
            onChange={(e) => set({ name: e.target.value })}
          />
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
        {isNew && <FormChoice value={d} template={template} onValue={set} onTemplate={setTemplate} />}
      </section>
      {columns && (
        <section className="sheet">
          <h2>要填的列</h2>
          <ColumnEditor
            columns={columns}
            onColumns={setColumns}
            totals={isText ? undefined : template?.totals}
            onTotals={(totals) => setTemplate((t) => t && { ...t, totals })}
          />
        </section>
      )}
      {columns && (
        <section className="sheet">
          <h2>预览</h2>
          <Preview columns={columns} rows={!isText && template?.layout === 'rows'} />
        </section>
      )}
      {error && (
        <Note kind="wrong" role="alert">
          {error}
        </Note>
      )}
      <div className="do">
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {isNew ? '存下新事项' : '存为新版'}
        </Button>
        <Button onClick={() => onClose()}>不改了</Button>
      </div>
    </>
  )
}

function lacksNumber({ deadline: t }: Definition): boolean {
  const wanted = t.rule.startsWith('days') ? [t.days] : t.rule.startsWith('dateOf') ? [t.month, t.day] : [t.day]
  return wanted.some((n) => n === undefined || !Number.isInteger(n))
}

/** What a person can see is missing; everything else the server says. */
function whatIsMissing(d: Definition, template: Template | null): string | undefined {
  const asked: [boolean, string][] = [
    [d.code === '', '请填编码。'],
    [d.name.trim() === '', '请填事项名称。'],
    [d.category === '', '请选类别。'],
    [d.deadline.basis.trim() === '', '请填期限的依据，村民会看到。'],
    [d.levels.length === 0, '请选谁要公开。'],
    [lacksNumber(d), '请把期限填完整：几月、几日或几天，写数字。'],
    [d.dept === '', '请选指导责任单位。'],
    [d.retention.basis.trim() === '', '请填保存的依据。'],
    [d.displayMode === 'form' && !d.template, template ? '请填表的编码。' : '请选用哪张表。'],
    [template !== null && template.name.trim() === '', '请填表名。'],
  ]
  return asked.find(([wrong]) => wrong)?.[1]
}
