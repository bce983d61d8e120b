/**
 * The tree of places: what is below, what became of a place, when it goes live; renamed, merged, split, moved, ended
 * with dates.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { levelNames, usePlaceSlug } from '../../../../console/parts/places.ts'
import { sayDay } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { Link, setQuery } from '../../../../console/router.tsx'
import { PlaceActions } from './PlaceActions.tsx'

export type PlaceInfo = InferResponseType<(typeof api.regions)[':id']['$get'], 200>

const kinds: Record<string, string> = {
  create: '新设',
  rename: '更名',
  merge: '合并',
  split: '拆分',
  move: '划转',
  dissolve: '撤销',
  merged: '并入',
  statCode: '改代码',
}

export default function Places() {
  const slug = usePlaceSlug()
  const queries = useQueryClient()
  const place = useQuery({
    queryKey: ['region', slug],
    enabled: slug !== '',
    queryFn: () => ask(api.regions[':id'].$get({ param: { id: slug } })),
  })
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['region'] }),
      queries.invalidateQueries({ queryKey: ['places'] }),
      queries.invalidateQueries({ queryKey: ['onboarding'] }),
    ])
  return (
    <div className="page">
      <h1>区划和上线</h1>
      <Shown query={place} what="区划">
        {(info) => (
          <>
            <div className="filters">
              <PlacePicker name={info.place.name} onPick={(p) => setQuery({ place: p.slug })} />
            </div>
            <section className="sheet">
              <h2>
                {info.place.name}
                {'　'}
                <span className="quiet">
                  {levelNames[info.place.level] ?? info.place.level}　编码 {info.place.code}
                  {info.place.practice && '　练习用，不对外公开'}
                </span>
              </h2>
              <p>
                {sayDay(info.place.goesLiveOn, true)}上线，宽限到 {sayDay(info.place.graceUntil, true)}
                （宽限期内不算逾期）。{info.place.validTo && `${sayDay(info.place.validTo, true)}起不再是一个单位。`}
              </p>
              {info.items.length > 0 && (
                <ul>
                  {info.items.map((i) => (
                    <li key={i.item}>
                      “{i.name}”{sayDay(i.starts_on, true)}上线，宽限到 {sayDay(i.grace_until, true)}
                    </li>
                  ))}
                </ul>
              )}
              {info.mayEdit && <PlaceActions info={info} onDone={refresh} />}
            </section>
            {info.changes.length > 0 && (
              <section className="sheet">
                <h2>变动</h2>
                <ul>
                  {info.changes.map((c, i) => (
                    <li key={i}>
                      {sayDay(c.on_date, true)}　{kinds[c.kind] ?? c.kind}
                      {'　'}
                      {[c.before, c.after].filter(Boolean).join(' → ')}
                      {c.other && `　${c.other}`}
                      {c.note && `　${c.note}`}
                      {c.by && `（${c.by}）`}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {info.below.length > 0 && (
              <DataTable
                name={`${info.place.name}下面的单位`}
                rows={info.below}
                keyOf={(b) => b.id}
                empty=""
                columns={[
                  {
                    name: '名称',
                    value: (b) => b.name,
                    show: (b) => <Link to={`/places?place=${b.slug}`}>{b.name}</Link>,
                  },
                  { name: '级别', value: (b) => levelNames[b.level] ?? b.level },
                  { name: '编码', value: (b) => b.code },
                  { name: '上线', value: (b) => b.goesLiveOn, show: (b) => sayDay(b.goesLiveOn, true) },
                  { name: '宽限到', value: (b) => b.graceUntil, show: (b) => sayDay(b.graceUntil, true) },
                  { name: '练习', value: (b) => (b.practice ? '练习用' : '') },
                  { name: '情况', value: (b) => (b.validTo ? `${b.validTo} 起停用` : '') },
                ]}
              />
            )}
          </>
        )}
      </Shown>
    </div>
  )
}
