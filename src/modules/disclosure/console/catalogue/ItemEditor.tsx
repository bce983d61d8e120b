/** Editing an item makes a new version, in force from the first of next month; what is due already keeps the old one. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { api, ask } from '../../../../console/client.ts'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayDay } from '../../../../console/parts/say.ts'
import { sentenceOf, tell } from '../../../../console/parts/tell.tsx'
import type { Column } from '../../../../kernel/forms/forms.schema.ts'
import type { Item as Definition } from '../../catalogue.schema.ts'
import { ColumnEditor } from './ColumnEditor.tsx'
import { DeadlineEditor } from './DeadlineEditor.tsx'
import { Preview } from './Preview.tsx'
import { audienceNames, type Item } from './useCatalogue.ts'

export function ItemEditor({ item, onClose }: { item: Item; onClose: () => void }) {
  const queries = useQueryClient()
  const [d, setD] = useState<Definition>(item.definition)
  const [columns, setColumns] = useState<Column[]>(item.template?.columns ?? item.definition.fields)
  const [error, setError] = useState('')
  const [busy, setBusy] = useState(false)
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => ask(api.categories.$get()).then((a) => a.categories) })
  const set = (part: Partial<Definition>) => setD((before) => ({ ...before, ...part }))
  const changed = JSON.stringify(columns) !== JSON.stringify(item.template?.columns ?? item.definition.fields)
  const save = async () => {
    setBusy(true)
    const template = item.template && changed ? { ...item.template, columns, totals: item.template.totals.filter((k) => columns.some((c) => c.key === k)) } : undefined
    await ask(api.catalogue.$post({ json: { item: item.template ? d : { ...d, fields: columns }, template, seenVersion: item.version } })).then((made) => {
      tell(`第 ${made.version} 版存好了，从 ${sayDay(made.inForceFrom, true)}起生效。`)
      onClose()
      return queries.invalidateQueries({ queryKey: ['catalogue'] })
    }, (e: unknown) => setError(sentenceOf(e)))
    setBusy(false)
  }
  return (
    <>
      <h1>修改：{item.name}</h1>
      <Note>改动从下月 1 日起生效，成为第 {item.version + 1} 版。已经到期和正在办的照旧，已公开的不变。</Note>
      <section className="sheet field-list">
        <label className="field"><span>事项名称</span><input className="plain-input" maxLength={60} value={d.name} onChange={(e) => set({ name: e.target.value })} /></label>
        <label className="field"><span>类别</span><select className="plain-input" value={d.category} onChange={(e) => set({ category: e.target.value })}>{(categories.data ?? [{ code: d.category, name: item.category }]).map((c) => <option key={c.code} value={c.code}>{c.name}</option>)}</select></label>
        <DeadlineEditor value={d} onValue={set} />
        <label className="field"><span>公布期限（天，不少于 15）</span><input className="plain-input" inputMode="numeric" value={d.minDisplayDays ?? ''} onChange={(e) => set({ minDisplayDays: e.target.value === '' ? null : Number(e.target.value) })} /></label>
        <label className="field"><span>给谁看</span><select className="plain-input" value={d.audience} onChange={(e) => set({ audience: e.target.value as Definition['audience'] })}>{Object.entries(audienceNames).map(([k, n]) => <option key={k} value={k}>{n}</option>)}</select></label>
        <label className="field"><span>谁审查</span><select className="plain-input" value={d.reviewBy} onChange={(e) => set({ reviewBy: e.target.value as Definition['reviewBy'] })}><option value="chair">村务监督委员会主任</option><option value="majority">村务监督委员会过半数</option></select></label>
        <label className="field"><span>谁签字</span><select className="plain-input" value={d.signBy} onChange={(e) => set({ signBy: e.target.value as Definition['signBy'] })}><option value="secretary">村党组织书记</option><option value="director">村委会主任</option></select></label>
      </section>
      <section className="sheet"><h2>要填的列</h2><ColumnEditor columns={columns} onColumns={setColumns} /></section>
      <section className="sheet"><h2>预览</h2><Preview columns={columns} rows={item.template ? item.template.layout === 'rows' : false} /></section>
      {error && <Note kind="wrong" role="alert">{error}</Note>}
      <div className="do"><Button type="primary" loading={busy} onClick={() => void save()}>存为新版</Button><Button onClick={onClose}>不改了</Button></div>
    </>
  )
}
