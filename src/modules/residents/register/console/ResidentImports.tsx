/** A county's register of households: for what and by which authority, file, columns, trial, import, undo. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { useCallback, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Job, type JobState } from '../../../../console/parts/Job.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../../console/parts/tell.tsx'
import { countsInWords } from '../../../../console/parts/counts.ts'
import type { Undone } from '../import.undo.ts'
import { RegisterWizard } from './RegisterWizard.tsx'
import { ofWhole } from '../../../../console/whole.ts'

type Imports = InferResponseType<(typeof api)['resident-imports']['$get'], 200>

export default function ResidentImportsScreen() {
  const queries = useQueryClient()
  const imports = useQuery({ queryKey: ['resident-imports'], queryFn: () => ask(api['resident-imports'].$get()) })
  const refresh = () => queries.invalidateQueries({ queryKey: ['resident-imports'] })
  const [undoing, setUndoing] = useState<string>()
  const undone = useCallback(
    ({ result: d }: JobState<Undone>) => {
      if (!d) return
      tell(`去掉 ${d.removed} 人，改回 ${d.restored} 人${d.kept > 0 ? `，${d.kept} 人后来用过或改过，留着没动` : ''}。`)
      setUndoing(undefined)
      void queries.invalidateQueries({ queryKey: ['resident-imports'] })
    },
    [queries],
  )
  const undo = (id: string, name: string) => {
    if (!window.confirm(`撤销“${name}”的导入？后来登录过、改过的人不会动。`)) return
    void ask(api['resident-imports'][':id'].undo.$post({ param: { id } })).then((d) => setUndoing(d.job), tellWrong)
  }
  return (
    <div className="page">
      <h1>名册导入</h1>
      <p>{ofWhole('导入县里的户籍名册，村民才能登录。身份证号、手机号、住址加密保存，名册里的内容一律不公开。')}</p>
      <Shown query={imports} what="导入记录">
        {({ fields, imports: all }) => (
          <>
            <RegisterWizard fields={fields} onDone={refresh} />
            <h2 className="apart">导入过的</h2>
            {undoing && <Job key={undoing} id={undoing} onFinished={undone} />}
            <DataTable
              name="名册导入记录"
              rows={all}
              keyOf={(i) => i.id}
              empty="还没有导入过名册。"
              columns={[
                { name: '时间', value: (i) => String(i.made_at), show: (i) => sayTime(i.made_at) },
                { name: '文件', main: true, value: (i) => i.file_name, wide: true },
                { name: '用途', value: (i) => i.purpose, wide: true },
                { name: '依据', value: (i) => i.authority, wide: true },
                { name: '谁', value: (i) => i.by },
                { name: '结果', value: stateOf },
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
  return i.done_at ? countsInWords(i.counts) : '没有导入'
}
