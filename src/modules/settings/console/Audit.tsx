/** The audit trail: every sign-in and every change; nobody can alter it. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { ask } from '../../../console/client.ts'
import { api } from '../client.ts'
import { DataTable } from '../../../console/parts/DataTable.tsx'
import { sayTime } from '../../../console/parts/say.ts'
import { Shown } from '../../../console/parts/State.tsx'
import { actionNames, sayAction } from './actionNames.ts'

export default function Audit() {
  const [draft, setDraft] = useState('')
  const [q, setQ] = useState('')
  const [action, setAction] = useState('')
  const trail = useInfiniteQuery({
    queryKey: ['audit', q, action],
    initialPageParam: '',
    getNextPageParam: (last: { entries: { at: string }[] }) =>
      last.entries.length < 200 ? undefined : last.entries[last.entries.length - 1]!.at,
    queryFn: ({ pageParam }) =>
      ask(
        api.audit.$get({ query: { before: pageParam || undefined, q: q || undefined, action: action || undefined } }),
      ),
  })
  const find = (event: FormEvent) => {
    event.preventDefault()
    setQ(draft.trim())
  }
  return (
    <div className="page">
      <h1>操作记录</h1>
      <p className="quiet">谁在什么时候做了什么，一条不少；程序自己也改不了、删不了这些记录。</p>
      <form className="filters" onSubmit={find}>
        <label>
          姓名或对象编号
          <input type="search" value={draft} maxLength={40} onChange={(e) => setDraft(e.target.value)} />
        </label>
        <label>
          做了什么
          <select value={action} onChange={(e) => setAction(e.target.value)}>
            <option value="">全部</option>
            {actionNames.map(([k, n]) => (
              <option key={k} value={k}>
                {n}
              </option>
            ))}
          </select>
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
              { name: '岗位', value: (e) => `${e.place ?? ''}${e.post ?? ''}` },
              { name: '做了什么', value: (e) => sayAction(e.action) },
              {
                name: '对象',
                value: (e) => e.about ?? e.subject,
                wide: true,
                show: (e) => <span title={e.subject ?? ''}>{e.about ?? e.subject}</span>,
              },
              { name: '详情', value: (e) => sayDetail(e.detail), wide: true },
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

const words: Record<string, string> = {
  secondFactor: '用了动态码',
  version: '第几版',
  from: '生效',
  value: '改成',
  days: '天数',
  size: '到第几条',
  username: '用户名（已打乱）',
  reason: '理由',
  note: '说明',
  file: '文件',
  rows: '行数',
  on: '日期',
}

function sayDetail(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .map(
      ([k, v]) =>
        `${words[k] ?? k}：${v === true ? '是' : v === false ? '否' : typeof v === 'object' ? JSON.stringify(v) : String(v)}`,
    )
    .join('，')
}
