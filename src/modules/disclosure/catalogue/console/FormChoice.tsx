/** What a new item is filled in: a table of its own, one that the county has, or text. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import type { Template } from '../../../../kernel/forms/forms.schema.ts'
import type { Item as Definition } from '../catalogue.schema.ts'
import { blankTemplate } from './newItem.ts'
import { ofWhole } from '../../../../console/whole.ts'

type Props = {
  value: Definition
  template: Template | null
  onValue: (part: Partial<Definition>) => void
  onTemplate: (template: Template | null) => void
}

export function FormChoice({ value: d, template, onValue, onTemplate }: Props) {
  const known = useQuery({
    queryKey: ['templates'],
    staleTime: 60_000,
    queryFn: () => ask(api.templates.$get()).then((a) => a.templates),
  })
  const kind = d.displayMode === 'document' ? 'text' : template ? 'new' : 'known'
  const choose = (to: string) => {
    onValue({ displayMode: to === 'text' ? 'document' : 'form', template: undefined })
    onTemplate(to === 'new' ? blankTemplate : null)
  }
  const set = (part: Partial<Template>) => {
    onTemplate({ ...template!, ...part })
    if (part.code !== undefined) onValue({ template: part.code })
  }
  return (
    <>
      <label className="field">
        <span>填什么</span>
        <select className="plain-input" value={kind} onChange={(e) => choose(e.target.value)}>
          <option value="new">新做一张表</option>
          <option value="known">{ofWhole('用县里已有的表')}</option>
          <option value="text">写文字、传材料</option>
        </select>
      </label>
      {kind === 'known' && (
        <label className="field">
          <span>用哪张表</span>
          <select
            className="plain-input"
            value={d.template ?? ''}
            onChange={(e) => onValue({ template: e.target.value || undefined })}
          >
            <option value="">请选择</option>
            {(known.data ?? []).map((t) => (
              <option key={t.code} value={t.code}>
                {t.code} {t.name}（{t.columns} 列）
              </option>
            ))}
          </select>
        </label>
      )}
      {template && (
        <>
          <label className="field">
            <span>
              表的编码 <span className="hint">大写字母开头，如 F64</span>
            </span>
            <input
              className="plain-input"
              maxLength={16}
              value={template.code}
              onChange={(e) => set({ code: e.target.value.trim() })}
            />
          </label>
          <label className="field">
            <span>表名</span>
            <input
              className="plain-input"
              maxLength={80}
              value={template.name}
              onChange={(e) => set({ name: e.target.value })}
            />
          </label>
          <label className="field">
            <span>样式</span>
            <select
              className="plain-input"
              value={template.layout}
              onChange={(e) => set({ layout: e.target.value as Template['layout'] })}
            >
              <option value="rows">一行一条的表</option>
              <option value="record">只填一份</option>
            </select>
          </label>
        </>
      )}
    </>
  )
}
