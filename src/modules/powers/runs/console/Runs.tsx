/** Runs of powers below one's posts: what lies in one's hands first; with lamps, filters and a sheet. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Button } from '../../../../console/parts/Button.tsx'
import type { InferResponseType } from 'hono/client'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayLeft, sayTime } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, Link, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'

type Line = InferResponseType<typeof api.powers.runs.$get, 200>['runs'][number]
const names = ['whose', 'lamp', 'power', 'state', 'text', 'place', 'after'] as const

export default function Runs() {
  const { query } = useAddress()
  const me = useMe()
  const asked = Object.fromEntries(names.flatMap((n) => (query.get(n) ? [[n, query.get(n)!]] : []))) as Record<
    (typeof names)[number],
    string
  >
  const above = (me.data?.posts ?? []).some((p) => p.level !== 'village')
  const whose = asked.whose ?? (above ? 'all' : 'hand')
  const filter = { ...asked, whose }
  const list = useQuery({
    queryKey: ['runs', filter],
    refetchOnMount: 'always',
    queryFn: () => ask(api.powers.runs.$get({ query: filter as never })),
  })
  // Back changes what is looked for: the field says it.
  const find = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (find.current) find.current.value = asked.text ?? ''
  }, [asked.text])
  const powers = useQuery({ queryKey: ['powers'], queryFn: () => ask(api.powers.$get()).then((a) => a.powers) })
  return (
    <div className="page">
      <div className="head">
        <h1>权力办理</h1>
        {me.data?.may.includes('power.start') && (
          <Button type="primary" onClick={() => go('/powers/start')}>
            发起一件
          </Button>
        )}
      </div>
      <p className="quiet">村里按权力清单办的事，一步一步记，记一步公开一步。</p>
      <div className="filters">
        <label>
          看哪些
          <select value={whose} onChange={(e) => setQuery({ whose: e.target.value, after: undefined })}>
            <option value="hand">等我办的</option>
            <option value="mine">我经手的</option>
            <option value="all">{above ? '我管的地方全部' : '本村全部'}</option>
          </select>
        </label>
        <label>
          情况
          <select value={asked.state ?? ''} onChange={(e) => setQuery({ state: e.target.value, after: undefined })}>
            <option value="">全部</option>
            <option value="open">正在办</option>
            <option value="closed">办完和停办</option>
          </select>
        </label>
        <label>
          灯
          <select value={asked.lamp ?? ''} onChange={(e) => setQuery({ lamp: e.target.value, after: undefined })}>
            <option value="">全部</option>
            <option value="yellow">快到期</option>
            <option value="red">逾期</option>
          </select>
        </label>
        <label>
          权力
          <select value={asked.power ?? ''} onChange={(e) => setQuery({ power: e.target.value, after: undefined })}>
            <option value="">全部</option>
            {(powers.data ?? [])
              .filter((p) => p.where === 'run')
              .map((p) => (
                <option key={p.code} value={p.code}>
                  {p.name}
                </option>
              ))}
          </select>
        </label>
        <label>
          找
          <input
            type="search"
            ref={find}
            defaultValue={asked.text ?? ''}
            placeholder="名称或编号"
            onKeyDown={(e) => {
              if (e.key === 'Enter') setQuery({ text: e.currentTarget.value.trim(), after: undefined })
            }}
          />
        </label>
        <span className="grow" />
        <Button href={`/api/powers/runs.xlsx?${new URLSearchParams(filter)}`}>导出表格</Button>
      </div>
      <Shown query={list} what="权力办理">
        {({ runs, more }) => (
          <>
            {runs.length === 0 ? (
              <Nothing>{whose === 'hand' ? '现在没有等您办的。' : '没有符合的。'}</Nothing>
            ) : (
              <ul className="rows dated">
                {runs.map((r) => (
                  <One key={r.id} r={r} wide={above} />
                ))}
              </ul>
            )}
            {(asked.after || more) && (
              <div className="do">
                {asked.after && <Button onClick={() => setQuery({ after: undefined })}>第一页</Button>}
                {more && <Button onClick={() => setQuery({ after: runs.at(-1)!.id })}>下一页</Button>}
              </div>
            )}
          </>
        )}
      </Shown>
    </div>
  )
}

function One({ r, wide }: { r: Line; wide: boolean }) {
  return (
    <li>
      <Link className="row" to={`/powers/runs/${r.id}`}>
        <span className="by">
          {r.closed_at === null && <Lamp colour={r.lamp} missed={r.missed_at !== null} />}
          <span className="quiet">{r.closed_at ? sayTime(r.closed_at) : r.due_at ? sayLeft(r.due_at) : ''}</span>
        </span>
        <span className="what">
          <b>{r.title}</b>
          <span className="under quiet">
            {[
              wide && `${r.township}${r.place}`,
              r.power_name,
              r.amount !== null && `${Number(r.amount).toLocaleString('en')} 元`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className="step-of">
          {r.closed_at ? r.stepName : `第 ${r.number}/${r.steps} 步 ${r.stepName}`}
          <span className="under quiet">
            {wide && r.closed_at === null && r.holder}
            {r.skipped > 0 && <b className="found">　跳过 {r.skipped} 步</b>}
          </span>
        </span>
      </Link>
    </li>
  )
}
