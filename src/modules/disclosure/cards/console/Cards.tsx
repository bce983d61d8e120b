/** Yellow and red cards: recorded once, lifted only by a decision with a reason. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { AskReason } from '../../../../console/parts/AskReason.tsx'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { PlacePicker } from '../../../../console/parts/PlacePicker.tsx'
import { sayLimit } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { tell } from '../../../../console/parts/tell.tsx'
import { Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'

type Card = InferResponseType<typeof api.cards.$get, 200>['cards'][number]
const colours: Record<string, string> = { yellow: '◆ 黄牌', red: '▲ 红牌' }
const clocks: Record<string, string> = {
  due: '到期公开',
  answer: '答复村民',
  review: '审查',
  sign: '签字',
  published: '备案',
  upload: '镇里上传',
  station: '镇站审核',
  discipline: '镇纪委审核',
  respond: '网格员响应',
  intake: '受理',
  team: '村里办理',
  centre: '乡镇研判',
  joint: '单位办理',
  consult: '会商',
  order: '督办',
  gathered: '汇总答复',
  investigate: '调查',
  decide: '领导决定',
  answered: '等评价',
  asked: '批准用章',
  approved: '盖章登记',
}
/** Steps of a run have numbers. */
const clockOf = (clock: string) => clocks[clock] ?? clock.replace(/^s(\d+)$/, '权力办理第 $1 步')

export default function Cards() {
  const me = useMe()
  const { query } = useAddress()
  const queries = useQueryClient()
  const [colour, open] = [query.get('colour') as 'yellow' | 'red' | null, !query.has('all')]
  const [lifting, setLifting] = useState<Card>()
  const [month, place, clock] = ['month', 'place', 'clock'].map((k) => query.get(k) ?? '') as [string, string, string]
  const filter = {
    colour: colour ?? undefined,
    open: open ? ('1' as const) : undefined,
    month: month || undefined,
    place: place || undefined,
    clock: clock || undefined,
  }
  const cards = useQuery({
    queryKey: ['cards', filter],
    placeholderData: keepPreviousData,
    queryFn: () => ask(api.cards.$get({ query: filter })),
  })
  const mayLift = me.data?.may.includes('card.lift') === true
  return (
    <div className="page">
      <h1>红黄牌</h1>
      <p className="quiet">快到期亮黄牌，过期亮红牌，记下就不删，只能写明理由销牌。最多列出最近 500 张。</p>
      <Shown query={cards} what="红黄牌">
        {({ cards: all }) => (
          <DataTable
            name="红黄牌"
            rows={all}
            keyOf={(c) => c.id}
            empty="没有符合条件的牌。"
            columns={[
              {
                name: '牌',
                value: (c) => colours[c.colour] ?? c.colour,
                show: (c) => <span className={`lamp ${c.colour}`}>{colours[c.colour]}</span>,
              },
              { name: '什么时限', value: (c) => c.step || clockOf(c.clock) },
              { name: '乡镇', value: (c) => c.township },
              { name: '地方', value: (c) => c.place },
              {
                name: '事项',
                main: true,
                value: (c) => c.title,
                show: (c) => (c.obligation_id ? <Link to={`/trace/${c.obligation_id}`}>{c.title}</Link> : c.title),
                wide: true,
              },
              { name: '亮牌时间', value: (c) => c.nominal_at, show: (c) => sayLimit(c.nominal_at) },
              { name: '销牌', value: (c) => c.lifted, show: (c) => c.lifted && `${c.lifted_by}：${c.lifted}` },
            ]}
            filters={
              <>
                <label>
                  颜色
                  <select value={colour ?? ''} onChange={(e) => setQuery({ colour: e.target.value })}>
                    <option value="">全部</option>
                    <option value="red">红牌</option>
                    <option value="yellow">黄牌</option>
                  </select>
                </label>
                <label>
                  月份
                  <input
                    type="month"
                    value={month}
                    onChange={(e) => setQuery({ month: e.target.value }, { typed: true })}
                  />
                </label>
                <label>
                  什么时限
                  <select value={clock} onChange={(e) => setQuery({ clock: e.target.value })}>
                    <option value="">全部</option>
                    {Object.entries(clocks).map(([key, name]) => (
                      <option key={key} value={key}>
                        {name}
                      </option>
                    ))}
                  </select>
                </label>
                <PlacePicker
                  name={place === '' ? '全部地方' : (all[0]?.place ?? '选定的地方')}
                  onPick={(p) => setQuery({ place: p.slug })}
                />
                {place !== '' && (
                  <button type="button" className="plain" onClick={() => setQuery({ place: undefined })}>
                    看全部地方
                  </button>
                )}
                <label className="check">
                  <input
                    type="checkbox"
                    checked={open}
                    onChange={(e) => setQuery({ all: e.target.checked ? undefined : '1' })}
                  />
                  <span>只看没销的</span>
                </label>
              </>
            }
            seldom
            actions={
              mayLift
                ? (c) =>
                    c.lifted === null && (
                      <button type="button" className="plain" onClick={() => setLifting(c)}>
                        销牌
                      </button>
                    )
                : undefined
            }
          />
        )}
      </Shown>
      {lifting && (
        <AskReason
          title={`销牌：${lifting.place} ${lifting.title}`}
          hint="销牌的理由，留底备查"
          button="决定销牌"
          onClose={() => setLifting(undefined)}
          onDone={(reason) =>
            ask(api.cards[':id'].lift.$post({ param: { id: lifting.id }, json: { reason } })).then(() => {
              tell('已销牌。')
              return queries.invalidateQueries({ queryKey: ['cards'] })
            })
          }
        />
      )}
    </div>
  )
}
