/** What the list of tasks is narrowed to: in the address, so that a filtered list can be kept and sent; saved under a name. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api as reportsApi } from '../../../modules/reports/client.ts'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { tellWrong } from '../../../console/parts/tell.tsx'
import { setQuery } from '../../../console/router.tsx'
import type { RoomTasks, TaskFilter } from '../../../console/tasks.ts'

/** `kinds`: of which rooms the tasks may be narrowed to. */
type Props = TaskFilter & { kind: string; kinds: readonly Pick<RoomTasks, 'kind' | 'name'>[] }

export function Filters({ kinds, lamp, kind, mine, text }: Props) {
  const client = useQueryClient()
  const [saving, setSaving] = useState(false)
  const views = useQuery({ queryKey: ['views'], staleTime: 300_000, queryFn: () => ask(reportsApi.views.$get()) })
  const again = () => client.invalidateQueries({ queryKey: ['views'] })
  const now = Object.fromEntries(
    Object.entries({ lamp, kind, mine: mine ? '1' : '', text }).filter(([, v]) => v !== ''),
  )
  const chosen = views.data?.views.find((v) => JSON.stringify(v.query) === JSON.stringify(now))
  const show = (id: string) => {
    const view = views.data?.views.find((v) => v.id === id)
    setQuery({ lamp: undefined, kind: undefined, mine: undefined, text: undefined, ...view?.query })
  }
  return (
    <div className="filters">
      <label>
        哪一类
        <select value={kind} onChange={(e) => setQuery({ kind: e.target.value })}>
          <option value="">全部</option>
          {kinds.map((k) => (
            <option key={k.kind} value={k.kind}>
              {k.name}
            </option>
          ))}
        </select>
      </label>
      <label>
        期限
        <select value={lamp} onChange={(e) => setQuery({ lamp: e.target.value })}>
          <option value="">全部</option>
          <option value="missed">现在或以前逾期</option>
          <option value="red">逾期</option>
          <option value="yellow">快到期</option>
          <option value="green">正常</option>
          <option value="paused">暂停</option>
        </select>
      </label>
      <label>
        找村名、事项或编号
        <input type="search" value={text} maxLength={40} onChange={(e) => setQuery({ text: e.target.value })} />
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={mine}
          onChange={(e) => setQuery({ mine: e.target.checked ? '1' : undefined })}
        />
        <span>只看我经办的</span>
      </label>
      {views.data && views.data.views.length > 0 && (
        <label>
          存下的条件
          <select value={chosen?.id ?? ''} onChange={(e) => show(e.target.value)}>
            <option value="">不用</option>
            {views.data.views.map((v) => (
              <option key={v.id} value={v.id}>
                {v.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {chosen ? (
        <Button
          size="middle"
          onClick={() =>
            void ask(reportsApi.views[':id'].drop.$post({ param: { id: chosen.id } })).then(again, tellWrong)
          }
        >
          删掉“{chosen.name}”
        </Button>
      ) : (
        Object.keys(now).length > 0 && (
          <Button size="middle" onClick={() => setSaving(true)}>
            存下这组条件
          </Button>
        )
      )}
      {saving && (
        <FormDialog
          title="存下这组条件"
          fields={[{ key: 'name', label: '起个名字', max: 30 }]}
          button="存下"
          onClose={() => setSaving(false)}
          onDone={async (v) => {
            await ask(reportsApi.views.$post({ json: { name: v['name']!, query: now } }))
            await again()
          }}
        />
      )}
    </div>
  )
}
