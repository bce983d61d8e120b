/** Working days: holidays and make-up days of the nation and of the county; clocks count by them. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { FormDialog } from '../../../console/parts/FormDialog.tsx'
import { Shown } from '../../../console/parts/State.tsx'
import { tell, tellWrong } from '../../../console/parts/tell.tsx'
import { Note } from '../../../console/parts/Note.tsx'
import { today } from '../../../console/parts/time.ts'
import { setQuery, useAddress } from '../../../console/router.tsx'
import { Year } from './Year.tsx'
import { useMe } from '../../../console/me.ts'

export default function Calendar() {
  const me = useMe()
  const queries = useQueryClient()
  const [adding, setAdding] = useState<{ from: string }>()
  const { query } = useAddress()
  const year = query.get('year') ?? today().slice(0, 4)
  const calendar = useQuery({
    queryKey: ['calendar', year],
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.calendar.$get({ query: { year } })),
  })
  const edits = me.data?.may.includes('calendar.edit') === true
  const refresh = (say: string) => {
    tell(say)
    return queries.invalidateQueries({ queryKey: ['calendar'] })
  }
  const remove = (date: string) =>
    ask(api.calendar[':date'].$delete({ param: { date } })).then(() => refresh('去掉了。'), tellWrong)
  const add = async (v: Record<string, string>) => {
    if (v.to && v.to < v.from!) throw new Error('“到哪天”不能早于“从哪天”。')
    await ask(
      api.calendar.$post({
        json: {
          days: daysFrom(v.from!, v.to || v.from!).map((date) => ({
            date,
            kind: v.kind as '上班',
            name: v.name!,
            source: v.source!,
          })),
        },
      }),
    ).then(() => refresh('记好了，期限会照新的日历算。'))
  }
  return (
    <div className="page">
      <div className="head">
        <h1>工作日历</h1>
        {edits && (
          <Button type="primary" onClick={() => setAdding({ from: '' })}>
            添加放假或上班日
          </Button>
        )}
      </div>
      <p className="quiet">国家公布的放假和调休已经算在内；本地假日（如三月三）记在这里，所有期限照它算。</p>
      <div className="filters">
        <label>
          年份
          <select value={year} onChange={(e) => setQuery({ year: e.target.value })}>
            {years().map((y) => (
              <option key={y} value={y}>
                {y} 年
              </option>
            ))}
          </select>
        </label>
      </div>
      <Shown query={calendar} what="日历">
        {({ days, national, announced }) => (
          <>
            {!announced && (
              <Note>国家还没有公布 {year} 年的放假安排，先照法律规定的节日和周末算，公布以后自动更新。</Note>
            )}
            <Year
              year={year}
              national={national}
              own={days}
              {...(edits ? { onDay: (from: string) => setAdding({ from }) } : {})}
            />
            <h2>本地记下的</h2>
            <DataTable
              name="工作日历"
              rows={days}
              keyOf={(d) => d.date}
              empty="还没有本地的放假或上班日。"
              columns={[
                { name: '日期', value: (d) => d.date },
                { name: '上班还是放假', value: (d) => d.kind },
                { name: '名称', main: true, value: (d) => d.name },
                { name: '依据', value: (d) => d.source, wide: true },
              ]}
              actions={
                edits
                  ? (d) => (
                      <button type="button" className="plain" onClick={() => void remove(d.date)}>
                        去掉
                      </button>
                    )
                  : undefined
              }
            />
          </>
        )}
      </Shown>
      {adding && (
        <FormDialog
          title="添加放假或上班日"
          button="记下"
          onClose={() => setAdding(undefined)}
          onDone={add}
          fields={[
            { key: 'from', label: '从哪天', type: 'date', start: adding.from },
            { key: 'to', label: '到哪天', type: 'date', optional: true, hint: '只有一天不用填' },
            {
              key: 'kind',
              label: '上班还是放假',
              type: 'select',
              options: [
                ['放假', '放假'],
                ['上班', '上班'],
              ],
              start: '放假',
            },
            { key: 'name', label: '名称', hint: '如“三月三”', max: 40 },
            { key: 'source', label: '依据', hint: '文件名和文号', max: 120 },
          ]}
        />
      )}
    </div>
  )
}

/** As far as days may be set. */
const years = () => Array.from({ length: 6 }, (_, i) => String(Number(today().slice(0, 4)) + 2 - i))

function daysFrom(from: string, to: string): string[] {
  const days: string[] = []
  for (let t = Date.parse(from); t <= Date.parse(to) && days.length < 120; t += 86_400_000)
    days.push(new Date(t).toISOString().slice(0, 10))
  return days
}
