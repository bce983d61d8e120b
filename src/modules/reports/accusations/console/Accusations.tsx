/**
 * The discipline office's desk: its key, and the accusations that only this key opens. Opening happens in this browser.
 */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../console/client.ts'
import { api } from '../../client.ts'
import { DataTable } from '../../../../console/parts/DataTable.tsx'
import { Note } from '../../../../console/parts/Note.tsx'
import { sayTime } from '../../../../console/parts/time.ts'
import { Shown } from '../../../../console/parts/State.tsx'
import { states } from '../accusations.schema.ts'
import { KeyCard } from './KeyCard.tsx'
import { Opened } from './Opened.tsx'
import { Unlock } from './Unlock.tsx'

/** Private keys by their fingerprints, in this page's memory only: gone when it is left. */
export type Unlocked = ReadonlyMap<string, CryptoKey>

export default function AccusationsScreen() {
  const query = useQuery({
    queryKey: ['accusations'],
    queryFn: () => ask(api.accusations.$get()),
    refetchOnMount: 'always',
  })
  const [unlocked, setUnlocked] = useState<Unlocked>(new Map())
  const [opened, setOpened] = useState<string>()
  if (!window.isSecureContext)
    return (
      <div className="page">
        <h1>举报</h1>
        <Note kind="warn">这一页要用 https 打开，现在的网址不能加密解密。</Note>
      </div>
    )
  return (
    <div className="page">
      <h1>举报</h1>
      <p>
        反映党员、干部违纪违法的内容，在举报人的手机上就加了密。只有您的钥匙文件加上口令，才能在这台电脑上打开；服务器和管理员都打不开。
      </p>
      <Shown query={query} what="举报">
        {({ keys, rows }) => (
          <>
            <KeyCard keys={keys} onChange={() => query.refetch()} />
            {rows.length > 0 && (
              <Unlock unlocked={unlocked} onOpen={(id, key) => setUnlocked(new Map([...unlocked, [id, key]]))} />
            )}
            <h2>收到的举报</h2>
            <DataTable
              name="举报"
              rows={rows}
              keyOf={(r) => r.id}
              empty="还没有收到举报。"
              columns={[
                { name: '编号', value: (r) => r.code, show: (r) => <span className="num">{r.code}</span> },
                { name: '什么时候收到', value: (r) => String(r.received_at), show: (r) => sayTime(r.received_at) },
                { name: '署名', value: (r) => (r.named ? '留了姓名或电话' : '匿名') },
                { name: '办到哪一步', value: (r) => states[r.state] },
              ]}
              actions={(r) =>
                unlocked.has(r.key_id) ? (
                  <button type="button" className="plain" onClick={() => setOpened(r.id)}>
                    打开
                  </button>
                ) : (
                  <span className="quiet">要先打开钥匙 {r.key_id.slice(0, 4)}…</span>
                )
              }
            />
            {rows
              .filter((r) => r.id === opened)
              .map((r) => (
                <Opened
                  key={r.id}
                  row={r}
                  privateKey={unlocked.get(r.key_id)!}
                  onClose={() => {
                    setOpened(undefined)
                    void query.refetch()
                  }}
                />
              ))}
          </>
        )}
      </Shown>
    </div>
  )
}
