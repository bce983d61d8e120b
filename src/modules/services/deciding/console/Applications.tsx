/**
 * Applications: what is mine to do, whom I am asked about, and the register of a place; several signed at once where
 * nobody has doubts.
 */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { InferResponseType } from 'hono/client'
import { Button } from '../../../../console/parts/Button.tsx'
import { DataTable, type Column } from '../../../../console/parts/DataTable.tsx'
import { useDeferredValue, useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { Lamp } from '../../../../console/parts/Lamp.tsx'
import { sayDay, sayLimit, localOf, today } from '../../../../console/parts/time.ts'
import { Nothing, Shown } from '../../../../console/parts/State.tsx'
import { go, setQuery, useAddress } from '../../../../console/router.tsx'
import { useMe } from '../../../../console/me.ts'
import { states, type State } from '../applications.schema.ts'
import { SignMany } from './SignMany.tsx'
import { Sit } from './Sit.tsx'
import { useServices } from './useApplication.ts'

const tabs = [
  ['', '等我办的'],
  ['all', '全部申请'],
  ['follow', '差评回访'],
] as const

export default function Applications() {
  const { query } = useAddress()
  const tab = query.get('tab') ?? ''
  const me = useMe()
  const [sitting, setSitting] = useState(false)
  return (
    <div className="page">
      <div className="head">
        <h1>便民服务申请</h1>
        {me.data?.may.includes('application.file') && (
          <Button type="primary" onClick={() => setSitting(true)}>
            替村民申请
          </Button>
        )}
      </div>
      <div className="tabs" role="group" aria-label="看哪些">
        {tabs
          .filter(
            ([key]) =>
              key !== 'all' || me.data?.may.some((m) => m === 'application.oversee' || m === 'application.file'),
          )
          .map(([key, name]) => (
            <button key={key} type="button" aria-pressed={tab === key} onClick={() => setQuery({ tab: key })}>
              {name}
            </button>
          ))}
      </div>
      {tab === 'all' ? <Register /> : <Mine key={tab} follow={tab === 'follow'} />}
      {sitting && <Sit onClose={() => setSitting(false)} />}
    </div>
  )
}

function Mine({ follow }: { follow: boolean }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const list = useInfiniteQuery({
    queryKey: ['applications', 'inbox', follow],
    initialPageParam: '',
    refetchOnMount: 'always',
    queryFn: ({ pageParam }) =>
      ask(
        api.applications.inbox.$get({
          query: { ...(follow ? { follow: '1' as const } : {}), ...(pageParam === '' ? {} : { after: pageParam }) },
        }),
      ),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <Shown query={list} what="申请">
      {({ pages }) => {
        const mine = pages.flatMap((p) => p.rows)
        const asked = follow ? [] : pages[0]!.asked
        const signable = mine.filter((r) => r.may.includes('approve'))
        return (
          <>
            {mine.length === 0 && asked.length === 0 && (
              <Nothing>
                {follow ? '没有要回访的差评。' : '现在没有等您办的申请。村民交来的、上一步转来的，会出现在这里。'}
              </Nothing>
            )}
            {picked.size > 0 && (
              <SignMany rows={mine.filter((r) => picked.has(r.id))} onDone={() => setPicked(new Set())} />
            )}
            {signable.length > 1 && picked.size === 0 && (
              <p className="quiet">没有不同意见的几件，可以勾选后一起签。</p>
            )}
            <ul className="rows tasks">
              {asked.map((q) => (
                <li key={q.id}>
                  <div className="row">
                    <Lamp colour={q.lamp} />
                    <span className="grow">
                      <b>请您单位提意见：{q.title}</b>
                      <span className="under quiet">
                        {q.place}
                        {q.dueAt && `，${sayLimit(q.dueAt)} 前`}
                      </span>
                    </span>
                    <Button
                      type="primary"
                      aria-label={`去答复：${q.title}`}
                      onClick={() => go(`/applications/${q.caseId}`)}
                    >
                      去答复
                    </Button>
                  </div>
                </li>
              ))}
              {mine.map((r) => (
                <li key={r.id}>
                  <div className="task-line">
                    {r.may.includes('approve') && signable.length > 1 && (
                      <label className="pick-one">
                        <input
                          type="checkbox"
                          checked={picked.has(r.id)}
                          onChange={(e) =>
                            setPicked((set) => {
                              const next = new Set(set)
                              if (e.target.checked) next.add(r.id)
                              else next.delete(r.id)
                              return next
                            })
                          }
                        />
                        <span className="sr">
                          选中 {r.title} {r.code}
                        </span>
                      </label>
                    )}
                    <div className="row">
                      <Lamp colour={r.lamp} missed={r.missed_at !== null} />
                      <span className="grow">
                        <b>{r.title}</b>
                        {r.who && `　${r.who}`}
                        <span className="under quiet">
                          {r.place}，{r.stepName}
                          {r.due_at && `，${sayLimit(r.due_at)} 到期`}
                          {r.paused_at && '，等申请人补材料'}　<span className="num">{r.code}</span>
                        </span>
                      </span>
                      <Button
                        type={r.lamp === 'green' || r.lamp === 'paused' ? 'default' : 'primary'}
                        onClick={() => go(r.link)}
                        aria-label={`去办理：${r.title} ${r.code}`}
                      >
                        {r.may.length > 0 ? '去办理' : '看一看'}
                      </Button>
                    </div>
                  </div>
                </li>
              ))}
            </ul>
            {list.hasNextPage && (
              <div className="do">
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  再看后面的
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Shown>
  )
}

type Line = InferResponseType<typeof api.applications.$get, 200>['rows'][number]
const registerColumns: readonly Column<Line>[] = [
  { name: '事项', main: true, value: (r) => r.service },
  { name: '哪个村', value: (r) => r.place },
  { name: '情况', value: (r) => states[r.state as State] },
  { name: '到哪一步', value: (r) => r.stepName },
  { name: '谁在办', value: (r) => (r.closedAt ? '' : r.holder) },
  { name: '哪天交的', value: (r) => r.sentAt, show: (r) => sayDay(localOf(r.sentAt).slice(0, 10)) },
]

function Register() {
  const { query } = useAddress()
  const [f, at] = [
    {
      state: query.get('state') ?? '',
      service: query.get('service') ?? '',
      from: query.get('from') ?? '',
      to: query.get('to') ?? '',
      code: useDeferredValue((query.get('code') ?? '').trim()),
    },
    query.get('at'),
  ]
  const services = useServices()
  const narrowed = {
    ...(at ? { at } : {}),
    ...(f.state ? { state: f.state as State } : {}),
    ...(f.service ? { service: f.service } : {}),
    ...(f.from ? { from: f.from } : {}),
    ...(f.to ? { to: f.to } : {}),
    ...(f.code.length === 10 ? { code: f.code } : {}),
  }
  const list = useInfiniteQuery({
    queryKey: ['applications', 'register', narrowed],
    initialPageParam: '',
    // Whoever types a number goes on typing: what was there stands until the next list is.
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    retry: false,
    queryFn: ({ pageParam }) =>
      ask(api.applications.$get({ query: { ...narrowed, ...(pageParam === '' ? {} : { after: pageParam }) } })),
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <Shown query={list} what="申请">
      {({ pages }) => {
        const all = pages.flatMap((p) => p.rows)
        return (
          <>
            <DataTable
              name={`${pages[0]!.place.name}的申请`}
              rows={all}
              keyOf={(r) => r.id}
              empty="没有符合条件的申请。"
              search={false}
              sheet={`/api/applications/register.xlsx?${new URLSearchParams(narrowed).toString()}`}
              filters={
                <>
                  <label>
                    情况
                    <select value={f.state} onChange={(e) => setQuery({ state: e.target.value })}>
                      <option value="">都看</option>
                      {(['sent', 'done', 'refused', 'withdrawn'] as const).map((s) => (
                        <option key={s} value={s}>
                          {states[s]}
                        </option>
                      ))}
                    </select>
                  </label>
                  <label>
                    事项
                    <select value={f.service} onChange={(e) => setQuery({ service: e.target.value })}>
                      <option value="">都看</option>
                      {services.data?.map((s) => (
                        <option key={s.code} value={s.code}>
                          {s.name}
                        </option>
                      ))}
                    </select>
                  </label>
                  {(['from', 'to'] as const).map((end) => (
                    <label key={end}>
                      {end === 'from' ? '哪天起交的' : '到哪天'}
                      <input
                        type="date"
                        max={today()}
                        value={f[end]}
                        onChange={(e) => setQuery({ [end]: e.target.value }, { typed: true })}
                      />
                    </label>
                  ))}
                  <label>
                    编号
                    <input
                      type="search"
                      maxLength={12}
                      value={query.get('code') ?? ''}
                      onChange={(e) => setQuery({ code: e.target.value }, { typed: true })}
                    />
                  </label>
                </>
              }
              columns={registerColumns}
              actions={(r) => (
                <Button
                  size="middle"
                  onClick={() => go(`/applications/${r.id}`)}
                  aria-label={`打开 ${r.service} ${r.code}`}
                >
                  打开
                </Button>
              )}
            />
            {list.hasNextPage && (
              <div className="do">
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  再看后面的
                </Button>
              </div>
            )}
          </>
        )
      }}
    </Shown>
  )
}
