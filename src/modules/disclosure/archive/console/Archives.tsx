/** Month and year packages of a place: made as a job, downloaded, checked by anyone with their hash. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../../../console/parts/Button.tsx'
import { useCallback, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { FormDialog } from '../../../../console/parts/FormDialog.tsx'
import { Job } from '../../../../console/parts/Job.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { usePlaces, usePlaceSlug } from '../../../../console/parts/places.ts'
import { sayTime, today } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { setQuery } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'

export default function Archives() {
  const me = useMe()
  const place = usePlaceSlug()
  const places = usePlaces({ slug: place }, place !== '')
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [job, setJob] = useState<string>()
  const archives = useQuery({
    queryKey: ['archives', place],
    enabled: place !== '',
    queryFn: () => ask(api.archives.$get({ query: { place } })),
  })
  const finished = useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['archives'] })
  }, [queries])
  const here = places.data?.find((p) => p.slug === place)
  const hasBelow = here === undefined || here.level !== 'village'
  return (
    <div className="page">
      <div className="head">
        <h1>归档</h1>
        {me.data?.may.includes('archive.run') && (
          <Button type="primary" onClick={() => setAsking(true)}>
            现在归档
          </Button>
        )}
      </div>
      <p className="quiet">
        每月的公开内容在下月 10 日前、全年的在次年 2 月 15
        日前自动归档。归档包里有网页、表格、附件和存证，离线也能核对有没有改过。
      </p>
      <div className="filters">
        <PlacePicker name={here?.name ?? ''} onPick={(p) => setQuery({ place: p.slug })} />
      </div>
      {job && <Job id={job} onFinished={finished} />}
      <Shown query={archives} what="归档包">
        {({ archives: all }) => (
          <DataTable
            name="归档包"
            rows={all}
            keyOf={(a) => a.id}
            empty="还没有归档包。"
            columns={[
              { name: '地方', value: (a) => a.place },
              { name: '期间', value: (a) => `${a.period}${a.supplement > 0 ? ` 补充 ${a.supplement}` : ''}` },
              { name: '种类', value: (a) => (a.kind === 'year' ? '年度' : '月度') },
              { name: '公开事项', value: (a) => a.notices, number: true },
              { name: '大小（KB）', value: (a) => Math.ceil(a.bytes / 1024), number: true },
              { name: '归档时间', value: (a) => a.made_at, show: (a) => sayTime(a.made_at) },
              {
                name: '校验码',
                value: (a) => a.sha256,
                show: (a) => (
                  <span className="num" title={a.sha256}>
                    {a.sha256.slice(0, 12)}…
                  </span>
                ),
              },
            ]}
            actions={(a) => <a href={`/api/archives/${a.id}/file.zip`}>下载</a>}
          />
        )}
      </Shown>
      {asking && (
        <FormDialog
          title={`归档${here?.name ?? ''}`}
          button="开始归档"
          onClose={() => setAsking(false)}
          onDone={(v) =>
            ask(api.archives.$post({ json: { place, period: v.period!, below: v.below === '1' } })).then((made) =>
              setJob(made.job),
            )
          }
          fields={[
            { key: 'period', label: '期间', hint: '一个月写 2026-09，一年写 2026', start: today().slice(0, 7), max: 7 },
            ...(hasBelow ? [{ key: 'below', label: '连下面的村一起归档', type: 'check' as const }] : []),
          ]}
        />
      )}
    </div>
  )
}
