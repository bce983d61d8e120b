/** Month, place and what to look at; kept in the address, so that a view can be sent to somebody. */
import { Month } from '../../../../console/parts/Month.tsx'
import { Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import type { Coverage } from '../coverage.queries.ts'

export function Filters({ data, month }: { data: Coverage; month: string }) {
  const { query } = useAddress()
  const me = useMe()
  const place = query.get('place')
  const townships = distinct(data.places.filter((p) => p.level === 'village').map((p) => p.township))
  const select = (key: string, label: string, options: string[]) =>
    options.length < 2 ? null : (
      <label>
        {label}
        <select value={query.get(key) ?? ''} onChange={(e) => setQuery({ [key]: e.target.value })}>
          <option value="">全部</option>
          {options.map((o) => (
            <option key={o}>{o}</option>
          ))}
        </select>
      </label>
    )
  const check = (key: string, label: string) => (
    <label className="check">
      <input
        type="checkbox"
        checked={query.has(key)}
        onChange={(e) => setQuery({ [key]: e.target.checked ? '1' : undefined })}
      />
      <span>{label}</span>
    </label>
  )
  return (
    <>
      {place && (
        <p>
          <Link to={`/coverage?month=${month}`}>全部地方</Link>　›{'　'}
          <b>{data.places.find((p) => p.slug === place)?.name ?? place}</b>
        </p>
      )}
      <div className="filters">
        <Month value={month} onMonth={(m) => setQuery({ month: m })} label="到期月份" />
        {data.places.length > 8 && (
          <label>
            找地方
            <input
              type="search"
              placeholder="村名、单位名"
              maxLength={40}
              value={query.get('find') ?? ''}
              onChange={(e) => setQuery({ find: e.target.value }, { typed: true })}
            />
          </label>
        )}
        {select('township', '乡镇', townships)}
        {select('category', '类别', distinct(data.items.map((i) => i.category)))}
        {select('dept', '指导责任单位', distinct(data.items.map((i) => i.dept)))}
        {check('late', '只看有逾期的地方')}
        {me.data?.posts.some((p) => p.level === 'bureau') && check('mine', '只看本单位指导的')}
      </div>
    </>
  )
}

const distinct = (values: string[]) => [...new Set(values.filter((v) => v !== ''))]
