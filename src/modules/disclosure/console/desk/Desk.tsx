/** My tasks, soonest due first: what waits for my posts, and one press to begin. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../console/client.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { TaskRow } from './TaskRow.tsx'

export default function Desk() {
  const desk = useQuery({ queryKey: ['desk'], queryFn: () => ask(api.desk.$get()), refetchOnMount: 'always' })
  const [only, setOnly] = useState('')
  const [find, setFind] = useState('')
  return (
    <div className="page">
      <Shown query={desk} what="任务">{({ tasks }) => {
        const kinds = [...new Set(tasks.map((t) => t.stepName))]
        const shown = tasks.filter((t) => (only === '' || t.stepName === only) && (find === '' || `${t.title}${t.place}`.includes(find)))
        const late = tasks.filter((t) => t.lamp === 'red').length
        return (
          <>
            <div className="head"><h1>我的任务</h1><p className="quiet">{tasks.length === 0 ? '' : `共 ${tasks.length} 件${late > 0 ? `，其中 ${late} 件逾期` : ''}`}</p></div>
            {tasks.length === 0 && <Nothing>现在没有要办的事。到期要公开的内容、送来审查和签字的材料会出现在这里。</Nothing>}
            {tasks.length > 8 && (
              <div className="filters">
                <label>要办什么<select value={only} onChange={(e) => setOnly(e.target.value)}><option value="">全部</option>{kinds.map((k) => <option key={k}>{k}</option>)}</select></label>
                <label>找村名或事项<input type="search" value={find} onChange={(e) => setFind(e.target.value.trim())} /></label>
              </div>
            )}
            {tasks.length > 0 && shown.length === 0 && <Nothing>没有符合条件的任务，请换个条件。</Nothing>}
            <ul className="rows tasks">{shown.map((t) => <TaskRow key={`${t.kind}${t.id}`} task={t} />)}</ul>
            {tasks.length >= 200 && <p className="quiet">只列出最早到期的 200 件，办完一些后会接着列出。</p>}
          </>
        )
      }}</Shown>
    </div>
  )
}
