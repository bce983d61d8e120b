/** Old notices of a place as 历史资料, with their original dates: outside the log and outside punctuality. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { usePlaceSlug } from '../../../../console/parts/places.ts'
import { sayDay } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { HistoryEntry } from './HistoryEntry.tsx'

export default function History() {
  const { query } = useAddress()
  const queries = useQueryClient()
  const place = usePlaceSlug()
  const [adding, setAdding] = useState(false)
  const records = useQuery({
    queryKey: ['history', place],
    enabled: place !== '',
    queryFn: () => ask(api.history.$get({ query: { place } })),
  })
  return (
    <div className="page">
      <div className="head">
        <h1>历史资料</h1>
        <Button type="primary" onClick={() => setAdding(true)}>
          登记一份
        </Button>
      </div>
      <p>
        用平台以前公开过的纸件、照片、文件，按原来的日期登记，不算存证，也不算按时率。很多份请用
        <Link to="/imports">名单导入</Link>。
      </p>
      <div className="filters">
        <PlacePicker name={query.get('name') ?? ''} onPick={(p) => setQuery({ place: p.slug, name: p.name })} />
      </div>
      <Shown query={records} what="历史资料">
        {({ records: all }) => (
          <DataTable
            name="历史资料"
            rows={all}
            keyOf={(r) => r.id}
            empty="这个地方还没有历史资料。"
            columns={[
              { name: '原公开日期', value: (r) => r.original_on, show: (r) => sayDay(r.original_on, true) },
              { name: '标题', main: true, value: (r) => r.title, wide: true },
              { name: '类别', value: (r) => r.kind },
              { name: '说明', value: (r) => r.note, wide: true },
              { name: '附件', value: (r) => Number(r.files), number: true },
            ]}
          />
        )}
      </Shown>
      {adding && (
        <HistoryEntry
          place={place}
          onClose={() => setAdding(false)}
          onDone={() => queries.invalidateQueries({ queryKey: ['history'] })}
        />
      )}
    </div>
  )
}
