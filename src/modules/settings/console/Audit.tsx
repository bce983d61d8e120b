/** The audit trail: every sign-in and every change; nobody can alter it. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Button } from '../../../console/parts/Button.tsx'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { sayTime } from '../../../console/parts/time.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { postAt } from '../../../kernel/people/postAt.ts'

export default function Audit() {
  const [typed, setTyped] = useState({ person: '', about: '' })
  const [asked, setAsked] = useState(typed)
  const [room, setRoom] = useState('')
  const [action, setAction] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const { data: { rooms } = { rooms: [] } } = useQuery({
    queryKey: ['audit-rooms'],
    queryFn: () => ask(api.audit.rooms.$get()),
  })
  const acts = rooms.filter((r) => room === '' || r.name === room)
  const trail = useInfiniteQuery({
    queryKey: ['audit', asked, room, action, from, to],
    initialPageParam: '',
    getNextPageParam: (last: { entries: { at: string }[] }) =>
      last.entries.length < 200 ? undefined : last.entries[last.entries.length - 1]!.at,
    queryFn: ({ pageParam }) =>
      ask(
        api.audit.$get({
          query: {
            before: pageParam || undefined,
            person: asked.person || undefined,
            q: asked.about || undefined,
            room: room || undefined,
            action: action || undefined,
            from: from || undefined,
            to: to || undefined,
          },
        }),
      ),
  })
  const find = (event: FormEvent) => {
    event.preventDefault()
    setAsked({ person: typed.person.trim(), about: typed.about.trim() })
  }
  return (
    <div className="page">
      <h1>操作记录</h1>
      <p className="quiet">谁在什么时候做了什么，一条不少；程序自己也改不了、删不了这些记录。</p>
      <form className="filters" onSubmit={find}>
        <label>
          哪个人（他做的，和对他做的）
          <input
            type="search"
            value={typed.person}
            maxLength={40}
            onChange={(e) => setTyped({ ...typed, person: e.target.value })}
          />
        </label>
        <label>
          对象的编号或名称
          <input
            type="search"
            value={typed.about}
            maxLength={40}
            onChange={(e) => setTyped({ ...typed, about: e.target.value })}
          />
        </label>
        <label>
          哪一类
          <select
            value={room}
            onChange={(e) => {
              setRoom(e.target.value)
              setAction('')
            }}
          >
            <option value="">全部</option>
            {rooms.map((r) => (
              <option key={r.name}>{r.name}</option>
            ))}
          </select>
        </label>
        <label>
          做了什么
          <select value={action} onChange={(e) => setAction(e.target.value)}>
            <option value="">全部</option>
            {acts.map((r) => (
              <optgroup key={r.name} label={r.name}>
                {r.acts.map((a) => (
                  <option key={a.action} value={a.action}>
                    {a.said}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <label>
          从哪天
          <input type="date" value={from} max={to || undefined} onChange={(e) => setFrom(e.target.value)} />
        </label>
        <label>
          到哪天
          <input type="date" value={to} min={from || undefined} onChange={(e) => setTo(e.target.value)} />
        </label>
        <Button size="middle" htmlType="submit">
          查找
        </Button>
      </form>
      <Shown query={trail} what="操作记录">
        {({ pages }) => (
          <DataTable
            name="操作记录"
            search={false}
            rows={pages.flatMap((p) => p.entries)}
            keyOf={(e) => e.id}
            empty="没有符合条件的记录。"
            columns={[
              { name: '时间', value: (e) => e.at, show: (e) => sayTime(e.at) },
              { name: '谁', value: (e) => e.name ?? '（没有登录）' },
              { name: '岗位', value: (e) => postAt(e.place, e.post) },
              { name: '做了什么', main: true, value: (e) => e.said },
              {
                name: '对象',
                value: (e) => e.about ?? e.subject,
                wide: true,
                show: (e) => <span title={e.subject ?? ''}>{e.about ?? e.subject}</span>,
              },
              { name: '详情', value: (e) => e.detail, wide: true },
              { name: '网络地址', value: (e) => e.ip },
            ]}
          />
        )}
      </Shown>
      {trail.hasNextPage && (
        <div className="do">
          <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
            再往前看 200 条
          </Button>
        </div>
      )}
    </div>
  )
}
