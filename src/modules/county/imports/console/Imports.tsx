/** The county's own Excel lists: upload, match columns, try, run, undo. */
import { countsInWords } from '../../../../console/parts/counts.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { ImportWizard } from './ImportWizard.tsx'
import { ofWhole } from '../../../../console/whole.ts'

export type Imports = InferResponseType<typeof api.imports.$get, 200>
export type Kind = Imports['kinds'][number]

export default function ImportsScreen() {
  const queries = useQueryClient()
  const imports = useQuery({ queryKey: ['imports'], queryFn: () => ask(api.imports.$get()) })
  const [kind, setKind] = useState<Kind>()
  const refresh = () => queries.invalidateQueries({ queryKey: ['imports'] })
  const undo = (id: string, name: string) => {
    if (!window.confirm(`撤销“${name}”的导入？后来改过的不会动。`)) return
    void ask(api.imports[':id'].undo.$post({ param: { id } })).then((done) => {
      tell(
        `撤销了 ${done.undone} 条${done.kept.length > 0 ? `，${done.kept.length} 条后来用过或改过，留着没动` : ''}。`,
      )
      return refresh()
    }, tellWrong)
  }
  return (
    <div className="page">
      <h1>名单导入</h1>
      <p>{ofWhole('用县里现成的 Excel 名单。先对上列，再试一遍看哪些行有问题，没问题再导入，导错了可以撤销。')}</p>
      <Shown query={imports} what="导入记录">
        {({ kinds, imports: all }) => (
          <>
            <div className="filters">
              <label>
                导入什么
                <select
                  value={kind?.kind ?? ''}
                  onChange={(e) => setKind(kinds.find((k) => k.kind === e.target.value))}
                >
                  <option value="">请选择</option>
                  {kinds.map((k) => (
                    <option key={k.kind} value={k.kind}>
                      {k.name}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            {kind && <ImportWizard key={kind.kind} kind={kind} onDone={refresh} />}
            <h2>导入过的</h2>
            <DataTable
              name="导入记录"
              rows={all}
              keyOf={(i) => i.id}
              empty="还没有导入过名单。"
              columns={[
                { name: '时间', value: (i) => i.made_at, show: (i) => sayTime(i.made_at) },
                { name: '名单', value: (i) => kinds.find((k) => k.kind === i.kind)?.name ?? i.kind },
                { name: '文件', main: true, value: (i) => i.file_name, wide: true },
                { name: '谁', value: (i) => i.by },
                { name: '结果', value: (i) => stateOf(i) },
              ]}
              actions={(i) =>
                i.done_at !== null &&
                i.undone_at === null && (
                  <button type="button" className="plain" onClick={() => undo(i.id, i.file_name)}>
                    撤销
                  </button>
                )
              }
            />
          </>
        )}
      </Shown>
    </div>
  )
}

function stateOf(i: Imports['imports'][number]): string {
  if (i.undone_at) return '已撤销'
  if (!i.done_at) return i.job_id ? '正在导入' : '没有导入'
  return countsInWords(i.counts)
}
